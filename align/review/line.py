"""A decision <-> its line of decisions.jsonl: JSON with sorted keys, without empty values; no I/O."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import TypeVar

import msgspec
from msgspec import UNSET, Struct, UnsetType

from align.files.typed import explain
from align.model import CORRECTIONS, Action, Decision, Passage, Pin, Sourced, Status, Verdict

SCHEMA = 1

_T = TypeVar("_T")
_ABOUT_BEADS = CORRECTIONS | {Action.REJECT, Action.REALIGN, Action.STATUS}
_DIGEST = re.compile("[0-9a-f]{16}")
_ID = re.compile(r"[!-~]{1,64}")
_EARLIEST, _LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


class _Versioned(Struct):
    """The part that every version of the layout has."""

    schema: int


class _Passage(Struct, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The layout of a `Passage`."""

    digest: str = ""
    length: int = 0
    excerpt: str = ""
    before: str = ""
    after: str = ""
    nth: int = 0

    def __post_init__(self) -> None:
        if not all(_DIGEST.fullmatch(name) for name in (self.digest, self.before, self.after) if name):
            raise ValueError("a digest has 16 hexadecimal digits")
        if min(self.length, self.nth) < 0 or len({bool(self.digest), bool(self.length), bool(self.excerpt)}) > 1:
            raise ValueError("digest, length and excerpt of a passage do not fit together")


class _Pin(Struct, kw_only=True, forbid_unknown_fields=True):
    """The layout of a `Pin`."""

    src: _Passage
    tgt: _Passage

    def __post_init__(self) -> None:
        if not (self.src.length or self.tgt.length):
            raise ValueError("a pin has no words")


class _Sourced(Struct, kw_only=True, forbid_unknown_fields=True):
    """The layout of a `Sourced`."""

    document: str
    passage: _Passage


class _Line(Struct, kw_only=True, forbid_unknown_fields=True):
    """The layout of a `Decision`."""

    schema: int
    id: str
    action: Action
    reviewer: str
    at: str
    src: str = ""
    tgt: str = ""
    pins: tuple[_Pin, ...] = ()
    quotation: _Passage | UnsetType = UNSET
    source: _Sourced | UnsetType = UNSET
    value: str = ""
    note: str = ""
    of: str = ""


def dump(decision: Decision) -> str:
    """Return the line of a decision, without the line break; raise `ValueError` if a passage or a pin is malformed."""
    line = _Line(
        schema=SCHEMA,
        id=decision.id,
        action=decision.action,
        reviewer=decision.reviewer,
        at=decision.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        src=decision.src,
        tgt=decision.tgt,
        pins=_convert(decision.pins, tuple[_Pin, ...]),
        quotation=UNSET if decision.quotation is None else _convert(decision.quotation, _Passage),
        source=UNSET if decision.source is None else _convert(decision.source, _Sourced),
        value=decision.value,
        note=decision.note,
        of=decision.of,
    )
    record = {name: value for name, value in msgspec.to_builtins(line).items() if value}
    # A lone surrogate, which a careless program may send, cannot be encoded in UTF-8, so it is escaped.
    return json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8", "backslashreplace").decode()


def load(line: str) -> Decision:
    """Return the decision of a line; raise `ValueError` if the line is malformed."""
    # The decoder of msgspec refuses the lone surrogates that `dump` escapes.
    value = json.loads(line)
    if (schema := _convert(value, _Versioned).schema) != SCHEMA:
        raise ValueError(f"schema {schema}, but this version of align knows only {SCHEMA}; update align")
    record = _convert(value, _Line)
    decision = Decision(
        id=record.id,
        action=record.action,
        reviewer=record.reviewer,
        at=_parse_time(record.at),
        src=record.src,
        tgt=record.tgt,
        pins=_convert(record.pins, tuple[Pin, ...]),
        quotation=None if record.quotation is UNSET else _convert(record.quotation, Passage),
        source=None if record.source is UNSET else _convert(record.source, Sourced),
        value=record.value,
        note=record.note,
        of=record.of,
    )
    _check(decision)
    return decision


def _convert(value: object, of: type[_T]) -> _T:
    """Convert between classes with the same fields, or from a dict; raise `ValueError` if a type is wrong."""
    try:
        return msgspec.convert(value, of, from_attributes=True)
    except msgspec.ValidationError as error:
        raise ValueError(explain(error)) from error


def _check(decision: Decision) -> None:
    """Raise `ValueError` if an id is malformed, or a field is missing that the action needs."""
    for key, name in (("id", decision.id), ("of", decision.of or decision.id)):
        if not _ID.fullmatch(name):
            raise ValueError(f"{key} must be an id: 1 to 64 visible ASCII characters")
    action = decision.action
    if action in {Action.UNDO, Action.REDO}:
        _require(action, of=decision.of)
    elif action in _ABOUT_BEADS:
        _require(action, src=decision.src, tgt=decision.tgt, pins=decision.pins)
    elif action is Action.COMMENT:
        _require(
            action, src=decision.src, note=decision.note, **{"pins or quotation": decision.pins or decision.quotation}
        )
    else:
        _require(action, src=decision.src, quotation=decision.quotation)
    if action is Action.STATUS:
        Status(decision.value)
    elif action is Action.REALIGN:
        confidences(decision)
    elif action in {Action.UPHOLD, Action.OVERRULE}:
        Verdict(decision.value)
    elif action is Action.SPAN:
        _require(action, source=decision.source)


def confidences(decision: Decision) -> tuple[float, ...]:
    """Return the machine's confidence in each bead of a realignment.

    Raises `ValueError` unless `value` has one number from 0 to 1 for each bead.
    """
    found = tuple(map(float, decision.value.split()))
    if len(found) != len(decision.pins) or not all(0 <= each <= 1 for each in found):
        raise ValueError("a realignment needs one confidence, 0 to 1, for each of its beads")
    return found


def _require(action: Action, **values: object) -> None:
    for name, value in values.items():
        if not value:
            raise ValueError(f'"{action}" needs "{name}"')


def _parse_time(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError('"at" needs a time zone')
    if not _EARLIEST < at < _LATEST:
        raise ValueError(f'"at" must be a year from 1970 to 9000: {text[:40]}')
    return at.astimezone(UTC)
