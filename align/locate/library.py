"""The sources of a project taken together: what their vectors and their words have in common."""

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
"""Windows that are in memory in single precision at a time."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Gathered:
    """Windows of all sources, those of the first source first."""

    parts: tuple[Windows, ...]
    """Those of each source."""
    place: Ints
    """Index of its source, first word, and one past the last of each: (windows, 3)."""
    size: Floats
    """Logarithm of its code points."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Library:
    """Sources that are searched together."""

    sources: tuple[SourceIndex, ...]
    centre: Vectors
    """Mean vector of their windows: what all stretches share tells none apart. (dim,)"""
    numbers: Mapping[str, int]
    """Number of each key that occurs; that of the empty key is 0."""
    keys: tuple[Ints, ...]
    """For each source, the numbers of the keys of its words: (words,)."""
    rarity: Floats
    """How much it tells to meet each key: (keys,)."""
    windows: Gathered
    sentences: Gathered

    def told(self, source: int, keys: Collection[str]) -> Floats:
        """Return for each word of a source how much it tells, 0 unless its key is among some: (words,)."""
        weights = np.zeros_like(self.rarity)
        known = [self.numbers[key] for key in keys if key in self.numbers]
        weights[known] = self.rarity[known]
        return weights[self.keys[source]]

    def similarities(self, windows: Gathered, queries: Vectors) -> Floats:
        """Return the centred similarity of windows to each query: (windows, queries)."""
        return np.concatenate([self._similarities(some.vectors, queries) for some in windows.parts])

    def _similarities(self, vectors: NDArray[np.float16], queries: Vectors) -> Floats:
        """Compute (v - c) q / |v - c| without making v - c, for unit vectors v."""
        out = np.empty((len(vectors), len(queries)), np.float32)
        factors = np.concatenate([queries, self.centre[None]]).T
        offset, square = queries @ self.centre, float(self.centre @ self.centre)
        for at in range(0, len(vectors), _GROUP):
            products = to_float32(vectors[at : at + _GROUP]) @ factors
            distance = np.sqrt(np.maximum(1 + square - 2 * products[:, -1:], np.float32(1e-6)))
            out[at : at + _GROUP] = (products[:, :-1] - offset) / distance
        return out


def library(sources: Sequence[SourceIndex]) -> Library:
    """Put sources together; those without words are left out."""
    kept = tuple(source for source in sources if len(source))
    told = {"": 0.0, **rarity(key for source in kept for key in source.keys)}
    numbers = {key: number for number, key in enumerate(told)}
    total = sum(len(source.windows.vectors) for source in kept)
    sums = [source.windows.vectors.sum(axis=0, dtype=np.float64) for source in kept]
    return Library(
        sources=kept,
        centre=(sum(sums) / total).astype(np.float32) if kept else np.zeros(0, np.float32),
        numbers=numbers,
        keys=tuple(np.array([numbers[key] for key in source.keys], np.int64) for source in kept),
        rarity=np.array(list(told.values()), np.float32),
        windows=_gathered(kept, [source.windows for source in kept]),
        sentences=_gathered(kept, [source.sentences for source in kept]),
    )


def _gathered(sources: Sequence[SourceIndex], parts: Sequence[Windows]) -> Gathered:
    places, sizes = [np.zeros((0, 3), np.int64)], [np.zeros(0, np.float32)]
    for number, (source, part) in enumerate(zip(sources, parts, strict=True)):
        places.append(np.stack([np.full(len(part.starts), number), part.starts, part.ends], axis=1))
        sizes.append(np.log(source.characters(part.starts, part.ends)))
    return Gathered(parts=tuple(parts), place=np.concatenate(places), size=np.concatenate(sizes))


def centred(vectors: Vectors, centre: Vectors) -> Vectors:
    """Return vectors as unit rows, less what is common to all."""
    rows = vectors - centre
    rows /= np.maximum(np.sqrt(np.einsum("ij,ij->i", rows, rows)), np.float32(1e-6))[:, None]
    return rows
