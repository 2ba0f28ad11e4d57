"""Plain text -> blocks: paragraphs, headings and the notes at the end, told apart by rules a reader can follow."""

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
    """What the lines of a plain text are."""

    AUTO = "auto"
    """`LINES` or `WRAPPED`, told from the text."""
    LINES = "lines"
    """Every line is a paragraph."""
    WRAPPED = "wrapped"
    """Paragraphs run over several lines and are parted by blank ones."""
    SENTENCES = "sentences"
    """Every line is a sentence and a block of its own; nothing is a heading or a note."""


MAX_HEADING = 100
"""Longest heading, in code points."""
_MAX_RUN = 3  # Headings in a row: title, author, section. More short lines are verse or a list.

_ORNAMENT = re.compile(r"[*\-_=#~•·⁂—–\s]+")
# Final punctuation, then closing marks and note calls.
_FINAL = re.compile(r"[.!?…:;。！？：；؟؛।](?:[\"'»”’“«‘›)\]」』）】\s¹²³⁰⁴-⁹]|\[\^?\w{1,4}\])*$")
_TAIL = 60  # Code points at the end of a line in which its final punctuation is looked for.
_OPEN_ENDED = re.compile(r"[,،，、\-–—][\"'»”’」』\s]*$")
_HEADING_START = re.compile(r"[\"'«“„‘‹(\[¿¡\s]*(?=\w)")
_DATE_LINE = re.compile(r"\b\d{1,2}\b.*\b\d{4}$")


class _Line(NamedTuple):
    start: int
    end: int
    follows: bool
    """Whether no blank line or ornament parts it from the line before."""


def blocks(text: str, layout: Layout, path: Path) -> tuple[Block, ...]:
    """Cut a plain text into blocks.

    - *Layout.* Without a blank line between lines of text, every line is a paragraph. Otherwise look at the lines
      directly followed by another: if more than half of them end without final punctuation, sentences run on from
      line to line and the text is hard-wrapped; if not, every line is a paragraph.
    - *Ornaments.* A line of nothing but asterisks, dashes and the like parts paragraphs and belongs to none.
    - *Notes.* See `align.read.notes`.
    - *Headings.* A line of at most `MAX_HEADING` code points that begins with a capital or a figure, ends without
      punctuation and is no date; at most three such lines in a row, and a paragraph must follow.

    Raises ReadError when a line is empty although each should hold a sentence: the numbers of beads are those of
    lines.
    """
    if layout is Layout.SENTENCES:
        return _sentences(text, path)
    lines = _lines(text)
    if layout is Layout.AUTO:
        layout = _told(text, lines)
    called = calls(text)
    spans = _wrapped(text, lines, called) if layout is Layout.WRAPPED else [(line.start, line.end) for line in lines]
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
                "an empty line; with one sentence a line every line counts: delete it here and in the files that run "
                "parallel, or put a dash there",
                path=path,
                line=number,
            )
        at = start + line.index(words)
        found.append(_block(BlockKind.PARAGRAPH, at, at + len(words)))
        start += len(line) + 1
    return tuple(found)


def _lines(text: str) -> list[_Line]:
    """Return the lines that hold words, white space at both ends excluded."""
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


def _told(text: str, lines: list[_Line]) -> Layout:
    broken = [text[a.start : a.end] for a, b in pairwise(lines) if b.follows]
    if len(broken) >= len(lines) - 1:
        return Layout.LINES
    unfinished = sum(not _is_finished(line) for line in broken)
    return Layout.WRAPPED if 2 * unfinished > len(broken) else Layout.LINES


def _wrapped(text: str, lines: list[_Line], called: frozenset[str]) -> list[tuple[int, int]]:
    """Join the lines of each paragraph. Notes may stand without blank lines between them."""
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
    run = None  # Headings in a row above the next paragraph; None where there is no paragraph to stand above.
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
