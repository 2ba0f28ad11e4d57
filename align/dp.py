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
        lo, hi = np.ascontiguousarray(lo), np.ascontiguousarray(hi)  # Or else the kernels are compiled twice.
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
        return part, self.numbers(rows + top, columns + left)[0]

    @property
    def points(self) -> int:
        """How many points the band has."""
        return int(self.first[-1])

    def coordinates(self) -> tuple[Ints, Ints]:
        """Return row and column of every point, two arrays (points,)."""
        return self.at(range(self.points))

    def at(self, points: range) -> tuple[Ints, Ints]:
        """Return row and column of some neighbouring points."""
        numbers = np.arange(points.start, points.stop)
        rows = np.searchsorted(self.first, numbers, side="right") - 1
        return rows, numbers - self.first[rows] + self.lo[rows]

    def numbers(self, rows: Ints, columns: Ints) -> tuple[Ints, NDArray[np.bool_]]:
        """Return the numbers of some points of the grid, and which are in the band; of others, that of any point."""
        near = np.clip(rows, 0, len(self.lo) - 1)
        lo = self.lo[near]
        inside = (rows == near) & (columns >= lo) & (columns < self.hi[near])
        return self.first[near] + np.where(inside, columns - lo, 0), inside


def best_path(scores: Floats, band: Band, moves: Ints, *, going: float = 0.0) -> Ints:
    """Return the path with the greatest sum of scores: (steps, 3), each row the end (i, j) of a step and its move.

    `scores` is (points, moves), `moves` (moves, 2). A null move, which takes segments of one side only, gains `going`
    where it follows a null move. Raises `ValueError` if no path leads through the band.
    """
    best, back = np.full((band.points, 2), _NEVER), np.full((band.points, 2), -1, np.int8)
    best[0, 0] = 0.0
    _viterbi(scores, band.lo, band.hi, band.first, moves, going, best, back)
    steps = []
    i, j = len(band.lo) - 1, int(band.hi[-1]) - 1
    last = int(best[-1, 1] > best[-1, 0])
    while i or j:
        code = int(back[band.first[i] + j - band.lo[i], last])
        if code < 0:
            raise ValueError("no path leads through the band")
        move, last = divmod(code, 2)
        steps.append((i, j, move))
        i, j = i - int(moves[move, 0]), j - int(moves[move, 1])
    return np.array(steps[::-1], np.int64).reshape(-1, 3)


def posteriors(scores: Floats, band: Band, moves: Ints, *, going: float = 0.0) -> tuple[float, Floats, float]:
    """Return the log of the sum over all paths of e to the sum of scores, and every move's share in it.

    The shares have the shape of `scores`: the probability that a path drawn in proportion to e to its sum takes the
    move. Then comes how many null moves of such a path may be expected to follow a null move, and so to gain `going`.
    The algorithm is forward-backward (Baum 1972) on the grid.

    Raises `ValueError` if no path leads through the band.
    """
    # Sums over all ways to a point, by whether the last move was a null move, and over both; and over all ways from it.
    ahead, behind = np.full((band.points, 3), _NEVER), np.full((band.points, 2), _NEVER)
    ahead[0, 0] = ahead[0, 2] = behind[-1, 0] = behind[-1, 1] = 0.0
    shares = np.zeros(scores.shape, np.float32)
    totals = np.empty((2, 2 * len(moves)))
    _forward(scores, band.lo, band.hi, band.first, moves, going, ahead, totals)
    log_total = float(ahead[-1, 2])
    if log_total <= _NEVER / 2:
        raise ValueError("no path leads through the band")
    gone_on = _backward(scores, band.lo, band.hi, band.first, moves, going, ahead, behind, totals, shares)
    return log_total, shares, gone_on


# The kernels are plain loops over arrays made outside of them, which halves the time to compile them. Numbers that are
# handed on are no literals, for each of which the function they go to would be compiled anew.


