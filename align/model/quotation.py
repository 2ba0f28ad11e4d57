"""Quotations and notes: what a document quotes, and where that stands in a source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from align.model.text import CharSpan

QuotationKey: TypeAlias = tuple[str, str]
"""Id of a document and id of a quotation in it."""


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
    cited: str = ""
    """What the note names as its source, if that was not supplied: author, title, address; empty if not known."""
