"""Vectors of runs and a band -> the cosine of every pair of runs that ends at a point of the band."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.dp import Band, Floats

Vectors = NDArray[np.float16]
"""Unit vectors of runs: (segments, k, dim); [i, r] is the run of r + 1 segments that starts at segment i."""

LARGEST = 8
"""Most segments, of both sides together, in a bead."""
SMALLER = 3
"""Most segments of the shorter side of a bead."""
SHAPES: tuple[tuple[int, int], ...] = tuple(
    (a, total - a) for total in range(2, LARGEST + 1) for a in range(1, total) if min(a, total - a) <= SMALLER
)
"""Source and target segments of each kind of bead that has both sides, small beads first."""
RUN = LARGEST - 1
"""Most segments of one side in a bead: the encoder must supply vectors of runs of 1 to this many."""

_ROWS, _COLUMNS = 64, 2048
"""Rows of the band, and most columns, whose vectors are brought to single precision at once."""
_TILE = 16
"""Rows of these whose products are computed at once: the fewer, the less is computed beside the band."""


def run_similarities(src: Vectors, tgt: Vectors, band: Band, *, threads: int) -> Floats:
    """Return the cosines, (points, shapes): [p, s] is that of the two runs of shape s that end at p; 0 if none do.

    The products of a tile never depend on the number of threads, so that neither does the result.
    """
    out = np.zeros((len(SHAPES), band.points), np.float32)

    def fill(piece: tuple[range, range]) -> None:
        rows, columns = piece
        ours, theirs = _segments_before(src, rows), _segments_before(tgt, columns)
        for top in range(0, len(rows), _TILE):
            below = rows[top : top + _TILE]
            left = max(int(band.lo[below[0]]), columns.start)
            beside = range(left, max(left, min(int(band.hi[below[-1]]), columns.stop)))
            numbers, inside = band.numbers(np.array(below)[:, None], np.arange(left, beside.stop))
            products = _products(ours[top:], theirs[left - columns.start :], len(below), len(beside))
            out[:, numbers[inside]] = products.reshape(len(SHAPES), -1)[:, inside.ravel()]

    with threadpool_limits(1), ThreadPoolExecutor(threads) as pool:
        list(pool.map(fill, _pieces(band)))
    return out.T


def background(src: Vectors, tgt: Vectors, similarities: Floats, band: Band) -> float:
    """Return the mean cosine of a source segment and a target segment that have nothing to do with each other.

    That is the mean over all pairs, less the best partner of each segment of the shorter side, or 0 where no pair is
    left.
    """
    n, m = len(src), len(tgt)
    total = n * m * float(src[:, 0].mean(axis=0, dtype=np.float32) @ tgt[:, 0].mean(axis=0, dtype=np.float32))
    i, j = band.coordinates()
    best = np.zeros(min(n, m) + 1, np.float32)
    np.maximum.at(best, i if n <= m else j, similarities[:, 0])
    rest = n * m - min(n, m)
    return (total - float(best.sum())) / rest if rest else 0.0


def _pieces(band: Band) -> Iterator[tuple[range, range]]:
    """Cut the band into pieces: rows and columns."""
    for start in range(0, len(band.lo), _ROWS):
        rows = range(start, min(start + _ROWS, len(band.lo)))
        for left in range(int(band.lo[start]), int(band.hi[rows[-1]]), _COLUMNS):
            yield rows, range(left, min(left + _COLUMNS, int(band.hi[rows[-1]])))


def _segments_before(vectors: Vectors, ends: range) -> Floats:
    """Return the vectors of the runs that begin at the `RUN` segments before each of some ends; 0 where none is."""
    first = ends.start - RUN
    there = vectors[max(first, 0) : ends.stop - 1].astype(np.float32)
    return there if first >= 0 else np.concatenate((np.zeros((-first, *there.shape[1:]), np.float32), there))


def _products(ours: Floats, theirs: Floats, rows: int, columns: int) -> Floats:
    """Return the products of the runs of each shape that end before neighbouring segments: (shapes, rows, columns)."""
    out = np.empty((len(SHAPES), rows, columns), np.float32)
    for product, (a, b) in zip(out, SHAPES, strict=True):
        np.matmul(ours[RUN - a :][:rows, a - 1], theirs[RUN - b :][:columns, b - 1].T, out=product)
    return out
