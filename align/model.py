"""The frozen types that every stage speaks, and the error tree; no I/O.

Conventions, binding for the whole package:

- A *character offset* counts code points of `Document.text`; a *segment index* counts segments of one document from 0.
  Both kinds of span are half-open. They are two types, so that a checker sees when one is taken for the other.
- `Document.text` is NFC with LF line ends. Segments tile the blocks of their document exactly; no stage changes text.
- A confidence is a probability between 0 and 1.

The error tree: `AlignError` is what a user can mend, and the command line prints it as one line. Its subclasses say
in which stage it arose: `ReadError`, `ConfigError`, `EncoderError`, `StoreError`, `UsageError`. Anything else that is
raised is a fault of the program.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path


class AlignError(Exception):
    """Something the user can mend: where it is, what is wrong, what to do."""

    def __init__(self, message: str, *, path: Path | str | None = None, line: int | None = None) -> None:
        self.message = message
        self.path = path
        self.line = line
        place = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(place + message)


class ReadError(AlignError):
    """A text cannot be read: unknown encoding, binary content, a path outside the project."""


class ConfigError(AlignError):
    """A configuration file is malformed or names something that does not exist."""


class EncoderError(AlignError):
    """An encoder is unknown, is not installed, or its model is not at hand."""


class StoreError(AlignError):
    """A stored result is damaged or of a schema that this version does not know."""


class UsageError(AlignError):
    """The arguments of a command do not fit together."""


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
    """What a block is in the make-up of its document."""

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
    """A paragraph, heading, block quotation, list item or note: the largest unit that a segment may not cross."""

    kind: BlockKind
    span: CharSpan
    """The words of the block, markup and note label excluded; never empty, neither end is white space."""
    label: str = ""
    """Of a note: what its call shows, for example "12"; otherwise empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where the code points of a `Document.text` stood in the file, so that messages can name a line and a column."""

    text_offsets: tuple[int, ...] = (0,)
    """Offsets in `Document.text` at which an unbroken copy of the file begins, ascending, the first 0."""
    file_offsets: tuple[int, ...] = (0,)
    """For each of them, the offset in the decoded file (code points, before any normalisation)."""
    line_starts: tuple[int, ...] = (0,)
    """Offsets in the decoded file at which its lines begin."""

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column in the file, both from 1, of a code point of the text."""
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
    """The words of the file in NFC with LF line ends, markup removed."""
    blocks: tuple[Block, ...]
    """In order, without overlap. What lies between them (blank lines, note labels) belongs to none."""
    metadata: Mapping[str, str] = field(default_factory=dict)
    """What the front matter says, keys in lower case: title, author, date, url, provenance, ..."""
    sha256: str = ""
    """Hexadecimal digest of the bytes of the file."""
    origin: Origin = field(default_factory=Origin, compare=False, repr=False)
    """Where the text stood in the file."""

    @property
    def stem(self) -> str:
        """The name that parallel versions share: the id without its language folder."""
        return self.id.partition("/")[2] or self.id

    @property
    def title(self) -> str:
        """The title that the front matter gives, or else the stem."""
        return self.metadata.get("title", self.stem)


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A sentence, or what stands for one: the unit of alignment."""

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

    def text(self, run: SegSpan) -> str:
        """Return the words of a run of segments, each run of white space made one space."""
        if not run:
            return ""
        start = self.segments[run.start].span.start
        return plain(self.document.text[start : self.segments[run.end - 1].span.end])

    def texts(self) -> list[str]:
        """Return the words of every segment, each run of white space made one space."""
        text = self.document.text
        return [plain(text[segment.span.start : segment.span.end]) for segment in self.segments]


def plain(text: str) -> str:
    """Make every run of white space, no-break spaces among them, one space, and strip both ends."""
    return " ".join(text.split())


class Status(StrEnum):
    """Who stands behind a bead."""

    MACHINE = "machine"
    ACCEPTED = "accepted"
    """A person confirmed it; it is locked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bead:
    """Segments of two documents that render each other; a null bead has segments on one side only."""

    src: SegSpan
    tgt: SegSpan
    confidence: float
    """Probability that exactly these segments belong together."""
    status: Status = Status.MACHINE

    @property
    def type(self) -> str:
        """The numbers of segments, source first: "1-1", "2-1", "0-1"."""
        return f"{len(self.src)}-{len(self.tgt)}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Two segmented documents as a ladder of beads: monotone and complete."""

    src: str
    """Id of the source document."""
    tgt: str
    """Id of the target document."""
    beads: tuple[Bead, ...]

    def __post_init__(self) -> None:
        i = j = 0
        for bead in self.beads:
            if (bead.src.start, bead.tgt.start) != (i, j) or not (bead.src or bead.tgt):
                raise ValueError(f"{self.src} : {self.tgt}: no ladder at segment {i} : {j}")
            i, j = bead.src.end, bead.tgt.end

    def __len__(self) -> int:
        return len(self.beads)

    @property
    def trust(self) -> float:
        """Share of the segments of the shorter document that may be expected to stand in right beads with both sides.

        Near 1 for a close translation, near 0 for texts that have nothing to do with each other.
        """
        if not self.beads:
            return 0.0
        last = self.beads[-1]
        shares = (
            sum(bead.confidence * len(run) for bead, run in sides if bead.src and bead.tgt) / total
            for sides, total in (
                ([(bead, bead.src) for bead in self.beads], last.src.end),
                ([(bead, bead.tgt) for bead in self.beads], last.tgt.end),
            )
            if total
        )
        return max(shares)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """What stands together across n parallel documents; one `tu` of a multilingual TMX."""

    members: tuple[SegSpan, ...]
    """One run of segments for each document of the `Links`, in its order; empty where a version has nothing."""
    confidence: float
    """Probability that all members belong together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The parallel versions of one text, cut into links that tile each of them."""

    documents: tuple[str, ...]
    """Ids of the documents, the pivot first."""
    links: tuple[Link, ...]


