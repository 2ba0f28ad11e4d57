"""Quotations and findings -> records that the page shows beside the beads they concern; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.model import NotFound, QuotationMatch, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align import QuotationOpinion, Reported
    from align.model import CharSpan, Document
    from align.result import Traced
    from align.web.rows import Record

    Opinions = Mapping[tuple[str, str], QuotationOpinion]

AROUND = 140
"""Code points of a source shown on either side of the quoted words, cut at a word."""

_WHY_NOT = {
    "no-source": "no source was supplied",
    "below-threshold": "no place in the sources is probable enough",
    "ambiguous": "several places in the sources fit equally well",
}


def groups(traced: Sequence[Traced], documents: Sequence[str]) -> list[list[Traced]]:
    """Return the quotations of some documents, those together that render the same words, in the first one's order.

    Terms and titles are nobody's words and are left out.
    """
    own = {(item.document, item.quotation.id): item for item in traced if item.document in documents and item.place}
    order = sorted(own, key=lambda key: documents.index(key[0]))
    pieces: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for name, item in own.items():
        if item.quotation.chain:
            pieces.setdefault((item.document, item.quotation.chain), []).append(name)
    taken: set[tuple[str, str]] = set()
    found = []
    for key in order:
        if key in taken:
            continue
        members = [key]
        for member in members:
            item = own[member]
            near = (*item.counterparts, *pieces.get((item.document, item.quotation.chain), ()))
            members += [other for other in near if other in own and other not in members]
        taken.update(members)
        found.append([own[member] for member in sorted(members, key=order.index)])
    return found


def card(group: Sequence[Traced], documents: Mapping[str, Document], opinions: Opinions) -> Record:
    """Return a card: what is quoted, from where, and how each version renders it."""
    first = next((item for item in group if isinstance(item.place, QuotationMatch)), group[0])
    return {
        "document": first.document,
        "quotation": first.quotation.id,
        "source": _source(first, documents),
        "why": _WHY_NOT[first.place.reason] if isinstance(first.place, NotFound) else "",
        "renderings": [_rendering(item, documents[item.document], opinions) for item in group],
    }


def _source(item: Traced, documents: Mapping[str, Document]) -> Record | None:
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
        "found": isinstance(item.place, QuotationMatch),
        "start": place.span.start,
        "end": place.span.end,
        "words": list(_around(source.text, place.span, place.fragments)),
    }


def _around(text: str, span: CharSpan, fragments: Sequence[CharSpan]) -> Iterator[tuple[str, bool]]:
    """Yield a stretch of a source with some words around it, in pieces; True marks what is quoted."""
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


def _rendering(item: Traced, document: Document, opinions: Opinions) -> Record:
    quotation = item.quotation
    opinion = opinions.get((item.document, quotation.id))
    return {
        "document": item.document,
        "quotation": quotation.id,
        "lang": document.lang,
        "words": plain(document.text[quotation.span.start : quotation.span.end]),
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
    """Return a finding as the page shows it."""
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
