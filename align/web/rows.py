"""Beads of two versions -> records that the page shows; pure.

A record holds words as words: the page puts them in as text and never as markup.
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
"""What JSON carries to the page."""

_SHAPES = str.maketrans(
    dict.fromkeys("’‘", "'") | dict.fromkeys("“”„«»", '"') | {"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "\u00ad": None}
)
"""What a searcher types otherwise than a typesetter does."""


def fold(text: str) -> str:
    """Return a text as search compares it: without case, accents, the shape of marks and the kind of space."""
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", text))
    return " ".join(bare.casefold().translate(_SHAPES).split())


class Column:
    """A version as a column of the page."""

    def __init__(self, segmented: Segmented, quotations: Sequence[Quotation]) -> None:
        self.segmented = segmented
        self._touching: list[list[Quotation]] = [[] for _ in segmented.segments]
        for quotation in quotations:
            for index in self.between(quotation.span.start, quotation.span.end):
                self._touching[index].append(quotation)

    @cached_property
    def _starts(self) -> list[int]:
        return [segment.span.start for segment in self.segmented.segments]

    @cached_property
    def folded(self) -> list[str]:
        """The words of every segment as search compares them."""
        return [fold(text) for text in self.segmented.texts()]

    def between(self, start: int, end: int) -> range:
        """Return the indices of the segments that have code points from `start` to `end`."""
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

    def quoted(self, run: SegSpan) -> bool:
        """Say whether a run of segments has somebody's words; a term or a title is not that."""
        return any(each.kind is QuotationKind.QUOTATION for index in run for each in self._touching[index])

    def records(self, run: SegSpan) -> list[Record]:
        """Return the segments of a run: number, block with its kind, label and whether they open it, words."""
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
                stretches(self.segmented.document.text, segment.span.start, segment.span.end, self._touching[index])
            ),
        }


def stretches(text: str, start: int, end: int, quotations: Sequence[Quotation]) -> Iterator[tuple[str, str, int]]:
    """Cut text into stretches, each with kind and depth of the innermost quotation that it stands in, or "" and 0."""
    edges = {edge for quotation in quotations for edge in (quotation.span.start, quotation.span.end)}
    for a, b in pairwise(sorted({start, end} | {edge for edge in edges if start < edge < end})):
        inside = [quotation for quotation in quotations if quotation.span.start <= a < quotation.span.end]
        innermost = max(inside, key=lambda quotation: (quotation.depth, quotation.span.start), default=None)
        yield text[a:b], str(innermost.kind) if innermost else "", innermost.depth if innermost else 0
