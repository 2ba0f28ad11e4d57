"""Beads -> the names on both sides."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, TypeAlias

import regex

from align.check.facts.pairs import facts_in_text
from align.check.passage import is_stopped
from align.lang.facts import Fact, FactKind
from align.model import CharSpan, Place, QuotationKind

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from align.check.facts.pairs import PairInContext
    from align.check.passage import Pair, Passage
    from align.check.rule import Subject

Names: TypeAlias = "tuple[Sequence[Fact], Sequence[Fact]]"
"""The names on both sides of a bead, source and target."""

LONG_WORD = re.compile(r"[^\W\d_]{5,}")
"""A word that may be a name or stand for one."""
_TITLE_WORDS, _TITLE_SHARE = 4, 0.6
"""Least number of long words in a headline, and the share of them that must have a capital."""
_INSIDE = regex.compile(r"(?<=[\w,] )\p{Lu}\p{L}*[\p{Ll}\p{Lo}]{3}\b")
"""A word with a capital inside a sentence, of four letters or more."""


def sides(pair: Pair) -> tuple[Passage, Passage]:
    """Return source and target of a bead."""
    return pair.src, pair.tgt


def shared_words(subject: Subject, ladder: Sequence[PairInContext]) -> frozenset[str]:
    """Return the words with a capital that both versions of a ladder spell the same way: "English" in a French text."""
    texts = [subject.versions[side.document].document.text for context in ladder[:1] for side in sides(context.pair)]
    return frozenset.intersection(*(frozenset(_INSIDE.findall(text)) for text in texts)) if texts else frozenset()


def names_of_pair(subject: Subject, pair: Pair, shared: Collection[str]) -> Names:
    """Return the names on both sides of a bead; `shared` words, see `shared_words`, are names too."""
    return _names(subject, pair.src, shared), _names(subject, pair.tgt, shared)


def _names(subject: Subject, passage: Passage, shared: Collection[str]) -> Sequence[Fact]:
    """Return the names of a passage; those in titles and headlines are not firm.

    A title is translated word by word, and in a headline all words may have capitals.
    """
    titles = [passage.span] if _is_headline(passage.text) else []
    for _, quotation in subject.places[passage.document].touching(passage.span):
        words = subject.words(Place(document=passage.document, span=quotation.span))
        if quotation.kind is QuotationKind.TITLE or _is_headline(words):
            titles.append(quotation.span)

    def in_title(fact: Fact) -> bool:
        return any(span.start <= passage.span.start + fact.span.start < span.end for span in titles)

    facts = facts_in_text(subject, passage)
    amounts = [fact.span for fact in facts if fact.kind in (FactKind.NUMBER, FactKind.DATE)]
    names = [
        replace(fact, firm=fact.firm and not in_title(fact))
        for fact in facts
        if fact.kind is FactKind.NAME and not any(span.start <= fact.span.start < span.end for span in amounts)
    ]
    known = {fact.span.start for fact in facts}
    for match in _INSIDE.finditer(passage.text):
        if match[0] in shared and match.start() not in known:
            span = CharSpan(start=match.start(), end=match.end())
            names.append(Fact(kind=FactKind.NAME, span=span, value=match[0], firm=False))
    return names


def _is_headline(text: str) -> bool:
    """Tell whether words have capitals because they are a headline or a title."""
    words = LONG_WORD.findall(text)
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= _TITLE_WORDS and capitals > _TITLE_SHARE * len(words) and not is_stopped(text)
