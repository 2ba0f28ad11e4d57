"""Candidates -> what speaks for and against each of them, as numbers.

`FEATURES` names them in order and says what they measure. Where quoted words have renderings in several languages, each
gives its own numbers.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from align.locate.library import centred
from align.locate.query import Ending
from align.locate.source import Gap

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from align.locate.library import Library
    from align.locate.query import Query
    from align.locate.search import Candidates
    from align.locate.source import Flags, Floats, Ints, SourceIndex
    from align.vectors import Vectors

FEATURES: dict[str, str] = {
    "similarity": "cosine of the centred vectors of candidate and quoted words",
    "cosine": "cosine of their vectors as they are",
    "margin": "similarity less that of the least similar place that was looked into",
    "similarity, short": "similarity times how short the words are",
    "short": "20 characters to those of the words, at most 1",
    "length": "log of the characters of the candidate to those of the words",
    "length, off": "the same without its sign",
    "length, squared": "the same squared, times the root of the characters of the words, at most 150, by 30",
    **{
        f"begins at {gap.name.lower()}, {case}": (
            f"1 if {gap.name.lower()} stands before the candidate and the words begin with a {case} letter"
        )
        for gap in Gap
        for case in ("small", "capital")
    },
    "case differs": "1 if one of candidate and words begins with a capital and the other does not",
    **{
        f"ends at {gap.name.lower()}, {ending.name.lower()}": (
            f"1 if {gap.name.lower()} stands behind the candidate and the words end {ending.name.lower()}"
        )
        for gap in Gap
        for ending in Ending
    },
    "sentences differ": "ends of sentences inside the candidate, more or fewer than inside the words, at most 3",
    "more sentences": "1 if there are more of them inside the candidate",
    "blocks": "ends of paragraphs inside the candidate, at most 2",
    "sentence": "similarity of the sentences that hold the candidate and the words",
    "sentence margin": "the same less that of the least similar sentence that was looked into",
    "sentence, alike": "the same less 0.4, at least 0",
    "rest length": "how far the characters outside candidate and words differ within these sentences, in logs",
    "rest": "similarity of what these sentences say outside candidate and words",
    "rest inside": "similarity of the candidate to what the article says outside the words",
    "shared": "rarity of the words of the candidate that the quotation shares, at most 3",
    "shared outside": "the same of words of its sentences outside the candidate, at most 2",
    "foreign": "rarity of the words of the candidate that the article has outside the quotation, at most 2",
    "foreign outside": "the same of words of its sentences outside the candidate, at most 2",
    "unknown names": "rarity of names and numbers of the candidate that the article's sentences lack, at most 2",
    "names": "rarity of names and numbers that candidate and words share, at most 3",
    "names missing": "names and numbers of the words that the candidate lacks, at most 3",
}
"""Names of the features in the order of their columns, and what they measure."""
_ALIKE = 0.4
_WORTH_A_NAME = 0.7
"""Rarity that a shared name has on average."""


def features(library: Library, voices: Sequence[Query], found: Candidates, *, step: int = 1) -> Floats:
    """Return the features of the candidates for some quoted words: (voices, candidates, features).

    Candidates that begin within the same `step` words, and end so too, share the vector of one of them.
    """
    out = np.zeros((len(voices), len(found), len(FEATURES)), np.float32)
    # Without words around the quotation there is nothing that those around a candidate could be like.
    least = 2 if any(voice.around is not None for voice in voices) else sys.maxsize
    for number, here in found.parts():
        place = _place(library, number, found.start[here], found.end[here], step, least=least)
        for i, voice in enumerate(voices):
            out[i, here] = _columns(library, number, place, voice, found)
    return out


class _Place(NamedTuple):
    """The candidates of one source, and the sentences that hold them."""

    start: Ints
    end: Ints
    outer_start: Ints
    """First word of the sentences."""
    outer_end: Ints
    plain: Vectors
    """Of all stretches of words that the others name by their row."""
    centred: Vectors
    """The same, centred, and at the end 0 for what says nothing."""
    own: Ints
    """The row of each candidate."""
    outer: Ints
    """That of its sentences."""
    before: Ints
    """That of what of them stands before the candidate."""
    behind: Ints
    """That of what of them stands behind it."""


def _place(library: Library, number: int, start: Ints, end: Ints, step: int, *, least: int) -> _Place:
    """Look at candidates; what stands before or behind them says nothing if it is of fewer than the least words."""
    source = library.sources[number]
    width = len(source) + 1
    _, first, which = np.unique(start // step * width + end // step, return_index=True, return_inverse=True)
    outer_start = source.bounds[source.sentence[start]]
    outer_end = source.bounds[source.sentence[end - 1] + 1]
    starts = (start[first], outer_start, outer_start, end)
    ends = (end[first], outer_end, start, outer_end)
    told = np.concatenate(
        [late - early >= fewest for early, late, fewest in zip(starts, ends, (1, 1, least, least), strict=True)]
    )
    stretches, row = np.unique((np.concatenate(starts) * width + np.concatenate(ends))[told], return_inverse=True)
    rows = np.full(len(told), -1)
    rows[told] = row
    own, outer, before, behind = np.split(rows, np.cumsum([len(some) for some in starts[:-1]]))
    plain = source.vectors(stretches // width, stretches % width)
    nothing = np.zeros_like(plain[:1])
    return _Place(
        start,
        end,
        outer_start,
        outer_end,
        plain,
        np.concatenate([centred(plain, library.centre), nothing]),
        own[which],
        outer,
        before,
        behind,
    )


def _columns(library: Library, number: int, place: _Place, voice: Query, found: Candidates) -> Floats:
    source = library.sources[number]
    columns = [
        *_likeness(source, place, voice, found.background),
        *_ends(source, place, voice),
        *_context(source, place, voice, found.background_sentence),
        *_words(library, number, place, voice),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _likeness(source: SourceIndex, place: _Place, voice: Query, background: float) -> list[Floats]:
    similar = (place.centred @ voice.words)[place.own]
    ratio = np.log(source.characters(place.start, place.end) / np.float32(voice.length))
    size = np.float32(np.sqrt(min(voice.length, 150) / 30))
    return [
        similar,
        (place.plain @ voice.plain)[place.own],
        similar - np.float32(background),
        similar * np.float32(min(1, 30 / voice.length)),
        np.full_like(similar, min(1, 20 / voice.length)),
        ratio,
        np.abs(ratio),
        ratio**2 * size,
    ]


def _ends(source: SourceIndex, place: _Place, voice: Query) -> list[Flags | Floats]:
    before, behind = source.gaps[place.start], source.gaps[place.end]
    stops = source.sentence[place.end - 1] - source.sentence[place.start]
    # A source without capitals is read as if its sentences began with one, and so are words without, as it would be.
    theirs = source.capital[place.start] if source.capital.any() else before == Gap.SENTENCE
    ours = theirs if voice.capital is None else np.full_like(theirs, voice.capital)
    return [
        *((before == gap) & (ours == capital) for gap in Gap for capital in (False, True)),
        theirs != ours,
        *((behind == gap) & (voice.ending == ending) for gap in Gap for ending in Ending),
        np.minimum(np.abs(stops - voice.stops), 3),
        stops > voice.stops,
        np.minimum(source.block[place.end - 1] - source.block[place.start], 2),
    ]


def _context(source: SourceIndex, place: _Place, voice: Query, background: float) -> list[Floats]:
    alike = (place.centred @ voice.sentence)[place.outer]
    before = source.characters(place.outer_start, place.start)
    behind = source.characters(place.end, place.outer_end)
    rest = np.zeros_like(alike)
    inside = np.zeros_like(alike)
    if voice.around is not None:
        around = place.centred @ voice.around
        inside = around[place.own]
        for outside, part in ((place.before, before), (place.behind, behind)):
            rest += around[outside] * (part / np.maximum(before + behind, 1))
    return [
        alike,
        alike - np.float32(background),
        np.maximum(alike - np.float32(_ALIKE), 0),
        np.abs(np.log1p((before + behind) / 10) - np.float32(np.log1p(voice.rest / 10))),
        rest,
        inside,
    ]


def _words(library: Library, number: int, place: _Place, voice: Query) -> list[Floats]:
    source = library.sources[number]

    def told(keys: Collection[str]) -> Floats:
        return library.told(number, keys)

    def sums(weights: Floats) -> tuple[Floats, Floats]:
        """Add up weights of words inside the candidates, and outside them within their sentences."""
        total = np.concatenate([[0.0], np.cumsum(weights, dtype=np.float64)]).astype(np.float32)
        inside = total[place.end] - total[place.start]
        return inside, total[place.outer_end] - total[place.outer_start] - inside

    own, around = told(voice.keys), told(voice.around_keys)
    every = library.rarity[library.keys[number]]
    shared, shared_outside = sums(own)
    foreign, foreign_outside = sums(around)
    unknown, _ = sums((every - own - around) * source.names)
    names, _ = sums(own * source.names)
    return [
        np.minimum(shared, 3),
        np.minimum(shared_outside, 2),
        np.minimum(foreign, 2),
        np.minimum(foreign_outside, 2),
        np.minimum(unknown, 2),
        np.minimum(names, 3),
        np.clip(_WORTH_A_NAME * len(voice.names) - names, 0, 3),
    ]
