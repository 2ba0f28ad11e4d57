"""A result <-> JSON Lines that keep all of it, and files written whole or not at all.

One object a line, each with its `kind`, keys sorted, so that results can be compared line by line:

    header       schema, title, signature, numbers of families and sources
    family       stem, numbers of versions, alignments and records of what is quoted; followed by
      document     for each version: the text, its blocks and segments, where it stood in the file
      alignment    ids of both documents, number of beads; followed by each `bead`
      links        ids of the documents, number of links; followed by each `link`
      quoted       for each version: notes, calls, anomalies, number of quotations; followed by each `quotation`
    document     for each source

The numbers say what must follow, so a file that was cut short is noticed. Spans are `[start, end]`, half-open, as in
`align.model`. A change of this layout takes a new `SCHEMA`.
"""

from __future__ import annotations

import json
import os
import secrets
from typing import TYPE_CHECKING, Any, TypeVar

from align.model import (
    Alignment,
    Anomaly,
    AnomalyKind,
    Bead,
    Block,
    BlockKind,
    CharSpan,
    Document,
    FragmentMark,
    Link,
    Links,
    Mark,
    Note,
    NoteCall,
    Origin,
    Quotation,
    QuotationForm,
    QuotationKind,
    Quoted,
    Segment,
    Segmented,
    SegSpan,
    Signature,
    Status,
    StoreError,
)
from align.result import Family, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path

SCHEMA = 1

_T = TypeVar("_T")


def dump(result: Result) -> Iterator[str]:
    """Yield the lines of a result, each with its line end; the same result gives the same lines."""
    return (
        json.dumps(record, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")) + "\n"
        for record in _records(result)
    )


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


def load_file(path: Path) -> Result:
    """Return the result that a file keeps; raise `StoreError` if it cannot be read."""
    try:
        with path.open(encoding="utf-8", newline="\n") as lines:
            return load(lines, path=path)
    except OSError as error:
        raise StoreError(f"cannot be read: {error.strerror}", path=path) from error


def write_atomically(path: Path, chunks: Iterable[str]) -> None:
    """Write a file in UTF-8 so that whoever looks sees the old content or the new, never a part.

    What is there and is no regular file, such as `/dev/null` or a pipe, is written to and not replaced.
    Raises `StoreError` if the place cannot be written to.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("w", encoding="utf-8", newline="\n") as file:
                file.writelines(chunks)
        else:
            _replace(path, chunks)
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror}", path=path) from error


def _replace(path: Path, chunks: Iterable[str]) -> None:
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("x", encoding="utf-8", newline="\n") as file:
            file.writelines(chunks)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


# ---- a result to records


def _records(result: Result) -> Iterator[dict[str, Any]]:
    signature = result.signature
    yield {
        "kind": "header",
        "schema": SCHEMA,
        "title": result.title,
        "families": len(result.families),
        "sources": len(result.sources),
        "signature": {
            "version": signature.version,
            "encoder": signature.encoder,
            "segmenter": signature.segmenter,
            "parameters": [{"name": name, "value": value} for name, value in signature.parameters],
        },
    }
    for family in result.families:
        yield from _family_records(family)
    for source in result.sources:
        yield _document_record(source)


def _family_records(family: Family) -> Iterator[dict[str, Any]]:
    yield {
        "kind": "family",
        "stem": family.stem,
        "versions": len(family.versions),
        "alignments": len(family.alignments),
        "quoted": len(family.quoted),
    }
    for version in family.versions:
        yield _document_record(version)
    for alignment in family.alignments:
        yield {"kind": "alignment", "src": alignment.src, "tgt": alignment.tgt, "beads": len(alignment)}
        for bead in alignment.beads:
            yield {
                "kind": "bead",
                "src": _pair(bead.src),
                "tgt": _pair(bead.tgt),
                "confidence": float(bead.confidence),
                "status": bead.status,
            }
    yield {"kind": "links", "documents": list(family.links.documents), "links": len(family.links.links)}
    for link in family.links.links:
        members = [_pair(member) for member in link.members]
        yield {"kind": "link", "members": members, "confidence": float(link.confidence)}
    for quoted in family.quoted:
        yield {
            "kind": "quoted",
            "document": quoted.document,
            "quotations": len(quoted.quotations),
            "notes": [
                {"label": note.label, "blocks": list(note.blocks), "urls": list(note.urls), "refers": note.refers}
                for note in quoted.notes
            ],
            "calls": [{"label": call.label, "span": _pair(call.span)} for call in quoted.calls],
            "anomalies": [
                {"type": anomaly.kind, "span": _pair(anomaly.span), "label": anomaly.label}
                for anomaly in quoted.anomalies
            ],
        }
        for quotation in quoted.quotations:
            yield {
                "kind": "quotation",
                "id": quotation.id,
                "span": _pair(quotation.span),
                "depth": quotation.depth,
                "type": quotation.kind,
                "form": quotation.form,
                "chain": quotation.chain,
                "speaker": quotation.speaker,
                "note": quotation.note,
                "marks": [{"type": mark.kind, "span": _pair(mark.span)} for mark in quotation.marks],
                "fragments": [_pair(fragment) for fragment in quotation.fragments],
            }


def _document_record(version: Segmented) -> dict[str, Any]:
    document = version.document
    return {
        "kind": "document",
        "id": document.id,
        "lang": document.lang,
        "path": document.path,
        "sha256": document.sha256,
        "metadata": dict(document.metadata),
        "text": document.text,
        "blocks": [{"type": block.kind, "span": _pair(block.span), "label": block.label} for block in document.blocks],
        "segments": [[segment.block, segment.span.start, segment.span.end] for segment in version.segments],
        "text_offsets": list(document.origin.text_offsets),
        "file_offsets": list(document.origin.file_offsets),
        "line_starts": list(document.origin.line_starts),
    }


def _pair(span: CharSpan | SegSpan) -> list[int]:
    return [span.start, span.end]


# ---- records to a result; whatever is wrong with them raises ValueError


class _Record:
    """One object of the file, whose values are asked for by key and type."""

    def __init__(self, values: object) -> None:
        self._values = _checked(values, dict)

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

    def char_span(self) -> CharSpan:
        start, end = self.items("span", int)
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
        record = _Record(json.loads(line))
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
    result = Result(
        title=header.get("title", str),
        families=source.take_all(header.get("families", int), _family),
        sources=source.take_all(header.get("sources", int), _document),
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
    return Family(
        stem=family.get("stem", str),
        versions=source.take_all(family.get("versions", int), _document),
        alignments=source.take_all(family.get("alignments", int), _alignment),
        links=_links(source),
        quoted=source.take_all(family.get("quoted", int), _quoted),
    )


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
        fragments=tuple(CharSpan(start=start, end=end) for start, end in record.rows("fragments")),
    )
