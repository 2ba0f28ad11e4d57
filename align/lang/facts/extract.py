"""A text and its language -> all facts in it, in the order of the text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from align.lang.facts.addresses import addresses
from align.lang.facts.cues import cues
from align.lang.facts.dates import with_dates
from align.lang.facts.names import names
from align.lang.facts.numbers import numbers
from align.lang.facts.numerals import NUMERALS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from align.lang.facts.model import Fact

_UNREAD = "und"


def facts(text: str, lang: str, beside: Iterable[str] = ()) -> tuple[Fact, ...]:
    """Return what a text states, with spans in that text.

    English, French and Russian are read by tables; of other languages only figures and names are found. What is not
    understood is no fact, nor is anything inside an address. `beside` are the languages of what the text is compared
    with: where one has no tables, it would seem to lack every "three", "May" and "not", so that those are not read, but
    for the number words, which answer to figures there.
    """
    shared = lang if all(other.partition("-")[0] in NUMERALS for other in beside) else _UNREAD
    amounts = list(with_dates(text, shared, tuple(numbers(text, shared))))
    if shared != lang:
        amounts += (
            replace(fact, firm=False)
            for fact in numbers(text, lang)
            if not any(letter.isdigit() for letter in fact.span.slice(text))
        )
    found = [*amounts, *names(text, lang), *cues(text, shared)]
    pages = list(addresses(text))
    if pages:
        inside = {offset for page in pages for offset in range(page.span.start, page.span.end)}
        found = [fact for fact in found if fact.span.start not in inside]
    return tuple(sorted((*found, *pages), key=lambda fact: (fact.span, fact.kind)))
