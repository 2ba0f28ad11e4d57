"""Numeric kernels over ladders: arrays in, arrays out, nothing known of text.

A *ladder* over two documents of n and m segments is a path from (0, 0) to (n, m) through a grid; each step is one of
a table of *moves* (a, b) that takes a source and b target segments. A `Band` says which points of the grid a path may
touch; its points are numbered row by row, and scores stand in an array (points, moves): [p, t] is the score of the
move t that *ends* at point p. Work and memory are linear in the number of points.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

_NEVER = -1e30
_NEGLIGIBLE = 36.0
"""What lies so far below the greatest of some logarithms adds nothing to their sum in double precision."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Band:
    """The points (i, j) of the grid with `lo[i] <= j < hi[i]`; both bounds never fall from one row to the next."""

    lo: Ints
    """First column of each of the n + 1 rows."""
    hi: Ints
    """One past the last column of each row."""
    first: Ints
    """Number of the first point of each row, and of all points at the end: (n + 2,)."""

    @classmethod
    def of(cls, lo: Ints, hi: Ints) -> Band:
        """Make the band of these bounds; raise `ValueError` if no path could cross it."""
        if not ((hi > lo).all() and (np.diff(lo) >= 0).all() and (np.diff(hi) >= 0).all() and (lo[1:] < hi[:-1]).all()):
            raise ValueError("the rows of the band do not hang together")
        return cls(lo=lo, hi=hi, first=np.concatenate(([0], np.cumsum(hi - lo))))

    @classmethod
    def full(cls, n: int, m: int) -> Band:
        """Make the band that is the whole grid."""
        return cls.of(np.zeros(n + 1, np.int64), np.full(n + 1, m + 1, np.int64))

    def between(self, start: tuple[int, int], end: tuple[int, int]) -> tuple[Band, Ints]:
        """Return the band of the paths from one of its points to a later one, and the numbers its points have here.

        Raises `ValueError` if no path could cross it.
        """
        (top, left), (bottom, right) = start, end
        lo, hi = np.maximum(self.lo[top : bottom + 1], left), np.minimum(self.hi[top : bottom + 1], right + 1)
        part = Band.of(lo - left, hi - left)
        rows, columns = part.coordinates()
        return part, self.first[rows + top] + columns + left - self.lo[rows + top]

    @property
    def points(self) -> int:
        """How many points the band has."""
        return int(self.first[-1])

    def coordinates(self) -> tuple[Ints, Ints]:
        """Return row and column of every point, two arrays (points,)."""
        widths = self.hi - self.lo
        rows = np.repeat(np.arange(len(widths)), widths)
        return rows, np.arange(self.points) - self.first[rows] + self.lo[rows]


def best_path(scores: Floats, band: Band, moves: Ints) -> Ints:
    """Return the path with the greatest sum of scores: (steps, 3), each row the end (i, j) of a step and its move.

    `scores` is (points, moves), `moves` (moves, 2). Of equal paths the one whose last steps use earlier moves is taken.
    Raises `ValueError` if no path leads through the band.
    """
    best, back = np.full(band.points, _NEVER), np.full(band.points, -1, np.int8)
    best[0] = 0.0
    _viterbi(scores, band.lo, band.hi, band.first, moves, best, back)
    steps = []
    i, j = len(band.lo) - 1, int(band.hi[-1]) - 1
    while i or j:
        move = int(back[band.first[i] + j - band.lo[i]])
        if move < 0:
            raise ValueError("no path leads through the band")
        steps.append((i, j, move))
        i, j = i - int(moves[move, 0]), j - int(moves[move, 1])
    return np.array(steps[::-1], np.int64).reshape(-1, 3)


def posteriors(scores: Floats, band: Band, moves: Ints) -> tuple[float, Floats]:
    """Return the log of the sum over all paths of e to the sum of scores, and every move's share in it.

    The shares have the shape of `scores`: the probability that a path drawn in proportion to e to its sum takes the
    move. The algorithm is forward-backward (Baum 1972) on the grid.

    Raises `ValueError` if no path leads through the band.
    """
    ahead, behind = np.full(band.points, _NEVER), np.full(band.points, _NEVER)
    ahead[0] = behind[-1] = 0.0
    shares = np.zeros(scores.shape, np.float32)
    log_total = _forward_backward(
        scores, band.lo, band.hi, band.first, moves, ahead, behind, np.empty(len(moves)), shares
    )
    if log_total <= _NEVER / 2:
        raise ValueError("no path leads through the band")
    return log_total, shares


# The kernels are plain loops over arrays made outside of them, which halves the time to compile them.


@njit(cache=True, nogil=True)
def _viterbi(scores, lo, hi, first, moves, best, back):  # type: ignore[no-untyped-def]
    """Fill in, for every point, the best sum of scores on a way to it and the last move of that way."""
    for i in range(len(lo)):
        for j in range(lo[i], hi[i]):
            point = first[i] + j - lo[i]
            for t in range(len(moves)):
                pi, pj = i - moves[t, 0], j - moves[t, 1]
                if pi < 0 or pj < lo[pi] or pj >= hi[pi]:
                    continue
                total = best[first[pi] + pj - lo[pi]] + scores[point, t]
                if total > best[point]:
                    best[point] = total
                    back[point] = t


@njit(cache=True, nogil=True)
def _forward_backward(scores, lo, hi, first, moves, ahead, behind, totals, shares):  # type: ignore[no-untyped-def]
    """Fill in the logs of the sums over all ways to and from every point and the shares; return the log of the sum."""
    rows, kinds = len(lo), len(moves)
    for i in range(rows):
        for j in range(lo[i], hi[i]):
            point = first[i] + j - lo[i]
            for t in range(kinds):
                totals[t] = _NEVER
                pi, pj = i - moves[t, 0], j - moves[t, 1]
                if pi >= 0 and lo[pi] <= pj < hi[pi]:
                    totals[t] = ahead[first[pi] + pj - lo[pi]] + scores[point, t]
            ahead[point] = _log_sum(totals, ahead[point])
    log_total = ahead[len(ahead) - 1]
    for i in range(rows - 1, -1, -1):
        for j in range(hi[i] - 1, lo[i] - 1, -1):
            point = first[i] + j - lo[i]
            for t in range(kinds):
                totals[t] = _NEVER
                ni, nj = i + moves[t, 0], j + moves[t, 1]
                if ni < rows and lo[ni] <= nj < hi[ni]:
                    after = first[ni] + nj - lo[ni]
                    totals[t] = behind[after] + scores[after, t]
                    share = ahead[point] + totals[t] - log_total
                    if share > -_NEGLIGIBLE:
                        shares[after, t] = np.exp(share)
            behind[point] = _log_sum(totals, behind[point])
    return log_total


@njit(cache=True, nogil=True)
def _log_sum(values, least):  # type: ignore[no-untyped-def]
    """Return the log of the sum of e to each value, those that are too small to count left out, or `least`."""
    top = _NEVER
    for k in range(len(values)):
        top = max(top, values[k])
    if top <= _NEVER / 2:
        return least
    total = 0.0
    for k in range(len(values)):
        if values[k] > top - _NEGLIGIBLE:
            total += np.exp(values[k] - top)
    return max(least, top + np.log(total))
