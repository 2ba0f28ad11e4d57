"""Plain text -> blocks: paragraphs, headings and the notes at the end, by rules that a reader can follow."""

from __future__ import annotations

import re
from enum import StrEnum
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from align.model import Block, BlockKind, CharSpan, ReadError
from align.read.notes import calls, label, trailing_notes

if TYPE_CHECKING:
    from pathlib import Path


class Layout(StrEnum):
    """The meaning of the lines of a plain text."""

    AUTO = "auto"
    """`LINES` or `WRAPPED`, detected from the text."""
    LINES = "lines"
    """Every line is a paragraph."""
    WRAPPED = "wrapped"
    """Paragraphs run over several lines, with blank lines between them."""
    SENTENCES = "sentences"
    """Every line is a sentence and a block; there are no headings and no notes."""


MAX_HEADING = 100
"""Length of the longest heading, in code points."""
_MAX_RUN = 3  # Headings in a row: title, author, section. More short lines are verse or a list.

_ORNAMENT = re.compile(r"[*\-_=#~•·⁂—–\s]+")
# Final punctuation, then closing marks and note calls.
_FINAL = re.compile(r"[.!?…:;。！？：；؟؛।](?:[\"'»”’“«‘›)\]」』）】\s¹²³⁰⁴-⁹]|\[\^?\w{1,4}\])*$")
_TAIL = 60  # Code points at the end of a line that are searched for final punctuation.
_OPEN_ENDED = re.compile(r"[,،，、\-–—][\"'»”’」』\s]*$")
_HEADING_START = re.compile(r"[\"'«“„‘‹(\[¿¡\s]*(?=\w)")
_DATE_LINE = re.compile(r"\b\d{1,2}\b.*\b\d{4}$")


class _Line(NamedTuple):
    start: int
    end: int
    follows: bool
    """Whether it directly follows the line before, without a blank line or ornament between them."""


def blocks(text: str, layout: Layout, path: Path) -> tuple[Block, ...]:
    """Cut a plain text into blocks.

    - *Layout.* Without any blank line between lines of text, every line is a paragraph. Otherwise we count the lines
      that another line directly follows: if more than half of them end without final punctuation, sentences run on
      from line to line and the text is hard-wrapped; if not, every line is a paragraph.
    - *Ornaments.* A line of asterisks, dashes and the like separates paragraphs and belongs to no block.
    - *Notes.* See `align.read.notes`.
    - *Headings.* A heading is a line of at most `MAX_HEADING` code points that begins with a capital or a figure, ends
      without punctuation and is not a date. At most three may follow each other, then a paragraph must come.

    Raises ReadError for an empty line if `layout` is `SENTENCES`: beads refer to lines by their numbers.
    """
    if layout is Layout.SENTENCES:
        return _sentences(text, path)
    lines = _lines(text)
    if layout is Layout.AUTO:
        layout = _detect_layout(text, lines)
    called = calls(text)
    spans = (
        _join_wrapped(text, lines, called) if layout is Layout.WRAPPED else [(line.start, line.end) for line in lines]
    )
    notes = trailing_notes(text, spans, called)
    body = spans[: len(spans) - len(notes)]
    kinds = _kinds([text[start:end] for start, end in body])
    return (
        *(_block(kind, start, end) for kind, (start, end) in zip(kinds, body, strict=True)),
        *(_block(BlockKind.NOTE if name else BlockKind.PARAGRAPH, start, end, name) for name, start, end in notes),
    )


def _block(kind: BlockKind, start: int, end: int, name: str = "") -> Block:
    return Block(kind=kind, span=CharSpan(start=start, end=end), label=name)


def _sentences(text: str, path: Path) -> tuple[Block, ...]:
    found, start = [], 0
    for number, line in enumerate(text.rstrip().split("\n"), 1):
        words = line.strip()
        if not words:
            raise ReadError(
                "an empty line; with one sentence a line every line counts: delete it here and in the parallel files, "
                "or put a dash there",
                path=path,
                line=number,
            )
        at = start + line.index(words)
        found.append(_block(BlockKind.PARAGRAPH, at, at + len(words)))
        start += len(line) + 1
    return tuple(found)


def _lines(text: str) -> list[_Line]:
    """Return the lines with words, without white space at their ends."""
    found: list[_Line] = []
    start, follows = 0, False
    for line in text.split("\n"):
        words = line.strip()
        if words and not _ORNAMENT.fullmatch(words):
            at = start + line.index(words)
            found.append(_Line(at, at + len(words), follows))
            follows = True
        else:
            follows = False
        start += len(line) + 1
    return found


def _detect_layout(text: str, lines: list[_Line]) -> Layout:
    broken = [text[a.start : a.end] for a, b in pairwise(lines) if b.follows]
    if len(broken) >= len(lines) - 1:
        return Layout.LINES
    unfinished = sum(not _is_finished(line) for line in broken)
    return Layout.WRAPPED if 2 * unfinished > len(broken) else Layout.LINES


def _join_wrapped(text: str, lines: list[_Line], called: frozenset[str]) -> list[tuple[int, int]]:
    """Return start and end of each paragraph of a hard-wrapped text; notes need no blank lines between them."""
    spans: list[tuple[int, int]] = []
    in_note = False
    for line in lines:
        is_note = label(text, line.start, line.end, called) is not None
        if line.follows and not (in_note and is_note):
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
            in_note = is_note
    return spans


def _kinds(paragraphs: list[str]) -> list[BlockKind]:
    kinds = [BlockKind.PARAGRAPH] * len(paragraphs)
    run = None  # Headings in a row above the next paragraph; None if no paragraph follows.
    for k in range(len(paragraphs) - 1, -1, -1):
        if not _is_headinglike(paragraphs[k]):
            run = 0
        elif run is not None and run < _MAX_RUN:
            kinds[k] = BlockKind.HEADING
            run += 1
    return kinds


def _is_headinglike(words: str) -> bool:
    opening = _HEADING_START.match(words)
    return (
        len(words) <= MAX_HEADING
        and "\n" not in words
        and opening is not None
        and not words[opening.end()].islower()
        and any(char.isalpha() for char in words)
        and not _is_finished(words)
        and not _OPEN_ENDED.search(words)
        and not _DATE_LINE.search(words)
    )


def _is_finished(line: str) -> bool:
    return _FINAL.search(line[-_TAIL:]) is not None
