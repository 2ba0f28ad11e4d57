"""A decision <-> a line of JSON with sorted keys, as decisions.jsonl keeps it; no I/O.

What is empty is left out, so that a line says no more than the decision does.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any, TypeVar

from align.model import CORRECTIONS, Action, Decision, Passage, Pin, Sourced, Status, Verdict

SCHEMA = 1

_T = TypeVar("_T")
_ABOUT_BEADS = CORRECTIONS | {Action.REJECT, Action.REALIGN, Action.STATUS}
_DIGEST = re.compile("[0-9a-f]{16}")
_ID = re.compile(r"[!-~]{1,64}")
_KEYS = {"action", "at", "id", "note", "of", "pins", "quotation", "reviewer", "schema", "source", "src", "tgt", "value"}
_PASSAGE = {"after", "before", "digest", "excerpt", "length", "nth"}
_EARLIEST, _LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)


def dump(decision: Decision) -> str:
    """Return the line of a decision, without its end."""
    record: dict[str, Any] = {
        "schema": SCHEMA,
        "id": decision.id,
        "action": str(decision.action),
        "reviewer": decision.reviewer,
        "at": decision.at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z"),
        "src": decision.src,
        "tgt": decision.tgt,
        "pins": [{"src": _passage_record(pin.src), "tgt": _passage_record(pin.tgt)} for pin in decision.pins],
        "quotation": decision.quotation and _passage_record(decision.quotation),
        "source": decision.source
        and {"document": decision.source.document, "passage": _passage_record(decision.source.passage)},
        "value": decision.value,
        "note": decision.note,
        "of": decision.of,
    }
    # A lone surrogate, which a careless program may send, has no UTF-8: it is escaped.
    line = json.dumps({name: value for name, value in record.items() if value}, ensure_ascii=False, sort_keys=True)
    return line.encode("utf-8", "backslashreplace").decode()


def _passage_record(passage: Passage) -> dict[str, object]:
    record = {name: getattr(passage, name) for name in sorted(_PASSAGE)}
    return {name: value for name, value in record.items() if value}


def load(line: str) -> Decision:
    """Return the decision of a line; raise `ValueError`, saying what is wrong, if it is none."""
    record = _keyed(json.loads(line), _KEYS)
    if (schema := _value(record, "schema", int)) != SCHEMA:
        raise ValueError(f"schema {schema}, and this version of align knows {SCHEMA}; update align")
    decision = Decision(
        id=_named(record, "id"),
        action=Action(_value(record, "action", str)),
        reviewer=_value(record, "reviewer", str),
        at=_time(_value(record, "at", str)),
        src=_optional(record, "src"),
        tgt=_optional(record, "tgt"),
        pins=tuple(_pin(item) for item in _typed(record.get("pins", []), list)),
        quotation=_passage(record["quotation"]) if "quotation" in record else None,
        source=_sourced(record["source"]) if "source" in record else None,
        value=_optional(record, "value"),
        note=_optional(record, "note"),
        of=_named(record, "of") if "of" in record else "",
    )
    _check(decision)
    return decision


def _check(decision: Decision) -> None:
    """Raise `ValueError` where a decision lacks what its action needs."""
    action = decision.action
    if action in {Action.UNDO, Action.REDO}:
        _need(action, of=decision.of)
    elif action in _ABOUT_BEADS:
        _need(action, src=decision.src, tgt=decision.tgt, pins=decision.pins)
    elif action is Action.COMMENT:
        _need(
            action, src=decision.src, note=decision.note, **{"pins or quotation": decision.pins or decision.quotation}
        )
    else:
        _need(action, src=decision.src, quotation=decision.quotation)
    if action is Action.STATUS:
        Status(decision.value)
    elif action is Action.REALIGN:
        confidences(decision)
    elif action in {Action.UPHOLD, Action.OVERRULE}:
        Verdict(decision.value)
    elif action is Action.SPAN:
        _need(action, source=decision.source)


def confidences(decision: Decision) -> tuple[float, ...]:
    """Return the machine's confidence in each bead of a realignment; raise `ValueError` if that is not what it says."""
    found = tuple(map(float, decision.value.split()))
    if len(found) != len(decision.pins) or not all(0 <= each <= 1 for each in found):
        raise ValueError("a realignment has one confidence, 0 to 1, for each of its beads")
    return found


def _need(action: Action, **values: object) -> None:
    for name, value in values.items():
        if not value:
            raise ValueError(f'"{name}" is missing, which "{action}" needs')


def _pin(value: object) -> Pin:
    record = _keyed(value, {"src", "tgt"})
    pin = Pin(src=_passage(_value(record, "src", dict)), tgt=_passage(_value(record, "tgt", dict)))
    if not (pin.src.length or pin.tgt.length):
        raise ValueError("a pin has no words")
    return pin


def _sourced(value: object) -> Sourced:
    record = _keyed(value, {"document", "passage"})
    return Sourced(document=_value(record, "document", str), passage=_passage(record.get("passage")))


def _passage(value: object) -> Passage:
    record = _keyed(value, _PASSAGE)
    passage = Passage(
        digest=_optional(record, "digest"),
        length=_typed(record.get("length", 0), int),
        excerpt=_optional(record, "excerpt"),
        before=_optional(record, "before"),
        after=_optional(record, "after"),
        nth=_typed(record.get("nth", 0), int),
    )
    if not all(_DIGEST.fullmatch(name) for name in (passage.digest, passage.before, passage.after) if name):
        raise ValueError("a digest has 16 hexadecimal digits")
    if (
        min(passage.length, passage.nth) < 0
        or len({bool(passage.digest), bool(passage.length), bool(passage.excerpt)}) > 1
    ):
        raise ValueError("digest, length and excerpt of a passage do not fit together")
    return passage


def _time(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError('"at" names no time zone')
    if not _EARLIEST < at < _LATEST:
        raise ValueError(f'"at" is no time of a decision: {text[:40]}')
    return at.astimezone(UTC)


def _named(record: dict[str, Any], key: str) -> str:
    name = _value(record, key, str)
    if not _ID.fullmatch(name):
        raise ValueError(f'"{key}" is no id')
    return name


def _keyed(value: object, known: set[str]) -> dict[str, Any]:
    record = _typed(value, dict)
    if strange := sorted(record.keys() - known):
        raise ValueError(f'"{strange[0][:40]}" is not known here; it may come from a later version of align')
    return record


def _value(record: dict[str, Any], key: str, of: type[_T]) -> _T:
    if key not in record:
        raise ValueError(f'"{key}" is missing')
    return _typed(record[key], of)


def _optional(record: dict[str, Any], key: str) -> str:
    return _typed(record.get(key, ""), str)


def _typed(value: object, of: type[_T]) -> _T:
    if type(value) is not of:
        raise ValueError(f"{of.__name__} expected, {type(value).__name__} found")
    return value
