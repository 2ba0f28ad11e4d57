"""Similarities and cues -> the features of every bead that may end at a point of the band.

Each feature is a number that counts for or against a bead; `FEATURES` names them in order and says what they measure.
Some features describe the bead of the sentences S and T itself: its size, similarity and length. Others compare it with
its alternatives: if one more neighbour, or one sentence less, makes it more similar, it is probably not a bead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from align.bitext.cues import ASKS, EXCLAIMS
from align.bitext.similarity import RUN, SHAPES, background, clause_similarities, run_similarities

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align.bitext.cues import Cues
    from align.bitext.similarity import DocumentVectors
    from align.dp import Band, Floats, Ints

MOVES = np.array([(1, 0), (0, 1), *SHAPES], np.int64)
"""Numbers of source and target segments for every kind of bead, null beads of one segment first: (moves, 2)."""

FEATURES: dict[str, str] = {
    "null": "1 for a null bead, which has one segment and nothing on the other side",
    "null length": "log of the characters of that segment",
    "null similarity": "similarity of that segment and the most similar segment within the band",
    "null surroundings": "mean of `null similarity` over the four segments before it and the four after it",
    "null words": "weight of the words of that segment that occur in the other document, at most 3",
    "size 2": "1 for a 1-1 bead",
    "size 3": "1 for a 1-2 or 2-1 bead",
    "size 4, one side": "1 for a 1-3 or 3-1 bead",
    "size 4, both sides": "1 for a 2-2 bead",
    "size 5": "1 for a bead of five segments",
    "size 6": "1 for a bead of six or more segments",
    "size above 5": "segments of a bead beyond five",
    "similarity 1-1": "similarity of S and T in a 1-1 bead",
    "similarity": "similarity of S and T in a larger bead",
    "similarity by size": "similarity of S and T, times the segments of the bead beyond two",
    "best longer": "gain in similarity if the best of the four neighbours joined the bead",
    "second longer": "gain from the second-best neighbour",
    "longer": "sum of the positive gains from the four neighbours",
    "best shorter": "greatest gain in similarity from leaving out the first or last segment of a side",
    "shorter": "sum of the positive gains from leaving one out",
    "exchanged": "how much more similar the segments of a 2-2 bead are crosswise than in order",
    "clauses within": "mean similarity of the first clauses of S and T, and of their last clauses",
    "clauses around": "mean similarity of the clauses right before S and T, and of those right after",
    "clauses crossing": "at its two ends, how much more similar the clauses are crosswise than side by side",
    "length": "deviation of the lengths of S and T from the proportion of the documents, at most 6",
    "characters": "log of the characters of S and T, relative to a short paragraph",
    "characters, larger": "the same, in a bead of more than two segments",
    "shared words": "weight of the words that S and T share, at most 4",
    "words not shared": "weight of the words that occur in both documents but only in S or only in T, at most 4 a side",
    "ends differ": "1 if S and T end with different kinds of marks",
    "both ask or exclaim": "1 if S and T both end with a question or exclamation mark",
    "one goes on": "1 if S or T, but not both, begins with a small letter",
    "both go on": "1 if S and T begin with a small letter",
}
"""Names of the features in the order of their columns, and what they measure. Similarity is the cosine, rescaled so
that unrelated segments have 0. Lengths are in characters; those of S are scaled by the proportion of the documents."""

_SRC, _TGT = np.array(SHAPES).T
"""Numbers of source and target segments of each shape: (shapes,) each."""
_SIZE = (_SRC + _TGT)[:, None]
_SIZES = {
    "size 2": _SIZE == 2,
    "size 3": _SIZE == 3,
    "size 4, one side": (_SIZE == 4) & (_SRC != _TGT)[:, None],
    "size 4, both sides": (_SIZE == 4) & (_SRC == _TGT)[:, None],
    "size 5": _SIZE == 5,
    "size 6": _SIZE >= 6,
    "size above 5": np.maximum(_SIZE - 5, 0),
}
"""The features that depend on the shape alone: (shapes, 1) each."""
_NUMBER = {shape: number for number, shape in enumerate(SHAPES)}
_LONGER, _SHORTER = (
    [np.array([_NUMBER.get((a + by * one, b + by * other), -1) for a, b in SHAPES]) for one, other in ((1, 0), (0, 1))]
    for by in (1, -1)
)
"""Numbers of the shapes with one segment more, or less, on either side; -1 for no such shape: (sides, shapes) each."""
_EXCHANGED = len(MOVES) - len(SHAPES) + _NUMBER[2, 2]
"""The 2-2 move."""
_NO_RUN = -9.0
"""Similarity assigned to impossible runs, low enough to be never chosen."""
_PAIRS, _LARGER = slice(len(MOVES) - len(SHAPES), None), slice(len(MOVES) - len(SHAPES) + 1, None)
"""The moves with both sides, and those of them with more than two segments."""
_BACK = np.arange(RUN + 1)[:, None]
_NEIGHBOURS = 4
_MOST_BACKGROUND = 0.9
"""Highest similarity that any encoder gives unrelated segments."""
ABSENT = -0.3
"""Gain assigned to a neighbour that does not exist or would make the bead too large."""


class _Side(NamedTuple):
    """One document."""

    characters: Floats
    """Running total of characters before each segment, scaled to the target: (n + 1,)."""
    known: Floats
    """Running total of word weights before each segment: (n + 1,)."""
    best: Floats
    """Similarity of each segment and the most similar segment of the other document within the band: (n,)."""
    around: Floats
    """Mean of `best` over the neighbours of each segment: (n,)."""
    end: Ints
    small: Ints


class Grid(NamedTuple):
    """A band, and the data of two documents from which the features of its beads are computed."""

    band: Band
    similarity: Floats
    """Similarity of the two runs of each shape that end at a point; `_NO_RUN` for impossible runs and in the last row:
    (shapes + 1, points)."""
    clauses: Floats
    """Similarity of the two clauses before each point, and of the two after it; then how much the better crosswise
    similarity (before on one side, after on the other) exceeds the mean of these two: (3, points)."""
    common: Floats
    """Weight of the words that the two segments before a point share: (points,)."""
    src: _Side
    tgt: _Side
    proportion: float
    """Ratio of target to source characters."""
    uneven: bool = False
    """Whether segments of one document correspond to several of the other's, as paragraphs to sentences."""


