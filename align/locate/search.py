"""Queries -> the stretches of the sources that may be what they render, by a coarse search and a fine one.

The coarse search looks at windows that are like the quoted words, and at sentences that are like the sentences in which
these stand. The fine one takes the stretches around those whose ends lie near, or at a mark not far away.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp
from typing import TYPE_CHECKING

import numpy as np

from align.locate.source import Gap

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align.locate.library import Library
    from align.locate.query import Query
    from align.locate.source import Flags, Floats, Ints, SourceIndex

_REGIONS = 8
"""Windows around which the fine search looks."""
_SENTENCES = 5
"""Sentences in which it looks besides."""
_RIVAL = 0.15
"""By how much less similar than the best of them a window or sentence may be."""
_LONGLIST = 400
"""Windows from which those regions are chosen."""
_WRONG_LENGTH = 0.15
"""What similarity a window loses whose length differs by the factor e from that of the words."""
_SHARED = 0.1
"""What similarity a sentence gains by a rare word that it shares."""
_MOST_SHARED = 4.0
_FACTOR = 1.1
"""Natural logarithm of the factor by which a rendering may be longer or shorter."""
_NEAR = 6
"""How many words from the end of a window an end may lie anywhere; further away, only at a mark."""
_CHARACTERS = 5.0
"""Fewest characters that the words of a long quotation take, on average."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidates:
    """Stretches of words of the sources."""

    source: Ints
    """Index of the source in the library, ascending."""
    start: Ints
    """First word."""
    end: Ints
    """One past the last word."""
    background: float
    """Coarse similarity of the least similar window that was looked into."""
    background_sentence: float
    """The same of sentences."""

    def __len__(self) -> int:
        """Return the number of stretches."""
        return len(self.source)

    def within(self, source: int) -> slice:
        """Return which of them lie in a source."""
        return slice(*np.searchsorted(self.source, [source, source + 1]).tolist())

    def parts(self) -> Iterator[tuple[int, slice]]:
        """Yield the sources that any of them lies in, and which of them do."""
        for number in dict.fromkeys(self.source.tolist()):
            yield number, self.within(number)

    def only(self, kept: Flags) -> Candidates:
        """Return some of them."""
        return replace(self, source=self.source[kept], start=self.start[kept], end=self.end[kept])


def candidates(library: Library, voices: Sequence[Query], similar: Floats, similar_sentences: Floats) -> Candidates:
    """Find where quoted words may come from; the voices are their renderings in one language or more.

    `similar` holds the similarity of each window of the library to the words, the mean over the voices, and
    `similar_sentences` that of each sentence to the sentences around them.
    """
    size = float(np.mean(np.log([voice.length for voice in voices])))
    length = exp(size)
    regions, background = _windows(library, size, similar)
    sentences, background_sentence = _sentences(library, voices, similar_sentences)
    found: dict[int, list[Ints]] = {}
    for source, start, end in regions:
        found.setdefault(source, []).append(_around(library.sources[source], start, end, length))
    for source, start, end in sentences:
        found.setdefault(source, []).append(_inside(library.sources[source], start, end, length))
    stretches = [(source, _distinct(np.concatenate(some))) for source, some in sorted(found.items())]
    empty = np.zeros(0, np.int64)
    return Candidates(
        source=np.concatenate([empty, *(np.full(len(some), source) for source, some in stretches)]),
        start=np.concatenate([empty, *(some[:, 0] for _, some in stretches)]),
        end=np.concatenate([empty, *(some[:, 1] for _, some in stretches)]),
        background=background,
        background_sentence=background_sentence,
    )


