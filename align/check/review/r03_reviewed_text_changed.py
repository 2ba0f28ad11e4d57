"""R03: the words of a bead or a quotation changed after its review."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.review.findings import decision_finding
from align.check.rule import Rule
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject
    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    for item in subject.misfits:
        if item.changed and not item.quoted:
            yield decision_finding(RULE, item, "is about words that have changed since")


RULE = Rule(
    code="R03",
    name="Reviewed text changed",
    severity=Severity.WARNING,
    rationale="A person decided on these sentences, or on this quotation, and then their words changed. Somebody has to"
    " review them again. The old decision is kept, and applies again if the old words come back.",
    bad="Anna accepted “He was sixty then.” and the file now says “He was sixteen then.”",
    good="Anna accepted “He was sixty then.” and the paragraph before it was rewritten.",
    check=_check,
)
