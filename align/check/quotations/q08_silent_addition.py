"""Q08: a rendering puts words in without saying so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.quotations.renderings import departures
from align.check.rule import Rule, Subject
from align.model import DifferenceKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    yield from departures(subject, RULE, {DifferenceKind.ADDITION})


RULE = Rule(
    code="Q08",
    name="Silent addition",
    severity=Severity.WARNING,
    rationale=(
        "Words in a quotation that its source does not have are put into somebody’s mouth. Words in brackets are not"
        " reported: the brackets say that they are the quoting author’s."
    ),
    bad="«Мне велели не оглядываться» / “They told me from above not to look back”",
    good="«Мне велели не оглядываться» / “I was told [from above] not to look back”",
    check=_check,
)