def compare(
    src_vectors: DocumentVectors,
    tgt_vectors: DocumentVectors,
    band: Band,
    src: Cues,
    tgt: Cues,
    *,
    proportion: float,
    threads: int,
) -> Grid:
    """Compare the runs of two documents within a band, and return the grid for the features; see `grid`."""
    similarities = run_similarities(src_vectors.runs, tgt_vectors.runs, band, threads=threads)
    meeting = clause_similarities(src_vectors.outer, tgt_vectors.outer, band, threads=threads)
    level = background(src_vectors.runs, tgt_vectors.runs, similarities, band, (src.same, tgt.same))
    return grid(similarities, meeting, band, src, tgt, level=level, proportion=proportion)


def grid(
    similarities: Floats, meeting: Floats, band: Band, src: Cues, tgt: Cues, *, level: float, proportion: float
) -> Grid:
    """Return the grid for the features.

    `similarities`: cosines from `run_similarities`.
    `meeting`: cosines from `clause_similarities`.
    `level`: cosine of unrelated segments.
    `proportion`: ratio of target to source characters.
    """
    # Where all segments are nearly the same, the bound keeps rounding errors from being amplified.
    level = min(level, _MOST_BACKGROUND)
    rescaled = np.full((len(SHAPES) + 1, band.points), _NO_RUN, np.float32)
    _rescale(level, similarities.T, out=rescaled[:-1])
    rows, columns = band.coordinates()
    _blank(rescaled[:-1], rows, columns, _PAIRS, _NO_RUN)
    single = np.where((rows > 0) & (columns > 0), rescaled[0], -1)
    tgt_best = np.full(band.hi[-1], -1, np.float32)
    np.maximum.at(tgt_best, columns, single)
    return Grid(
        band=band,
        similarity=rescaled,
        clauses=_clauses(_rescale(level, meeting.T), rows, columns),
        common=_shared_weights(band, src, tgt),
        src=_side(src, np.maximum.reduceat(single, band.first[1:-1]), proportion),
        tgt=_side(tgt, tgt_best[1:], 1.0),
        proportion=proportion,
    )


