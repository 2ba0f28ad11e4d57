"""Quotations without quotation marks: block quotations and the turns of a dialogue."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

import regex

from align.model import BlockKind, CharSpan, QuotationForm
from align.quote.found import Found, trimmed

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.model import Block, NoteCall
    from align.quote.speech import Speech

TURN = regex.compile(r"(?:--|[—―])[\s\u00a0\u202f]*(?=[^\s—―-])|[–-][\s\u00a0\u202f]+(?=\S)")
"""A dash at the head of a paragraph; a short one, which words have too, stands apart from them."""


def block_quotations(
    text: str, blocks: Sequence[Block], marked: Sequence[Found], calls: Sequence[NoteCall]
) -> Iterator[Found]:
    """Make one quotation of every run of block quotations, unless its own quotation marks already do."""
    spans = {found.outer for found in marked}
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        if kind is BlockKind.QUOTE:
            members = list(run)
            span = trimmed(text, members[0].span.start, members[-1].span.end)
            words = _uncalled(text, span, calls)
            if words and spans.isdisjoint((span, words)):
                yield Found(outer=span, inner=words, form=QuotationForm.BLOCK)


def turns(
    text: str, blocks: Sequence[Block], marked: Sequence[Found], calls: Sequence[NoteCall], speech: Speech
) -> Iterator[Found]:
    """Make a quotation of every paragraph that opens with a dash and is clearly spoken.

    It is if another such paragraph stands beside it, if it has a reporting clause, or if a colon leads to it. What
    quotation marks hold that run on from or into another paragraph is no turn, and needs none if they hold turns.
    """
    if not speech.rules.dialogue:
        return
    dashed = [TURN.match(text, b.span.start, b.span.end) if b.kind is BlockKind.PARAGRAPH else None for b in blocks]
    taken = _running(blocks, marked)
    for index, (block, dash) in enumerate(zip(blocks, dashed, strict=True)):
        if dash is None or index in taken:
            continue
        words = _uncalled(text, trimmed(text, dash.end(), block.span.end), calls)
        spoken = speech.spoken(text, words)
        beside = any(dashed[k] for k in (index - 1, index + 1) if 0 <= k < len(blocks))
        led = index > 0 and text[blocks[index - 1].span.end - 1] == ":"
        if spoken and (beside or led or speech.clauses(text, words, dashed=True)):
            yield Found(outer=block.span, inner=spoken, form=QuotationForm.DIALOGUE)


def _uncalled(text: str, span: CharSpan, calls: Sequence[NoteCall]) -> CharSpan:
    """Leave out the note calls at the end of words that no closing mark parts from them."""
    k = bisect_right(calls, span.end, key=lambda call: call.span.end) - 1
    while k >= 0 and calls[k].span.end == span.end and calls[k].span.start >= span.start:
        span = trimmed(text, span.start, calls[k].span.start)
        k -= 1
    return span


def _running(blocks: Sequence[Block], marked: Sequence[Found]) -> set[int]:
    """Return the indices of the blocks that a quotation between marks runs on from or into, or is a turn in."""
    starts = [block.span.start for block in blocks]
    taken: set[int] = set()
    for found in marked:
        first, last = (bisect_right(starts, at) - 1 for at in (found.outer.start, found.outer.end - 1))
        if first != last or found.form is QuotationForm.DIALOGUE:
            taken.update(range(first, last + 1))
    return taken
