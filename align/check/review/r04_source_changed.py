"""R04: the words of a source changed after a quotation of them was reviewed."""

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
        if item.quoted:
            yield decision_finding(RULE, item, "rests on words of the source that changed since")


RULE = Rule(
    code="R04",
    name="Source of a reviewed quotation changed",
    severity=Severity.WARNING,
    rationale="A person said where a quotation comes from, or whether it is faithful, and then these words of the"
    " source were changed: what was compared is no longer there, and has to be looked at anew. A decision on a"
    " quotation whose source was not found, or is not supplied, rests on nothing that could change.",
    bad="Anna upheld that “He was sixty” is faithful to «Ему было шестьдесят», and the source now says «шестнадцать».",
    good="Anna upheld that “He was sixty” is faithful to «Ему было шестьдесят», and the next sentence was changed.",
    check=_check,
)
