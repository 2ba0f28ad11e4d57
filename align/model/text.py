"""Texts: documents, their blocks and segments, and the two kinds of span."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from align.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class CharSpan:
    """A stretch of `Document.text`."""

    start: int
    """First code point."""
    end: int
    """One past the last code point."""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def slice(self, text: str) -> str:
        """Return the words of the span; `text` is that of its document."""
        return text[self.start : self.end]

    def overlaps(self, other: CharSpan) -> bool:
        """Tell whether two spans share a code point; an empty span overlaps what it lies inside."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: CharSpan) -> bool:
        """Tell whether another span lies within this one; ends may coincide."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class SegSpan:
    """A run of neighbouring segments of one document; empty on one side of a null bead."""

    start: int
    """First segment, from 0."""
    end: int
    """One past the last segment."""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a run of segments: {self.start}..{self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def __iter__(self) -> Iterator[int]:
        return iter(range(self.start, self.end))


class BlockKind(StrEnum):
    """The role of a block in its document."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTE = "quote"
    """A block quotation."""
    ITEM = "item"
    """An item of a list."""
    NOTE = "note"
    """A footnote or endnote, without its label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading, block quotation, list item or note; no segment crosses its borders."""

    kind: BlockKind
    span: CharSpan
    """The words of the block, without markup and note label; never empty, without white space at the ends."""
    label: str = ""
    """For a note, the label in its call, for example "12"; otherwise empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The positions of the code points of a `Document.text` in the file, for the line and column in messages."""

    text_offsets: tuple[int, ...] = (0,)
    """Offsets in `Document.text` at which a continuous copy of the file begins, ascending from 0."""
    file_offsets: tuple[int, ...] = (0,)
    """For each of them, the offset in the decoded file, in code points, before any normalisation."""
    line_starts: tuple[int, ...] = (0,)
    """Offsets of the beginnings of lines in the decoded file."""

    def position(self, offset: int) -> tuple[int, int]:
        """Return the line and the column in the file, both from 1, of a code point of the text."""
        k = bisect_right(self.text_offsets, offset) - 1
        at = self.file_offsets[k] + offset - self.text_offsets[k]
        line = bisect_right(self.line_starts, at) - 1
        return line + 1, at - self.line_starts[line] + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One version of one text, as read from one file."""

    id: str
    """Language folder and stem, for example "fr/part-1"; unique in a project."""
    lang: str
    """BCP 47 tag, for example "fr" or "pt-BR"."""
    path: str
    """The file as the user names it, for messages."""
    text: str
    """The words of the file in NFC with LF line ends, without markup."""
    blocks: tuple[Block, ...]
    """In order, without overlap. Text between them (blank lines, note labels) belongs to no block."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    """The front matter, with keys in lower case: title, author, date, url, provenance, ..."""
    sha256: str = ""
    """Hexadecimal digest of the bytes of the file."""
    origin: Origin = field(default_factory=Origin, compare=False)
    """The positions of the text in the file."""

    def __repr__(self) -> str:
        return f"<Document {self.id}: {quantity(len(self.text), 'character')}>"

    @property
    def stem(self) -> str:
        """The common name of parallel versions: the id without its language folder."""
        return self.id.partition("/")[2] or self.id

    @property
    def title(self) -> str:
        """The title from the front matter, or else the stem."""
        return self.metadata.get("title", self.stem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A sentence or an equivalent unit: the unit of alignment."""

    block: int
    """Index of its block in `Document.blocks`."""
    span: CharSpan
    """Its code points; the white space after a sentence belongs to that sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Segmented:
    """A document together with its segments, which tile every block."""

    document: Document
    segments: tuple[Segment, ...]

    def __post_init__(self) -> None:
        blocks = self.document.blocks
        at, end, block = 0, 0, -1
        for index, segment in enumerate(self.segments):
            if segment.block != block:
                block += 1
                if segment.block != block or at != end:
                    raise ValueError(f"{self.document.id}: segment {index} does not continue the tiling of the blocks")
                at, end = blocks[block].span.start, blocks[block].span.end
            if segment.span.start != at or segment.span.end > end or not segment.span:
                raise ValueError(f"{self.document.id}: segment {index} leaves a gap, overlaps or is empty")
            at = segment.span.end
        if at != end or block != len(blocks) - 1:
            raise ValueError(f"{self.document.id}: the segments do not cover every block")

    def __repr__(self) -> str:
        return f"<Segmented {self.document.id}: {quantity(len(self.segments), 'segment')}>"

    def text(self, run: SegSpan) -> str:
        """Return the words of a run of segments, each run of white space made one space."""
        if not run:
            return ""
        start = self.segments[run.start].span.start
        return plain(self.document.text[start : self.segments[run.end - 1].span.end])

    def texts(self) -> list[str]:
        """Return the words of every segment, each run of white space made one space."""
        text = self.document.text
        return [plain(segment.span.slice(text)) for segment in self.segments]


def plain(text: str) -> str:
    """Replace every run of white space, including no-break spaces, by one space, and strip both ends."""
    return " ".join(text.split())
