"""The lines that keep a result -> the result; whatever is wrong with them raises `StoreError`."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from align.model import (
    Alignment,
    Anomaly,
    AnomalyKind,
    Bead,
    Block,
    BlockKind,
    CharSpan,
    Difference,
    DifferenceKind,
    Document,
    FragmentMark,
    Link,
    Links,
    Mark,
    Note,
    NoteCall,
    NotFound,
    NotFoundReason,
    Origin,
    Quotation,
    QuotationForm,
    QuotationKind,
    QuotationMatch,
    Quoted,
    Rendering,
    Segment,
    Segmented,
    SegSpan,
    Signature,
    Status,
    StoreError,
    Verdict,
)
from align.result import Family, Result, TracedQuotation
from align.store.json_lines import parse_line
from align.store.writing import SCHEMA

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

_T = TypeVar("_T")


def load_file(path: Path) -> Result:
    """Return the result that a file keeps; raise `StoreError` if it cannot be read."""
    try:
        # A pipe or a device may never end.
        if path.exists() and not path.is_file():
            raise StoreError("not a regular file; name an alignment.jsonl", path=path)
        with path.open(encoding="utf-8", newline="\n") as lines:
            return load(lines, path=path)
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", path=path) from error


def load(lines: Iterable[str], *, path: Path | str | None = None) -> Result:
    """Return the result whose lines `dump` gave; `path` is for messages.

    Raises `StoreError`, naming the line, where the lines are damaged or of a schema that this version does not know.
    """
    source = _Source(lines, path)
    try:
        return _result(source)
    except (ValueError, IndexError, RecursionError) as error:
        message = f"damaged: {error}; delete the file and run again"
        raise StoreError(message, path=path, line=source.line) from error


class _Record:
    """One object of the file, whose values are asked for by key and type."""

    def __init__(self, values: object) -> None:
        self._values = _checked(values, dict)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def get(self, key: str, of: type[_T]) -> _T:
        if key not in self._values:
            raise ValueError(f'"{key}" is missing')
        return _checked(self._values[key], of)

    def items(self, key: str, of: type[_T]) -> tuple[_T, ...]:
        return tuple(_checked(item, of) for item in self.get(key, list))

    def records(self, key: str) -> tuple[_Record, ...]:
        return tuple(_Record(item) for item in self.get(key, list))

    def rows(self, key: str) -> tuple[tuple[int, ...], ...]:
        return tuple(tuple(_checked(number, int) for number in row) for row in self.items(key, list))

    def record_or_none(self, key: str) -> _Record | None:
        """Return the object of a key, None for null."""
        return None if self._values.get(key, "") is None else _Record(self.get(key, dict))

    def spans(self, key: str) -> tuple[CharSpan, ...]:
        return tuple(CharSpan(start=start, end=end) for start, end in self.rows(key))

    def span_or_none(self, key: str) -> CharSpan | None:
        """Return the span of a key, None for null."""
        return None if self._values.get(key, "") is None else self.char_span(key)

    def char_span(self, key: str = "span") -> CharSpan:
        start, end = self.items(key, int)
        return CharSpan(start=start, end=end)

    def seg_span(self, key: str) -> SegSpan:
        start, end = self.items(key, int)
        return SegSpan(start=start, end=end)


def _checked(value: object, of: type[_T]) -> _T:
    if type(value) is not of:
        raise ValueError(f"{of.__name__} expected, {type(value).__name__} found")
    return value


class _Source:
    """The records of a file, one after the other."""

    def __init__(self, lines: Iterable[str], path: Path | str | None) -> None:
        self._lines = iter(lines)
        self.path = path
        self.line = 0

    def take(self, kind: str) -> _Record:
        """Return the next record, which has to be of a kind."""
        self.line += 1
        line = next(self._lines, None)
        if line is None:
            raise ValueError(f"the file ends where a {kind} should follow")
        record = _Record(parse_line(line))
        if (found := record.get("kind", str)) != kind:
            raise ValueError(f"a {kind} should stand here, not a {found}")
        return record

    def take_all(self, number: int, make: Callable[[_Source], _T]) -> tuple[_T, ...]:
        return tuple(make(self) for _ in range(number))

    def end(self) -> None:
        self.line += 1
        if next(self._lines, None) is not None:
            raise ValueError("the file goes on after its end")


def _result(source: _Source) -> Result:
    header = source.take("header")
    if (schema := header.get("schema", int)) != SCHEMA:
        message = (
            f"schema {schema}, and this version of align knows {SCHEMA}; run again to write it anew, or update align"
        )
        raise StoreError(message, path=source.path, line=source.line)
    signature = _Record(header.get("signature", dict))
    families = source.take_all(header.get("families", int), _family)
    sources = source.take_all(header.get("sources", int), _document)
    quotations = {
        (quoted.document, quotation.id): quotation
        for family in families
        for quoted in family.quoted
        for quotation in quoted.quotations
    }
    result = Result(
        title=header.get("title", str),
        families=families,
        sources=sources,
        traced=source.take_all(header.get("traced", int), lambda lines: _traced(lines, quotations)),
        signature=Signature(
            version=signature.get("version", str),
            encoder=signature.get("encoder", str),
            segmenter=signature.get("segmenter", str),
            parameters=tuple(
                (parameter.get("name", str), parameter.get("value", str))
                for parameter in signature.records("parameters")
            ),
        ),
    )
    source.end()
    return result


def _family(source: _Source) -> Family:
    family = source.take("family")
    found = Family(
        stem=family.get("stem", str),
        versions=source.take_all(family.get("versions", int), _document),
        alignments=source.take_all(family.get("alignments", int), _alignment),
        links=_links(source),
        quoted=source.take_all(family.get("quoted", int), _quoted),
    )
    if unknown := {each.document for each in found.quoted} - {version.document.id for version in found.versions}:
        raise ValueError(f'"{min(unknown)}" is no version of "{found.stem}"')
    return found


def _document(source: _Source) -> Segmented:
    record = source.take("document")
    metadata = _Record(record.get("metadata", dict))
    document = Document(
        id=record.get("id", str),
        lang=record.get("lang", str),
        path=record.get("path", str),
        sha256=record.get("sha256", str),
        metadata={key: metadata.get(key, str) for key in record.get("metadata", dict)},
        text=record.get("text", str),
        blocks=tuple(
            Block(kind=BlockKind(block.get("type", str)), span=block.char_span(), label=block.get("label", str))
            for block in record.records("blocks")
        ),
        origin=Origin(
            text_offsets=record.items("text_offsets", int),
            file_offsets=record.items("file_offsets", int),
            line_starts=record.items("line_starts", int),
        ),
    )
    segments = tuple(
        Segment(block=block, span=CharSpan(start=start, end=end)) for block, start, end in record.rows("segments")
    )
    return Segmented(document=document, segments=segments)


def _alignment(source: _Source) -> Alignment:
    record = source.take("alignment")
    return Alignment(
        src=record.get("src", str), tgt=record.get("tgt", str), beads=source.take_all(record.get("beads", int), _bead)
    )


def _bead(source: _Source) -> Bead:
    record = source.take("bead")
    return Bead(
        src=record.seg_span("src"),
        tgt=record.seg_span("tgt"),
        confidence=record.get("confidence", float),
        status=Status(record.get("status", str)),
    )


def _links(source: _Source) -> Links:
    record = source.take("links")
    return Links(documents=record.items("documents", str), links=source.take_all(record.get("links", int), _link))


def _link(source: _Source) -> Link:
    record = source.take("link")
    members = tuple(SegSpan(start=start, end=end) for start, end in record.rows("members"))
    return Link(members=members, confidence=record.get("confidence", float))


def _quoted(source: _Source) -> Quoted:
    record = source.take("quoted")
    return Quoted(
        document=record.get("document", str),
        notes=tuple(
            Note(
                label=note.get("label", str),
                blocks=note.items("blocks", int),
                urls=note.items("urls", str),
                refers=note.get("refers", str),
            )
            for note in record.records("notes")
        ),
        calls=tuple(NoteCall(label=call.get("label", str), span=call.char_span()) for call in record.records("calls")),
        anomalies=tuple(
            Anomaly(
                kind=AnomalyKind(anomaly.get("type", str)), span=anomaly.char_span(), label=anomaly.get("label", str)
            )
            for anomaly in record.records("anomalies")
        ),
        quotations=source.take_all(record.get("quotations", int), _quotation),
    )


def _quotation(source: _Source) -> Quotation:
    record = source.take("quotation")
    return Quotation(
        id=record.get("id", str),
        span=record.char_span(),
        depth=record.get("depth", int),
        kind=QuotationKind(record.get("type", str)),
        form=QuotationForm(record.get("form", str)),
        chain=record.get("chain", str),
        speaker=record.get("speaker", str),
        note=record.get("note", str),
        marks=tuple(
            Mark(kind=FragmentMark(mark.get("type", str)), span=mark.char_span()) for mark in record.records("marks")
        ),
        fragments=record.spans("fragments"),
    )


def _traced(source: _Source, quotations: Mapping[tuple[str, str], Quotation]) -> TracedQuotation:
    record = source.take("traced")
    document, quotation = record.get("document", str), record.get("quotation", str)
    if (document, quotation) not in quotations:
        raise ValueError(f'no quotation "{quotation}" in "{document}"')
    place, rendering = record.record_or_none("place"), record.record_or_none("rendering")
    return TracedQuotation(
        document=document,
        quotation=quotations[document, quotation],
        counterparts=tuple((_checked(a, str), _checked(b, str)) for a, b in record.items("counterparts", list)),
        place=None if place is None else _place(place, document, quotation),
        rendering=None if rendering is None else _rendering(rendering),
        otherwise=record.spans("otherwise"),
    )


def _place(place: _Record, document: str, quotation: str) -> QuotationMatch | NotFound:
    if "reason" not in place:
        return _match(place, document, quotation)
    best = place.record_or_none("best")
    return NotFound(
        document=document,
        quotation=quotation,
        reason=NotFoundReason(place.get("reason", str)),
        cited=place.get("cited", str),
        best=None if best is None else _match(best, document, quotation),
    )


def _match(place: _Record, document: str, quotation: str) -> QuotationMatch:
    return QuotationMatch(
        document=document,
        quotation=quotation,
        source=place.get("source", str),
        span=place.char_span(),
        fragments=place.spans("fragments"),
        confidence=place.get("confidence", float),
        agreed=place.get("agreed", bool),
    )


def _rendering(rendering: _Record) -> Rendering:
    return Rendering(
        document=rendering.get("document", str),
        verdict=Verdict(rendering.get("verdict", str)),
        reasons=rendering.items("reasons", str),
        differences=tuple(
            Difference(
                kind=DifferenceKind(difference.get("type", str)),
                marked=difference.get("marked", bool),
                added=difference.get("added", bool),
                source=difference.span_or_none("source"),
                rendering=difference.span_or_none("rendering"),
                shared=difference.span_or_none("shared"),
            )
            for difference in rendering.records("differences")
        ),
    )
