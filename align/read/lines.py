"""Blocks -> the same with their lines joined where the script puts no space between words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from align.model import Block, CharSpan
from align.read.traced import Traced, Weaver

if TYPE_CHECKING:
    from collections.abc import Sequence

_SIGN = r"[\p{Han}\p{Hiragana}\p{Katakana}\u3000-\u303f\uff00-\uff60]"
_BREAK = regex.compile(rf"(?<={_SIGN})[ \t]*\n[ \t\u3000]*(?={_SIGN})")
"""A line end that would be read as a space though none belongs there."""


def joined(words: Traced, blocks: Sequence[Block]) -> tuple[Traced, tuple[Block, ...]]:
    """Take the line ends out that stand between two Chinese or Japanese signs inside a block."""
    if not _BREAK.search(words.text):
        return words, tuple(blocks)
    weaver, done, kept = Weaver(), 0, []
    for block in blocks:
        weaver.copy(words, done, block.span.start)
        start, done = weaver.length, block.span.start
        for match in _BREAK.finditer(words.text, block.span.start, block.span.end):
            weaver.copy(words, done, match.start())
            done = match.end()
        weaver.copy(words, done, block.span.end)
        done = block.span.end
        kept.append(Block(kind=block.kind, label=block.label, span=CharSpan(start=start, end=weaver.length)))
    weaver.copy(words, done, len(words.text))
    return weaver.done(), tuple(kept)
