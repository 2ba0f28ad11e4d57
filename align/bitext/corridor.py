"""Vectors of two documents -> the band of the grid in which their ladder must run.

It takes linear time and has no liking for the diagonal. Coarse to fine: the best chain is found over blocks of
neighbouring segments, then near that chain over smaller blocks and at last over segments, and the band follows the last
chain at a small distance.
A chain may skip anything on either side at no cost, so that a chapter or half a book may be missing anywhere.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from align.bitext.similarity import RUN
from align.blas import single_products
from align.dp import Band, best_chain
from align.vectors import single

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.dp import Floats, Ints
    from align.vectors import Runs

_BLOCKS = 1536
"""Most blocks a side at the coarse level: the one dense product of the search."""
_WIDTH = 5
"""Fewest segments that are compared at the coarse level: one alone is like many others by chance."""
_FINER = 4
"""How many times smaller the blocks of a level are than those of the one before."""
_MARGIN = 2
"""How far the band reaches from the chain, in segments, on either side."""
_LOST = 8
"""How far it reaches from where the chain skips more than `RUN` segments, and so may have lost its way."""
_RECTANGLE = 1 << 14
"""Most points of a stretch between two cells of the chain that are all searched."""
_TILE = 128
"""Rows whose products are computed at once."""
_SEEN_BEFORE = 5
"""Segments that each document is taken to have more: what a few share may be all that they say."""
_STEADY = 1.3
"""Segments that a document goes on by at a step of the chain, on average, if it goes on segment by segment."""
_UNEVEN = 1.5
"""So many segments for one are more than languages and translators make of them, and less than two."""
_NOISE = 2.5
"""A similarity counts for the chain when it lies this many standard deviations above that of unrelated segments."""


def corridor(src: Runs, tgt: Runs, through: Sequence[tuple[int, int]] = (), *, threads: int = 1) -> tuple[Band, Ints]:
    """Return the band for documents of n and m segments, and the chain of segment pairs that it follows: (pairs, 2).

    The vectors are those of all runs, (n, k, dim) and (m, k, dim); only those of single segments are looked at. Points
    `through` which the ladder must lead, none before the one that it follows, lie in the band whatever the chain is.
    """
    with single_products(), ThreadPoolExecutor(threads) as pool:
        rows, columns = pool.map(_centred, (src, tgt))
        chain = _finest(rows, columns, pool)
    return _around(chain, len(src), len(tgt), _MARGIN, through), chain


def rate(chain: Ints) -> float:
    """Return how many segments of the target there are for one of the source, by the chain, where both go on together.

    What one skips and the other lacks does not count. It is as if some in equal number had been seen before. Where
    neither goes on segment by segment, the chain says nothing: so it runs through texts that have nothing in common.
    """
    steps = np.diff(chain, axis=0)
    near = steps[(steps <= RUN).all(axis=1)]
    rows, columns = near.sum(axis=0) + _SEEN_BEFORE
    steady = min(rows, columns) <= _STEADY * (len(near) + _SEEN_BEFORE)
    return float(columns / rows) if steady else 1.0


def cut_unevenly(chain: Ints) -> bool:
    """Tell by the chain whether segments of the one document hold several of the other's."""
    found = rate(chain)
    return max(found, 1 / found) > _UNEVEN


