"""What the stages ask of an encoder: vectors of texts, of runs of sentences, and of stretches of words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Sequence

Vectors = NDArray[np.float32]
"""Unit vectors in rows: (n, dim)."""
Runs = NDArray[np.float16]
"""(n, k, dim): at [i, r] the unit vector of the r + 1 sentences from sentence i on; zeros where that passes the end.

Half precision halves the memory of what is by far the largest array of an alignment (6 kB a sentence at k = 6 and 512
dimensions) and costs a cosine less than 0.001. Convert the rows at hand to float32 before computing with them: half
precision arithmetic is slow.
"""
Indices = NDArray[np.int64]
"""Positions, of words or code points."""
Arrays = Mapping[str, NDArray[Any]]
"""Plain arrays by name."""
_SIGN_AND_NUMBER = np.int32(-0x70002000)
"""The bits of single precision that half precision has."""
Progress = Callable[[int, int], None]
"""Told how many sentences are done and how many there are."""


class SpanVectors(Protocol):
    """The words of one text and the vectors of any stretch of them."""

    @property
    def offsets(self) -> Indices:
        """Return first code point and one past the last of each word: (m, 2)."""
        ...

    @property
    def arrays(self) -> Arrays:
        """Return what was computed, for `Encoder.restored_spans`."""
        ...

    def vectors(self, starts: Indices, ends: Indices) -> Vectors:
        """Return the vectors of stretches of words, first word and one past the last, none of them empty."""
        ...

    def without(self, starts: Indices, ends: Indices, first: Indices, last: Indices) -> Vectors:
        """Return the vectors of stretches of words each of which lacks some within it, but not all."""
        ...


class Encoder(Protocol):
    """A model that puts what means the same, in whatever language, close together."""

    @property
    def signature(self) -> str:
        """Return name and revision of the model and how it makes runs: "muse@0.2.1:composed"."""
        ...

    @property
    def dim(self) -> int:
        """Return the number of dimensions of a vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vector of each text; a text without words has one too."""
        ...

    def runs(self, sentences: Sequence[str], k: int) -> Runs:
        """Return the vectors of all runs of 1 to k neighbouring sentences."""
        ...

    def spans(self, texts: Sequence[str]) -> list[SpanVectors]:
        """Return access to the vectors of any stretch of words of each text; several at once cost less."""
        ...

    def restored_spans(self, text: str, arrays: Arrays) -> SpanVectors:
        """Return what `spans` made of a text, from its arrays; raise ValueError if they are none of this encoder."""
        ...


def single(vectors: NDArray[np.float16]) -> NDArray[np.float32]:
    """Return finite numbers of half precision in single precision.

    It gives what `astype` gives, nearly three times as fast: the bits are moved to where single precision has them, and
    the exponent, which there begins elsewhere, is mended by a product.
    """
    bits = vectors.view(np.int16).astype(np.int32)
    bits <<= 13
    bits &= _SIGN_AND_NUMBER
    numbers = bits.view(np.float32)
    numbers *= np.float32(2.0**112)
    return numbers
