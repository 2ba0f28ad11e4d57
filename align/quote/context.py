"""Tree of quotations -> the context of each: the author's words on both sides, and its note."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from align.model import Block, Document, NoteCall
    from align.quote.tree import TreeNode

_BEFORE = 240
"""Code points of context before a quotation."""
_AFTER = 300
_BETWEEN = regex.compile(r"[\s.,;:!?…)]*")
"""Characters allowed between a quotation and the call of its note."""
SENTENCE_END = regex.compile(
    r"(?<!\b\p{Lu})[.!?…؟۔](?:\s?[»”’\")\]]|[“‘«])*(?=\s+[\p{Lu}\p{Lo}«“„‘\"—–])"
    r"|[。！？][”’」』）]*(?=\s*[\p{L}\p{N}“‘「『《—])"
)
"""The end of a sentence before another one, in scripts with and without capitals and spaces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The surroundings of one quotation, within its block and its outer quotation."""

    before: str
    """The author's words from the previous quotation up to this one."""
    after: str
    """The author's words up to the next quotation, without a call directly after this one."""
    adjoins: bool
    """Whether `after` ends directly at the next quotation."""
    note: str
    """Label of the note call directly at the end of the quotation; empty without one."""
    sentence_note: str
    """The same, or else the label of the next call in the same sentence."""


class Surroundings:
    """The blocks and calls of a document, from which the contexts of quotations are taken."""

    def __init__(self, document: Document, calls: Sequence[NoteCall]) -> None:
        self._text = document.text
        self._blocks = document.blocks
        self._starts = [block.span.start for block in document.blocks]
        self._calls = calls
        self._call_starts = [call.span.start for call in calls]

    def block(self, offset: int) -> Block:
        """Return the block that contains an offset."""
        return self._blocks[bisect_right(self._starts, offset) - 1]

    def contexts(self, nodes: Sequence[TreeNode], by_parent: Mapping[int, Sequence[int]]) -> list[Context]:
        """Return the context of every quotation; `held` lists, by outer quotation, the indices of its inner ones."""
        found: dict[int, Context] = {}
        for siblings in by_parent.values():
            for previous, index, following in zip((None, *siblings), siblings, (*siblings[1:], None), strict=False):
                found[index] = self._context(nodes, previous, index, following)
        return [found[index] for index in range(len(nodes))]

    def _context(self, nodes: Sequence[TreeNode], previous: int | None, index: int, following: int | None) -> Context:
        one = nodes[index]
        outer = one.raw.outer
        low, high = self.block(outer.start).span.start, self.block(outer.end - 1).span.end
        if one.parent >= 0:
            parent = nodes[one.parent].raw.inner
            low, high = max(low, parent.start), min(high, parent.end)
        if previous is not None:
            low = max(low, nodes[previous].raw.outer.end)
        bound = high if following is None else min(high, nodes[following].raw.outer.start)
        call = self._call_directly_after(outer.end, bound)
        start = outer.end if call is None else call.span.end
        end = min(bound, start + _AFTER)
        note = call.label if call else self._label_at_end(one.raw.inner.start, outer.end)
        return Context(
            before=self._text[max(low, outer.start - _BEFORE) : outer.start],
            after=self._text[start:end],
            adjoins=following is not None and end == nodes[following].raw.outer.start,
            note=note,
            sentence_note=note or self._label_in_sentence(one.raw.inner.end, outer.end, high),
        )

    def _next_call(self, at: int, end: int) -> NoteCall | None:
        k = bisect_left(self._call_starts, at)
        return self._calls[k] if k < len(self._calls) and self._calls[k].span.end <= end else None

    def _call_directly_after(self, at: int, end: int) -> NoteCall | None:
        """Return the call after an offset with only punctuation between them."""
        call = self._next_call(at, end)
        return call if call and _BETWEEN.fullmatch(self._text, at, call.span.start) else None

    def _label_at_end(self, start: int, end: int) -> str:
        """Return the label of a call at the end of a quotation, or an empty string."""
        k = bisect_left(self._call_starts, end) - 1
        if k < 0 or self._call_starts[k] < start:
            return ""
        rest = self._text[self._calls[k].span.end : end]
        return "" if any(char.isalnum() for char in rest) else self._calls[k].label

    def _label_in_sentence(self, words_end: int, at: int, end: int) -> str:
        call = self._next_call(at, min(end, at + _AFTER))
        if call is None or SENTENCE_END.search(self._text[words_end - 1 : call.span.start + 1]):
            return ""
        return call.label