def _rescale(level: float, cosines: Floats, out: Floats | None = None) -> Floats:
    """Rescale cosines so that the level of unrelated segments becomes 0, and 1 stays 1; clip to -1 to 1."""
    rescaled = np.subtract(cosines, np.float32(level), out=out)
    rescaled /= np.float32(1 - level)
    return np.clip(rescaled, -1, 1, out=rescaled)


def _clauses(rescaled: Floats, rows: Ints, columns: Ints) -> Floats:
    """Return `Grid.clauses` from the rescaled values of `clause_similarities`."""
    above, left, below, right = rows > 0, columns > 0, rows < rows[-1], columns < columns[-1]
    before, behind, one, other = np.where((above & left, below & right, above & right, below & left), rescaled, 0)
    return np.stack((before, behind, np.maximum(np.maximum(one, other) - (before + behind) / 2, 0)))


def _shared_weights(band: Band, src: Cues, tgt: Cues) -> Floats:
    """Return the weight of the words that the two segments before each point share: (points,)."""
    (words, rows, times), (others, columns, again) = (_distinct_words(side.words, side.first) for side in (src, tgt))
    # Sorted by word and column, the target's matches for a source word within its row of the band are neighbours.
    span = band.hi[-1]
    met = others * span + columns
    first, last = (np.searchsorted(met, words * span + edge[rows]) for edge in (band.lo, band.hi))
    counts = last - first
    one, other = (
        np.repeat(np.arange(len(words)), counts),
        np.arange(counts.sum()) + np.repeat(last - np.cumsum(counts), counts),
    )
    points, _ = band.numbers(rows[one], columns[other])
    weights = src.weight[words[one]] * np.minimum(times[one], again[other])
    return np.bincount(points, weights, minlength=band.points).astype(np.float32)


def _distinct_words(words: Ints, first: Ints) -> tuple[Ints, Ints, Ints]:
    """Return the distinct (word, segment) pairs, sorted: words, rows or columns where the segments end, counts."""
    ends = np.repeat(np.arange(1, len(first)), np.diff(first))
    found, times = np.unique(words * len(first) + ends, return_counts=True)
    return *np.divmod(found, len(first)), times


def _side(cues: Cues, best: Floats, scale: float) -> _Side:
    return _Side(
        characters=_running_totals(cues.length * np.float32(scale)),
        known=_running_totals(cues.weight[cues.words])[cues.first],
        best=best,
        around=_neighbour_mean(best),
        end=cues.end,
        small=cues.small,
    )


def features(grid: Grid, points: Ints) -> Floats:
    """Return the features of the beads that end at `points`, which are neighbours: (points, moves, features)."""
    rows, columns = grid.band.at(points)
    number = {name: column for column, name in enumerate(FEATURES)}
    out = np.zeros((len(FEATURES), len(MOVES), len(points)), np.float32)
    for name, kinds, values in _each_feature(grid, rows, columns):
        out[number[name], kinds] = values
    _blank(out, rows, columns)
    return out.transpose(2, 1, 0)


def weighted_sums(grid: Grid, points: Ints, weights: Mapping[str, float]) -> Floats:
    """Return the weighted sums of the features of the beads that end at `points`: (points, moves)."""
    rows, columns = grid.band.at(points)
    out = np.zeros((len(MOVES), len(points)), np.float32)
    for name, kinds, values in _each_feature(grid, rows, columns):
        out[kinds] += np.float32(weights[name]) * values
    _blank(out, rows, columns)
    return out.T


def _blank(values: Floats, rows: Ints, columns: Ints, kinds: slice = slice(None), blank: float = 0.0) -> None:
    """Set to `blank`, in place, the values of beads that would begin before the documents do: (..., moves, points)."""
    short = np.flatnonzero((rows < RUN) | (columns < RUN))
    starts = np.stack((rows, columns))[:, None, short] - MOVES[kinds].T[:, :, None]
    values[..., short] = np.where(starts.min(axis=0) < 0, blank, values[..., short])