def _distinct(stretches: Ints) -> Ints:
    """Sort stretches, and leave out those that come again."""
    width = int(stretches.max(initial=0)) + 1
    numbers = np.sort(stretches[:, 0] * width + stretches[:, 1])
    numbers = numbers[np.diff(numbers, prepend=-1) > 0]
    return np.stack([numbers // width, numbers % width], axis=1)


def _windows(library: Library, size: float, similar: Floats) -> tuple[list[tuple[int, int, int]], float]:
    """Return the best windows that do not overlap much, and the score of the last of them."""
    wrong = np.abs(library.windows.size - np.float32(size))
    score = similar - np.float32(_WRONG_LENGTH) * np.minimum(wrong, 2)
    chosen: dict[tuple[int, int, int], float] = {}
    for at in _best(score, _LONGLIST):
        source, start, end = library.windows.place[at].tolist()
        if all(source != s or 2 * (min(end, e) - max(start, b)) <= max(end, e) - min(start, b) for s, b, e in chosen):
            chosen[source, start, end] = float(score[at])
            if len(chosen) == _REGIONS:
                break
    return _rivals(chosen)


def _sentences(library: Library, voices: Sequence[Query], similar: Floats) -> tuple[list[tuple[int, int, int]], float]:
    """Return the best sentences, and the score of the last of them."""
    weights = []
    for number, source in enumerate(library.sources):
        told = np.mean([library.told(number, voice.keys | voice.around_keys) for voice in voices], axis=0)
        weights.append(np.add.reduceat(told, source.bounds[:-1]))
    score = similar + np.float32(_SHARED) * np.minimum(np.concatenate(weights), np.float32(_MOST_SHARED))
    place = library.sentences.place
    return _rivals({tuple(place[at].tolist()): float(score[at]) for at in _best(score, _SENTENCES)})


def _rivals(chosen: Mapping[tuple[int, int, int], float]) -> tuple[list[tuple[int, int, int]], float]:
    """Return the places that come near to the best one, and the score of the last of all."""
    scores = list(chosen.values())
    return [place for place, score in chosen.items() if score >= scores[0] - _RIVAL], scores[-1]


def _best(score: Floats, count: int) -> Ints:
    """Return where the greatest scores stand, the greatest first, of equal ones the first first."""
    if len(score) > count:
        least = np.partition(score, len(score) - count)[len(score) - count]
        places = np.flatnonzero(score >= least)
    else:
        places = np.arange(len(score))
    best: Ints = places[np.argsort(-score[places], kind="stable")][:count]
    return best


def _around(source: SourceIndex, start: int, end: int, length: float) -> Ints:
    """Return the stretches of plausible length whose ends lie about those of a window."""
    reach = (end - start) // 2 + 3
    return _stretches(
        source, _near(source, start, reach, 0, len(source) - 1), _near(source, end, reach, 1, len(source)), length
    )


def _near(source: SourceIndex, at: int, reach: int, low: int, high: int) -> Ints:
    """Return the places near one, and those at a mark within reach."""
    places = np.arange(max(low, at - reach), min(high, at + reach) + 1)
    near = np.abs(places - at) <= _NEAR if source.fine else False
    chosen: Ints = places[near | (source.gaps[places] != Gap.NONE)]
    return chosen


def _inside(source: SourceIndex, start: int, end: int, length: float) -> Ints:
    """Return the stretches of plausible length that begin in a sentence."""
    starts = np.arange(start, end)
    ends = np.arange(start + 1, min(len(source), max(end, start + int(length / _CHARACTERS))) + 1)
    if not source.fine or end - start > 8 * _NEAR:
        starts = starts[source.gaps[starts] != Gap.NONE]
    if not source.fine or len(ends) > 8 * _NEAR:
        ends = ends[source.gaps[ends] != Gap.NONE]
    return _stretches(source, starts, ends, length)


def _stretches(source: SourceIndex, starts: Ints, ends: Ints, length: float) -> Ints:
    """Return what begins at one of some places and ends at another and is of plausible length: (stretches, 2)."""
    first, last = (grid.ravel() for grid in np.meshgrid(starts, ends, indexing="ij"))
    first, last = first[first < last], last[first < last]
    plausible = np.abs(np.log(source.characters(first, last) / length)) < _FACTOR
    stretches: Ints = np.stack([first[plausible], last[plausible]], axis=1)
    return stretches
