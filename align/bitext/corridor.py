"""Vectors of two documents -> the band of the grid that must contain their ladder.

The search takes linear time and does not prefer the diagonal. It goes from coarse to fine: it finds the best chain over
blocks of neighbouring segments, then near that chain over smaller blocks, and finally over segments. The band follows
the last chain at a small distance. A chain may skip rows and columns at no cost, so a chapter or half a book may be
missing anywhere.
"""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np

from align.bitext.similarity import RUN
from align.blas import one_blas_thread
from align.dp import Band, best_chain
from align.vectors import to_float32

if TYPE_CHECKING:
    from align.dp import Floats, Ints
    from align.vectors import RunVectors

_BLOCKS = 1536
"""Most blocks on a side at the coarsest level, whose product is the only dense one."""
_WIDTH = 5
"""Fewest segments in a comparison at the coarsest level: a single segment resembles many others by chance."""
_FINER = 4
"""Ratio of block sizes from one level to the next."""
_MARGIN = 2
"""Distance of the band's edge from the chain, in segments."""
_LOST = 8
"""The same where the chain skips more than `RUN` segments, and so may have lost its way."""
_RECTANGLE = 1 << 14
"""Most points between two cells of the chain that are all searched."""
_TILE = 128
"""Rows whose products are computed at once."""
_SEEN_BEFORE = 5
"""Imagined further segments that smooth means and ratios: a few segments may differ very little from their mean."""
_STEADY = 1.3
"""Most segments per step of the chain, on average, for a document that advances segment by segment."""
_UNEVEN = 1.5
"""Ratio of segments that languages and translators do not cause, and still below two for one."""
_NOISE = 2.5
"""Standard deviations above the similarity of unrelated segments from which a similarity counts for the chain."""


def corridor(src: RunVectors, tgt: RunVectors, *, threads: int = 1) -> tuple[Band, Ints]:
    """Return the band for documents of n and m segments, and the chain of segment pairs that it follows: (pairs, 2).

    `src`, `tgt`: vectors of all runs, (n, k, dim) and (m, k, dim); only those of single segments are used.
    """
    with one_blas_thread(), ThreadPoolExecutor(threads) as pool:
        rows, columns = pool.map(_centre, (src, tgt))
        chain = _best_chain(rows, columns, pool)
    return _band_around(chain, len(src), len(tgt), _MARGIN), chain


def rate(chain: Ints) -> float:
    """Estimate from the chain the number of target segments for one source segment.

    Skipped segments do not count, and the ratio is smoothed towards 1. It is 1 where neither document advances segment
    by segment: the chain of unrelated texts looks like this.
    """
    steps = np.diff(chain, axis=0)
    near = steps[(steps <= RUN).all(axis=1)]
    rows, columns = near.sum(axis=0) + _SEEN_BEFORE
    steady = min(rows, columns) <= _STEADY * (len(near) + _SEEN_BEFORE)
    return float(columns / rows) if steady else 1.0


def is_uneven(chain: Ints) -> bool:
    """Say, by the chain, whether segments of one document correspond to several of the other's."""
    found = rate(chain)
    return max(found, 1 / found) > _UNEVEN


def _best_chain(rows: Floats, columns: Floats, pool: ThreadPoolExecutor) -> Ints:
    """Return the best chain over segments, searched near the best chain over blocks: (pairs, 2)."""
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
        chain = _chain(left, right, _band_around(near, *ends, 2 * -(-width // finer) + _MARGIN), pool)
        size = width = finer
    return chain


def _centre(vectors: RunVectors) -> Floats:
    """Return the unit vectors of single segments with their mean removed: a shared component distinguishes nothing."""
    rows = to_float32(vectors[:, 0])
    rows -= rows.sum(axis=0) / (len(rows) + _SEEN_BEFORE)
    return _unit(rows)


def _blocks(rows: Floats, size: int, width: int) -> Floats:
    """Return the unit vectors of blocks of `size` segments, each made from the `width` segments around its middle."""
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
    """Return, for each point (i, j) of these rows of the band, the product of row i - 1 and column j - 1, or 0."""
    top, left, right = some.start, int(band.lo[some.start]), int(band.hi[some[-1]])
    products = np.zeros((len(some), right - left), np.float32)
    above, before = max(top, 1), max(left, 1)
    products[above - top :, before - left :] = rows[above - 1 : some.stop - 1] @ columns[before - 1 : right - 1].T
    lo, hi = (edge[top : some.stop, None] - left for edge in (band.lo, band.hi))
    at = np.arange(right - left)
    inside: Floats = products[(at >= lo) & (at < hi)]
    return inside


def _band_around(chain: Ints, n: int, m: int, margin: int) -> Band:
    """Return a band that contains the chain, everything within `margin` of it, and a way across its gaps."""
    corners = np.concatenate(([(0, 0)], chain, [(n, m)]))
    start, end = corners[:-1], corners[1:]
    # Rectangles too large to search are crossed by null beads: along the source first, then along the target.
    turn = np.where((end - start).prod(axis=1) <= _RECTANGLE, end.T, (end[:, 0], start[:, 1])).T
    top, left = np.stack((start, turn), axis=1).reshape(-1, 2).T
    bottom, right = np.stack((turn, end), axis=1).reshape(-1, 2).T
    reach = np.where(np.maximum(bottom - top, right - left) > RUN, max(margin, _LOST), margin)
    rows = np.arange(n + 1)
    # A rectangle with a small reach may lie within one with a larger reach.
    last, first = np.maximum.accumulate(bottom + reach), np.minimum.accumulate((top - reach)[::-1])[::-1]
    lo = np.minimum.accumulate((left - reach)[::-1])[::-1][np.searchsorted(last, rows)]
    hi = np.maximum.accumulate(right + reach)[np.searchsorted(first, rows, side="right") - 1]
    return Band.of(np.maximum(lo, 0), np.minimum(hi, m) + 1)
