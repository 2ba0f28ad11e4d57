"""Vectors of runs and a band -> the cosine of every pair of runs that ends at a point of the band."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

if TYPE_CHECKING:
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

_TILE = 64
"""Rows of the band whose products are computed at once."""


def run_similarities(src: Vectors, tgt: Vectors, band: Band, *, threads: int) -> Floats:
    """Return the cosines, (points, shapes): [p, s] is that of the two runs of shape s that end at p; 0 if none do.

    The products of a tile never depend on the number of threads, so that neither does the result.
    """
    out = np.zeros((band.points, len(SHAPES)), np.float32)

    def fill(start: int) -> None:
        _fill(out, src, tgt, band, range(start, min(start + _TILE, len(band.lo))))

    with threadpool_limits(1), ThreadPoolExecutor(threads) as pool:
        list(pool.map(fill, range(0, len(band.lo), _TILE)))
    return out


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


def _fill(out: Floats, src: Vectors, tgt: Vectors, band: Band, rows: range) -> None:
    """Fill some rows of the band."""
    start, end = rows.start, rows.stop
    left, right = int(band.lo[start]), int(band.hi[end - 1])
    points = slice(int(band.first[start]), int(band.first[end]))
    widths = band.hi[start:end] - band.lo[start:end]
    row = np.repeat(np.arange(end - start), widths)
    column = np.arange(points.start, points.stop) - band.first[start:end][row] + band.lo[start:end][row] - left
    left_runs = {a: _ending(src, start, end, a) for a in range(1, RUN + 1)}
    right_runs = {b: _ending(tgt, left, right, b).T for b in range(1, RUN + 1)}
    for shape, (a, b) in enumerate(SHAPES):
        out[points, shape] = (left_runs[a] @ right_runs[b])[row, column]


def _ending(vectors: Vectors, start: int, end: int, length: int) -> Floats:
    """Return the vectors of the runs of `length` segments that end before segments `start` to `end`, or 0."""
    out = np.zeros((end - start, vectors.shape[2]), np.float32)
    first = max(start, length)
    if first < end:
        out[first - start :] = vectors[first - length : end - length, length - 1]
    return out