def _each_feature(grid: Grid, rows: Ints, columns: Ints) -> Iterator[tuple[str, slice, Floats]]:
    """Yield the features of the beads that end at these points: name, moves, and values that broadcast to them.

    Values of shape (moves, points) or smaller. Values of impossible beads are meaningless.
    """
    yield from _null_bead_features(grid.src, rows, slice(0, 1))
    yield from _null_bead_features(grid.tgt, columns, slice(1, 2))
    yield from ((name, _PAIRS, values) for name, values in _SIZES.items())
    yield from _similarity_features(grid, rows, columns)
    yield "exchanged", slice(_EXCHANGED, _EXCHANGED + 1), _exchange_gain(grid, rows, columns)
    yield from _clause_features(grid, rows, columns)
    yield from _length_features(grid, rows, columns)
    yield from _word_features(grid, rows, columns)
    yield from _edge_features(grid, rows, columns)


def _null_bead_features(side: _Side, ends: Ints, kinds: slice) -> Iterator[tuple[str, slice, Floats]]:
    lone = np.maximum(ends - 1, 0)
    yield "null", kinds, np.ones(1, np.float32)
    yield "null length", kinds, np.log1p(side.characters[ends] - side.characters[lone])
    yield "null similarity", kinds, side.best[lone]
    yield "null surroundings", kinds, side.around[lone]
    yield "null words", kinds, np.minimum(side.known[ends] - side.known[lone], 3)


def _similarity_features(grid: Grid, rows: Ints, columns: Ints) -> Iterator[tuple[str, slice, Floats]]:
    here = _similarities_at(grid, rows, columns)
    runs = here[:-1]
    yield "similarity 1-1", slice(2, 3), runs[:1]
    yield "similarity", _LARGER, runs[1:]
    yield "similarity by size", _PAIRS, runs * (_SIZE - 2).astype(np.float32)
    gains = _gains(
        here, (_similarities_at(grid, rows + 1, columns), _similarities_at(grid, rows, columns + 1)), _LONGER
    )
    first, other = gains[:2], gains[2:]
    best, least = ([pick(*pair) for pair in (first, other)] for pick in (np.maximum, np.minimum))
    yield "best longer", _PAIRS, np.maximum(np.maximum(*best), ABSENT)
    yield "second longer", _PAIRS, np.maximum(np.maximum(np.minimum(*best), np.maximum(*least)), ABSENT)
    yield "longer", _PAIRS, _sum_of_gains(gains)
    gains = _gains(
        here, (_similarities_at(grid, rows - 1, columns), _similarities_at(grid, rows, columns - 1)), _SHORTER
    )
    yield "best shorter", _LARGER, np.maximum(np.maximum.reduce(gains), -1)[1:]
    yield "shorter", _LARGER, _sum_of_gains(gains)[1:]


def _exchange_gain(grid: Grid, rows: Ints, columns: Ints) -> Floats:
    """Return by how much the lesser of the two crosswise similarities exceeds the greater of the two in order."""
    later_earlier, earlier_later, later, earlier = (
        np.where(inside, grid.similarity[0, points], _NO_RUN)
        for points, inside in (
            grid.band.numbers(rows - up, columns - back) for up, back in ((0, 1), (1, 0), (0, 0), (1, 1))
        )
    )
    more: Floats = np.minimum(later_earlier, earlier_later) - np.maximum(np.maximum(later, earlier), 0)
    return np.maximum(more, 0)


def _clause_features(grid: Grid, rows: Ints, columns: Ints) -> Iterator[tuple[str, slice, Floats]]:
    ends, _ = grid.band.numbers(rows, columns)
    starts, _ = grid.band.numbers(rows - _SRC[:, None], columns - _TGT[:, None])
    last, beyond, crossing = grid.clauses.take(ends, axis=1)
    before, first, crossed = grid.clauses.take(starts, axis=1)
    yield "clauses within", _PAIRS, (first + last) / 2
    yield "clauses around", _PAIRS, (before + beyond) / 2
    yield "clauses crossing", _PAIRS, crossed + crossing


def _gains(here: Floats, there: Sequence[Floats], shapes: Sequence[Ints]) -> list[Floats]:
    """Return the gains in similarity of runs that are one segment longer, or shorter, at either end of either side."""
    return [
        ends.take(shape, axis=0) - here[:-1] for end, shape in zip(there, shapes, strict=True) for ends in (here, end)
    ]


