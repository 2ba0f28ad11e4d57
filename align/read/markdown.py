"""Markdown -> blocks: CommonMark with tables and footnotes, each character with its place in the file."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from align.model import Block, BlockKind, CharSpan, ReadError
from align.read import inline
from align.read.normalise import normalise
from align.read.tracked import TextBuilder, TrackedText

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_NESTING = 100  # Depth of blocks inside blocks. markdown-it ignores deeper ones.
_DEFINITION = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")
_NOTE_INDENT = 4  # Indent, in columns, of the second and later paragraphs of a note.
_HIDDEN_HTML = re.compile(r"\s*<(?:script|style)\b|\s*<!--(?!.*-->)", re.IGNORECASE | re.DOTALL)

_WITH_INLINE = ("inline", "html_block")  # The others are code, without inline markup.

_KINDS = {  # The first of these that encloses a block gives its kind.
    "note_open": BlockKind.NOTE,
    "blockquote_open": BlockKind.QUOTE,
    "heading_open": BlockKind.HEADING,
    "list_item_open": BlockKind.ITEM,
}


def blocks(source: TrackedText, path: Path) -> tuple[TrackedText, tuple[Block, ...]]:
    """Return the words of a Markdown text, with a blank line between blocks, and the blocks.

    A block is a paragraph, a heading, a paragraph of a block quotation or list item, a table cell, a piece of code or
    the text of an HTML block. A footnote definition `[^12]: ...` gives blocks of kind NOTE with the label "12". Any
    block in a note is a NOTE, in a quotation a QUOTE, in a list an ITEM.

    Raises ReadError if blocks are nested a hundred deep.
    """
    md = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table").disable("inline")
    md.block.ruler.before("reference", "note", _note, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    inline.install(md)
    builder = TextBuilder()
    found: list[Block] = []
    after = 0  # Offset in the file at which the previous block ends.
    for kind, label, raw in _contents(md, source, path):
        words = normalise(raw)  # Decoded entities may have to be composed or dropped.
        start = len(words.text) - len(words.text.lstrip())
        end = len(words.text.rstrip())
        if start >= end:
            continue
        if found:
            builder.add("\n\n", after)
        begin = builder.length
        builder.copy(words, start, end)
        after = words.file_offset(end - 1) + 1
        found.append(Block(kind=kind, span=CharSpan(start=begin, end=builder.length), label=label))
    return builder.build(), tuple(found)


def _contents(md: MarkdownIt, source: TrackedText, path: Path) -> Iterator[tuple[BlockKind, str, TrackedText]]:
    """Yield kind, label and words of every block, without markup."""
    env: dict[str, Any] = {}
    lines = _Lines(source)
    within: list[Token] = []
    for token in md.parse(source.text, env):
        if token.nesting > 0:
            within.append(token)
            if len(within) == _NESTING:
                raise ReadError(f"blocks are nested {_NESTING} deep; make them flatter", path=path)
        elif token.nesting < 0:
            within.pop()
        elif (
            token.map
            and token.content.strip()
            and not (token.type == "html_block" and _HIDDEN_HTML.match(token.content))
        ):
            outer = {each.type: each for each in within}
            kind = next((kind for name, kind in _KINDS.items() if name in outer), BlockKind.PARAGRAPH)
            label = outer["note_open"].info if kind is BlockKind.NOTE else ""
            content = lines.cell(token) if {"th_open", "td_open"} & outer.keys() else lines.gather(token)
            yield kind, label, inline.words(md, content, env) if token.type in _WITH_INLINE else content


class _Lines:
    """The lines of the source: the block parser returns content without offsets, and here we find it again.

    The parser removes the front of lines (indents, marks of quotations and lists) and the closing marks of headings,
    and it unescapes bars in tables; it changes nothing else.
    """

    def __init__(self, source: TrackedText) -> None:
        self.source = source
        self.lines = source.text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in self.lines)]
        self._cell = (-1, 0)  # Line and column after the last table cell found.

    def gather(self, token: Token) -> TrackedText:
        """Return the content of a block, its lines stripped."""
        builder = TextBuilder()
        number, last = token.map or (0, 0)
        number += token.type == "fence"
        for line in token.content.removesuffix("\n").split("\n"):
            words = line.strip()
            while words not in self.lines[number] and number < last - 1:
                number += 1
            if builder.length:
                builder.add("\n", self.source.file_offset(self.starts[number] - 1))
            tail = len(self.lines[number].rstrip()) - len(words)
            at = tail if self.lines[number].startswith(words, tail) else self.lines[number].find(words)
            builder.copy(self.source, self.starts[number] + at, self.starts[number] + at + len(words))
            number += 1
        return builder.build()

    def cell(self, token: Token) -> TrackedText:
        """Return the content of a table cell."""
        number = (token.map or (0, 0))[0]
        written = token.content.replace("|", r"\|")
        at = self.lines[number].find(written, self._cell[1] if number == self._cell[0] else 0)
        self._cell = (number, at + len(written))
        builder = TextBuilder()
        for match in re.finditer(r"(?:[^\\]|\\(?!\|))+", written):
            start = self.starts[number] + at + match.start()
            builder.copy(self.source, start, start + len(match[0]))
        return builder.build()


def _note(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001
    """Parse a footnote definition: its label, then blocks that are indented by four columns."""
    match = _DEFINITION.match(state.src, state.bMarks[first] + state.tShift[first], state.eMarks[first])
    if not match or state.is_code_block(first):
        return False
    if silent:
        return True
    token = state.push("note_open", "", 1)
    token.info = match[1]
    saved = state.bMarks[first], state.tShift[first], state.sCount[first], state.parentType
    # For the rules of the inner blocks, the first line begins after the label, with the indent of the others.
    state.blkIndent += _NOTE_INDENT
    state.bMarks[first], state.tShift[first], state.sCount[first] = match.end(), 0, state.blkIndent
    state.parentType = "note"
    state.md.block.tokenize(state, first, last)
    state.bMarks[first], state.tShift[first], state.sCount[first], state.parentType = saved
    state.blkIndent -= _NOTE_INDENT
    state.push("note_close", "", -1)
    return True
