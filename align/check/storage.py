"""Findings of a text <-> the JSON in which a cache keeps them; no I/O."""

from __future__ import annotations

import json

import msgspec

from align.check.engine import FingerprintedFinding


class _Record(msgspec.Struct):
    """The layout of the JSON."""

    key: str
    findings: tuple[FingerprintedFinding, ...]


def dump(key: str, findings: tuple[FingerprintedFinding, ...]) -> str:
    """Return the JSON of findings; `key` is a digest of everything that they depend on."""
    # The encoder of msgspec refuses lone surrogates, but the note of a decision may contain one.
    return json.dumps(msgspec.to_builtins(_Record(key=key, findings=findings)))


def load(text: str, key: str) -> tuple[FingerprintedFinding, ...]:
    """Return the findings in JSON; raise `ValueError` if it is damaged or has another key."""
    try:
        record = msgspec.convert(json.loads(text), _Record)
    except RecursionError as error:
        raise ValueError("it nests too deep") from error
    if record.key != key:
        raise ValueError("it has another key")
    return record.findings
