"""An encoder for tests: fast, deterministic, and with only the knowledge that a test gives it."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from align.encoders.reencode import ReencodedSpans, reencode_runs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from align.vectors import Arrays, RunVectors, SpanVectors, Vectors

_WORD = re.compile(r"\w+")


class FakeEncoder:
    """Bags of concepts: each word adds the random vector of its concept, so order does not matter.

    The concept of a word is its value in `concepts`, in lower case, or else its first five letters. So numbers, names
    and cognates have the same vectors in all languages, and `concepts` can equate any other words.
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
        return reencode_runs(self.encode, sentences, k)

    def spans(self, texts: Sequence[str]) -> list[SpanVectors]:
        """Return access to the vectors of any stretch of words of each text."""
        return [ReencodedSpans(self.encode, text) for text in texts]

    def restore_spans(self, text: str, arrays: Arrays) -> SpanVectors:  # noqa: ARG002
        """Return the result of `spans` for a text."""
        return ReencodedSpans(self.encode, text)

    def _random_vector(self, concept: str) -> Vectors:
        seed = int.from_bytes(hashlib.sha256(concept.encode()).digest()[:8])
        return np.random.default_rng(seed).standard_normal(self.dim, np.float32)
