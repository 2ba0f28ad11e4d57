"""Suppressions: findings that a person has looked at and lets stand, with a reason.

They are tables of a TOML file to which one more is added at its end, so that nothing but that is ever written, and two
people who dismiss something at once do not undo each other's work:

    [[suppress]]
    fingerprint = "0123456789abcdef"
    rule = "F01"
    reason = "the source counts in old style"
    author = "Anna"
    decided = 2026-11-22
    expires = 2027-06-30
"""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from align.files.typed import convert_toml
from align.model import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


class Suppression(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """That a finding may stand."""

    fingerprint: str
    reason: str
    author: str
    rule: str = ""
    """Code of the rule; for people, as the fingerprint says it too."""
    message: str = ""
    """What the finding said; for people."""
    decided: date | None = None
    """When it was decided."""
    expires: date | None = None
    """The last day on which it holds; None if it holds for good."""

    def __post_init__(self) -> None:
        for key in ("fingerprint", "reason", "author"):
            if not getattr(self, key).strip():
                raise ValueError(f"{key} is missing")

    def expired(self, today: date) -> bool:
        """Tell whether it no longer holds."""
        return self.expires is not None and self.expires < today


def dump(suppression: Suppression) -> str:
    """Return the table of a suppression, with a blank line before it."""
    lines = ["", "[[suppress]]"]
    for key in ("fingerprint", "rule", "message", "reason", "author", "decided", "expires"):
        value = getattr(suppression, key)
        if value:
            # A JSON string is a basic string of TOML but for DEL, which TOML wants escaped.
            text = value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)
            lines.append(f"{key} = {text}".replace("\x7f", "\\u007F"))
    return "\n".join([*lines, ""])


def parse(text: str, path: Path) -> tuple[Suppression, ...]:
    """Return the suppressions of a file; raise `ConfigError` for anything malformed, unknown or lacking."""
    try:
        data = tomllib.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"not TOML: {error}", path=path) from error
    tables = data.get("suppress", [])
    if data.keys() - {"suppress"} or not isinstance(tables, list):
        raise ConfigError("only tables that begin with [[suppress]] belong here", path=path)
    return of_tables(tables, "suppress", path)


def of_tables(tables: Iterable[object], name: str, path: Path) -> tuple[Suppression, ...]:
    """Return the suppressions that some tables of one name are; raise `ConfigError` if one is malformed."""
    return tuple(_suppression(table, f"[[{name}]] number {number}", path) for number, table in enumerate(tables, 1))


def without(text: str, fingerprint: str, path: Path) -> str:
    """Return the text of a file less the suppressions of one finding, everything else as it stands."""
    kept = []
    for part in re.split(r"(?m)^(?=[ \t]*\[\[[ \t]*suppress[ \t]*\]\])", text):
        found = [each.fingerprint for each in parse(part, path)]
        if len(found) > 1:
            raise ConfigError("each [[suppress]] must stand on a line of its own", path=path)
        if fingerprint not in found:
            kept.append(part)
    return "".join(kept)


def _suppression(table: object, where: str, path: Path) -> Suppression:
    if isinstance(table, dict):
        table = {key: value.date() if isinstance(value, datetime) else value for key, value in table.items()}
    try:
        return convert_toml(table, Suppression, whole="it")
    except ValueError as error:
        raise ConfigError(f"{where}: {error}", path=path) from None
