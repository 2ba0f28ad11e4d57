"""Items with spans -> the items that a span touches, found without a look at all the others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from align.model import CharSpan

T = TypeVar("T")


class Spans(Generic[T]):
    """Items by their spans, which may be nested."""

    def __init__(self, items: Iterable[tuple[CharSpan, T]]) -> None:
        """Take items with their spans."""
        self._items = sorted(items, key=lambda item: item[0])
        self._starts = [span.start for span, _ in self._items]
        self._reached = list(accumulate((span.end for span, _ in self._items), max))

    def touching(self, span: CharSpan) -> Iterator[tuple[CharSpan, T]]:
        """Yield the items that share a character with a span, in order, each with its own span."""
        first, last = bisect_right(self._reached, span.start), bisect_left(self._starts, span.end)
        return (item for item in self._items[first:last] if span.start < item[0].end)
