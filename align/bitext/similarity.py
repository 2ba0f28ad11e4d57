"""Vectors of runs and a band -> the cosine of every pair of runs that ends at a point of the band."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from threadpoolctl import threadpool_limits

from align.vectors import single

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.dp import Band, Floats, Ints

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

_TILE = 16
"""Rows of the band that are compared with the same columns: the fewer, the less is computed beside the band."""
_TILES = 16
"""Most tiles that are computed at once, which lets threads work side by side."""
_NARROW = 64
"""Most columns of a tile that is computed with others, all of which become as wide as the widest."""
_COLUMNS = 2048
"""Most columns that are computed at once."""
_SIZES = np.arange(1, RUN + 1)[:, None, None]


def run_similarities(src: Vectors, tgt: Vectors, band: Band, *, threads: int) -> Floats:
    """Return the cosines, (points, shapes): [p, s] is that of the two runs of shape s that end at p; 0 if none do.

    The products of a tile never depend on the number of threads, so that neither does the result.
    """
    out = np.zeros((len(SHAPES), band.points), np.float32)

    def fill(tiles: tuple[Ints, Ints, int]) -> None:
        top, left, width = tiles
        rows, columns = top[:, None] + np.arange(_TILE), left[:, None] + np.arange(width)
        numbers, inside = band.numbers(rows[:, :, None], columns[:, None, :])
        ours, theirs = _before(src, rows), _before(tgt, columns).swapaxes(2, 3)
        products = np.empty((len(SHAPES), *inside.shape), np.float32)
        for product, (a, b) in zip(products, SHAPES, strict=True):
            np.matmul(ours[a - 1], theirs[b - 1], out=product)
        out[:, numbers[inside]] = products.reshape(len(SHAPES), -1)[:, inside.ravel()]

    with threadpool_limits(1), ThreadPoolExecutor(threads) as pool:
        list(pool.map(fill, _tiles(band)))
    return out.T


def background(src: Vectors, tgt: Vectors, similarities: Floats, band: Band) -> float:
    """Return the mean cosine of a source segment and a target segment that have nothing to do with each other.

    That is the mean over all pairs, less the best partner of each segment of the shorter side, or 0 where no pair is
    left.
    """
    n, m = len(src), len(tgt)
    total = n * m * float(single(src[:, 0]).mean(axis=0) @ single(tgt[:, 0]).mean(axis=0))
    i, j = band.coordinates()
    best = np.zeros(min(n, m) + 1, np.float32)
    np.maximum.at(best, i if n <= m else j, similarities[:, 0])
    rest = n * m - min(n, m)
    return (total - float(best.sum())) / rest if rest else 0.0


def _tiles(band: Band) -> Iterator[tuple[Ints, Ints, int]]:
    """Cut the band into tiles, and yield those that are computed at once: first rows, first columns, and width."""
    top = np.arange(0, len(band.lo), _TILE)
    left, right = band.lo[top], band.hi[np.minimum(top + _TILE, len(band.lo)) - 1]
    width = right - left
    narrow = width <= _NARROW
    start = 0
    while start < len(top):
        if narrow[start]:
            stop = start + int(np.append(narrow[start : start + _TILES], False).argmin())
            yield top[start:stop], left[start:stop], int(width[start:stop].max())
        else:
            stop = start + 1
            for column in range(int(left[start]), int(right[start]), _COLUMNS):
                yield top[start:stop], np.array([column]), min(int(right[start]) - column, _COLUMNS)
        start = stop


def _before(vectors: Vectors, ends: Ints) -> Floats:
    """Return the vectors of the runs of 1 to `RUN` segments that end before some segments: (RUN, *ends, dim).

    They are 0 where such a run would begin before the document does, and mean nothing behind it.
    """
    first = np.minimum(ends, len(vectors)) - _SIZES
    runs = single(vectors[np.maximum(first, 0), _SIZES - 1])
    runs[first < 0] = 0
    return runs
