"""Values of JSON and TOML -> typed records; whatever does not fit is explained by its key."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TypeVar

import msgspec

_T = TypeVar("_T")
_PLACE = re.compile(r"(?P<fault>.*?)(?: - at `(?:key in )?\$\.?(?P<key>.*)`)?", re.DOTALL)
_LACKING = re.compile(r"Object missing required field `(.+)`")
_UNKNOWN = re.compile(r"Object contains unknown field `(.+)`", re.DOTALL)
_KIND = re.compile(r"Expected `(?P<kind>.+?)`(?P<limit>[^,]*)(?:, got `(?P<found>.+)`)?")
_VALUE = re.compile(r"Invalid (?:enum )?value '?(.+?)'?", re.DOTALL)
"""How msgspec says what is wrong and where."""
_KINDS = {
    "array": "a list",
    "bool": "true or false",
    "date": "a day",
    "float": "a number",
    "int": "a whole number",
    "object": "an object",
    "str": "a string",
}
"""The kinds of values, by the names that msgspec has for them."""
_WRITTEN = {
    "array": "a list, written [...]",
    "date": "a day, written 2026-12-31 without quotes",
    "object": "a table, written [{key}]",
    "str": 'a string, written "..."',
}
"""The same kinds as TOML writes them."""


def explain(error: Exception, *, whole: str = "the line") -> str:
    """Return what is wrong with a value that JSON gave: the key, what must stand there, and what stands there.

    `whole` names the value itself, for a fault that has no key. The text of an error that msgspec did not raise is
    returned as it is.
    """
    if not isinstance(error, msgspec.ValidationError):
        return str(error)
    fault, key = _split(error)
    if lacking := _LACKING.fullmatch(fault):
        return f"{_join(key, lacking[1])} is missing"
    if unknown := _UNKNOWN.fullmatch(fault):
        return f'"{_join(key, unknown[1][:40])}" is not known here; it may come from a later version of align'
    if kind := _KIND.fullmatch(fault):
        found = f", not {_name(kind['found'])}" if kind["found"] else ""
        return f"{key or whole} must be {_name(kind['kind'])}{kind['limit']}{found}"
    if value := _VALUE.fullmatch(fault):
        return f'{key or whole}: "{value[1]}" is not known here'
    return f"{key}: {fault[0].lower()}{fault[1:]}" if key else fault


def convert_toml(value: object, of: type[_T], *, whole: str = "the file") -> _T:
    """Return a value that `tomllib` gave as a typed record.

    Raises `ValueError`, with the key, what must stand there and how TOML writes it, if the value does not fit. `whole`
    names the value itself, for a fault that has no key.
    """
    try:
        return msgspec.convert(value, of, builtin_types=(date, datetime, time))
    except msgspec.ValidationError as error:
        fault, key = _split(error)
        message = explain(error, whole=whole)
        if unknown := _UNKNOWN.fullmatch(fault):
            message = f'unknown key "{_join(key, unknown[1])}"'
        elif (kind := _KIND.fullmatch(fault)) and (written := _WRITTEN.get(kind["kind"].removesuffix(" | null"))):
            key = _spell(value, key, kind["found"])
            message = f"{key} must be {written.format(key=key)}" if key else f"{whole} must be {written.split(',')[0]}"
        raise ValueError(message) from None


def _split(error: Exception) -> tuple[str, str]:
    """Return what an error of msgspec says, and the key."""
    place = _PLACE.fullmatch(str(error))
    return (place["fault"], place["key"] or "") if place else (str(error), "")


def _spell(value: object, key: str, found: str) -> str:
    """Put names into a key in which msgspec writes `[...]` for any name of a table.

    `found` is the kind of the wrong value, which no value before it has.
    """
    places = [("", value)]
    for step in re.findall(r"\[\.\.\.\]|[^.\[\]]+", key):
        places = [
            (_join(path, name), inner)
            for path, table in places
            if isinstance(table, dict)
            for name, inner in table.items()
            if step in (name, "[...]")
        ]
    names = {"dict": "object", "list": "array"}
    fitting = (path for path, inner in places if names.get(name := type(inner).__name__, name) == found)
    return next(fitting, key)


def _join(key: str, name: str) -> str:
    return f"{key}.{name}" if key else name


def _name(kinds: str) -> str:
    return " or ".join(_KINDS.get(kind, kind) for kind in kinds.split(" | "))
