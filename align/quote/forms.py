"""Blocks -> quotations without quotation marks: block quotations and the turns of a dialogue."""

from __future__ import annotations

from bisect import bisect_right
from itertools import groupby
from typing import TYPE_CHECKING

import regex

from align.model import BlockKind, CharSpan, QuotationForm
from align.quote.tree import RawQuotation, trim

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.model import Block, NoteCall
    from align.quote.speech import Speech

TURN = regex.compile(r"(?:--|[—―])[\s\u00a0\u202f]*(?=[^\s—―-])|[–-][\s\u00a0\u202f]+(?=\S)")
"""A dash at the beginning of a paragraph; a short one, which also occurs in words, needs a space after it."""


def block_quotations(
    text: str, blocks: Sequence[Block], marked: Sequence[RawQuotation], calls: Sequence[NoteCall]
) -> Iterator[RawQuotation]:
    """Make one quotation of each run of block quotations, unless quotation marks already enclose it."""
    spans = {raw.outer for raw in marked}
    for kind, run in groupby(blocks, key=lambda block: block.kind):
        if kind is BlockKind.QUOTE:
            members = list(run)
            span = trim(text, members[0].span.start, members[-1].span.end)
            words = _strip_calls(text, span, calls)
            if words and spans.isdisjoint((span, words)):
                yield RawQuotation(outer=span, inner=words, form=QuotationForm.BLOCK)


def turns(
    text: str, blocks: Sequence[Block], marked: Sequence[RawQuotation], calls: Sequence[NoteCall], speech: Speech
) -> Iterator[RawQuotation]:
    """Make a quotation of each paragraph that opens with a dash and is clearly spoken.

    It is spoken if it adjoins another such paragraph, has a reporting clause, or follows a colon. Paragraphs inside
    quotation marks that extend over several paragraphs, or that contain turns, are skipped.
    """
    if not speech.rules.dialogue:
        return
    dashed = [TURN.match(text, b.span.start, b.span.end) if b.kind is BlockKind.PARAGRAPH else None for b in blocks]
    taken = _blocks_without_turns(blocks, marked)
    for index, (block, dash) in enumerate(zip(blocks, dashed, strict=True)):
        if dash is None or index in taken:
            continue
        words = _strip_calls(text, trim(text, dash.end(), block.span.end), calls)
        spoken = speech.strip_final_clause(text, words)
        has_neighbour = any(dashed[k] for k in (index - 1, index + 1) if 0 <= k < len(blocks))
        led = index > 0 and text[blocks[index - 1].span.end - 1] == ":"
        if spoken and (has_neighbour or led or speech.clauses(text, words, dashed=True)):
            yield RawQuotation(outer=block.span, inner=spoken, form=QuotationForm.DIALOGUE)


def _strip_calls(text: str, span: CharSpan, calls: Sequence[NoteCall]) -> CharSpan:
    """Remove note calls from the end of a span."""
    k = bisect_right(calls, span.end, key=lambda call: call.span.end) - 1
    while k >= 0 and calls[k].span.end == span.end and calls[k].span.start >= span.start:
        span = trim(text, span.start, calls[k].span.start)
        k -= 1
    return span


def _blocks_without_turns(blocks: Sequence[Block], marked: Sequence[RawQuotation]) -> set[int]:
    """Return the indices of the blocks with a marked quotation that extends over several blocks or is a turn."""
    starts = [block.span.start for block in blocks]
    taken: set[int] = set()
    for raw in marked:
        first, last = (bisect_right(starts, at) - 1 for at in (raw.outer.start, raw.outer.end - 1))
        if first != last or raw.form is QuotationForm.DIALOGUE:
            taken.update(range(first, last + 1))
    return taken
