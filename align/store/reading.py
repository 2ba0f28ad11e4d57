"""The lines of a result -> the result. Damaged lines raise `StoreError`."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from align.files.typed import explain
from align.model import (
    Alignment,
    Anomaly,
    Bead,
    Block,
    CharSpan,
    Document,
    Link,
    Links,
    NoteCall,
    NotFound,
    Origin,
    Quotation,
    QuotationMatch,
    Quoted,
    Rendering,
    Segment,
    Segmented,
    Signature,
    StoreError,
)
from align.result import Family, Result, TracedQuotation
from align.store import records
from align.store.records import SCHEMA, Line, Span, convert_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

_T = TypeVar("_T")
_L = TypeVar("_L", bound=Line)
_LINES = msgspec.json.Decoder(
    records.SchemaLine
    | records.FamilyLine
    | records.DocumentLine
    | records.AlignmentLine
    | records.BeadLine
    | records.LinksLine
    | records.LinkLine
    | records.QuotedLine
    | records.QuotationLine
    | records.TracedLine
)


def load_file(path: Path) -> Result:
    """Load the result in a file; raise `StoreError` if it cannot be read."""
    try:
        # A pipe or a device may never end.
        if path.exists() and not path.is_file():
            raise StoreError("not a regular file; name an alignment.jsonl", path=path)
        with path.open("rb") as lines:
            return load((line.decode() for line in lines), path=path)
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", path=path) from error


def load(lines: Iterable[str], *, path: Path | str | None = None) -> Result:
    """Load a result from the lines of `dump`; `path` is for messages.

    Raises `StoreError`, with line and key, if a line is damaged or contradicts an earlier one, or if this version of
    align does not know the schema.
    """
    source = _Source(lines, path)
    try:
        return _result(source)
    except (ValueError, RecursionError) as error:
        message = f"damaged: {explain(error)}; delete the file and run again"
        raise StoreError(message, path=path, line=source.number) from error


class _Source:
    """The records of a file, one after the other."""

    def __init__(self, lines: Iterable[str], path: Path | str | None) -> None:
        self._lines = iter(lines)
        self.path = path
        self.number = 0
        """Number of the last line, from 1."""
        self.line = ""
        """The last line."""

    def take(self, of: type[_L]) -> _L:
        """Return the next record; raise `ValueError` if it has another class of `records`."""
        self.number += 1
        line = next(self._lines, None)
        if line is None:
            raise ValueError(f"the file ends, but a {_kind(of)} should follow")
        self.line = line
        record = _LINES.decode(line)
        if not isinstance(record, of):
            raise ValueError(f"expected a {_kind(of)} here, not a {_kind(type(record))}")  # noqa: TRY004 - damage of a file
        return record

    def take_all(self, number: int, make: Callable[[_Source], _T]) -> tuple[_T, ...]:
        """Return `number` values, each made by `make` from the next lines."""
        return tuple(make(self) for _ in range(number))

    def end(self) -> None:
        """Raise `ValueError` unless the file ends here."""
        self.number += 1
        if next(self._lines, None) is not None:
            raise ValueError("there are more lines than the first line says")


def _kind(of: type[Line]) -> str:
    return str(of.__struct_config__.tag)


def _result(source: _Source) -> Result:
    if (schema := source.take(records.SchemaLine).schema) != SCHEMA:
        message = f"schema {schema}, but this version of align knows only {SCHEMA}; run again, or update align"
        raise StoreError(message, path=source.path, line=source.number)
    header = msgspec.json.decode(source.line, type=records.HeaderLine)
    signature = header.signature
    families = source.take_all(header.families, _family)
    result = Result(
        title=header.title,
        families=families,
        sources=source.take_all(header.sources, _document),
        signature=Signature(
            version=signature.version,
            encoder=signature.encoder,
            segmenter=signature.segmenter,
            parameters=tuple((each.name, each.value) for each in signature.parameters),
        ),
    )
    quotations = {
        (quoted.document, quotation.id): quotation
        for family in families
        for quoted in family.quoted
        for quotation in quoted.quotations
    }
    texts = result.texts
    traced = []
    for _ in range(header.traced):
        traced.append(_traced(source.take(records.TracedLine), quotations))
        _check_places(traced[-1], texts, complete=bool(result.sources))
    source.end()
    return replace(result, traced=tuple(traced))


def _family(source: _Source) -> Family:
    family = source.take(records.FamilyLine)
    versions = source.take_all(family.versions, _document)
    known = {version.document.id: version for version in versions}
    return Family(
        stem=family.stem,
        versions=versions,
        alignments=source.take_all(family.alignments, lambda lines: _alignment(lines, known)),
        links=_links(source, known),
        quoted=source.take_all(family.quoted, lambda lines: _quoted(lines, known)),
    )


def _document(source: _Source) -> Segmented:
    record = source.take(records.DocumentLine)
    _check_spans("blocks", (block.span for block in record.blocks), len(record.text))
    _check_indexes("segments", (segment.block for segment in record.segments), len(record.blocks))
    if record.text_offsets[:1] != (0,) or record.line_starts[:1] != (0,):
        raise ValueError("text_offsets and line_starts must begin with 0")
    if len(record.text_offsets) != len(record.file_offsets):
        raise ValueError("text_offsets and file_offsets must be equally long")
    document = Document(
        id=record.id,
        lang=record.lang,
        path=record.path,
        sha256=record.sha256,
        metadata=record.metadata,
        text=record.text,
        blocks=convert_fields(record.blocks, tuple[Block, ...]),
        origin=convert_fields(record, Origin),
    )
    segments = tuple(Segment(block=row.block, span=CharSpan(start=row.start, end=row.end)) for row in record.segments)
    return Segmented(document=document, segments=segments)


def _alignment(source: _Source, versions: Mapping[str, Segmented]) -> Alignment:
    record = source.take(records.AlignmentLine)
    wanted = len(_text("src", record.src, versions).segments), len(_text("tgt", record.tgt, versions).segments)
    beads = source.take_all(record.beads, lambda lines: convert_fields(lines.take(records.BeadLine), Bead))
    found = (beads[-1].src.end, beads[-1].tgt.end) if beads else (0, 0)
    if found != wanted:
        raise ValueError(f"the beads of {record.src} and {record.tgt} cover {found} segments of {wanted}")
    return Alignment(src=record.src, tgt=record.tgt, beads=beads)


def _links(source: _Source, versions: Mapping[str, Segmented]) -> Links:
    record = source.take(records.LinksLine)
    sizes = [len(_text("documents", name, versions).segments) for name in record.documents]
    return Links(documents=record.documents, links=source.take_all(record.links, lambda lines: _link(lines, sizes)))


def _link(source: _Source, sizes: Sequence[int]) -> Link:
    record = source.take(records.LinkLine)
    if len(record.members) != len(sizes):
        raise ValueError(f"members must be {len(sizes)}, not {len(record.members)}")
    for size, member in zip(sizes, record.members, strict=True):
        _check_spans("members", [member], size)
    return convert_fields(record, Link)


def _quoted(source: _Source, versions: Mapping[str, Segmented]) -> Quoted:
    record = source.take(records.QuotedLine)
    document = _text("document", record.document, versions).document
    size = len(document.text)
    _check_spans("calls", (call.span for call in record.calls), size)
    _check_spans("anomalies", (anomaly.span for anomaly in record.anomalies), size)
    _check_indexes("notes", chain.from_iterable(note.blocks for note in record.notes), len(document.blocks))
    return Quoted(
        document=record.document,
        notes=record.notes,
        calls=convert_fields(record.calls, tuple[NoteCall, ...]),
        anomalies=convert_fields(record.anomalies, tuple[Anomaly, ...]),
        quotations=source.take_all(record.quotations, lambda lines: _quotation(lines, size)),
    )


def _quotation(source: _Source, size: int) -> Quotation:
    record = source.take(records.QuotationLine)
    _check_spans("span", [record.span], size)
    _check_spans("marks", (mark.span for mark in record.marks), size)
    _check_spans("fragments", record.fragments, size)
    return convert_fields(record, Quotation)


def _traced(record: records.TracedLine, quotations: Mapping[tuple[str, str], Quotation]) -> TracedQuotation:
    for document, quotation in ((record.document, record.quotation), *record.counterparts):
        if (document, quotation) not in quotations:
            raise ValueError(f'no quotation "{quotation}" in "{document}"')
    return TracedQuotation(
        document=record.document,
        quotation=quotations[record.document, record.quotation],
        counterparts=record.counterparts,
        place=None if record.place is None else _place(record.place, record.document, record.quotation),
        rendering=None if record.rendering is None else convert_fields(record.rendering, Rendering),
        otherwise=convert_fields(record.otherwise, tuple[CharSpan, ...]),
    )


def _place(values: dict[str, Any], document: str, quotation: str) -> QuotationMatch | NotFound:
    try:
        if "reason" not in values:
            return _match(msgspec.convert(values, records.MatchRecord), document, quotation)
        record = msgspec.convert(values, records.NotFoundRecord)
    except ValueError as error:
        raise ValueError(f"place.{explain(error)}") from error
    best = None if record.best is None else _match(record.best, document, quotation)
    return NotFound(document=document, quotation=quotation, reason=record.reason, cited=record.cited, best=best)


def _match(record: records.MatchRecord, document: str, quotation: str) -> QuotationMatch:
    return QuotationMatch(
        document=document,
        quotation=quotation,
        source=record.source,
        span=convert_fields(record.span, CharSpan),
        fragments=convert_fields(record.fragments, tuple[CharSpan, ...]),
        confidence=record.confidence,
        agreed=record.agreed,
    )


def _check_places(traced: TracedQuotation, texts: Mapping[str, Segmented], *, complete: bool) -> None:
    """Raise `ValueError` if a traced quotation names a place outside the texts.

    `complete`: the file contains the sources, so each place must name one of them. The cache of traced quotations does
    not contain them.
    """
    match = traced.place.best if isinstance(traced.place, NotFound) else traced.place
    source = match.source if match else ""
    if match and complete:
        _text("place.source", source, texts)
    changes = traced.rendering.differences if traced.rendering else ()
    for key, document, spans in (
        ("otherwise", traced.document, traced.otherwise),
        ("place", source, (match.span, *match.fragments) if match else ()),
        ("rendering", traced.rendering.document if traced.rendering else "", [each.rendering for each in changes]),
        ("rendering", source, [each.source for each in changes]),
    ):
        if document in texts:
            _check_spans(key, spans, len(texts[document].document.text))


def _text(key: str, name: str, texts: Mapping[str, Segmented]) -> Segmented:
    """Return a text by its id."""
    if name not in texts:
        raise ValueError(f'{key}: the file has no text "{name}"')
    return texts[name]


def _check_indexes(key: str, indexes: Iterable[int], size: int) -> None:
    """Raise `ValueError` if an index is not below `size`."""
    if (last := max(indexes, default=-1)) >= size:
        raise ValueError(f"{key}: number {last} is too large; there are only {size}")


def _check_spans(key: str, spans: Iterable[Span | CharSpan | None], size: int) -> None:
    """Raise `ValueError` if a span ends after `size`, the number of code points of a text or segments of a document."""
    for span in spans:
        if span is not None and span.end > size:
            raise ValueError(f"{key}: {span.start}..{span.end} is outside the text, which ends at {size}")
