"""Q11: the same words of a source are rendered in two ways."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.quotations import counterparts as quoting
from align.check.quotations.rewording import reworded
from align.check.rule import Rule, Subject
from align.model import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import CharSpan, Finding
    from align.result import TracedQuotation


def _check(subject: Subject) -> Iterator[Finding]:
    told: set[tuple[str, str]] = set()
    for traced, other in _otherwise(subject):
        key = traced.document, traced.quotation.id
        if key not in told:
            told.add(key)
            elsewhere = Place(document=traced.document, span=other)
            message = f"elsewhere the same words are rendered “{quoting.words(subject, traced.document, other)}”"
            shown = (elsewhere, *quoting.source(traced))
            yield quoting.finding(subject, RULE, message, traced, beside=shown, marked=(elsewhere,))


def _otherwise(subject: Subject) -> Iterator[tuple[TracedQuotation, CharSpan]]:
    """Yield a quotation with where it, or the same words of the pivot, were rendered otherwise before."""
    places = {(traced.document, traced.quotation.span.start): traced for traced in subject.traced}
    for traced in subject.traced:
        for other in traced.otherwise:
            earlier = places.get((traced.document, other.start))
            sure = quoting.certain(traced) and (earlier is None or quoting.certain(earlier))
            if sure and other.start < traced.quotation.span.start:
                yield traced, other
    for later, first in reworded(subject):
        yield later, first.quotation.span


RULE = Rule(
    code="Q11",
    name="Same source words rendered differently",
    severity=Severity.WARNING,
    rationale=(
        "Who quotes the same words twice quotes the same words twice; two renderings hide that from the reader, and"
        " may spoil an argument that rests on the wording. Of two quotations of one version, one must lie within the"
        " other in the source; where no source is at hand, one must repeat words of the other in the original. The"
        " later one is reported."
    ),
    bad="«Книги были списаны» / “The books were written off … The books were got rid of”",
    good="«Книги были списаны» / “The books were written off … The books were ‘written off’”",
    check=_check,
)
