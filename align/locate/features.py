"""Candidates -> their features, as numbers.

`FEATURES` describes them in order. If quoted words have renderings in several languages, each has its own features.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from align.locate.library import centre_rows
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
    "cosine": "cosine of their vectors, not centred",
    "margin": "similarity minus that of the least similar window searched",
    "similarity, short": "similarity times 30 / length of the words in characters, at most times 1",
    "short": "20 / length of the words in characters, at most 1",
    "length": "log of the ratio of the lengths of candidate and words",
    "length, off": "absolute value of this log",
    "length, squared": "square of this log, times the root of (length of the words, at most 150) / 30",
    **{
        f"begins at {gap.name.lower()}, {case}": (
            f"1 if the gap before the candidate is {gap.name.lower()} and the words begin with a {case} letter"
        )
        for gap in Gap
        for case in ("small", "capital")
    },
    "case differs": "1 if only one of candidate and words begins with a capital",
    **{
        f"ends at {gap.name.lower()}, {ending.name.lower()}": (
            f"1 if the gap after the candidate is {gap.name.lower()} and the ending of the words {ending.name.lower()}"
        )
        for gap in Gap
        for ending in Ending
    },
    "sentences differ": "difference in the number of sentence ends inside candidate and words, at most 3",
    "more sentences": "1 if the candidate contains more sentence ends",
    "blocks": "number of paragraph ends inside the candidate, at most 2",
    "sentence": "similarity of the sentences around the candidate and the sentences around the words",
    "sentence margin": "this similarity minus that of the least similar sentence searched",
    "sentence, alike": "this similarity minus 0.4, at least 0",
    "rest length": "difference of the logs of the lengths of these sentences outside candidate and words",
    "rest": "similarity of these sentences outside candidate and words",
    "rest inside": "similarity of the candidate and the article's sentences outside the words",
    "shared": "summed rarity of the words of the candidate that the quotation shares, at most 3",
    "shared outside": "the same for words of its sentences outside the candidate, at most 2",
    "foreign": "summed rarity of the words of the candidate that the article has outside the quotation, at most 2",
    "foreign outside": "the same for words of its sentences outside the candidate, at most 2",
    "unknown names": "summed rarity of names and numbers of the candidate that the article's sentences lack, at most 2",
    "names": "summed rarity of names and numbers shared by candidate and words, at most 3",
    "names missing": "estimated number of names and numbers of the words that the candidate lacks, at most 3",
}
"""Names of the features in the order of their columns, with descriptions."""
_ALIKE = 0.4
_WORTH_A_NAME = 0.7
"""Average rarity of a shared name."""


def features(library: Library, voices: Sequence[Query], found: Candidates, *, step: int = 1) -> Floats:
    """Return the features of the candidates for some quoted words: (voices, candidates, features).

    Candidates whose starts lie in the same group of `step` words, and their ends too, share the vector of one of them.
    """
    out = np.zeros((len(voices), len(found), len(FEATURES)), np.float32)
    # Without words around the quotation, the words around a candidate need no vectors.
    least = 2 if any(voice.around is not None for voice in voices) else sys.maxsize
    for number, here in found.parts():
        place = _place(library, number, found.start[here], found.end[here], step, least=least)
        for i, voice in enumerate(voices):
            out[i, here] = _columns(library, number, place, voice, found)
    return out


class _Place(NamedTuple):
    """The candidates of one source, and the sentences that contain them."""

    start: Ints
    end: Ints
    outer_start: Ints
    """First word of the sentences."""
    outer_end: Ints
    plain: Vectors
    """Vectors of all stretches of words; the following fields are row numbers in it."""
    centred: Vectors
    """The same, centred, with a final row of zeros for stretches that are too short (row -1)."""
    own: Ints
    """Row of each candidate."""
    outer: Ints
    """Row of its sentences."""
    before: Ints
    """Row of the part of these sentences before the candidate."""
    behind: Ints
    """Row of the part of these sentences after the candidate."""


def _place(library: Library, number: int, start: Ints, end: Ints, step: int, *, least: int) -> _Place:
    """Encode candidates and their sentences; parts before and after candidates need at least `least` words."""
    source = library.sources[number]
    width = len(source) + 1
    _, first, which = np.unique(start // step * width + end // step, return_index=True, return_inverse=True)
    outer_start = source.bounds[source.sentence[start]]
    outer_end = source.bounds[source.sentence[end - 1] + 1]
    starts = (start[first], outer_start, outer_start, end)
    ends = (end[first], outer_end, start, outer_end)
    is_long = np.concatenate(
        [late - early >= fewest for early, late, fewest in zip(starts, ends, (1, 1, least, least), strict=True)]
    )
    stretches, row = np.unique((np.concatenate(starts) * width + np.concatenate(ends))[is_long], return_inverse=True)
    rows = np.full(len(is_long), -1)
    rows[is_long] = row
    own, outer, before, behind = np.split(rows, np.cumsum([len(some) for some in starts[:-1]]))
    plain = source.vectors(stretches // width, stretches % width)
    nothing = np.zeros_like(plain[:1])
    return _Place(
        start,
        end,
        outer_start,
        outer_end,
        plain,
        np.concatenate([centre_rows(plain, library.centre), nothing]),
        own[which],
        outer,
        before,
        behind,
    )


def _columns(library: Library, number: int, place: _Place, voice: Query, found: Candidates) -> Floats:
    source = library.sources[number]
    columns = [
        *_similarity_features(source, place, voice, found.background),
        *_boundary_features(source, place, voice),
        *_context_features(source, place, voice, found.background_sentence),
        *_word_features(library, number, place, voice),
    ]
    return np.stack(columns, axis=1).astype(np.float32)


def _similarity_features(source: SourceIndex, place: _Place, voice: Query, background: float) -> list[Floats]:
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


def _boundary_features(source: SourceIndex, place: _Place, voice: Query) -> list[Flags | Floats]:
    before, behind = source.gaps[place.start], source.gaps[place.end]
    stops = source.sentence[place.end - 1] - source.sentence[place.start]
    # In a source without capitals, treat the beginning of a sentence as a capital; words without case match any.
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


def _context_features(source: SourceIndex, place: _Place, voice: Query, background: float) -> list[Floats]:
    similar = (place.centred @ voice.sentence)[place.outer]
    before = source.characters(place.outer_start, place.start)
    behind = source.characters(place.end, place.outer_end)
    rest = np.zeros_like(similar)
    inside = np.zeros_like(similar)
    if voice.around is not None:
        around = place.centred @ voice.around
        inside = around[place.own]
        for outside, part in ((place.before, before), (place.behind, behind)):
            rest += around[outside] * (part / np.maximum(before + behind, 1))
    return [
        similar,
        similar - np.float32(background),
        np.maximum(similar - np.float32(_ALIKE), 0),
        np.abs(np.log1p((before + behind) / 10) - np.float32(np.log1p(voice.rest / 10))),
        rest,
        inside,
    ]


def _word_features(library: Library, number: int, place: _Place, voice: Query) -> list[Floats]:
    source = library.sources[number]

    def rarities(keys: Collection[str]) -> Floats:
        return library.word_rarities(number, keys)

    def sums(weights: Floats) -> tuple[Floats, Floats]:
        """Sum the weights of the words inside the candidates, and outside them within their sentences."""
        total = np.concatenate([[0.0], np.cumsum(weights, dtype=np.float64)]).astype(np.float32)
        inside = total[place.end] - total[place.start]
        return inside, total[place.outer_end] - total[place.outer_start] - inside

    own, around = rarities(voice.keys), rarities(voice.around_keys)
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
