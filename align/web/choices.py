"""Other pairings, other sources and parked decisions -> records that the page offers for choice; pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from align import Candidate, ParkedDecision, SourceCandidate
    from align.model import Document, SegSpan
    from align.web.rows import Column, Record

    Positions = Mapping[tuple[SegSpan, SegSpan], tuple[int, str]]
    """Index and key of the beads of a ladder, by their two sides."""

_WINDOW = 3000
"""Code points of a source that a passage contains before and after the place asked for."""


def pairing(candidate: Candidate, columns: tuple[Column, Column]) -> Record:
    """Return another pairing of some segments."""
    sides = (candidate.src, candidate.tgt)
    return {
        "src": [candidate.src.start, candidate.src.end],
        "tgt": [candidate.tgt.start, candidate.tgt.end],
        "score": candidate.score,
        "words": [column.segmented.text(run) for column, run in zip(columns, sides, strict=True)],
    }


def source(candidate: SourceCandidate, document: Document) -> Record:
    """Return a place in a source, `document`, that a quotation may come from."""
    return {
        "source": document.id,
        "title": document.title,
        "lang": document.lang,
        "start": candidate.span.start,
        "end": candidate.span.end,
        "score": candidate.score,
        "words": candidate.span.slice(document.text),
    }


def passage(document: Document, start: int, end: int) -> Record:
    """Return a place in a document with the text around it; `start` and `end` are in code points and may be wrong."""
    start, end = sorted(max(0, min(offset, len(document.text))) for offset in (start, end))
    first = max(0, start - _WINDOW)
    return {
        "document": document.id,
        "lang": document.lang,
        "offset": first,
        "text": document.text[first : end + _WINDOW],
        "start": start,
        "end": end,
    }


def parked_decision(
    parked: ParkedDecision, pairs: Mapping[tuple[str, str], int], positions: Sequence[Positions]
) -> Record:
    """Return a parked decision, with the present beads that are most similar.

    `pairs` has the number of each ladder by its documents, `positions` the beads of each ladder.
    """
    decision = parked.decision
    pins = decision.pins[parked.pin : parked.pin + 1]
    sides = [passage for pin in pins for passage in (pin.src, pin.tgt)]
    passages = [*sides, *([decision.quotation] if decision.quotation else [])]
    pair = pairs.get((decision.src, decision.tgt), 0)
    near = [(*found, each.score) for each in parked.similar if (found := positions[pair].get((each.src, each.tgt)))]
    return {
        "id": parked.name,
        "action": str(decision.action),
        "by": decision.reviewer,
        "note": decision.note,
        "value": decision.value,
        "why": str(parked.reason),
        "words": [passage.excerpt for passage in passages if passage.excerpt],
        "pair": pair,
        "near": [{"at": at, "key": key, "score": score} for at, key, score in near],
    }
