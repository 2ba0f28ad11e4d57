"""R02: a decision that no longer applies."""

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
        if not item.changed:
            yield decision_finding(RULE, item, "crosses others, so that it does not apply")


RULE = Rule(
    code="R02",
    name="Decision no longer applies",
    severity=Severity.WARNING,
    rationale="Two people decided on beads so that no ladder can have both, or sentences that they decided on have"
    " changed places in one version, and the greater number of beads won. What lost is kept, but nobody would notice.",
    bad="Anna linked the first sentence to the second one, Boris later the second sentence to the first one.",
    good="Boris took Anna's decision back before he made his own.",
    check=_check,
)
