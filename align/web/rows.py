"""Segments of a version -> records for the page; pure.

Records hold plain text, never markup.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import regex

from align.model import QuotationKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.model import Quotation, Segmented, SegSpan

_MARKS = regex.compile(r"\p{M}+")
Record = dict[str, Any]
"""A JSON object for the page."""

_VARIANTS = str.maketrans(
    dict.fromkeys("’‘", "'") | dict.fromkeys("“”„«»", '"') | {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "\u00ad": None}
)
"""Characters of printed texts -> the characters that people type in a search."""


def fold(text: str) -> str:
    """Fold a text for the search: ignore case, accents, the shape of quotation marks and the kind of spaces."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return " ".join(bare.casefold().translate(_VARIANTS).split())


class Column:
    """A version as a column of the page."""

    def __init__(self, segmented: Segmented, quotations: Sequence[Quotation]) -> None:
        self.segmented = segmented
        self._quotations: list[list[Quotation]] = [[] for _ in segmented.segments]
        for quotation in quotations:
            for index in self.overlapping(quotation.span.start, quotation.span.end):
                self._quotations[index].append(quotation)

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.span.start for segment in self.segmented.segments]

    @cached_property
    def folded(self) -> list[str]:
        """The folded text of every segment."""
        return [fold(text) for text in self.segmented.texts()]

    def overlapping(self, start: int, end: int) -> range:
        """Return the numbers of the segments with code points from `start` to `end`."""
        first = max(bisect_right(self._starts, start) - 1, 0)
        if self._starts and self.segmented.segments[first].span.end <= start:
            first += 1
        return range(first, bisect_left(self._starts, end))

    def length(self, run: SegSpan) -> int:
        """Return the number of code points in a run of segments."""
        if not run:
            return 0
        segments = self.segmented.segments
        return segments[run.end - 1].span.end - segments[run.start].span.start

    def has_quotation(self, run: SegSpan) -> bool:
        """Tell whether a run of segments quotes somebody; terms and titles do not count."""
        return any(each.kind is QuotationKind.QUOTATION for index in run for each in self._quotations[index])

    def records(self, run: SegSpan) -> list[Record]:
        """Return the segments of a run: number, text, and the kind, label and number of their block."""
        return [self._record(index) for index in run]

    def _record(self, index: int) -> Record:
        segment = self.segmented.segments[index]
        block = self.segmented.document.blocks[segment.block]
        opens = segment.span.start == block.span.start
        return {
            "n": index,
            "kind": str(block.kind),
            "label": block.label if opens else "",
            "block": segment.block,
            "opens": opens,
            "words": list(
                _stretches(self.segmented.document.text, segment.span.start, segment.span.end, self._quotations[index])
            ),
        }


def _stretches(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> Iterator[tuple[str, str, int]]:
    """Yield stretches of text, each with kind and depth of the innermost quotation around it, or with "" and 0."""
    edges = {edge for quotation in quotations for edge in (quotation.span.start, quotation.span.end)}
    for a, b in pairwise(sorted({start, end} | {edge for edge in edges if start < edge < end})):
        inside = [quotation for quotation in quotations if quotation.span.start <= a < quotation.span.end]
        innermost = max(inside, key=lambda quotation: (quotation.depth, quotation.span.start), default=None)
        yield text[a:b], str(innermost.kind) if innermost else "", innermost.depth if innermost else 0
