"""Two renderings and their source, word by word -> words that two of the three share and the third lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from align.model import CharSpan
from align.rendering.clauses import facing, flip

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.rendering.side import Side
    from align.rendering.words import Words

_SAME, _NOTHING, _SOMETHING = 0.85, 0.5, 0.6
"""Cosines. Two words say the same from the first; below the second a word is unlike anything in a text, and below the
third it may be."""
_LETTERS = 5
"""Letters of the shortest word that is judged: shorter words are grammar, which differs between languages."""
_STRETCH = 3
"""Most words that may together render one."""


class Shared(NamedTuple):
    """A word of one string and the word of another that says the same."""

    one: CharSpan
    other: CharSpan


def relayed_words(side: Side, witness: Side) -> Iterator[Shared]:
    """Yield the words that a rendering shares with its witness and the source lacks.

    A pair is left out if the facing clauses of the source have a word that neither rendering seems to have: the pair
    may render that word.
    """
    for pair in _pairs(side.words, witness.words, side.source):
        if side.words.at_an_end(pair.one) and not _foreign(side.words, pair.one, side.source.context):
            continue
        places = (
            facing(flip(one.rungs), one.words, one.source, span, 0)
            for one, span in ((side, pair.one), (witness, pair.other))
        )
        if any(place and not _unrendered(side.source, place, (side.words, witness.words)) for place in places):
            yield pair


def lost_words(side: Side, witness: Side) -> Iterator[Shared]:
    """Yield the words that the source shares with the witness and the rendering lacks."""
    yield from _pairs(side.source, witness.words, side.words)


def _pairs(a: Words, b: Words, third: Words) -> Iterator[Shared]:
    """Yield pairs of words that are most similar to each other and unlike any word of a third text."""
    (spans, ones), (other_spans, others) = a.stretches(longest=1), b.stretches(longest=1)
    cosines = ones @ others.T
    best, best_of_other = cosines.argmax(axis=1), cosines.argmax(axis=0)
    mutual = (cosines.max(axis=1) >= _SAME) & (best_of_other[best] == np.arange(len(ones)))
    for i in np.flatnonzero(mutual).tolist():
        one, other = (CharSpan(start=s, end=e) for s, e in (spans[i].tolist(), other_spans[best[i]].tolist()))
        long_enough = _is_content(a, one) and _is_content(b, other)
        if long_enough and _foreign(a, one, third) and _foreign(b, other, third):
            yield Shared(one, other)


def _foreign(words: Words, span: CharSpan, other: Words) -> bool:
    """Tell whether no stretch of another text is like a word."""
    _, stretches = other.stretches(longest=_STRETCH)
    return bool((stretches @ words.vectors_of([span])[0]).max() < _NOTHING)


def _unrendered(source: Words, place: CharSpan, renderings: tuple[Words, Words]) -> bool:
    """Tell whether a place of the source has a word unlike any stretch of either rendering."""
    bounds, vectors = source.stretches(place, 1)
    content = [_is_content(source, CharSpan(start=start, end=end)) for start, end in bounds.tolist()]
    likenesses = [(vectors @ words.stretches(longest=_STRETCH)[1].T).max(axis=1) for words in renderings]
    return bool((np.maximum(*likenesses)[content] < _SOMETHING).any())


def _is_content(words: Words, span: CharSpan) -> bool:
    """Tell whether a word is long enough to be judged, and neither a name nor a number."""
    word = span.slice(words.text)
    return len(word) >= _LETTERS and word.isalpha() and word[1:].islower()
