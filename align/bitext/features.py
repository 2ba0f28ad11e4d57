"""Similarities and cues -> the features of every bead that may end at a point of the band.

Each feature is a number that speaks for or against a bead; `FEATURES` names them in order and says what they measure.
A bead of the sentences S and T is judged by what it is (how many sentences, how alike, how long) and by what it might
have been: with a neighbour more, or with a sentence less, it could be more alike, and then it is probably not a bead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numba import njit

from align.bitext.cues import ASKS, EXCLAIMS
from align.bitext.similarity import LARGEST, SHAPES
from align.dp import Floats, Ints  # noqa: TC001 - numba reads the types of named tuples

if TYPE_CHECKING:
    from align.bitext.cues import Cues
    from align.dp import Band

MOVES = np.array([(1, 0), (0, 1), *SHAPES], np.int64)
"""Source and target segments of every kind of bead, null beads of one segment first: (moves, 2)."""

FEATURES: dict[str, str] = {
    "null": "1 for a bead of one segment that has nothing on the other side",
    "null length": "log of the characters of that segment",
    "null similarity": "likeness of that segment to the most alike segment within the band",
    "null surroundings": "mean of the same over the four segments before it and the four after it",
    "null words": "weight of the words of that segment that occur in the other document, at most 3",
    "size 2": "1 for a 1-1 bead",
    "size 3": "1 for a 1-2 or 2-1 bead",
    "size 4, one side": "1 for a 1-3 or 3-1 bead",
    "size 4, both sides": "1 for a 2-2 bead",
    "size 5": "1 for a bead of five segments",
    "size 6": "1 for a bead of six or more segments",
    "size above 5": "segments of a bead beyond five",
    "similarity 1-1": "likeness of S and T in a 1-1 bead",
    "similarity": "likeness of S and T in a larger bead",
    "similarity by size": "likeness of S and T, times the segments of the bead beyond two",
    "best longer": "what likeness the best of the four neighbours would add if it joined the bead",
    "second longer": "what the second best would add",
    "longer": "what those neighbours that would add anything would add, summed",
    "best shorter": "what likeness leaving out the first or last segment of a side would add, at best",
    "shorter": "what those segments that should be left out would add, summed",
    "length": "how far the lengths of S and T differ from the proportion of the documents, at most 6",
    "characters": "log of the characters of S and T, relative to a short paragraph",
    "characters, larger": "the same, in a bead of more than two segments",
    "shared words": "weight of the words that S and T share, at most 4",
    "words not shared": "weight of the words of S or T alone that occur in both documents, at most 4 a side",
    "ends differ": "1 if S and T end with different kinds of marks",
    "both ask or exclaim": "1 if S and T both end with a question or exclamation mark",
    "one goes on": "1 if S or T, but not both, begins with a small letter",
    "both go on": "1 if S and T begin with a small letter",
}
"""Names of the features in the order of their columns, and what they measure. Likeness is cosine, made 0 for segments
that have nothing to do with each other; lengths are in characters of the target, S scaled by the proportion of the
documents."""

(
    _NULL,
    _NULL_LENGTH,
    _NULL_ALIKE,
    _NULL_AROUND,
    _NULL_WORDS,
    _SIZE_2,
    _SIZE_3,
    _SIZE_4_ONE,
    _SIZE_4_BOTH,
    _SIZE_5,
    _SIZE_6,
    _SIZE_MORE,
    _ALIKE_2,
    _ALIKE,
    _ALIKE_BY_SIZE,
    _LONGER_BEST,
    _LONGER_SECOND,
    _LONGER,
    _SHORTER_BEST,
    _SHORTER,
    _LENGTH,
    _CHARACTERS,
    _CHARACTERS_LARGER,
    _WORDS_SHARED,
    _WORDS_ALONE,
    _ENDS_DIFFER,
    _BOTH_ASK,
    _ONE_GOES_ON,
    _BOTH_GO_ON,
) = range(len(FEATURES))
"""Columns of the features, in their order."""

_SHAPE_OF = np.full((LARGEST + 1, LARGEST + 1), -1, np.int64)
for _number, (_a, _b) in enumerate(SHAPES):
    _SHAPE_OF[_a, _b] = _number
_SIZE_COLUMN = np.array(
    [
        _SIZE_4_BOTH if a == b == 2 else (_NULL, _SIZE_2, _SIZE_3, _SIZE_4_ONE, _SIZE_5, _SIZE_6)[min(a + b, 6) - 1]
        for a, b in MOVES.tolist()
    ]
)
"""The feature that is 1 for a bead of each move: (moves,)."""
_LONGER_WAYS = 4
_WAYS = (
    (0, 0, 1, 0),
    (1, 0, 1, 0),
    (0, 0, 0, 1),
    (0, 1, 0, 1),
    (0, 0, -1, 0),
    (-1, 0, -1, 0),
    (0, 0, 0, -1),
    (0, -1, 0, -1),
)
"""How a bead may grow or shrink by a segment, growth first: where its end moves, and by how much its sides grow."""
_NEAR = np.array([[(p, q, a + c, b + d, _SHAPE_OF[a + c, b + d]) for p, q, c, d in _WAYS] for a, b in MOVES.tolist()])
"""For every move, the beads it may become: where they end, their segments, and their shape or -1: (moves, ways, 5)."""
_NEIGHBOURS = 4
_MOST_BACKGROUND = 0.9
"""No encoder finds unrelated segments more alike than this."""
ABSENT = -0.3
"""What a neighbour that does not exist, or that would make the bead too large, is taken to add."""


class _Side(NamedTuple):
    """One document, as the kernels need it."""

    characters: Floats
    """Characters before each segment, in the measure of the target, and of all at the end: (n + 1,)."""
    known: Floats
    """Weight of the words before each segment, and of all at the end: (n + 1,)."""
    best: Floats
    """Likeness of each segment to the most alike segment of the other document within the band: (n,)."""
    around: Floats
    """Mean of that over the neighbours of each segment: (n,)."""
    end: Ints
    small: Ints


class Grid(NamedTuple):
    """The band and what is known of two documents within it, as the kernels need it."""

    lo: Ints
    hi: Ints
    first: Ints
    alike: Floats
    """Likeness of the two runs of each shape that end at a point: (points, shapes)."""
    common: Floats
    """Weight of the words that the two segments before a point share: (points,)."""
    src: _Side
    tgt: _Side


def grid(similarities: Floats, band: Band, src: Cues, tgt: Cues, *, background: float, proportion: float) -> Grid:
    """Put together what the features are made of.

    `similarities` are the cosines of `run_similarities`; `background` is the cosine of segments that have nothing to do
    with each other; `proportion` is that of the target's characters to the source's.
    """
    # Where all segments are much the same, rounding errors are not to be blown up.
    level = np.float32(min(background, _MOST_BACKGROUND))
    alike = np.clip((similarities - level) / (1 - level), -1, 1)
    src_best, tgt_best = np.full(len(band.lo) - 1, -1.0), np.full(band.hi[-1] - 1, -1.0)
    _fill_best(alike, band.lo, band.hi, band.first, src_best, tgt_best)
    common = np.zeros(band.points, np.float32)
    _fill_common(band.lo, band.hi, band.first, src.first, src.words, tgt.first, tgt.words, src.weight, common)
    return Grid(
        lo=band.lo,
        hi=band.hi,
        first=band.first,
        alike=alike,
        common=common,
        src=_side(src, src_best, proportion),
        tgt=_side(tgt, tgt_best, 1.0),
    )


def _side(cues: Cues, best: Floats, scale: float) -> _Side:
    known = [cues.weight[bag].sum() for bag in np.split(cues.words, cues.first[1:-1])]
    return _Side(
        characters=_sums(cues.length * np.float32(scale)),
        known=_sums(np.array(known, np.float32)),
        best=best,
        around=_around(best),
        end=cues.end,
        small=cues.small,
    )


def features(grid: Grid, rows: range) -> Floats:
    """Return the features of the beads that end in some rows of the band: (points of these rows, moves, features)."""
    points = int(grid.first[rows.stop] - grid.first[rows.start])
    out = np.zeros((points, len(MOVES), len(FEATURES)), np.float32)
    _fill(out, grid, MOVES, _SHAPE_OF, _SIZE_COLUMN, _NEAR, rows.start, rows.stop)
    return out


def _around(values: Floats) -> Floats:
    """Return the mean of the neighbours of each value, up to four on each side; 0 for a value without any."""
    total = _sums(values)
    at = np.arange(len(values))
    first, last = np.maximum(at - _NEIGHBOURS, 0), np.minimum(at + _NEIGHBOURS + 1, len(values))
    mean: Floats = (total[last] - total[first] - values) / np.maximum(last - first - 1, 1)
    return mean


def _sums(values: Floats) -> Floats:
    return np.concatenate(([0.0], np.cumsum(values, dtype=np.float64)))


# The kernels are plain loops over arrays made outside of them, which halves the time to compile them.


@njit(cache=True, nogil=True)
def _fill_best(alike, lo, hi, first, src, tgt):  # type: ignore[no-untyped-def]
    for i in range(1, len(lo)):
        for j in range(max(lo[i], 1), hi[i]):
            value = alike[first[i] + j - lo[i], 0]
            src[i - 1] = max(src[i - 1], value)
            tgt[j - 1] = max(tgt[j - 1], value)


@njit(cache=True, nogil=True)
def _fill_common(lo, hi, first, src_first, src_words, tgt_first, tgt_words, weight, out):  # type: ignore[no-untyped-def]
    for i in range(1, len(lo)):
        for j in range(max(lo[i], 1), hi[i]):
            s, t = src_first[i - 1], tgt_first[j - 1]
            while s < src_first[i] and t < tgt_first[j]:
                word, other = src_words[s], tgt_words[t]
                if word == other:
                    out[first[i] + j - lo[i]] += weight[word]
                s, t = s + (word <= other), t + (other <= word)


@njit(cache=True, nogil=True)
def _fill(out, grid, moves, shape_of, size_column, near, start, stop):  # type: ignore[no-untyped-def]
    src, tgt = grid.src, grid.tgt
    for i in range(start, stop):
        for j in range(grid.lo[i], grid.hi[i]):
            point = grid.first[i] + j - grid.lo[i]
            for t in range(len(moves)):
                a, b = moves[t, 0], moves[t, 1]
                if i < a or j < b:
                    continue
                row = out[point - grid.first[start], t]
                if b == 0 or a == 0:
                    side, k = (src, i) if b == 0 else (tgt, j)
                    row[_NULL] = 1.0
                    row[_NULL_LENGTH] = np.log1p(side.characters[k] - side.characters[k - 1])
                    row[_NULL_ALIKE] = side.best[k - 1]
                    row[_NULL_AROUND] = side.around[k - 1]
                    row[_NULL_WORDS] = min(side.known[k] - side.known[k - 1], 3.0)
                    continue
                size = a + b
                alike = grid.alike[point, shape_of[a, b]]
                row[size_column[t]] = 1.0
                row[_SIZE_MORE] = max(size - 5, 0)
                row[_ALIKE_2 if size == 2 else _ALIKE] = alike
                row[_ALIKE_BY_SIZE] = alike * (size - 2)
                best, second, total, shorter_best, shorter_total = ABSENT, ABSENT, 0.0, -1.0, 0.0
                for n in range(near.shape[1]):
                    p, q, shape = i + near[t, n, 0], j + near[t, n, 1], near[t, n, 4]
                    there = shape >= 0 and p < len(grid.lo) and p >= near[t, n, 2] and q >= near[t, n, 3]
                    there = there and grid.lo[p] <= q < grid.hi[p]
                    gain = grid.alike[grid.first[p] + q - grid.lo[p], shape] - alike if there else ABSENT
                    if n >= _LONGER_WAYS:
                        if there:
                            shorter_best = max(shorter_best, gain)
                            shorter_total += max(gain, 0.0)
                    else:
                        total += max(gain, 0.0)
                        second = max(second, min(best, gain))
                        best = max(best, gain)
                row[_LONGER_BEST] = best
                row[_LONGER_SECOND] = second
                row[_LONGER] = total
                if size > 2:
                    row[_SHORTER_BEST] = shorter_best
                    row[_SHORTER] = shorter_total
                left = src.characters[i] - src.characters[i - a]
                right = tgt.characters[j] - tgt.characters[j - b]
                row[_LENGTH] = min((left - right) ** 2 / (left + right + 1.0) / 10.0, 6.0)
                row[_CHARACTERS] = np.log1p(np.float32(left + right)) - np.float32(5.5)
                if size > 2:
                    row[_CHARACTERS_LARGER] = row[_CHARACTERS]
                shared = 0.0
                for p in range(i - a + 1, i + 1):
                    for q in range(max(j - b + 1, grid.lo[p]), min(j + 1, grid.hi[p])):
                        shared += grid.common[grid.first[p] + q - grid.lo[p]]
                left, right = src.known[i] - src.known[i - a], tgt.known[j] - tgt.known[j - b]
                shared = min(shared, left, right)
                row[_WORDS_SHARED] = min(shared, 4.0)
                row[_WORDS_ALONE] = min(left - shared, 4.0) + min(right - shared, 4.0)
                one, other_end = src.end[i - 1], tgt.end[j - 1]
                row[_ENDS_DIFFER] = 1.0 if one != other_end else 0.0
                row[_BOTH_ASK] = 1.0 if one == other_end and (one == ASKS or one == EXCLAIMS) else 0.0
                small = src.small[i - a] + tgt.small[j - b]
                row[_ONE_GOES_ON] = 1.0 if small == 1 else 0.0
                row[_BOTH_GO_ON] = 1.0 if small == 2 else 0.0