@njit(cache=True, nogil=True)
def _viterbi(scores, lo, hi, first, moves, going, best, back):  # type: ignore[no-untyped-def]
    for i in range(len(lo)):
        for j in range(lo[i], hi[i]):
            point = first[i] + j - lo[i]
            for t in range(len(moves)):
                pi, pj = i - moves[t, 0], j - moves[t, 1]
                if pi < 0 or pj < lo[pi] or pj >= hi[pi]:
                    continue
                before = first[pi] + pj - lo[pi]
                null = 1 if pi == i or pj == j else 0
                for last in range(2):
                    total = best[before, last] + scores[point, t] + going * null * last
                    if total > best[point, null]:
                        best[point, null] = total
                        back[point, null] = 2 * t + last


@njit(cache=True, nogil=True)
def _forward(scores, lo, hi, first, moves, going, ahead, totals):  # type: ignore[no-untyped-def]
    """Fill in the logs of the sums over all ways to every point."""
    for i in range(len(lo)):
        for j in range(lo[i], hi[i]):
            point = first[i] + j - lo[i]
            paired = nulls = np.int64(0)
            for t in range(len(moves)):
                pi, pj = i - moves[t, 0], j - moves[t, 1]
                if pi >= 0 and lo[pi] <= pj < hi[pi]:
                    before = first[pi] + pj - lo[pi]
                    if pi == i or pj == j:
                        totals[1, nulls] = ahead[before, 0] + scores[point, t]
                        totals[1, nulls + 1] = ahead[before, 1] + scores[point, t] + going
                        nulls += 2
                    else:
                        totals[0, paired] = ahead[before, 2] + scores[point, t]
                        paired += 1
            ahead[point, 0] = _log_sum(totals[0], paired, ahead[point, 0])
            ahead[point, 1] = _log_sum(totals[1], nulls, ahead[point, 1])
            totals[0, 0], totals[0, 1] = ahead[point, 0], ahead[point, 1]
            ahead[point, 2] = _log_sum(totals[0], np.int64(2), _NEVER)


@njit(cache=True, nogil=True)
def _backward(scores, lo, hi, first, moves, going, ahead, behind, totals, shares):  # type: ignore[no-untyped-def]
    """Fill in the logs of the sums over all ways from every point, and the shares; return how many nulls go on."""
    rows, log_total, gone_on = len(lo), ahead[len(ahead) - 1, 2], 0.0
    for i in range(rows - 1, -1, -1):
        for j in range(hi[i] - 1, lo[i] - 1, -1):
            point = first[i] + j - lo[i]
            ways = np.int64(0)
            for t in range(len(moves)):
                ni, nj = i + moves[t, 0], j + moves[t, 1]
                if ni < rows and lo[ni] <= nj < hi[ni]:
                    after = first[ni] + nj - lo[ni]
                    null = ni == i or nj == j
                    total = behind[after, 1 if null else 0] + scores[after, t]
                    further = total + going if null else total
                    totals[0, ways], totals[1, ways] = total, further
                    ways += 1
                    share = ahead[point, 0 if null else 2] + total - log_total
                    if share > -_NEGLIGIBLE:
                        shares[after, t] += np.exp(share)
                    share = ahead[point, 1] + further - log_total
                    if null and share > -_NEGLIGIBLE:
                        shares[after, t] += np.exp(share)
                        gone_on += np.exp(share)
            for last in range(2):
                behind[point, last] = _log_sum(totals[last], ways, behind[point, last])
    return gone_on


@njit(cache=True, nogil=True)
def _log_sum(values, count, least):  # type: ignore[no-untyped-def]
    """Return the log of the sum of e to each of some values, without what is too small to count, or `least`."""
    top = _NEVER
    for k in range(count):
        top = max(top, values[k])
    if top <= _NEVER / 2:
        return least
    total = 0.0
    for k in range(count):
        if values[k] > top - _NEGLIGIBLE:
            total += np.exp(values[k] - top)
    return max(least, top + np.log(total))
