"""Things that stand at places of a document -> those that a stretch of it touches, without a look at all the others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from align.model import CharSpan

T = TypeVar("T")


class Spans(Generic[T]):
    """Things by their places, some of which may lie within others."""

    def __init__(self, things: Iterable[tuple[CharSpan, T]]) -> None:
        """Take things with their places."""
        self._things = sorted(things, key=lambda thing: thing[0])
        self._starts = [span.start for span, _ in self._things]
        self._reached = list(accumulate((span.end for span, _ in self._things), max))

    def touching(self, span: CharSpan) -> Iterator[tuple[CharSpan, T]]:
        """Yield what a stretch has a character in common with, in order, with its place."""
        first, last = bisect_right(self._reached, span.start), bisect_left(self._starts, span.end)
        return (thing for thing in self._things[first:last] if span.start < thing[0].end)
