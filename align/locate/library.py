"""Indexes of sources -> one library: their mean vector, the rarity of their words, all their windows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from align.locate.lexicon import rarity
from align.vectors import to_float32

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from numpy.typing import NDArray

    from align.locate.source import Floats, Ints, SourceIndex, Windows
    from align.vectors import Vectors

_GROUP = 1 << 13
"""Number of windows in memory in single precision at once."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class WindowSet:
    """The windows of all sources, in the order of the sources."""

    parts: tuple[Windows, ...]
    """Windows of each source."""
    place: Ints
    """Of each window, the index of its source, its first word, and one past its last word: (windows, 3)."""
    size: Floats
    """Logarithm of the number of code points of each window: (windows,)."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Library:
    """Sources that are searched together."""

    sources: tuple[SourceIndex, ...]
    centre: Vectors
    """Mean vector of the windows, subtracted because common components do not distinguish stretches: (dim,)."""
    numbers: Mapping[str, int]
    """Number of each key in the sources; the empty key has number 0."""
    keys: tuple[Ints, ...]
    """For each source, the key numbers of its words: (words,)."""
    rarity: Floats
    """Rarity by key number: (keys,)."""
    windows: WindowSet
    sentences: WindowSet

    def word_rarities(self, source: int, keys: Collection[str]) -> Floats:
        """Return the rarity of each word of a source, 0 if its key is not among `keys`: (words,)."""
        weights = np.zeros_like(self.rarity)
        known = [self.numbers[key] for key in keys if key in self.numbers]
        weights[known] = self.rarity[known]
        return weights[self.keys[source]]

    def similarities(self, windows: WindowSet, queries: Vectors) -> Floats:
        """Return the centred similarity of each window to each query: (windows, queries)."""
        return np.concatenate([self._similarities(some.vectors, queries) for some in windows.parts])

    def _similarities(self, vectors: NDArray[np.float16], queries: Vectors) -> Floats:
        """Compute (v - c) q / |v - c| for unit vectors v, without an array of v - c."""
        out = np.empty((len(vectors), len(queries)), np.float32)
        factors = np.concatenate([queries, self.centre[None]]).T
        offset, square = queries @ self.centre, float(self.centre @ self.centre)
        for at in range(0, len(vectors), _GROUP):
            products = to_float32(vectors[at : at + _GROUP]) @ factors
            distance = np.sqrt(np.maximum(1 + square - 2 * products[:, -1:], np.float32(1e-6)))
            out[at : at + _GROUP] = (products[:, :-1] - offset) / distance
        return out


def library(sources: Sequence[SourceIndex]) -> Library:
    """Combine sources, without those that have no words."""
    kept = tuple(source for source in sources if len(source))
    rarities = {"": 0.0, **rarity(key for source in kept for key in source.keys)}
    numbers = {key: number for number, key in enumerate(rarities)}
    total = sum(len(source.windows.vectors) for source in kept)
    sums = [source.windows.vectors.sum(axis=0, dtype=np.float64) for source in kept]
    return Library(
        sources=kept,
        centre=(sum(sums) / total).astype(np.float32) if kept else np.zeros(0, np.float32),
        numbers=numbers,
        keys=tuple(np.array([numbers[key] for key in source.keys], np.int64) for source in kept),
        rarity=np.array(list(rarities.values()), np.float32),
        windows=_gather(kept, [source.windows for source in kept]),
        sentences=_gather(kept, [source.sentences for source in kept]),
    )


def _gather(sources: Sequence[SourceIndex], parts: Sequence[Windows]) -> WindowSet:
    places, sizes = [np.zeros((0, 3), np.int64)], [np.zeros(0, np.float32)]
    for number, (source, part) in enumerate(zip(sources, parts, strict=True)):
        places.append(np.stack([np.full(len(part.starts), number), part.starts, part.ends], axis=1))
        sizes.append(np.log(source.characters(part.starts, part.ends)))
    return WindowSet(parts=tuple(parts), place=np.concatenate(places), size=np.concatenate(sizes))


def centre_rows(vectors: Vectors, centre: Vectors) -> Vectors:
    """Subtract the centre from vectors, and return them as unit rows."""
    rows = vectors - centre
    rows /= np.maximum(np.sqrt(np.einsum("ij,ij->i", rows, rows)), np.float32(1e-6))[:, None]
    return rows
