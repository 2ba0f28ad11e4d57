"""Work of the review that needs an encoder, done in this process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from align.model import SegSpan
from align.workspace.ladders import align_documents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.model import Bead
    from align.review.suggestions import FreeStretch
    from align.workspace.bench import Workbench


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalAssistant:
    """An `align.review.suggestions.Assistant` with the encoder of a workbench."""

    bench: Workbench

    def realign(self, stretch: FreeStretch) -> tuple[Bead, ...]:
        """Return the best beads over a stretch without its barred ones, counted in the whole documents."""
        ladder = align_documents(self.bench, stretch.src, stretch.tgt, barred=stretch.barred)
        i, j = stretch.start
        return tuple(
            replace(
                bead,
                src=SegSpan(start=bead.src.start + i, end=bead.src.end + i),
                tgt=SegSpan(start=bead.tgt.start + j, end=bead.tgt.end + j),
            )
            for bead in ladder.beads
        )

    def similarities(self, words: str, texts: Sequence[str], longest: int) -> list[list[float]]:
        """Return the cosine of some words with every run of texts, by first text and length less 1."""
        encoder = self.bench.encoder
        vector = np.asarray(encoder.encode([words])[0], np.float32)
        scores: list[list[float]] = (np.asarray(encoder.runs(texts, longest), np.float32) @ vector).tolist()
        return scores

    def most_similar(self, words: str, texts: Sequence[str], longest: int, limit: int) -> list[tuple[int, int, float]]:
        """Return the runs of texts most similar to some words: first text, one past the last, cosine."""
        encoder = self.bench.vectors
        vector = np.asarray(encoder.encode([words])[0], np.float32)
        scores = np.asarray(encoder.runs(texts, longest), np.float32) @ vector
        best = np.unravel_index(np.argsort(-scores, axis=None)[:limit], scores.shape)
        found = (
            (int(start), int(start + length) + 1, float(scores[start, length]))
            for start, length in zip(*best, strict=True)
        )
        return [(start, end, score) for start, end, score in found if end <= len(texts)]
