"""N05: a note repeats the reference of a note that is missing."""

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
    for place, anomaly in anomalies(subject, AnomalyKind.REFERENCE_BROKEN):
        if anomaly.label:
            yield note_finding(
                subject, RULE, place, f"This repeats the reference of note {anomaly.label}, which is missing"
            )
        else:
            message = "This repeats an earlier reference, but no earlier note gives one"
            yield note_finding(subject, RULE, place, message, severity=Severity.WARNING)


RULE = Rule(
    code="N05",
    name="Broken reference",
    severity=Severity.ERROR,
    rationale="*Ibid.*, *op. cit.*, *там же* and “see note 4” repeat the reference of another note. The rule follows"
    " chains of them to the first note. If that is missing, nobody can tell what is cited. If the words do not say"
    " which note they mean, the finding is a warning.",
    bad="[8] Diary, p. 3. [10] Ibid. (And there is no note [9].)",
    good="[8] Diary, p. 3. [9] Ibid.",
    check=_check,
)