def _finest(rows: Floats, columns: Floats, pool: ThreadPoolExecutor) -> Ints:
    """Return the best chain over segments near the best chain over blocks of them: (pairs, 2)."""
    n, m = len(rows), len(columns)
    size = max(1, -(-max(n, m) // _BLOCKS))
    width = max(size, _WIDTH)
    left, right = pool.map(_blocks, (rows, columns), (size, size), (width, width))
    chain = _chain(left, right, Band.full(-(-n // size), -(-m // size)), pool)
    while size > 1 or width > 1:
        finer = max(1, size // _FINER)
        left, right = pool.map(_blocks, (rows, columns), (finer, finer), (finer, finer))
        ends = len(left), len(right)
        near = np.minimum((chain * size + size // 2) // finer, np.subtract(ends, 1))
        chain = _chain(left, right, _around(near, *ends, 2 * -(-width // finer) + _MARGIN), pool)
        size = width = finer
    return chain


def _centred(vectors: Runs) -> Floats:
    """Return the vectors of single segments as unit rows, less their mean: what all segments share tells none apart."""
    rows = single(vectors[:, 0])
    rows -= rows.sum(axis=0) / (len(rows) + _SEEN_BEFORE)
    return _unit(rows)


def _blocks(rows: Floats, size: int, width: int) -> Floats:
    """Return the unit vectors of blocks of `size` segments, each with its surroundings up to `width` of them."""
    if size == width == 1:
        return rows
    middle = np.arange(0, len(rows), size) + size // 2
    first = middle - width // 2
    sums = np.zeros((len(first), rows.shape[1]), np.float32)
    for at in range(width):
        inside = (first + at >= 0) & (first + at < len(rows))
        sums[inside] += rows[(first + at)[inside]]
    return _unit(sums)


def _unit(rows: Floats) -> Floats:
    """Make the rows unit vectors, in place."""
    rows /= np.maximum(np.sqrt(np.einsum("ij,ij->i", rows, rows)), 1e-6)[:, None]
    return rows


def _chain(rows: Floats, columns: Floats, band: Band, pool: ThreadPoolExecutor) -> Ints:
    """Return the cells of the best one-to-one chain through the band: (cells, 2), ascending."""
    gains = np.empty(band.points, np.float32)
    noise = np.float32(_NOISE / np.sqrt(rows.shape[1]))

    def fill(start: int) -> None:
        end = min(start + _TILE, len(band.lo))
        gains[band.first[start] : band.first[end]] = _similarities(rows, columns, band, range(start, end)) - noise

    list(pool.map(fill, range(0, len(band.lo), _TILE)))
    return best_chain(gains, band) - 1


def _similarities(rows: Floats, columns: Floats, band: Band, some: range) -> Floats:
    """Return, for each point (i, j) of some rows of the band, the product of row i - 1 and column j - 1, or 0."""
    top, left, right = some.start, int(band.lo[some.start]), int(band.hi[some[-1]])
    products = np.zeros((len(some), right - left), np.float32)
    above, before = max(top, 1), max(left, 1)
    products[above - top :, before - left :] = rows[above - 1 : some.stop - 1] @ columns[before - 1 : right - 1].T
    lo, hi = (edge[top : some.stop, None] - left for edge in (band.lo, band.hi))
    at = np.arange(right - left)
    inside: Floats = products[(at >= lo) & (at < hi)]
    return inside


def _around(chain: Ints, n: int, m: int, margin: int, through: Sequence[tuple[int, int]] = ()) -> Band:
    """Return a band that holds the chain, whatever lies within `margin` of it, and a way across its gaps.

    The points `through` which it must lead outrank the chain.
    """
    if through:
        # What of the chain leads past a point is given up, and the rest goes by the points.
        counts = (np.searchsorted(side, at, "right") for side, at in zip(np.array(through).T, chain.T, strict=True))
        chain = np.unique(np.concatenate((chain[np.equal(*counts)], through)), axis=0)
    corners = np.concatenate(([(0, 0)], chain, [(n, m)]))
    start, end = corners[:-1], corners[1:]
    # What is too much to search is crossed by null beads: along the source first, and then along the target.
    turn = np.where((end - start).prod(axis=1) <= _RECTANGLE, end.T, (end[:, 0], start[:, 1])).T
    top, left = np.stack((start, turn), axis=1).reshape(-1, 2).T
    bottom, right = np.stack((turn, end), axis=1).reshape(-1, 2).T
    reach = np.where(np.maximum(bottom - top, right - left) > RUN, max(margin, _LOST), margin)
    rows = np.arange(n + 1)
    # What reaches less far may lie within what reaches further.
    last, first = np.maximum.accumulate(bottom + reach), np.minimum.accumulate((top - reach)[::-1])[::-1]
    lo = np.minimum.accumulate((left - reach)[::-1])[::-1][np.searchsorted(last, rows)]
    hi = np.maximum.accumulate(right + reach)[np.searchsorted(first, rows, side="right") - 1]
    return Band.of(np.maximum(lo, 0), np.minimum(hi, m) + 1)
