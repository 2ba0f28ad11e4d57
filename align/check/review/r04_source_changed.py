"""R04: the words of a source changed after the review of their quotation."""

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
            yield decision_finding(RULE, item, "rests on words of the source that have changed since")


RULE = Rule(
    code="R04",
    name="Source of a reviewed quotation changed",
    severity=Severity.WARNING,
    rationale="A person decided where a quotation comes from, or whether it is faithful, and then these words of the"
    " source changed. Somebody has to review the quotation again. Decisions on quotations whose source was not found,"
    " or not supplied, depend on no such words.",
    bad="Anna upheld that “He was sixty” is faithful to «Ему было шестьдесят», and the source now says «шестнадцать».",
    good="Anna upheld that “He was sixty” is faithful to «Ему было шестьдесят», and the next sentence was changed.",
    check=_check,
)
