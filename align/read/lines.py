"""Blocks -> the same blocks, with lines joined where the script has no space between words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from align.model import Block, CharSpan
from align.read.tracked import TextBuilder, TrackedText

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGN = r"[\p{Han}\p{Hiragana}\p{Katakana}\u3000-\u303f\uff00-\uff60]"
_BREAK = regex.compile(rf"(?<={_SIGN})[ \t]*\n[ \t\u3000]*(?={_SIGN})")
"""A line end that would be read as a space although the script has none there."""


def join_lines(words: TrackedText, blocks: Sequence[Block]) -> tuple[TrackedText, tuple[Block, ...]]:
    """Remove the line ends between two Chinese or Japanese characters inside a block."""
    if not _BREAK.search(words.text):
        return words, tuple(blocks)
    builder, done, kept = TextBuilder(), 0, []
    for block in blocks:
        builder.copy(words, done, block.span.start)
        start, done = builder.length, block.span.start
        for match in _BREAK.finditer(words.text, block.span.start, block.span.end):
            builder.copy(words, done, match.start())
            done = match.end()
        builder.copy(words, done, block.span.end)
        done = block.span.end
        kept.append(Block(kind=block.kind, label=block.label, span=CharSpan(start=start, end=builder.length)))
    builder.copy(words, done, len(words.text))
    return builder.build(), tuple(kept)
