"""Queries -> candidates, stretches of the sources that they may render, by a coarse and a fine search.

The coarse search finds windows similar to the quoted words, and sentences similar to the sentences around these words.
The fine search takes the stretches around them whose ends are near, or at a mark not far away.
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
"""Number of windows around which the fine search looks."""
_SENTENCES = 5
"""Number of sentences in which the fine search also looks."""
_RIVAL = 0.15
"""Maximum difference in similarity between a window or sentence and the best one."""
_LONGLIST = 400
"""Number of windows from which these regions are chosen."""
_WRONG_LENGTH = 0.15
"""Similarity penalty of a window whose length differs from the length of the words by the factor e."""
_SHARED = 0.1
"""Similarity bonus of a sentence for each shared rare word."""
_MOST_SHARED = 4.0
_FACTOR = 1.1
"""Natural logarithm of the factor by which a rendering may be longer or shorter than its source."""
_NEAR = 6
"""Distance in words from an edge of a window within which any word may be an edge; farther away, only at a mark."""
_CHARACTERS = 5.0
"""Minimum average number of characters of the words in a long quotation."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Candidates:
    """Candidate stretches of words in the sources."""

    source: Ints
    """Index of the source in the library, ascending."""
    start: Ints
    """First word."""
    end: Ints
    """One past the last word."""
    background: float
    """Coarse similarity of the least similar window searched."""
    background_sentence: float
    """The same for sentences."""

    def __len__(self) -> int:
        """Return the number of stretches."""
        return len(self.source)

    def in_source(self, source: int) -> slice:
        """Return the slice of the candidates in a source."""
        return slice(*np.searchsorted(self.source, [source, source + 1]).tolist())

    def parts(self) -> Iterator[tuple[int, slice]]:
        """Yield each source with candidates, and the slice of its candidates."""
        for number in dict.fromkeys(self.source.tolist()):
            yield number, self.in_source(number)

    def select(self, kept: Flags) -> Candidates:
        """Return the candidates of a mask."""
        return replace(self, source=self.source[kept], start=self.start[kept], end=self.end[kept])


def candidates(library: Library, voices: Sequence[Query], similar: Floats, similar_sentences: Floats) -> Candidates:
    """Find candidate places of quoted words; `voices` are their renderings in one or several languages.

    `similar` has the similarity of each window of the library to the words, mean over the voices, and
    `similar_sentences` that of each sentence to the sentences around the words.
    """
    size = float(np.mean(np.log([voice.length for voice in voices])))
    length = exp(size)
    regions, background = _windows(library, size, similar)
    sentences, background_sentence = _sentences(library, voices, similar_sentences)
    found: dict[int, list[Ints]] = {}
    for source, start, end in regions:
        found.setdefault(source, []).append(_stretches_around(library.sources[source], start, end, length))
    for source, start, end in sentences:
        found.setdefault(source, []).append(_stretches_from(library.sources[source], start, end, length))
    stretches = [(source, _sort_unique(np.concatenate(some))) for source, some in sorted(found.items())]
    empty = np.zeros(0, np.int64)
    return Candidates(
        source=np.concatenate([empty, *(np.full(len(some), source) for source, some in stretches)]),
        start=np.concatenate([empty, *(some[:, 0] for _, some in stretches)]),
        end=np.concatenate([empty, *(some[:, 1] for _, some in stretches)]),
        background=background,
        background_sentence=background_sentence,
    )


