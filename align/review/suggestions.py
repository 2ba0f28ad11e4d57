"""Suggestions for a reviewer: a realigned stretch, other partners of a bead, sources of a quotation.

Work that needs an encoder goes through an `Assistant`, so that another process can do it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

import numpy as np

from align.model import (
    Block,
    BlockKind,
    CharSpan,
    Document,
    NotFound,
    QuotationMatch,
    Segment,
    Segmented,
    SegSpan,
    UsageError,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.model import Bead, BeadSpans
    from align.result import Result, TracedQuotation
    from align.review.sheet import LadderSheet

_AROUND = 8
"""Number of segments before and after a bead in which partners are searched for."""
_LONGEST = 4
"""Segments of the longest partner."""
_SENTENCES = 3
"""Segments of the longest stretch of a source."""
_PARTNERS = 8
_PLACES = 5
"""Most partners of a bead, and most places of a quotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Another way to pair the segments of a bead."""

    src: SegSpan
    tgt: SegSpan
    score: float
    """Cosine of the vectors of both sides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceCandidate:
    """Words of a source that a quotation may render."""

    source: str
    """Id of the source."""
    span: CharSpan
    score: float
    """Probability of the place by `align.locate`; the cosine of the vectors if the place was not judged there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FreeStretch:
    """The segments of neighbouring beads of which none is accepted, as two documents of their own."""

    src: Segmented
    tgt: Segmented
    start: tuple[int, int]
    """First segment of the stretch in either whole document."""
    barred: tuple[BeadSpans, ...]
    """Rejected beads, counted from the start of the stretch."""


class Assistant(Protocol):
    """Answers questions that need an encoder, in this process or another."""

    def realign(self, stretch: FreeStretch) -> tuple[Bead, ...]:
        """Return the best beads over a stretch without its barred ones, counted in the whole documents."""
        ...

    def similarities(self, words: str, texts: Sequence[str], longest: int) -> list[list[float]]:
        """Return the cosine of some words with every run of texts, by first text and length less 1."""
        ...

    def most_similar(self, words: str, texts: Sequence[str], longest: int, limit: int) -> list[tuple[int, int, float]]:
        """Return the runs of texts most similar to some words: first text, one past the last, cosine."""
        ...


def cut_stretch(sheet: LadderSheet, first: int, last: int) -> FreeStretch:
    """Cut out the beads from number `first` up to, not including, `last`."""
    beads = sheet.ladder.beads
    src = SegSpan(start=beads[first].src.start, end=beads[last - 1].src.end)
    tgt = SegSpan(start=beads[first].tgt.start, end=beads[last - 1].tgt.end)
    return FreeStretch(
        src=_cut(sheet.src, src),
        tgt=_cut(sheet.tgt, tgt),
        start=(src.start, tgt.start),
        barred=tuple(_within(sheet.resolution.barred, src, tgt)),
    )


def _within(barred: Sequence[BeadSpans], src: SegSpan, tgt: SegSpan) -> Iterator[BeadSpans]:
    """Yield the barred beads inside a stretch, counted from its start; a null bead has only one side to fit."""
    for one, other in barred:
        sides = []
        for run, whole in ((one, src), (other, tgt)):
            if run and (run.start < whole.start or run.end > whole.end):
                break
            sides.append(SegSpan(start=run.start - whole.start, end=run.end - whole.start) if run else run)
        else:
            yield sides[0], sides[1]


def _cut(segmented: Segmented, run: SegSpan) -> Segmented:
    """Return a run of segments as a document of its own."""
    words = segmented.texts()[run.start : run.end]
    ends = np.cumsum([len(text) + 1 for text in words]).tolist()
    spans = [CharSpan(start=end - len(text) - 1, end=end - 1) for text, end in zip(words, ends, strict=True)]
    document = Document(
        id=segmented.document.id,
        lang=segmented.document.lang,
        path=segmented.document.path,
        text="\n".join(words),
        blocks=tuple(Block(kind=BlockKind.PARAGRAPH, span=span) for span in spans),
    )
    segments = tuple(Segment(block=number, span=span) for number, span in enumerate(spans))
    return Segmented(document=document, segments=segments)


def bead_candidates(
    src: Segmented, tgt: Segmented, bead: Bead, locked: Sequence[BeadSpans], assistant: Assistant
) -> tuple[Candidate, ...]:
    """Return partners for the source side of a bead, or for its target side if that is its only side, best first.

    Partners are near the bead, between the locked beads before and after it.
    """
    fixed, side = (bead.src, 0) if bead.src else (bead.tgt, 1)
    own, other = (src, tgt)[:: 1 if side == 0 else -1]
    at = (bead.tgt, bead.src)[side]
    low = max((sides[1 - side].end for sides in locked if sides[side].end <= fixed.start), default=0)
    high = min(
        (sides[1 - side].start for sides in locked if sides[side].start >= fixed.end),
        default=len(other.segments),
    )
    window = range(max(low, at.start - _AROUND), min(high, at.end + _AROUND))
    if not window:
        return ()
    scores = assistant.similarities(own.text(fixed), other.texts()[window.start : window.stop], _LONGEST)
    found = []
    for start in window:
        for length in range(1, min(_LONGEST, window.stop - start) + 1):
            run = SegSpan(start=start, end=start + length)
            if run != at:
                sides = (fixed, run) if side == 0 else (run, fixed)
                score = float(np.clip(scores[start - window.start][length - 1], 0, 1))
                found.append(Candidate(src=sides[0], tgt=sides[1], score=score))
    return tuple(sorted(found, key=lambda item: -item.score)[:_PARTNERS])


def source_candidates(
    result: Result, document: str, quotation: str, assistant: Assistant
) -> tuple[SourceCandidate, ...]:
    """Return places that a quotation may come from: first places found by tracing, then the most similar sentences."""
    traced = {(item.document, item.quotation.id): item for item in result.traced}
    if (document, quotation) not in traced:
        raise UsageError("this quotation no longer exists; reload")
    item = traced[document, quotation]
    found = list(_found([item, *(traced[name] for name in item.counterparts if name in traced)]))
    words = plain(item.quotation.span.slice(result.text(document).document.text))
    similar = []
    for source in result.sources:
        for first, end, score in assistant.most_similar(words, source.texts(), _SENTENCES, 4 * _PLACES):
            span = CharSpan(start=source.segments[first].span.start, end=source.segments[end - 1].span.end)
            similar.append(SourceCandidate(source=source.document.id, span=span, score=float(np.clip(score, 0, 1))))
    for candidate in sorted(similar, key=lambda each: -each.score):
        # Of overlapping stretches, only the most similar one is kept.
        if not any(_overlap(candidate, other) for other in found):
            found.append(candidate)
    return tuple(found[:_PLACES])


def _found(items: Sequence[TracedQuotation]) -> Iterator[SourceCandidate]:
    """Yield the places found, or nearly found, for renderings of the same words, each once."""
    seen: list[SourceCandidate] = []
    for item in items:
        place = item.place.best if isinstance(item.place, NotFound) else item.place
        if isinstance(place, QuotationMatch):
            candidate = SourceCandidate(source=place.source, span=place.span, score=place.confidence)
            if not any(_overlap(candidate, other) for other in seen):
                seen.append(candidate)
                yield candidate


def _overlap(one: SourceCandidate, other: SourceCandidate) -> bool:
    return one.source == other.source and one.span.overlaps(other.span)
