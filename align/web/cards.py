"""Quotations and findings -> records for the side panel of the page; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.model import NotFound, plain
from align.result import citations_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align import QuotationOpinion, Reported
    from align.model import CharSpan, Document, QuotationKey
    from align.result import TracedQuotation
    from align.web.rows import Record

    Opinions = Mapping[QuotationKey, QuotationOpinion]

AROUND = 140
"""Code points of a source shown before and after the quoted words, shortened to whole words."""

_WHY_NOT = {
    "no-source": "no source was supplied",
    "below-threshold": "no place in the sources is probable enough",
    "ambiguous": "several places in the sources fit equally well",
}


def groups(traced: Sequence[TracedQuotation], documents: Sequence[str]) -> list[tuple[TracedQuotation, ...]]:
    """Group the quotations of two documents by citation, in the order of the text.

    Terms and titles quote nobody and are left out.
    """
    own = [item for item in traced if item.document in documents and item.place]
    return [citation.pieces for citation in citations_of(sorted(own, key=lambda item: documents.index(item.document)))]


def card(group: Sequence[TracedQuotation], documents: Mapping[str, Document], opinions: Opinions) -> Record:
    """Return the card of a citation: the words and the place in the source, and the rendering of each version."""
    first = next((item for item in group if item.match), group[0])
    return {
        "document": first.document,
        "quotation": first.quotation.id,
        "source": _source(first, documents),
        "why": _WHY_NOT[first.place.reason] if isinstance(first.place, NotFound) else "",
        "renderings": [_rendering(item, documents[item.document], opinions) for item in group],
    }


def _source(item: TracedQuotation, documents: Mapping[str, Document]) -> Record | None:
    place = item.place.best if isinstance(item.place, NotFound) else item.place
    if place is None or place.source not in documents:
        return None
    source = documents[place.source]
    return {
        "document": source.id,
        "title": source.title,
        "lang": source.lang,
        "confidence": int(place.confidence * 100 + 1e-9),
        "agreed": place.agreed,
        "found": item.match is not None,
        "start": place.span.start,
        "end": place.span.end,
        "words": list(_around(source.text, place.span, place.fragments)),
    }


def _around(text: str, span: CharSpan, fragments: Sequence[CharSpan]) -> Iterator[tuple[str, bool]]:
    """Yield a stretch of a source with some words around it, in pieces; True marks quoted pieces."""
    start, end = max(0, span.start - AROUND), min(len(text), span.end + AROUND)
    before, after = text[start : span.start], text[span.end : end]
    yield ("… " + before.partition(" ")[2] if start else before), False
    at = span.start
    for fragment in sorted(set(fragments)):
        if fragment.start > at:
            yield text[at : fragment.start], False
        yield text[max(at, fragment.start) : fragment.end], True
        at = max(at, fragment.end)
    yield text[at : span.end], False
    yield (after.rpartition(" ")[0] + " …" if end < len(text) else after), False


def _rendering(item: TracedQuotation, document: Document, opinions: Opinions) -> Record:
    quotation = item.quotation
    opinion = opinions.get(item.key)
    return {
        "document": item.document,
        "quotation": quotation.id,
        "lang": document.lang,
        "words": plain(quotation.span.slice(document.text)),
        "speaker": quotation.speaker,
        "note": quotation.note,
        "verdict": str(item.rendering.verdict) if item.rendering else "",
        "reasons": list(item.rendering.reasons) if item.rendering else [],
        "opinion": None
        if opinion is None or not opinion.action
        else {
            "action": str(opinion.action),
            "value": opinion.value,
            "reason": opinion.reason,
            "by": opinion.reviewer,
        },
        "comments": [
            {"by": each.reviewer, "at": each.at.isoformat(), "note": each.note}
            for each in (opinion.comments if opinion else ())
        ],
    }


def finding(reported: Reported, documents: Mapping[str, Document]) -> Record:
    """Return the record of a finding."""
    found = reported.finding
    return {
        "lang": documents[found.place.document].lang,
        "rule": found.rule,
        "severity": str(found.severity),
        "message": found.message,
        "fingerprint": reported.fingerprint,
        "state": str(reported.state),
        "reason": reported.suppression.reason if reported.suppression else "",
    }
