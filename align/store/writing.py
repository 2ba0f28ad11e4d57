"""A result -> its lines."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import msgspec

from align.model import NotFound
from align.store import records
from align.store.records import SCHEMA, Span, convert_fields

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import QuotationMatch, Segmented
    from align.result import Family, Result, TracedQuotation


def dump(result: Result) -> Iterator[str]:
    """Yield the lines of a result, each with its line end; the same result gives the same lines."""
    # json, not msgspec, which writes small numbers in another way: 1e-5 instead of 1e-05.
    return (
        json.dumps(
            msgspec.to_builtins(line), ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")
        )
        + "\n"
        for line in _lines(result)
    )


def _lines(result: Result) -> Iterator[records.Line]:
    signature = result.signature
    yield records.HeaderLine(
        schema=SCHEMA,
        title=result.title,
        families=len(result.families),
        sources=len(result.sources),
        traced=len(result.traced),
        signature=records.SignatureRecord(
            version=signature.version,
            encoder=signature.encoder,
            segmenter=signature.segmenter,
            parameters=tuple(records.ParameterRecord(name=name, value=value) for name, value in signature.parameters),
        ),
    )
    for family in result.families:
        yield from _family_lines(family)
    yield from map(_document_line, result.sources)
    yield from map(_traced_line, result.traced)


def _family_lines(family: Family) -> Iterator[records.Line]:
    yield records.FamilyLine(
        stem=family.stem,
        versions=len(family.versions),
        alignments=len(family.alignments),
        quoted=len(family.quoted),
    )
    yield from map(_document_line, family.versions)
    for alignment in family.alignments:
        yield records.AlignmentLine(src=alignment.src, tgt=alignment.tgt, beads=len(alignment))
        for bead in alignment.beads:
            yield records.BeadLine(
                src=convert_fields(bead.src, Span),
                tgt=convert_fields(bead.tgt, Span),
                confidence=float(bead.confidence),
                status=bead.status,
            )
    yield records.LinksLine(documents=family.links.documents, links=len(family.links.links))
    for link in family.links.links:
        yield records.LinkLine(
            members=convert_fields(link.members, tuple[Span, ...]), confidence=float(link.confidence)
        )
    for quoted in family.quoted:
        yield records.QuotedLine(
            document=quoted.document,
            quotations=len(quoted.quotations),
            notes=quoted.notes,
            calls=convert_fields(quoted.calls, tuple[records.CallRecord, ...]),
            anomalies=convert_fields(quoted.anomalies, tuple[records.AnomalyRecord, ...]),
        )
        for quotation in quoted.quotations:
            yield records.QuotationLine(
                id=quotation.id,
                span=convert_fields(quotation.span, Span),
                depth=quotation.depth,
                kind=quotation.kind,
                form=quotation.form,
                chain=quotation.chain,
                speaker=quotation.speaker,
                note=quotation.note,
                marks=convert_fields(quotation.marks, tuple[records.MarkRecord, ...]),
                fragments=convert_fields(quotation.fragments, tuple[Span, ...]),
            )


def _document_line(version: Segmented) -> records.Line:
    document = version.document
    return records.DocumentLine(
        id=document.id,
        lang=document.lang,
        path=document.path,
        sha256=document.sha256,
        metadata=dict(document.metadata),
        text=document.text,
        blocks=convert_fields(document.blocks, tuple[records.BlockRecord, ...]),
        segments=tuple(
            records.SegmentRow(block=segment.block, start=segment.span.start, end=segment.span.end)
            for segment in version.segments
        ),
        text_offsets=document.origin.text_offsets,
        file_offsets=document.origin.file_offsets,
        line_starts=document.origin.line_starts,
    )


def _traced_line(traced: TracedQuotation) -> records.Line:
    return records.TracedLine(
        document=traced.document,
        quotation=traced.quotation.id,
        counterparts=traced.counterparts,
        place=None if traced.place is None else _place(traced.place),
        rendering=None if traced.rendering is None else convert_fields(traced.rendering, records.RenderingRecord),
        otherwise=convert_fields(traced.otherwise, tuple[Span, ...]),
    )


def _place(place: QuotationMatch | NotFound) -> dict[str, Any]:
    record = (
        records.NotFoundRecord(
            reason=place.reason, best=None if place.best is None else _match(place.best), cited=place.cited
        )
        if isinstance(place, NotFound)
        else _match(place)
    )
    return dict(msgspec.to_builtins(record))


def _match(place: QuotationMatch) -> records.MatchRecord:
    return records.MatchRecord(
        source=place.source,
        span=convert_fields(place.span, Span),
        fragments=convert_fields(place.fragments, tuple[Span, ...]),
        confidence=float(place.confidence),
        agreed=place.agreed,
    )
