"""Text and its language -> all facts in it, in the order of the text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from align.lang.facts.addresses import addresses
from align.lang.facts.cues import cues
from align.lang.facts.dates import dates_and_numbers
from align.lang.facts.names import names
from align.lang.facts.numbers import numbers
from align.lang.facts.numerals import NUMERALS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from align.lang.facts.model import Fact

_UNREAD = "und"


def facts(text: str, lang: str, other_langs: Iterable[str] = ()) -> tuple[Fact, ...]:
    """Return the facts that a text states, with spans in this text.

    English, French and Russian have tables; in other languages only figures, names and addresses are found. Words
    inside an address are no facts. `other_langs` are the languages of the texts to compare with this one. A text in a
    language without tables would seem to lack every "three", "May" and "not". So if one of them has no tables, months
    and cues are not returned, and number words are not firm: they only match figures in the other text.
    """
    shared = lang if all(other.partition("-")[0] in NUMERALS for other in other_langs) else _UNREAD
    amounts = list(dates_and_numbers(text, shared, tuple(numbers(text, shared))))
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
