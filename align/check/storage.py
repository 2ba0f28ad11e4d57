"""What was found in a text <-> the JSON in which a cache keeps it; no I/O."""

from __future__ import annotations

import json

import msgspec

from align.check.engine import FingerprintedFinding


class _Kept(msgspec.Struct):
    """The layout of the file."""

    key: str
    findings: tuple[FingerprintedFinding, ...]


def dump(key: str, findings: tuple[FingerprintedFinding, ...]) -> str:
    """Return the JSON that keeps findings; `key` is a digest of all that they depend on."""
    # The encoder of msgspec refuses lone surrogates, which the note of a decision may have.
    return json.dumps(msgspec.to_builtins(_Kept(key=key, findings=findings)))


def load(text: str, key: str) -> tuple[FingerprintedFinding, ...]:
    """Return the findings that JSON keeps; raise `ValueError` if it is damaged or was written with another key."""
    try:
        kept = msgspec.convert(json.loads(text), _Kept)
    except RecursionError as error:
        raise ValueError("it nests too deep") from error
    if kept.key != key:
        raise ValueError("it has another key")
    return kept.findings
