"""A result -> the lines that keep it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from align.model import NotFound

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import CharSpan, QuotationMatch, Segmented, SegSpan
    from align.result import Family, Result, TracedQuotation

SCHEMA = 2
"""Number of the layout; a change of it takes a new one."""
_SIDES = ("source", "rendering", "shared")
"""The places that a difference may have."""


def dump(result: Result) -> Iterator[str]:
    """Yield the lines of a result, each with its line end; the same result gives the same lines."""
    return (
        json.dumps(record, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")) + "\n"
        for record in _records(result)
    )


def _records(result: Result) -> Iterator[dict[str, Any]]:
    signature = result.signature
    yield {
        "kind": "header",
        "schema": SCHEMA,
        "title": result.title,
        "families": len(result.families),
        "sources": len(result.sources),
        "traced": len(result.traced),
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
    yield from map(_traced_record, result.traced)


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


def _traced_record(traced: TracedQuotation) -> dict[str, Any]:
    rendering = traced.rendering
    return {
        "kind": "traced",
        "document": traced.document,
        "quotation": traced.quotation.id,
        "counterparts": [list(key) for key in traced.counterparts],
        "place": traced.place and _place_record(traced.place),
        "rendering": rendering
        and {
            "document": rendering.document,
            "verdict": rendering.verdict,
            "reasons": list(rendering.reasons),
            "differences": [
                {
                    "type": difference.kind,
                    "marked": difference.marked,
                    "added": difference.added,
                    **{name: _pair_or_none(getattr(difference, name)) for name in _SIDES},
                }
                for difference in rendering.differences
            ],
        },
        "otherwise": [_pair(span) for span in traced.otherwise],
    }


def _place_record(place: QuotationMatch | NotFound) -> dict[str, Any]:
    if isinstance(place, NotFound):
        return {"reason": place.reason, "best": place.best and _place_record(place.best), "cited": place.cited}
    return {
        "source": place.source,
        "span": _pair(place.span),
        "fragments": [_pair(fragment) for fragment in place.fragments],
        "confidence": float(place.confidence),
        "agreed": place.agreed,
    }


def _pair_or_none(span: CharSpan | None) -> list[int] | None:
    return None if span is None else _pair(span)


def _pair(span: CharSpan | SegSpan) -> list[int]:
    return [span.start, span.end]
