"""Runs and stretches of words, encoded as texts of their own, for encoders that only encode whole texts."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from align.encoders.words import check_gaps, check_stretches, word_offsets

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from align.vectors import Arrays, Indices, RunVectors, Vectors


def reencode_runs(encode: Callable[[Sequence[str]], Vectors], sentences: Sequence[str], k: int) -> RunVectors:
    """Encode every run of 1 to k neighbouring sentences, joined by spaces; each distinct text once."""
    texts: dict[str, int] = {}
    places = [
        (i, r, texts.setdefault(" ".join(sentences[i : i + r + 1]), len(texts)))
        for i in range(len(sentences))
        for r in range(min(k, len(sentences) - i))
    ]
    vectors = encode(list(texts))
    out = np.zeros((len(sentences), k, vectors.shape[1]), np.float16)
    first, length, text = np.array(places, np.int64).reshape(-1, 3).T
    out[first, length] = vectors[text]
    return out


class ReencodedSpans:
    """The words of a text and the vectors of its stretches of words, encoded on demand."""

    arrays: Arrays = MappingProxyType({})

    def __init__(self, encode: Callable[[Sequence[str]], Vectors], text: str) -> None:
        self._encode = encode
        self._text = text
        self.offsets = word_offsets(text)

    def vectors(self, starts: Indices, ends: Indices) -> Vectors:
        """Return the vectors of stretches of words; raise ValueError if one is empty or not inside the text."""
        check_stretches(starts, ends, len(self.offsets))
        bounds = zip(self.offsets[starts, 0].tolist(), self.offsets[ends - 1, 1].tolist(), strict=True)
        return self._encode([self._text[start:end] for start, end in bounds])

    def vectors_without(self, starts: Indices, ends: Indices, first: Indices, last: Indices) -> Vectors:
        """Return the vectors of stretches of words, each without some of its words.

        Raises ValueError as `vectors` does, and if the omitted words are none, all, or outside their stretch.
        """
        check_stretches(starts, ends, len(self.offsets))
        check_gaps(starts, ends, first, last)
        words = [self._text[start:end] for start, end in self.offsets.tolist()]
        return self._encode(
            [
                " ".join(words[a:b] + words[c:d])
                for a, b, c, d in zip(starts.tolist(), first.tolist(), last.tolist(), ends.tolist(), strict=True)
            ]
        )