def _sort_unique(stretches: Ints) -> Ints:
    """Sort stretches and remove duplicates."""
    width = int(stretches.max(initial=0)) + 1
    numbers = np.sort(stretches[:, 0] * width + stretches[:, 1])
    numbers = numbers[np.diff(numbers, prepend=-1) > 0]
    return np.stack([numbers // width, numbers % width], axis=1)


def _windows(library: Library, size: float, similar: Floats) -> tuple[list[tuple[int, int, int]], float]:
    """Return the best windows that do not overlap much, and the score of the last one."""
    wrong = np.abs(library.windows.size - np.float32(size))
    score = similar - np.float32(_WRONG_LENGTH) * np.minimum(wrong, 2)
    chosen: dict[tuple[int, int, int], float] = {}
    for at in _best(score, _LONGLIST):
        source, start, end = library.windows.place[at].tolist()
        if all(source != s or 2 * (min(end, e) - max(start, b)) <= max(end, e) - min(start, b) for s, b, e in chosen):
            chosen[source, start, end] = float(score[at])
            if len(chosen) == _REGIONS:
                break
    return _near_best(chosen)


def _sentences(library: Library, voices: Sequence[Query], similar: Floats) -> tuple[list[tuple[int, int, int]], float]:
    """Return the best sentences, and the score of the last one."""
    weights = []
    for number, source in enumerate(library.sources):
        weight = np.mean([library.word_rarities(number, voice.keys | voice.around_keys) for voice in voices], axis=0)
        weights.append(np.add.reduceat(weight, source.bounds[:-1]))
    score = similar + np.float32(_SHARED) * np.minimum(np.concatenate(weights), np.float32(_MOST_SHARED))
    place = library.sentences.place
    return _near_best({tuple(place[at].tolist()): float(score[at]) for at in _best(score, _SENTENCES)})


def _near_best(chosen: Mapping[tuple[int, int, int], float]) -> tuple[list[tuple[int, int, int]], float]:
    """Return the places with scores near the best one, and the score of the last place of all."""
    scores = list(chosen.values())
    return [place for place, score in chosen.items() if score >= scores[0] - _RIVAL], scores[-1]


def _best(score: Floats, count: int) -> Ints:
    """Return the indices of the greatest scores in descending order; equal scores keep their order."""
    if len(score) > count:
        least = np.partition(score, len(score) - count)[len(score) - count]
        places = np.flatnonzero(score >= least)
    else:
        places = np.arange(len(score))
    best: Ints = places[np.argsort(-score[places], kind="stable")][:count]
    return best


def _stretches_around(source: SourceIndex, start: int, end: int, length: float) -> Ints:
    """Return the stretches of plausible length whose ends are near those of a window."""
    reach = (end - start) // 2 + 3
    return _stretches(
        source,
        _near(source, start, reach, 0, len(source) - 1),
        _near(source, end, reach, 1, len(source)),
        length,
    )


def _near(source: SourceIndex, at: int, reach: int, low: int, high: int) -> Ints:
    """Return the word positions near `at`, and those at a mark within `reach`."""
    places = np.arange(max(low, at - reach), min(high, at + reach) + 1)
    near = np.abs(places - at) <= _NEAR if source.fine else False
    chosen: Ints = places[near | (source.gaps[places] != Gap.NONE)]
    return chosen


def _stretches_from(source: SourceIndex, start: int, end: int, length: float) -> Ints:
    """Return the stretches of plausible length that begin in a sentence."""
    starts = np.arange(start, end)
    ends = np.arange(start + 1, min(len(source), max(end, start + int(length / _CHARACTERS))) + 1)
    if not source.fine or end - start > 8 * _NEAR:
        starts = starts[source.gaps[starts] != Gap.NONE]
    if not source.fine or len(ends) > 8 * _NEAR:
        ends = ends[source.gaps[ends] != Gap.NONE]
    return _stretches(source, starts, ends, length)


def _stretches(source: SourceIndex, starts: Ints, ends: Ints, length: float) -> Ints:
    """Return the stretches of plausible length between given starts and ends: (stretches, 2)."""
    first, last = (grid.ravel() for grid in np.meshgrid(starts, ends, indexing="ij"))
    first, last = first[first < last], last[first < last]
    plausible = np.abs(np.log(source.characters(first, last) / length)) < _FACTOR
    stretches: Ints = np.stack([first[plausible], last[plausible]], axis=1)
    return stretches
