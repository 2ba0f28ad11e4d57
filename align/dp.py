"""Numeric kernels over ladders, independent of text: arrays in, arrays out.

A *ladder* over two documents of n and m segments is a path from (0, 0) to (n, m) through a grid. Each step is one of
a table of *moves* (a, b), which takes a source and b target segments. A `Band` is the set of grid points that a path
may touch, numbered row by row. Scores are an array (points, moves): [p, t] is the score of the move t that *ends* at
point p. Work and memory are linear in the number of points.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
from numba import njit
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

_NEVER = -1e30
_NEGLIGIBLE = 36.0
"""A logarithm this far below the greatest one changes no sum in double precision."""
_SELDOM = 1e-9
"""Moves ending at points below this probability get 0."""
_ROW, _COLUMN, _BOTH = 1, 2, 3
"""The three steps of a chain; the lowest bit is set if a step takes a row, the next if it takes a column."""
_AT_ONCE = 1 << 11
"""Points whose posteriors a thread computes at once."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Band:
    """The points (i, j) of the grid with `lo[i] <= j < hi[i]`; neither bound decreases from one row to the next."""

    lo: Ints
    """First column of each row: (n + 1,)."""
    hi: Ints
    """One past the last column of each row: (n + 1,)."""
    first: Ints
    """Number of the first point of each row, and the number of points: (n + 2,)."""

    @classmethod
    def of(cls, lo: Ints, hi: Ints) -> Band:
        """Make the band with these bounds; raise `ValueError` if no path can cross it."""
        if not ((hi > lo).all() and (np.diff(lo) >= 0).all() and (np.diff(hi) >= 0).all() and (lo[1:] < hi[:-1]).all()):
            raise ValueError("the rows of the band do not hang together")
        lo, hi = np.ascontiguousarray(lo), np.ascontiguousarray(hi)  # Another layout would compile the kernels again.
        return cls(lo=lo, hi=hi, first=np.concatenate(([0], np.cumsum(hi - lo))))

    @classmethod
    def full(cls, n: int, m: int) -> Band:
        """Make the band of the whole grid."""
        return cls.of(np.zeros(n + 1, np.int64), np.full(n + 1, m + 1, np.int64))

    def narrow(self, points: Ints) -> tuple[Band, Ints]:
        """Return the smallest part of the band that contains these points, and the numbers of its points here.

        `points` include the first and the last point of the band. Each row of the part reaches from its first to its
        last point, and as much further as the rows need to hang together.
        """
        rows, columns = self.at(points)
        lo, hi = self.hi - 1, self.lo + 1
        np.minimum.at(lo, rows, columns)
        np.maximum.at(hi, rows, columns + 1)
        lo, hi = np.minimum.accumulate(lo[::-1])[::-1], np.maximum.accumulate(hi)
        lo[1:] = np.minimum(lo[1:], np.maximum(hi[:-1] - 1, self.lo[1:]))
        hi = np.maximum(hi, np.append(lo[1:], lo[-1]) + 1)
        part = Band.of(lo, hi)
        return part, self.numbers(*part.coordinates())[0]

    @property
    def points(self) -> int:
        """The number of points."""
        return int(self.first[-1])

    def coordinates(self) -> tuple[Ints, Ints]:
        """Return the rows and the columns of all points: two arrays (points,)."""
        return self.at(np.arange(self.points))

    def at(self, points: Ints) -> tuple[Ints, Ints]:
        """Return the rows and the columns of these points."""
        rows = np.searchsorted(self.first, points, side="right") - 1
        return rows, points - self.first[rows] + self.lo[rows]

    def numbers(self, rows: Ints, columns: Ints) -> tuple[Ints, NDArray[np.bool_]]:
        """Return the numbers of these points of the grid, and which are in the band; other numbers are arbitrary."""
        near = np.clip(rows, 0, len(self.lo) - 1)
        lo = self.lo[near]
        inside = (rows == near) & (columns >= lo) & (columns < self.hi[near])
        return self.first[near] + np.where(inside, columns - lo, 0), inside


