"""Quotations in their places -> what stands around each: the author's words on either side, and the note it calls."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from align.model import Block, Document, NoteCall
    from align.quote.found import Placed

_BEFORE = 240
"""Code points before a quotation that are looked at."""
_AFTER = 300
_BETWEEN = regex.compile(r"[\s.,;:!?…)]*")
"""What may stand between a quotation and the call of its note."""
SENTENCE_END = regex.compile(
    r"(?<!\b\p{Lu})[.!?…؟۔](?:\s?[»”’\")\]]|[“‘«])*(?=\s+[\p{Lu}\p{Lo}«“„‘\"—–])"
    r"|[。！？][”’」』）]*(?=\s*[\p{L}\p{N}“‘「『《—])"
)
"""The end of a sentence that another one follows, in scripts with and without capitals and spaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What surrounds one quotation within its block and within the quotation that holds it."""

    before: str
    """The author's words since the neighbouring quotation before it."""
    after: str
    """The author's words up to the neighbouring quotation after it, a call directly after it left out."""
    adjoins: bool
    """`after` leads right up to the neighbouring quotation."""
    note: str
    """Label of the call directly at its end."""
    sentence_note: str
    """Label of the next call in the same sentence."""


class Surroundings:
    """The blocks and calls of a document, to look round a quotation."""

    def __init__(self, document: Document, calls: Sequence[NoteCall]) -> None:
        self._text = document.text
        self._blocks = document.blocks
        self._starts = [block.span.start for block in document.blocks]
        self._calls = calls
        self._call_starts = [call.span.start for call in calls]

    def block(self, offset: int) -> Block:
        """Return the block that an offset lies in."""
        return self._blocks[bisect_right(self._starts, offset) - 1]

    def contexts(self, placed: Sequence[Placed], held: Mapping[int, Sequence[int]]) -> list[Context]:
        """Look round every quotation; `held` lists those that the same one holds."""
        found: dict[int, Context] = {}
        for siblings in held.values():
            for previous, index, following in zip((None, *siblings), siblings, (*siblings[1:], None), strict=False):
                found[index] = self._context(placed, previous, index, following)
        return [found[index] for index in range(len(placed))]

    def _context(self, placed: Sequence[Placed], previous: int | None, index: int, following: int | None) -> Context:
        one = placed[index]
        outer = one.found.outer
        low, high = self.block(outer.start).span.start, self.block(outer.end - 1).span.end
        if one.parent >= 0:
            parent = placed[one.parent].found.inner
            low, high = max(low, parent.start), min(high, parent.end)
        if previous is not None:
            low = max(low, placed[previous].found.outer.end)
        bound = high if following is None else min(high, placed[following].found.outer.start)
        call = self._direct(outer.end, bound)
        start = outer.end if call is None else call.span.end
        end = min(bound, start + _AFTER)
        note = call.label if call else self._last_inside(one.found.inner.start, outer.end)
        return Context(
            before=self._text[max(low, outer.start - _BEFORE) : outer.start],
            after=self._text[start:end],
            adjoins=following is not None and end == placed[following].found.outer.start,
            note=note,
            sentence_note=note or self._in_sentence(one.found.inner.end, outer.end, high),
        )

    def _next_call(self, at: int, end: int) -> NoteCall | None:
        k = bisect_left(self._call_starts, at)
        return self._calls[k] if k < len(self._calls) and self._calls[k].span.end <= end else None

    def _direct(self, at: int, end: int) -> NoteCall | None:
        """Return the call that only punctuation parts from an offset."""
        call = self._next_call(at, end)
        return call if call and _BETWEEN.fullmatch(self._text, at, call.span.start) else None

    def _last_inside(self, start: int, end: int) -> str:
        """Return the label of a call that ends a quotation."""
        k = bisect_left(self._call_starts, end) - 1
        if k < 0 or self._call_starts[k] < start:
            return ""
        rest = self._text[self._calls[k].span.end : end]
        return "" if any(char.isalnum() for char in rest) else self._calls[k].label

    def _in_sentence(self, words_end: int, at: int, end: int) -> str:
        call = self._next_call(at, min(end, at + _AFTER))
        if call is None or SENTENCE_END.search(self._text[words_end - 1 : call.span.start + 1]):
            return ""
        return call.label
