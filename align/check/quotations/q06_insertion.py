"""Q06: words are inserted in one version only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.quotations import counterparts as quoting
from align.check.rule import Rule, Subject
from align.model import FragmentMark, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    for here, there in quoting.groups(subject):
        ours, theirs = (quoting.marks(side, FragmentMark.INSERTION) for side in (here, there))
        if bool(ours) != bool(theirs):
            has, lacks = (quoting.language_of(subject, side) for side in ((here, there) if ours else (there, here)))
            message = f"The {has} inserts words in brackets; the {lacks} does not"
            yield quoting.finding(
                subject, RULE, message, here[0], beside=quoting.places(there), marked=(*ours, *theirs)
            )


RULE = Rule(
    code="Q06",
    name="Insertion on one side only",
    severity=Severity.INFO,
    rationale=(
        "Words in brackets inside a quotation are the quoting author’s. Often the grammar of only one language needs"
        " them. But sometimes a translator has taken them for quoted words, or has put in words of his own."
    ),
    bad="« Il [le ministre] est parti » / “The minister has left”",
    good="« Il [le ministre] est parti » / “He [the minister] has left”",
    check=_check,
)
