"""Q05: an omission is marked in one version only."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from align.check.quotations import counterparts as quoting
from align.check.rule import Rule, Subject
from align.model import FragmentMark, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.model import Finding, Place
    from align.result import TracedQuotation

_BRACKETED = re.compile(r"[\[(<]")
_ELLIPSIS = re.compile(r"\.{3}|…")


def _check(subject: Subject) -> Iterator[Finding]:
    for here, there in quoting.groups(subject):
        ours, theirs = (quoting.marks(side, FragmentMark.OMISSION) for side in (here, there))
        if len(ours) != len(theirs) and min(_ellipses(subject, here), _ellipses(subject, there)) < _most(ours, theirs):
            bracketed = any(_BRACKETED.match(subject.words(mark)) for mark in (*ours, *theirs))
            lang, other = (quoting.language_of(subject, side) for side in (here, there))
            message = f"Marked omissions differ: {len(ours)} in {lang}, {len(theirs)} in {other}"
            finding = quoting.finding(
                subject, RULE, message, here[0], beside=quoting.places(there), marked=(*ours, *theirs)
            )
            yield finding if bracketed else replace(finding, severity=Severity.INFO)


def _most(ours: Sequence[Place], theirs: Sequence[Place]) -> int:
    return max(len(ours), len(theirs))


def _ellipses(subject: Subject, side: Sequence[TracedQuotation]) -> int:
    """Count the ellipses in some quotations, in brackets or not, next to a word or not."""
    return sum(len(_ELLIPSIS.findall(quoting.words(subject, each.document, each.quotation.span))) for each in side)


RULE = Rule(
    code="Q05",
    name="Omission marked on one side only",
    severity=Severity.WARNING,
    rationale=(
        "(…) and […] say that words of the source were left out. If only one version marks an omission, either words"
        " were silently cut or a mark is wrong. Any sign counts that the language uses. An ellipsis does not count if"
        " the voice only trails off, or if the other version writes it next to a word. Dots without brackets are an"
        " info, because they may also be a pause."
    ),
    bad="« Les livres […] sont perdus » / “The books are lost”",
    good="« Les livres […] sont perdus » / “The books (...) are lost”",
    check=_check,
)
