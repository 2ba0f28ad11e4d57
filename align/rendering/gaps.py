"""Two texts aligned by clauses -> evidence on whether a clause of one has a counterpart in the other."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from align.model import CharSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.rendering.clauses import Rung
    from align.rendering.words import Words


_Run = tuple[int, int]
"""First clause and one past the last."""
_CLAUSE, _STRETCH = 3, (4, 14)
"""Fewest words of a clause that is judged; fewest and most words of a stretch that is not a clause."""


@dataclass(frozen=True, eq=False)
class Suspect:
    """A run of clauses, and the evidence on whether the other side renders it."""

    side: Words
    other: Words
    span: CharSpan
    """In the string of `side`."""
    facing: CharSpan
    """The stretch of `other` that may render it."""
    gain: float
    """Growth of the cosine of the two sides if the run is left out."""

    @cached_property
    def likeness(self) -> float:
        """Return the cosine of the most similar stretch of the other side; it costs more than all other evidence."""
        _, stretches = self.other.stretches(self.facing)
        return float((stretches @ self.side.vectors_of([self.span])[0]).max())

    @property
    def words(self) -> int:
        """Return the number of its words, as the encoder counts them."""
        return _size(self.side, self.span)


def suspects(side: Words, other: Words, rungs: Sequence[Rung]) -> Iterator[Suspect]:
    """Yield every run of one or two clauses of `side`, with the evidence from its rung and the two next to it.

    `rungs` is the ladder from `side` to `other`.
    """
    found: list[tuple[CharSpan, CharSpan, CharSpan]] = []
    for clauses, (first, last), theirs in _windows(rungs):
        runs = [(i, i + size) for size in (1, 2) for i in range(*clauses) if i + size <= last]
        found += [(side.run(*run), side.run(first, last), other.run(*theirs)) for run in runs if run != (first, last)]
    gains = _gains(side, other, found)
    for (span, _, facing), gain in zip(found, gains, strict=True):
        yield Suspect(side, other, span, facing, gain)


def stretches(side: Words, other: Words, rungs: Sequence[Rung]) -> dict[CharSpan, float]:
    """Return the gain in cosine if it is left out, for each stretch of words of `side`, whatever its clauses.

    `rungs` is the ladder from `side` to `other`.
    """
    found: list[tuple[CharSpan, CharSpan, CharSpan]] = []
    for clauses, around, theirs in _windows(rungs):
        own, window = side.run(*clauses), side.run(*around)
        parts = side.parts(CharSpan(start=own.start, end=window.end), *_STRETCH)
        inside = [part for part in parts if window.start <= part.start < own.end and part.end <= window.end]
        whole = [side.run(i, i + 1) for i in range(*clauses)]
        inside += [clause for clause in whole if _size(side, clause) >= _CLAUSE]
        found += [(part, window, other.run(*theirs)) for part in inside if part != window]
    return dict(zip((span for span, _, _ in found), _gains(side, other, found), strict=True))


def _gains(side: Words, other: Words, found: Sequence[tuple[CharSpan, CharSpan, CharSpan]]) -> list[float]:
    """Return how much the cosine grows without each stretch, given (stretch, its window, what faces the window)."""
    if not found:
        return []
    spans, windows, facing = (list(spans) for spans in zip(*found, strict=True))
    shortened = side.vectors_without(zip(windows, spans, strict=True))
    gains: list[float] = ((shortened - side.vectors_of(windows)) * other.vectors_of(facing)).sum(axis=1).tolist()
    return gains


def _windows(rungs: Sequence[Rung]) -> Iterator[tuple[_Run, _Run, _Run]]:
    """Yield, for each rung with clauses of this side: these clauses, a window around them, and the clauses it faces.

    The window is the smallest one that faces any clause.
    """
    for k, rung in enumerate(rungs):
        if rung.src[0] == rung.src[1]:
            continue
        for reach in range(1, len(rungs) + 1):
            near = rungs[max(0, k - reach) : k + reach + 1]
            if near[0].tgt[0] < near[-1].tgt[1]:
                break
        yield rung.src, (near[0].src[0], near[-1].src[1]), (near[0].tgt[0], near[-1].tgt[1])


def _size(side: Words, span: CharSpan) -> int:
    first, last = side.word_range(span)
    return last - first
