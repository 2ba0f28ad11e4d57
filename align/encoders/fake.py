"""An encoder for tests of what is built on encoders: at once, always the same, and it knows only what it is told."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from align.encoders.reencode import ReencodedSpans, reencoded_runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from align.vectors import Arrays, RunVectors, SpanVectors, Vectors

_WORD = re.compile(r"\w+")


class FakeEncoder:
    """Bags of concepts: each word adds the random vector of its concept, so that order does not matter.

    The concept of a word is what `concepts` says of it in lower case, or else its first five letters; thus numbers,
    names and cognates are alike in all languages, and `concepts` can name any others that mean the same.
    """

    def __init__(self, concepts: Mapping[str, str] | None = None, *, dim: int = 64) -> None:
        self._concepts = concepts or {}
        self.dim = dim
        self._vector = cache(self._random_vector)
        names = "".join(f"{word}\0{concept}\n" for word, concept in sorted(self._concepts.items()))
        self.signature = f"fake@{hashlib.sha256(names.encode()).hexdigest()[:8]}:{dim}"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vector of each text; texts without words share one."""
        out = np.zeros((len(texts), self.dim), np.float32)
        for i, text in enumerate(texts):
            for word in _WORD.findall(text.lower()) or [""]:
                out[i] += self._vector(self._concepts.get(word, word[:5]))
        out /= np.linalg.norm(out, axis=1, keepdims=True)
        return out

    def runs(self, sentences: Sequence[str], k: int) -> RunVectors:
        """Return the vectors of all runs of 1 to k neighbouring sentences."""
        return reencoded_runs(self.encode, sentences, k)

    def spans(self, texts: Sequence[str]) -> list[SpanVectors]:
        """Return access to the vectors of any stretch of words of each text."""
        return [ReencodedSpans(self.encode, text) for text in texts]

    def restore_spans(self, text: str, arrays: Arrays) -> SpanVectors:  # noqa: ARG002
        """Return what `spans` makes of a text."""
        return ReencodedSpans(self.encode, text)

    def _random_vector(self, concept: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(concept.encode()).digest()[:8])
        return np.random.default_rng(seed).standard_normal(self.dim, np.float32)
