"""N06: two notes with one number."""

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
    for place, anomaly in anomalies(subject, AnomalyKind.NOTE_TWICE):
        yield note_finding(subject, RULE, place, f"This is a second note {anomaly.label}")


RULE = Rule(
    code="N06",
    name="Two notes with one number",
    severity=Severity.ERROR,
    rationale="A call leads to one note. If two notes have its number, readers find the wrong one half of the time.",
    bad="[2] Diary, p. 3. [2] Logbook, p. 9.",
    good="[2] Diary, p. 3; Logbook, p. 9.",
    check=_check,
)
