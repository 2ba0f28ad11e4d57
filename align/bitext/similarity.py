"""Vectors of two documents and a band -> the cosines of the runs, and of the clauses, that meet at its points."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from align.blas import one_blas_thread
from align.vectors import RunVectors, to_float32

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from align.dp import Band, Floats, Ints


class DocumentVectors(NamedTuple):
    """The vectors of one document of n segments: unit vectors, or zeros."""

    runs: RunVectors
    """Vectors of all runs of 1 to `RUN` segments: (n, RUN, dim)."""
    outer: RunVectors
    """Vectors of the first and the last clause of each segment: (n, 2, dim)."""


LARGEST = 8
"""Most segments in a bead, both sides together."""
SMALLER = 3
"""Most segments on the shorter side of a bead."""
SHAPES: tuple[tuple[int, int], ...] = tuple(
    (a, total - a) for total in range(2, LARGEST + 1) for a in range(1, total) if min(a, total - a) <= SMALLER
)
"""Numbers of source and target segments of each kind of bead that has both sides, small beads first."""
RUN = LARGEST - 1
"""Most segments on one side of a bead: the encoder supplies vectors of runs of 1 to `RUN` segments."""

_TILE = 16
"""Rows of the band that are compared with the same columns: the fewer, the less is computed outside the band."""
_TILES = 16
"""Most tiles in one task of a thread."""
_NARROW = 64
"""Most columns of a tile that shares a task with others; all tiles of a task become as wide as the widest."""
_COLUMNS = 2048
"""Most columns of a wide tile that are computed at once."""
_SIZES = np.arange(1, RUN + 1)[:, None, None]


def run_similarities(src: RunVectors, tgt: RunVectors, band: Band, *, threads: int) -> Floats:
    """Return the cosines of runs, (points, shapes): [p, s] for the two runs of shape s that end at p, or 0."""
    pairs = [(a - 1, b - 1) for a, b in SHAPES]
    return _cosines(
        band, lambda rows: _run_vectors(src, rows), lambda columns: _run_vectors(tgt, columns), pairs, threads
    )


def clause_similarities(src: RunVectors, tgt: RunVectors, band: Band, *, threads: int) -> Floats:
    """Return the cosines of the clauses that meet at every point, (points, 4); 0 beyond the ends of a document.

    `src`, `tgt`: vectors of first and last clauses, (segments, 2, dim).

    The four are: before the point on both sides; after it on both sides; before it in the source and after it in the
    target; after it in the source and before it in the target.
    """
    pairs = [(0, 0), (1, 1), (0, 1), (1, 0)]
    return _cosines(
        band, lambda rows: _clause_vectors(src, rows), lambda columns: _clause_vectors(tgt, columns), pairs, threads
    )


def _cosines(
    band: Band,
    ours: Callable[[Ints], Floats],
    theirs: Callable[[Ints], Floats],
    pairs: Sequence[tuple[int, int]],
    threads: int,
) -> Floats:
    """Return products of the vectors of rows and columns at all points of the band: (points, pairs).

    `ours` and `theirs` return the vectors, (k, *rows, dim); `pairs` says which of the k of both are multiplied. Tiles
    do not depend on the number of threads, so the result does not either.
    """
    out = np.zeros((len(pairs), band.points), np.float32)

    def fill(tiles: tuple[Ints, Ints, int]) -> None:
        top, left, width = tiles
        rows, columns = top[:, None] + np.arange(_TILE), left[:, None] + np.arange(width)
        numbers, inside = band.numbers(rows[:, :, None], columns[:, None, :])
        one, other = ours(rows), theirs(columns).swapaxes(2, 3)
        products = np.empty((len(pairs), *inside.shape), np.float32)
        for product, (a, b) in zip(products, pairs, strict=True):
            np.matmul(one[a], other[b], out=product)
        out[:, numbers[inside]] = products.reshape(len(pairs), -1)[:, inside.ravel()]

    with one_blas_thread(), ThreadPoolExecutor(threads) as pool:
        list(pool.map(fill, _tiles(band)))
    return out.T


def background(src: RunVectors, tgt: RunVectors, similarities: Floats, band: Band, same: tuple[Ints, Ints]) -> float:
    """Return the mean cosine of unrelated source and target segments.

    This is the mean over all pairs of segments except each segment of the shorter side with its best partner; 0 if no
    pair remains. Segments with equal text count once; `same` is `Cues.same` of both documents.
    """
    one, other = (np.unique(texts, return_index=True)[1] for texts in same)
    n, m = len(one), len(other)
    total = n * m * float(to_float32(src[one, 0]).mean(axis=0) @ to_float32(tgt[other, 0]).mean(axis=0))
    i, j = band.coordinates()
    texts, ends = (same[0], i) if n <= m else (same[1], j)
    best = np.zeros(min(n, m) + 1, np.float32)
    np.maximum.at(best, np.append(0, texts + 1)[ends], similarities[:, 0])
    rest = n * m - min(n, m)
    return (total - float(best[1:].sum())) / rest if rest else 0.0


def _tiles(band: Band) -> Iterator[tuple[Ints, Ints, int]]:
    """Cut the band into tiles, and yield the tiles of each task: first rows, first columns, and width."""
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


def _run_vectors(vectors: RunVectors, ends: Ints) -> Floats:
    """Return the vectors of the runs of 1 to `RUN` segments that end before the segments `ends`: (RUN, *ends, dim).

    They are 0 for a run that would begin before the document, and meaningless past its end.
    """
    first = np.minimum(ends, len(vectors)) - _SIZES
    runs = to_float32(vectors[np.maximum(first, 0), _SIZES - 1])
    runs[first < 0] = 0
    return runs


def _clause_vectors(outer: RunVectors, ends: Ints) -> Floats:
    """Return the vectors of the clauses before and after the points `ends`, 0 for no clause: (2, *ends, dim)."""
    n = len(outer)
    before, behind = to_float32(outer[np.clip(ends - 1, 0, n - 1), 1]), to_float32(outer[np.minimum(ends, n - 1), 0])
    before[ends == 0] = 0
    behind[ends >= n] = 0
    return np.stack((before, behind))
