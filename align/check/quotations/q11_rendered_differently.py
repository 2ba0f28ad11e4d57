"""Q11: the same words of a source are rendered in two ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.quotations import counterparts as quoting
from align.check.quotations.rewording import rewordings
from align.check.rule import Rule, Subject
from align.model import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import CharSpan, Finding, QuotationKey
    from align.result import TracedQuotation


def _check(subject: Subject) -> Iterator[Finding]:
    reported: set[QuotationKey] = set()
    for traced, other in _otherwise(subject):
        if traced.key not in reported:
            reported.add(traced.key)
            elsewhere = Place(document=traced.document, span=other)
            message = f"Elsewhere the same words are rendered “{quoting.words(subject, traced.document, other)}”"
            shown = (elsewhere, *quoting.source(traced))
            yield quoting.finding(subject, RULE, message, traced, beside=shown, marked=(elsewhere,))


def _otherwise(subject: Subject) -> Iterator[tuple[TracedQuotation, CharSpan]]:
    """Yield a quotation and the place of an earlier, different rendering of its source or of its words in the pivot."""
    places = {(traced.document, traced.quotation.span.start): traced for traced in subject.traced}
    for traced in subject.traced:
        for other in traced.otherwise:
            earlier = places.get((traced.document, other.start))
            sure = quoting.is_certain(traced) and (earlier is None or quoting.is_certain(earlier))
            if sure and other.start < traced.quotation.span.start:
                yield traced, other
    for later, first in rewordings(subject):
        yield later, first.quotation.span


RULE = Rule(
    code="Q11",
    name="Same source words rendered differently",
    severity=Severity.WARNING,
    rationale=(
        "If an author quotes the same words twice, the reader should see the same words twice; two renderings hide"
        " that, and may spoil an argument that rests on the wording. Of two quotations of one version, one must lie"
        " within the other in the source; without a source, one must repeat words of the other in the original. The"
        " later one is reported."
    ),
    bad="«Книги были списаны» / “The books were written off … The books were got rid of”",
    good="«Книги были списаны» / “The books were written off … The books were ‘written off’”",
    check=_check,
)
