"""Two texts aligned by clauses -> how likely it is that a clause of the one has no counterpart in the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.model import CharSpan
    from align.rendering.clauses import Rung
    from align.rendering.words import Words


@dataclass(frozen=True, eq=False)
class Suspect:
    """A run of clauses, and the evidence on whether the other side renders it."""

    side: Words
    other: Words
    span: CharSpan
    """In the string of its words."""
    facing: CharSpan
    """Where the other side may render it."""
    gain: float
    """By how much the cosine of the two sides grows if the run is taken out."""

    @cached_property
    def likeness(self) -> float:
        """Return the cosine of the most similar stretch of the other side: of all evidence the dearest."""
        _, stretches = self.other.stretches(self.facing)
        return float((stretches @ self.side.vectors_of([self.span])[0]).max())

    @property
    def words(self) -> int:
        """Return how many words it has, as the encoder counts them."""
        first, last = self.side.word_range(self.span)
        return last - first


def suspects(side: Words, other: Words, rungs: Sequence[Rung]) -> Iterator[Suspect]:
    """Yield every run of one or two clauses of a side, with the evidence from its rung and the two beside it.

    `rungs` have this side first.
    """
    found: list[tuple[CharSpan, CharSpan, CharSpan]] = []
    for k, rung in enumerate(rungs):
        if rung.src[0] == rung.src[1]:
            continue
        first, last, theirs = _around(rungs, k)
        runs = [(i, i + size) for size in (1, 2) for i in range(*rung.src) if i + size <= last]
        found += [(side.run(*run), side.run(first, last), other.run(*theirs)) for run in runs if run != (first, last)]
    if not found:
        return
    spans, windows, facing = (list(spans) for spans in zip(*found, strict=True))
    shortened = side.vectors_without(zip(windows, spans, strict=True))
    gains = ((shortened - side.vectors_of(windows)) * other.vectors_of(facing)).sum(axis=1).tolist()
    for span, facing_span, gain in zip(spans, facing, gains, strict=True):
        yield Suspect(side, other, span, facing_span, gain)


def _around(rungs: Sequence[Rung], k: int) -> tuple[int, int, tuple[int, int]]:
    """Return the clauses around a rung, on both sides; as many as it takes to have some of the other side."""
    for reach in range(1, len(rungs) + 1):
        near = rungs[max(0, k - reach) : k + reach + 1]
        if near[0].tgt[0] < near[-1].tgt[1]:
            break
    return near[0].src[0], near[-1].src[1], (near[0].tgt[0], near[-1].tgt[1])
