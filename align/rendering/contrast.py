"""Two renderings and their source, word by word -> words that two of them share and the third lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from align.model import CharSpan
from align.rendering.clauses import facing, turned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.rendering.side import Side
    from align.rendering.words import Words

_SAME, _NOTHING, _SOMETHING = 0.85, 0.5, 0.6
"""Cosines: from which two words say the same; below which one is like nothing; from which it is like something."""
_LETTERS = 5
"""Of the shortest word that is judged: shorter ones are grammar, on which languages differ."""
_STRETCH = 3
"""Words that may together render one."""


class Shared(NamedTuple):
    """A word of one string and the word of another that says the same."""

    one: CharSpan
    other: CharSpan


def relayed_words(side: Side, witness: Side) -> Iterator[Shared]:
    """Yield the words of a rendering that its witness has too, and the source has not.

    A pair is passed over where the facing clauses of the source have a word that neither rendering seems to have, which
    the pair may render.
    """
    for pair in _pairs(side.words, witness.words, side.source):
        if side.words.at_an_end(pair.one) and not _foreign(side.words, pair.one, side.source.context):
            continue
        places = (
            facing(turned(one.rungs), one.words, one.source, span, 0)
            for one, span in ((side, pair.one), (witness, pair.other))
        )
        if any(place and not _unrendered(side.source, place, (side.words, witness.words)) for place in places):
            yield pair


def lost_words(side: Side, witness: Side) -> Iterator[Shared]:
    """Yield the words of the source that the witness has too, and the rendering has not."""
    yield from _pairs(side.source, witness.words, side.words)


def _pairs(a: Words, b: Words, third: Words) -> Iterator[Shared]:
    """Yield words that are each other's most similar and say the same, with nothing like them in a third text."""
    (spans, ones), (other_spans, others) = a.stretches(longest=1), b.stretches(longest=1)
    cosines = ones @ others.T
    best, best_of_other = cosines.argmax(axis=1), cosines.argmax(axis=0)
    mutual = (cosines.max(axis=1) >= _SAME) & (best_of_other[best] == np.arange(len(ones)))
    for i in np.flatnonzero(mutual).tolist():
        one, other = (CharSpan(start=s, end=e) for s, e in (spans[i].tolist(), other_spans[best[i]].tolist()))
        judged = _judged(a, one) and _judged(b, other)
        if judged and _foreign(a, one, third) and _foreign(b, other, third):
            yield Shared(one, other)


def _foreign(words: Words, span: CharSpan, other: Words) -> bool:
    """Tell whether another text has nothing like a word."""
    _, stretches = other.stretches(longest=_STRETCH)
    return bool((stretches @ words.vectors_of([span])[0]).max() < _NOTHING)


def _unrendered(source: Words, place: CharSpan, renderings: tuple[Words, Words]) -> bool:
    """Tell whether a place of the source has a word like nothing in either rendering."""
    bounds, vectors = source.stretches(place, 1)
    judged = [_judged(source, CharSpan(start=start, end=end)) for start, end in bounds.tolist()]
    likenesses = [(vectors @ words.stretches(longest=_STRETCH)[1].T).max(axis=1) for words in renderings]
    return bool((np.maximum(*likenesses)[judged] < _SOMETHING).any())


def _judged(words: Words, span: CharSpan) -> bool:
    word = words.text[span.start : span.end]
    return len(word) >= _LETTERS and word.isalpha() and word[1:].islower()