def _sum_of_gains(gains: Sequence[Floats]) -> Floats:
    """Return the sum of the positive gains."""
    total = np.maximum(gains[0], 0)
    for gain in gains[1:]:
        total += np.maximum(gain, 0)
    return total


def _similarities_at(grid: Grid, rows: Ints, columns: Ints) -> Floats:
    """Return the rows of `Grid.similarity` at these points: (shapes + 1, points)."""
    points, inside = grid.band.numbers(rows, columns)
    out: Floats = grid.similarity.take(points, axis=1)
    out[:, ~inside] = _NO_RUN
    return out


def _length_features(grid: Grid, rows: Ints, columns: Ints) -> Iterator[tuple[str, slice, Floats]]:
    left, right = _run_totals(grid.src.characters, rows)[_SRC], _run_totals(grid.tgt.characters, columns)[_TGT]
    both = left + right
    yield "length", _PAIRS, np.minimum((left - right) ** 2 / (both + 1) / 10, 6)
    characters = np.log1p(both) - np.float32(5.5)
    yield "characters", _PAIRS, characters
    yield "characters, larger", _LARGER, characters[1:]


def _word_features(grid: Grid, rows: Ints, columns: Ints) -> Iterator[tuple[str, slice, Floats]]:
    left, right = _run_totals(grid.src.known, rows)[_SRC], _run_totals(grid.tgt.known, columns)[_TGT]
    shared = np.minimum(np.minimum(_shared_weight(grid, rows, columns), left), right)
    yield "shared words", _PAIRS, np.minimum(shared, 4)
    yield "words not shared", _PAIRS, np.minimum(left - shared, 4) + np.minimum(right - shared, 4)


def _run_totals(sums: Floats, ends: Ints) -> Floats:
    """Return the totals of the runs of 0 to `RUN` segments before these ends, from running totals: (RUN + 1, ends)."""
    before: Floats = (sums[ends] - sums[np.maximum(ends - _BACK, 0)]).astype(np.float32)
    return before


def _shared_weight(grid: Grid, rows: Ints, columns: Ints) -> Floats:
    """Return the weight of the shared words, summed over all pairs of segments of a bead: (shapes, points)."""
    top, left = rows[0] - RUN, columns.min() - RUN
    points, inside = grid.band.numbers(np.arange(top, rows[-1] + 1)[:, None], np.arange(left, columns.max() + 1))
    # Two-dimensional running totals give the sum of any rectangle from its four corners.
    sums = np.where(inside, grid.common[points], 0.0).cumsum(axis=0).cumsum(axis=1).astype(np.float32)
    width = sums.shape[1]
    corner = (rows - top) * width + columns - left
    above, before = (sums.take(corner - _BACK * step) for step in (width, 1))
    beyond = sums.take(corner - (_SRC * width + _TGT)[:, None])
    shared: Floats = above[:1] - above[_SRC] - before[_TGT] + beyond
    return shared


def _edge_features(grid: Grid, rows: Ints, columns: Ints) -> Iterator[tuple[str, slice, Floats]]:
    one, other = grid.src.end[rows - 1], grid.tgt.end[columns - 1]
    yield "ends differ", _PAIRS, one != other
    yield "both ask or exclaim", _PAIRS, (one == other) & ((one == ASKS) | (one == EXCLAIMS))
    left, right = (side.small.take(ends - _BACK, mode="wrap") for side, ends in ((grid.src, rows), (grid.tgt, columns)))
    small = left[_SRC] + right[_TGT]
    yield "one goes on", _PAIRS, small == 1
    yield "both go on", _PAIRS, small == 2


def _neighbour_mean(values: Floats) -> Floats:
    """Return the mean of the neighbours of each value, up to four on each side; 0 for a value without any."""
    total = _running_totals(values)
    at = np.arange(len(values))
    first, last = np.maximum(at - _NEIGHBOURS, 0), np.minimum(at + _NEIGHBOURS + 1, len(values))
    mean: Floats = (total[last] - total[first] - values) / np.maximum(last - first - 1, 1)
    return mean


def _running_totals(values: Floats) -> Floats:
    return np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))
