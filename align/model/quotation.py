"""Quotations and notes of a document, and the places of quotations in a source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from align.model.text import CharSpan
from align.wording import quantity

QuotationKey: TypeAlias = tuple[str, str]
"""Id of a document and id of a quotation in it."""


class FragmentMark(StrEnum):
    """Kinds of interruptions of quoted words."""

    OMISSION = "omission"
    """(...), [...] or a bare ellipsis separated from the words by a space."""
    INSERTION = "insertion"
    """Words in brackets that are not the quoted author's."""
    SIC = "sic"
    """[sic] or similar: the quoting author confirms the form of the preceding words."""
    CALL = "call"
    """A note call among the quoted words."""
    CLAUSE = "clause"
    """A reporting clause between one pair of marks: « Je viens, dit-il, demain »."""
    REPEAT = "repeat"
    """A quotation mark repeated at the beginning of a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """Characters inside a quotation that are not quoted words."""

    kind: FragmentMark
    span: CharSpan
    """The mark with its brackets."""


class QuotationKind(StrEnum):
    """The purpose of a pair of quotation marks."""

    QUOTATION = "quotation"
    TERM = "term"
    """A scare quote or a mentioned word, not somebody's sentence."""
    TITLE = "title"
    """The title of a work or, in Russian, the name of an institution."""


class QuotationForm(StrEnum):
    """The typographic form of a quotation."""

    MARKS = "marks"
    BLOCK = "block"
    """A run of block quotations."""
    DIALOGUE = "dialogue"
    """A paragraph that begins with a dash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Words between quotation marks, a block quotation, or a turn of a dialogue."""

    id: str
    """Stable within its document as long as the words are the same; without spaces."""
    span: CharSpan
    """The quoted words without marks; a quotation may extend over several blocks."""
    depth: int
    """1 for an outermost quotation, 2 inside it, and so on."""
    kind: QuotationKind
    form: QuotationForm = QuotationForm.MARKS
    chain: str = ""
    """Id of the first piece, for all pieces of a quotation interrupted by a reporting clause; otherwise empty."""
    speaker: str = ""
    """The speaker in the words of the reporting clause; empty if it names nobody."""
    note: str = ""
    """Label of the note called at its end, at the end of its chain, or later in its sentence; empty if there is
    none."""
    marks: tuple[Mark, ...] = ()
    """The interruptions of the quoted words, in order, without overlap."""
    fragments: tuple[CharSpan, ...] = ()
    """The stretches of quoted words between the marks, in order, without white space at their ends."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteCall:
    """A place in the text that refers to a note."""

    label: str
    """For example "12"."""
    span: CharSpan
    """The call with its brackets."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note of a document, and its reference to another note."""

    label: str
    blocks: tuple[int, ...]
    """Indices of its blocks in `Document.blocks`: neighbouring note blocks with one label are one note."""
    urls: tuple[str, ...] = ()
    """The addresses in it, in order."""
    refers: str = ""
    """Label of the note whose reference this one repeats (Ibid., op. cit., там же), at the end of the chain.

    This note may be missing from the document. Empty if this note repeats no reference, or an unknown one."""


class AnomalyKind(StrEnum):
    """Kinds of faults in the marks and notes of a text."""

    UNCLOSED = "unclosed"
    """An opening mark without a closing one."""
    UNOPENED = "unopened"
    """A closing mark without an opening one."""
    CALL_WITHOUT_NOTE = "call-without-note"
    NOTE_WITHOUT_CALL = "note-without-call"
    NOTE_TWICE = "note-twice"
    """Two notes have the same label."""
    REFERENCE_BROKEN = "reference-broken"
    """A note repeats the reference of a missing note."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Anomaly:
    """A fact about marks or notes that a check may report."""

    kind: AnomalyKind
    span: CharSpan
    """The mark, the call, or the words of the note."""
    label: str = ""
    """Label of the note concerned; for a broken reference, of the missing note, if known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """The quotations of one document, and its notes."""

    document: str
    """Id of the document."""
    quotations: tuple[Quotation, ...] = ()
    """In the order of their first words, outer before inner; any two are nested or disjoint."""
    notes: tuple[Note, ...] = ()
    calls: tuple[NoteCall, ...] = ()
    anomalies: tuple[Anomaly, ...] = ()
    """In the order of the text."""

    def __repr__(self) -> str:
        counts = quantity(len(self.quotations), "quotation"), quantity(len(self.notes), "note")
        return f"<Quoted {self.document}: {', '.join(counts)}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationPair:
    """Quotations of two parallel versions that render each other; one side is empty without a counterpart."""

    src: tuple[str, ...]
    """Ids of the pieces in the source document, in order."""
    tgt: tuple[str, ...]
    """Ids of the pieces in the target document, in order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationMatch:
    """The place of a quotation in the quoted text."""

    quotation: str
    """Id of the quotation."""
    document: str
    """Id of the document that quotes."""
    source: str
    """Id of the quoted document."""
    span: CharSpan
    """From the first fragment to the last, in the text of the source."""
    fragments: tuple[CharSpan, ...]
    """One stretch of the source's text for each fragment of the quotation, in order.

    Fragments separated only by an insertion or a reporting clause, not by an omission, share one stretch."""
    confidence: float
    """Probability that the source is right and the fragments overlap the true ones."""
    agreed: bool = True
    """Whether each of several renderings on its own leads to a place that overlaps this one."""


class NotFoundReason(StrEnum):
    """Why a quotation has no place in a source."""

    NO_SOURCE = "no-source"
    """No source was supplied."""
    BELOW_THRESHOLD = "below-threshold"
    """No place is probable enough."""
    AMBIGUOUS = "ambiguous"
    """It is probably in a source, but at no certain place: two or more places are equally good."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFound:
    """The reason why a quotation has no place in a source."""

    quotation: str
    """Id of the quotation."""
    document: str
    """Id of the document that quotes."""
    reason: NotFoundReason
    best: QuotationMatch | None = None
    """The most probable place, for information only."""
    cited: str = ""
    """The source named by the note, if it was not supplied: author, title, address; empty if unknown."""