class FragmentMark(StrEnum):
    """What interrupts the quoted words."""

    OMISSION = "omission"
    """(...), [...] or a bare ellipsis that stands apart from the words."""
    INSERTION = "insertion"
    """Words in brackets that are not the quoted author's."""
    SIC = "sic"
    """[sic] and its like: the quoting author vouches for the words before it."""
    CALL = "call"
    """A note call among the quoted words."""
    CLAUSE = "clause"
    """A reporting clause between one pair of marks: « Je viens, dit-il, demain »."""
    REPEAT = "repeat"
    """A quotation mark repeated at the head of a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """What stands inside a quotation without being one of its words."""

    kind: FragmentMark
    span: CharSpan
    """The mark with its brackets."""


class QuotationKind(StrEnum):
    """What a pair of quotation marks is for."""

    QUOTATION = "quotation"
    TERM = "term"
    """A scare quote or a word mentioned, not somebody's sentence."""
    TITLE = "title"
    """The title of a work or, as Russian writes them, the name of an institution."""


class QuotationForm(StrEnum):
    """How the text shows that words are quoted."""

    MARKS = "marks"
    BLOCK = "block"
    """A run of block quotations."""
    DIALOGUE = "dialogue"
    """A paragraph that begins with a dash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words between quotation marks, a block quotation, or a turn of a dialogue."""

    id: str
    """Stable within its document while the words stay the same; without spaces."""
    span: CharSpan
    """The quoted words, marks excluded; a quotation may run over several blocks."""
    depth: int
    """1 for an outermost quotation, 2 inside it, and so on."""
    kind: QuotationKind
    form: QuotationForm = QuotationForm.MARKS
    chain: str = ""
    """Id of the first piece, in every piece of a quotation that its reporting clause interrupts; otherwise empty."""
    speaker: str = ""
    """Whom the reporting clause names, in its words; empty if it names nobody."""
    note: str = ""
    """Label of the note called at its end, at the end of its chain, or later in its sentence; empty if there is
    none."""
    marks: tuple[Mark, ...] = ()
    """What is not quoted words, in order, without overlap."""
    fragments: tuple[CharSpan, ...] = ()
    """The stretches of quoted words between the marks, in order, neither end white space."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCall:
    """A place in the text that sends the reader to a note."""

    label: str
    """For example "12"."""
    span: CharSpan
    """The call with its brackets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note of a document, and what it refers to."""

    label: str
    blocks: tuple[int, ...]
    """Indices of its blocks in `Document.blocks`: neighbouring notes of one label are one note."""
    urls: tuple[str, ...] = ()
    """The addresses in it, in order."""
    refers: str = ""
    """Label of the note whose reference this one repeats (Ibid., op. cit., там же), the chain followed to its end.

    That note may be missing from the document. Empty if this one speaks for itself, or if it cannot be told."""


class AnomalyKind(StrEnum):
    """What is wrong with the marks and notes of a text."""

    UNCLOSED = "unclosed"
    """An opening mark that nothing closes."""
    UNOPENED = "unopened"
    """A closing mark that closes nothing."""
    CALL_WITHOUT_NOTE = "call-without-note"
    NOTE_WITHOUT_CALL = "note-without-call"
    NOTE_TWICE = "note-twice"
    """A label that an earlier note has."""
    REFERENCE_BROKEN = "reference-broken"
    """A note repeats the reference of one that is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """A fact about marks or notes that a check may report."""

    kind: AnomalyKind
    span: CharSpan
    """The mark or the call; of a note, its words."""
    label: str = ""
    """Of the note concerned; of a broken reference, of the note that is missing, as far as it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """What one document quotes, and the notes that say from where."""

    document: str
    """Id of the document."""
    quotations: tuple[Quotation, ...] = ()
    """In the order of their first words, the outer before the inner; two of them are nested or disjoint."""
    notes: tuple[Note, ...] = ()
    calls: tuple[NoteCall, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    """In the order of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationPair:
    """Quotations of two parallel versions that render each other; one side is empty where a counterpart is lacking."""

    src: tuple[str, ...]
    """Ids of the pieces in the source document, in order."""
    tgt: tuple[str, ...]
    """Ids of the pieces in the target document, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Everything that determines a result; stands beside every score and every artefact."""

    version: str
    """Of this package."""
    encoder: str
    """Name and revision of the encoder, and how it makes vectors of runs."""
    segmenter: str
    """Name and revision of the segmentation rules."""
    parameters: tuple[tuple[str, str], ...] = ()
    """Names and values of what else matters, sorted by name."""

    def __str__(self) -> str:
        parts = [("align", self.version), ("encoder", self.encoder), ("segmenter", self.segmenter), *self.parameters]
        return "|".join(f"{name}:{value}" for name, value in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationMatch:
    """Where the words of a quotation stand in the text that it quotes."""

    quotation: str
    """Id of the quotation."""
    document: str
    """Id of the document that quotes."""
    source: str
    """Id of the document that is quoted."""
    span: CharSpan
    """From the first fragment to the last, in the source's text."""
    fragments: tuple[CharSpan, ...]
    """In the source's text, one for each fragment of the quotation, in order.

    Fragments that no omission parts, but an insertion or a reporting clause, share one stretch of the source."""
    confidence: float
    """Probability that it is the right source and that the fragments overlap the true ones."""
    agreed: bool = True
    """Whether each of several renderings, asked alone, leads to a place that overlaps this one."""


class NotFoundReason(StrEnum):
    """Why a quotation has no place in a source."""

    NO_SOURCE = "no-source"
    """No source was supplied."""
    BELOW_THRESHOLD = "below-threshold"
    """No place is probable enough."""
    AMBIGUOUS = "ambiguous"
    """It is probably in a source, but two places or more are equally good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """That no place of a quotation can be named, and why."""

    quotation: str
    """Id of the quotation."""
    document: str
    """Id of the document that quotes."""
    reason: NotFoundReason
    best: QuotationMatch | None = None
    """The most probable place, for information only."""
