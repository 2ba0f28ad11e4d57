"""The interface of an encoder: vectors of texts, of runs of sentences, and of stretches of words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Vectors = NDArray[np.float32]
"""Unit vectors in rows: (n, dim)."""
RunVectors = NDArray[np.float16]
"""(n, k, dim): at [i, r] the unit vector of the r + 1 sentences from sentence i on; zeros if the run passes the end.

This is by far the largest array of an alignment (6 kB a sentence at k = 6 and 512 dimensions). Half precision halves
it and changes a cosine by less than 0.001. Half-precision arithmetic is slow: convert the rows you need with
`to_float32` first.
"""
Indices = NDArray[np.int64]
"""Positions of words or code points."""
Arrays = Mapping[str, NDArray[Any]]
"""Arrays by name."""
_SIGN_AND_NUMBER = np.int32(-0x70002000)
"""The bits of single precision that half precision also has."""
Progress = Callable[[int, int], None]
"""Called with the number of sentences done and the number of all."""


class SpanVectors(Protocol):
    """The words of one text and the vectors of any stretch of them."""

    @property
    def offsets(self) -> Indices:
        """Return first code point and one past the last of each word: (m, 2)."""
        ...

    @property
    def arrays(self) -> Arrays:
        """Return the computed arrays, from which `Encoder.restore_spans` rebuilds this object."""
        ...

    def vectors(self, starts: Indices, ends: Indices) -> Vectors:
        """Return the vectors of non-empty stretches of words: first word and one past the last of each."""
        ...

    def vectors_without(self, starts: Indices, ends: Indices, first: Indices, last: Indices) -> Vectors:
        """Return the vectors of stretches of words, each without the words `first` to `last` (exclusive) within it."""
        ...


class Encoder(Protocol):
    """A model whose vectors are close where texts mean the same, in any language."""

    @property
    def signature(self) -> str:
        """Return name and revision of the model and how it encodes runs: "muse@0.2.1:composed"."""
        ...

    @property
    def dim(self) -> int:
        """Return the number of dimensions of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vector of each text, also of a text without words."""
        ...

    def runs(self, sentences: Sequence[str], k: int) -> RunVectors:
        """Return the vectors of all runs of 1 to k neighbouring sentences."""
        ...

    def spans(self, texts: Sequence[str]) -> list[SpanVectors]:
        """Return access to the vectors of any stretch of words of each text; several texts in one call cost less."""
        ...

    def restore_spans(self, text: str, arrays: Arrays) -> SpanVectors:
        """Rebuild the result of `spans` for a text from its arrays; raise ValueError for another encoder's arrays."""
        ...


def to_float32(vectors: NDArray[np.float16]) -> NDArray[np.float32]:
    """Convert finite numbers from half to single precision.

    The result equals that of `astype`, nearly three times as fast: the bits are shifted to their places in single
    precision, and one product corrects the bias of the exponent.
    """
    bits = vectors.view(np.int16).astype(np.int32)
    bits <<= 13
    bits &= _SIGN_AND_NUMBER
    numbers = bits.view(np.float32)
    numbers *= np.float32(2.0**112)
    return numbers
