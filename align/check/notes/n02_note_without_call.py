"""N02: a note without a call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.notes.findings import anomalies, note_finding
from align.check.rule import Rule
from align.model import AnomalyKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject
    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    for place, anomaly in anomalies(subject, AnomalyKind.NOTE_WITHOUT_CALL):
        yield note_finding(subject, RULE, place, f"Nothing calls note {anomaly.label}")


RULE = Rule(
    code="N02",
    name="Note without call",
    severity=Severity.WARNING,
    rationale="The sentence that called the note was deleted, or the call was lost or has a wrong number. No reader of"
    " the text will find the note.",
    bad="[7] Letter to the editor, 3 June 1974. (And nothing in the text calls [7].)",
    good="The letter [7] was never printed. [7] Letter to the editor, 3 June 1974.",
    check=_check,
)
