"""The layout of the lines: one class for each kind of line, and for each object in a line.

A class lists the keys of its object with their types, and msgspec checks them. Where a class of `align.model` has the
same fields, `convert_fields` makes one from the other; `reading` and `writing` convert the rest.
"""

from __future__ import annotations

from typing import Annotated, Any, TypeVar

import msgspec
from msgspec import Meta, Struct, field

from align.model import (
    AnomalyKind,
    BlockKind,
    DifferenceKind,
    FragmentMark,
    Note,
    NotFoundReason,
    QuotationForm,
    QuotationKind,
    Status,
    Verdict,
)

SCHEMA = 2
"""Version of the layout; every change of the layout gets a new number."""

_T = TypeVar("_T")
Index = Annotated[int, Meta(ge=0, le=2**31 - 1)]
"""A number of things, or the place of one: no text has more of anything."""


def convert_fields(value: object, of: type[_T]) -> _T:
    """Return a value of the model as the record that has its fields, or a record as the value of the model."""
    return msgspec.convert(value, of, from_attributes=True)


class Span(Struct, array_like=True, forbid_unknown_fields=True):
    """Two numbers, `[start, end]`: code points of a text, or segments of a document."""

    start: Index
    end: Index

    def __post_init__(self) -> None:
        if self.end < self.start:
            raise ValueError(f"not a span: {self.start}..{self.end}")


class SegmentRow(Struct, array_like=True, forbid_unknown_fields=True):
    """Three numbers, `[block, start, end]`."""

    block: Index
    start: Index
    end: Index


class ParameterRecord(Struct):
    """One of the parameters of a signature."""

    name: str
    value: str


class SignatureRecord(Struct):
    """The layout of a `Signature`."""

    encoder: str
    parameters: tuple[ParameterRecord, ...]
    segmenter: str
    version: str


class BlockRecord(Struct):
    """A block of a document."""

    kind: BlockKind = field(name="type")
    span: Span
    label: str


class CallRecord(Struct):
    """A call of a note."""

    label: str
    span: Span


class AnomalyRecord(Struct):
    """A fault in the marks or notes."""

    kind: AnomalyKind = field(name="type")
    span: Span
    label: str


class MarkRecord(Struct):
    """An interruption of a quotation."""

    kind: FragmentMark = field(name="type")
    span: Span


class MatchRecord(Struct):
    """The place of a quotation in a source."""

    source: str
    span: Span
    fragments: tuple[Span, ...]
    confidence: float
    agreed: bool


class NotFoundRecord(Struct):
    """Why a quotation has no place in a source."""

    reason: NotFoundReason
    best: MatchRecord | None
    cited: str


class DifferenceRecord(Struct):
    """A difference of a rendering from its source."""

    kind: DifferenceKind = field(name="type")
    marked: bool
    added: bool
    source: Span | None
    rendering: Span | None
    shared: Span | None


class RenderingRecord(Struct):
    """How a quotation was rendered."""

    document: str
    verdict: Verdict
    reasons: tuple[str, ...]
    differences: tuple[DifferenceRecord, ...]


class Line(Struct, kw_only=True, tag_field="kind", tag=lambda name: name.removesuffix("Line").lower()):
    """A line of the file; `kind` is the name of its class in lower case, without "Line"."""


class SchemaLine(Line, tag="header"):
    """The part of the first line that every version of the layout has."""

    schema: int


class HeaderLine(Line):
    """The first line; it says how many families, sources and traced quotations follow."""

    schema: int
    title: str
    families: Index
    sources: Index
    traced: Index
    signature: SignatureRecord


class FamilyLine(Line):
    """The beginning of a family; it says how many versions, alignments and records of quotations follow."""

    stem: str
    versions: Index
    alignments: Index
    quoted: Index


class DocumentLine(Line):
    """A document with its segments."""

    id: str
    lang: str
    path: str
    sha256: str
    metadata: dict[str, str]
    text: str
    blocks: tuple[BlockRecord, ...]
    segments: tuple[SegmentRow, ...]
    text_offsets: tuple[Index, ...]
    file_offsets: tuple[Index, ...]
    line_starts: tuple[Index, ...]


class AlignmentLine(Line):
    """The beginning of a ladder; it says how many beads follow."""

    src: str
    tgt: str
    beads: Index


class BeadLine(Line):
    """A bead."""

    src: Span
    tgt: Span
    confidence: float
    status: Status


class LinksLine(Line):
    """The beginning of the links of a family; it says how many follow."""

    documents: tuple[str, ...]
    links: Index


class LinkLine(Line):
    """A link: one run of segments for each version."""

    members: tuple[Span, ...]
    confidence: float


class QuotedLine(Line):
    """The notes of a document; it says how many quotations follow."""

    document: str
    quotations: Index
    notes: tuple[Note, ...]
    calls: tuple[CallRecord, ...]
    anomalies: tuple[AnomalyRecord, ...]


class QuotationLine(Line):
    """A quotation."""

    id: str
    span: Span
    depth: Index
    kind: QuotationKind = field(name="type")
    form: QuotationForm
    chain: str
    speaker: str
    note: str
    marks: tuple[MarkRecord, ...]
    fragments: tuple[Span, ...]


class TracedLine(Line):
    """A quotation, its place in a source, and its rendering."""

    document: str
    quotation: str
    counterparts: tuple[tuple[str, str], ...]
    place: dict[str, Any] | None
    """A `NotFoundRecord` if it has a `reason`, otherwise a `MatchRecord`."""
    rendering: RenderingRecord | None
    otherwise: tuple[Span, ...]
