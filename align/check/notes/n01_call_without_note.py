"""N01: a call without a note."""

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
    for place, anomaly in anomalies(subject, AnomalyKind.CALL_WITHOUT_NOTE):
        has_notes = bool(subject.quoted[place.document].notes)
        message = f"This calls note {anomaly.label}, which is missing"
        yield note_finding(subject, RULE, place, message, severity=Severity.ERROR if has_notes else Severity.WARNING)


RULE = Rule(
    code="N01",
    name="Call without note",
    severity=Severity.ERROR,
    rationale="A reader who follows the call finds nothing: the note was lost, or has another number. In a text without"
    " any notes the finding is a warning, because there a number in brackets may be something else.",
    bad="He was sixty then [4]. (And the notes end with [3].)",
    good="He was sixty then [3]. (And there is a note [3].)",
    check=_check,
)
