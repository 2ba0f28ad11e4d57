"""R02: a decision conflicts with others and no longer applies."""

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
            yield decision_finding(RULE, item, "conflicts with others and does not apply")


RULE = Rule(
    code="R02",
    name="Decision no longer applies",
    severity=Severity.WARNING,
    rationale="Two people decided on pairs that no ladder can contain together, or sentences of a decision changed"
    " places in one version. The choice that keeps the most pairs won. The other decisions are kept too, but without"
    " this rule nobody would notice that they do not apply.",
    bad="Anna linked the first sentence to the second one, Boris later the second sentence to the first one.",
    good="Boris took Anna's decision back before he made his own.",
    check=_check,
)
