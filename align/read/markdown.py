"""Markdown -> blocks: CommonMark with tables and footnotes, every word traced to the file."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from markdown_it import MarkdownIt

from align.model import Block, BlockKind, CharSpan, ReadError
from align.read import inline
from align.read.normalise import normalise
from align.read.traced import Traced, Weaver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from markdown_it.rules_block import StateBlock
    from markdown_it.token import Token

_NESTING = 100  # Blocks inside blocks. markdown-it passes over what lies deeper.
_DEFINITION = re.compile(r"\[\^([^\]\s]+)\]:[ \t]*")
_NOTE_INDENT = 4  # Columns by which the further paragraphs of a note are indented.
_UNSEEN = re.compile(r"\s*<(?:script|style)\b|\s*<!--(?!.*-->)", re.IGNORECASE | re.DOTALL)

_WITH_INLINE = ("inline", "html_block")  # The others are code, taken as it stands.

_KINDS = {  # What decides the kind of a block is the first of these that it stands in.
    "note_open": BlockKind.NOTE,
    "blockquote_open": BlockKind.QUOTE,
    "heading_open": BlockKind.HEADING,
    "list_item_open": BlockKind.ITEM,
}


def blocks(source: Traced, path: Path) -> tuple[Traced, tuple[Block, ...]]:
    """Return the words of a Markdown text, its blocks parted by a blank line, and the blocks.

    Paragraphs, headings, block quotations (nested ones too), list items, the cells of tables, code and the text in
    HTML blocks each make a block. A footnote definition `[^12]: ...` makes blocks of kind NOTE with the label "12";
    a block in a note is a NOTE, in a quotation a QUOTE, in a list an ITEM, whatever else it is. Raises ReadError
    when blocks stand inside each other a hundred deep.
    """
    md = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table").disable("inline")
    md.block.ruler.before("reference", "note", _note, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    inline.install(md)
    weaver = Weaver()
    found: list[Block] = []
    after = 0  # Offset in the file at which the block before ends.
    for kind, label, raw in _contents(md, source, path):
        words = normalise(raw)  # Entities and removed markup may have left something to compose or drop.
        start = len(words.text) - len(words.text.lstrip())
        end = len(words.text.rstrip())
        if start >= end:
            continue
        if found:
            weaver.put("\n\n", after)
        begin = weaver.length
        weaver.copy(words, start, end)
        after = words.at(end - 1) + 1
        found.append(Block(kind=kind, span=CharSpan(start=begin, end=weaver.length), label=label))
    return weaver.done(), tuple(found)


def _contents(md: MarkdownIt, source: Traced, path: Path) -> Iterator[tuple[BlockKind, str, Traced]]:
    """Yield kind, label and words of every block, markup removed."""
    env: dict[str, Any] = {}
    lines = _Lines(source)
    within: list[Token] = []
    for token in md.parse(source.text, env):
        if token.nesting > 0:
            within.append(token)
            if len(within) == _NESTING:
                raise ReadError(f"blocks stand {_NESTING} deep in each other; make them flatter", path=path)
        elif token.nesting < 0:
            within.pop()
        elif token.map and token.content.strip() and not (token.type == "html_block" and _UNSEEN.match(token.content)):
            outer = {each.type: each for each in within}
            kind = next((kind for name, kind in _KINDS.items() if name in outer), BlockKind.PARAGRAPH)
            label = outer["note_open"].info if kind is BlockKind.NOTE else ""
            content = lines.cell(token) if {"th_open", "td_open"} & outer.keys() else lines.gather(token)
            yield kind, label, inline.words(md, content, env) if token.type in _WITH_INLINE else content


class _Lines:
    """The lines of the source, to find in them what the block parser returned without offsets.

    The parser takes off the front of lines (indents, marks of quotations and lists) and the closing marks of
    headings, and it resolves escaped bars in tables; it changes nothing else.
    """

    def __init__(self, source: Traced) -> None:
        self.source = source
        self.lines = source.text.split("\n")
        self.starts = [0, *accumulate(len(line) + 1 for line in self.lines)]
        self._cell = (-1, 0)  # Line and column after the table cell found last.

    def gather(self, token: Token) -> Traced:
        """Return the content of a block, its lines stripped."""
        weaver = Weaver()
        number, last = token.map or (0, 0)
        number += token.type == "fence"
        for line in token.content.removesuffix("\n").split("\n"):
            words = line.strip()
            while words not in self.lines[number] and number < last - 1:
                number += 1
            if weaver.length:
                weaver.put("\n", self.source.at(self.starts[number] - 1))
            tail = len(self.lines[number].rstrip()) - len(words)
            at = tail if self.lines[number].startswith(words, tail) else self.lines[number].find(words)
            weaver.copy(self.source, self.starts[number] + at, self.starts[number] + at + len(words))
            number += 1
        return weaver.done()

    def cell(self, token: Token) -> Traced:
        """Return the content of a table cell."""
        number = (token.map or (0, 0))[0]
        written = token.content.replace("|", r"\|")
        at = self.lines[number].find(written, self._cell[1] if number == self._cell[0] else 0)
        self._cell = (number, at + len(written))
        weaver = Weaver()
        for match in re.finditer(r"(?:[^\\]|\\(?!\|))+", written):
            start = self.starts[number] + at + match.start()
            weaver.copy(self.source, start, start + len(match[0]))
        return weaver.done()


def _note(state: StateBlock, first: int, last: int, silent: bool) -> bool:  # noqa: FBT001
    """Parse a footnote definition: its label, then blocks indented by four columns."""
    match = _DEFINITION.match(state.src, state.bMarks[first] + state.tShift[first], state.eMarks[first])
    if not match or state.is_code_block(first):
        return False
    if silent:
        return True
    token = state.push("note_open", "", 1)
    token.info = match[1]
    saved = state.bMarks[first], state.tShift[first], state.sCount[first], state.parentType
    # To the rules for what stands inside, the first line begins after the label, indented as the rest is.
    state.blkIndent += _NOTE_INDENT
    state.bMarks[first], state.tShift[first], state.sCount[first] = match.end(), 0, state.blkIndent
    state.parentType = "note"
    state.md.block.tokenize(state, first, last)
    state.bMarks[first], state.tShift[first], state.sCount[first], state.parentType = saved
    state.blkIndent -= _NOTE_INDENT
    state.push("note_close", "", -1)
    return True
