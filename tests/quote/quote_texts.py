"""Small documents for the tests of quotations, one block a line."""

from __future__ import annotations

import re

from align.model import Block, BlockKind, CharSpan, Document
from align.quote import quotations

_PREFIXES = (("# ", BlockKind.HEADING), ("> ", BlockKind.QUOTE), ("* ", BlockKind.ITEM))


def document(lines: str, lang: str = "en") -> Document:
    """Make a document, one block a line: "[1] " begins a note, "# " a heading, "> " a block quotation, "* " an item."""
    text = ""
    blocks = []
    for line in lines.split("\n"):
        kind, label, words = BlockKind.PARAGRAPH, "", line
        if note := re.match(r"\[(\w+)\] ", line):
            kind, label, words = BlockKind.NOTE, note[1], line[note.end() :]
        for prefix, other in _PREFIXES:
            if line.startswith(prefix):
                kind, words = other, line[len(prefix) :]
        blocks.append(Block(kind=kind, label=label, span=CharSpan(start=len(text), end=len(text) + len(words))))
        text += words + "\n\n"
    return Document(id=f"{lang}/x", lang=lang, path="x", text=text, blocks=tuple(blocks))


def depths_and_words(lines: str, lang: str = "en") -> list[tuple[int, str]]:
    """Return the depth and the words of every quotation."""
    made = document(lines, lang)
    return [(q.depth, made.text[q.span.start : q.span.end]) for q in quotations(made).quotations]