def best_path(scores: Floats, band: Band, moves: Ints) -> Ints:
    """Return the path with the greatest sum of scores: (steps, 3), each row the end (i, j) of a step and its move.

    `scores`: (points, moves).
    `moves`: (moves, 2).

    The algorithm is Viterbi's (1967). Raises `ValueError` if no path leads through the band.
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


def best_chain(gains: Floats, band: Band) -> Ints:
    """Return the best chain: the ends (i, j) of the steps (1, 1) of the best path, ascending, (cells, 2).

    A path has steps (1, 1), (1, 0) and (0, 1). `gains`, (points,), holds the gain of the step (1, 1) that ends at each
    point; other steps gain nothing. Raises `ValueError` if no path leads through the band.
    """
    if band.lo[0]:
        raise ValueError("no path leads through the band")
    cells = np.empty((min(len(band.lo), band.hi[-1]), 2), np.int64)
    best, back = np.full(band.hi[-1], _NEVER), np.empty(band.points, np.int8)
    return cells[_chain(gains, band.lo, band.hi, band.first, best, back, cells) :]


def posteriors(
    scores: Floats, band: Band, moves: Ints, *, null_bonus: float = 0.0, threads: int = 1
) -> tuple[float, Floats, float]:
    """Return the log of the partition function, the posterior of every move, and the expected number of bonuses.

    A path's score is the sum of its moves' scores plus `null_bonus` for every null move that follows a null move; its
    probability is proportional to e to the score. The posteriors have the shape of `scores`, (points, moves);
    negligible ones are 0. The algorithm is forward-backward (Baum 1972) on the grid.

    Raises `ValueError` if no path leads through the band.
    """
    with ThreadPoolExecutor(threads) as pool:
        ahead, behind = pool.map(
            lambda backward: _sums(scores, band, moves, null_bonus, backward=backward), (False, True)
        )
        log_total = float(ahead[-1, 2])
        if log_total <= _NEVER / 2:
            raise ValueError("no path leads through the band")
        null = (moves == 0).any(axis=1)
        shares = np.zeros(scores.shape, np.float32)

        def share(after: Ints) -> float:
            rows, columns = band.at(after)
            before, inside = band.numbers(rows[:, None] - moves[:, 0], columns[:, None] - moves[:, 1])
            onward = np.logaddexp(behind[after, 0], behind[after, 1] + null_bonus)[:, None]
            rest = np.where(null, onward, behind[after, 2:]) + scores[after] - log_total
            rest[~inside] = _NEVER
            found = np.exp(ahead[before, np.where(null, 0, 2)] + rest)
            again = np.exp(ahead[before[:, null], 1] + null_bonus + rest[:, null])
            found[:, null] += again
            shares[after] = found
            return float(again.sum())

        alive = np.flatnonzero(ahead[:, 2] + behind[:, 2] + max(null_bonus, 0.0) > log_total + np.log(_SELDOM))
        bonuses = sum(pool.map(share, np.split(alive, range(_AT_ONCE, len(alive), _AT_ONCE))))
    return log_total, shares, bonuses


def _sums(scores: Floats, band: Band, moves: Ints, null_bonus: float, *, backward: bool) -> Floats:
    """Return the logs of the sums over all ways to every point, or from every point to the end: see `_sweep`."""
    sums = np.full((band.points, 3), _NEVER)
    sums[-1 if backward else 0, ::2] = 0.0
    ways, reach = np.empty((3, max(2 * len(moves), 3))), np.empty((len(moves), 3), np.int64)
    _sweep(scores, band.lo, band.hi, band.first, moves, null_bonus, backward, sums, ways, reach)
    return sums


# The kernels are plain loops over arrays that their callers make, which halves the time to compile them.


@njit(cache=True, nogil=True)
def _viterbi(scores, lo, hi, first, moves, best, back):  # type: ignore[no-untyped-def]
    for i in range(len(lo)):
        for j in range(lo[i], hi[i]):
            point = first[i] + j - lo[i]
            for t in range(len(moves)):
                pi, pj = i - moves[t, 0], j - moves[t, 1]
                if pi < 0 or pj < lo[pi] or pj >= hi[pi]:
                    continue
                before = first[pi] + pj - lo[pi]
                total = best[before] + scores[point, t]
                if total > best[point]:
                    best[point] = total
                    back[point] = t


@njit(cache=True, nogil=True)
def _chain(gains, lo, hi, first, best, back, cells):  # type: ignore[no-untyped-def]
    """Write the cells of the best chain to the end of `cells`, and return the index of the first.

    `best` holds the greatest gain on a way to every column: of this row up to the current column, of the row above
    beyond it.
    """
    for i in range(len(lo)):
        slanting = best[lo[i] - 1] if i and lo[i - 1] < lo[i] else _NEVER
        before = _NEVER if i else 0.0
        for j in range(lo[i], hi[i]):
            point = first[i] + j - lo[i]
            down = best[j]
            top, move = down, _ROW
            if before > top:
                top, move = before, _COLUMN
            if slanting + gains[point] >= top:
                top, move = slanting + gains[point], _BOTH
            back[point] = move
            best[j] = before = top
            slanting = down
    i, j, count = len(lo) - 1, hi[-1] - 1, len(cells)
    while i or j:
        move = back[first[i] + j - lo[i]]
        if move == _BOTH:
            count -= 1
            cells[count, 0], cells[count, 1] = i, j
        i, j = i - (move & _ROW), j - (move & _COLUMN) // _COLUMN
    return count


@njit(cache=True, nogil=True)
def _sweep(scores, lo, hi, first, moves, null_bonus, backward, sums, ways, reach):  # type: ignore[no-untyped-def]
    """Fill `sums` with the logs of the sums over all ways to every point; if `backward`, from every point to the end.

    `sums`, (points, 3): over the ways whose last move (first, if `backward`) has both sides, is null, and over all.
    `ways`, (3, ways): workspace for the ways to one point, in the same three groups.
    `reach`, (moves, 3): workspace for one row: the first column that each move leads to, one past the last, and the
    difference between the number of the point where the move begins and the column.
    """
    rows, sign = len(lo), -1 if backward else 1
    for row in range(rows):
        i = rows - 1 - row if backward else row
        for t in range(len(moves)):
            k, b = i - sign * moves[t, 0], sign * moves[t, 1]
            reach[t, 0] = reach[t, 1] = 0
            if 0 <= k < rows:
                reach[t, 0], reach[t, 1], reach[t, 2] = lo[k] + b, hi[k] + b, first[k] - lo[k] - b
        for column in range(hi[i] - lo[i]):
            j = hi[i] - 1 - column if backward else lo[i] + column
            point = first[i] + j - lo[i]
            paired = nulls = np.int64(0)
            for t in range(len(moves)):
                if reach[t, 0] <= j < reach[t, 1]:
                    other = reach[t, 2] + j
                    score = scores[other if backward else point, t]
                    if moves[t, 0] == 0 or moves[t, 1] == 0:
                        ways[1, nulls] = sums[other, 0] + score
                        ways[1, nulls + 1] = sums[other, 1] + score + null_bonus
                        nulls += 2
                    else:
                        ways[0, paired] = sums[other, 2] + score
                        paired += 1
            for kind in range(3):
                count = paired if kind == 0 else nulls if kind == 1 else 2
                top = sums[point, kind]
                for k in range(count):
                    top = max(top, ways[kind, k])
                total = 0.0
                for k in range(count):
                    if ways[kind, k] > top - _NEGLIGIBLE:
                        total += np.exp(ways[kind, k] - top)
                sums[point, kind] = ways[2, kind] = top + np.log(max(total, 1.0))
