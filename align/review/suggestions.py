"""What the machine can offer a reviewer: a stretch aligned anew, other partners of a bead, sources of a quotation.

What takes an encoder is a function of an aligner, a listener and plain values, so that another process can do it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np

from align.encoders import CachedEncoder
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
    from collections.abc import Callable, Iterator, Sequence

    from align.listener import Listener
    from align.model import Bead
    from align.result import Result, TracedQuotation
    from align.review.sheet import Paired
    from align.review.standing import Sides
    from align.workspace.aligner import Aligner

    Do = Callable[..., Any]
    """Calls a function with an aligner, a listener and what else is given, here or in another process."""

_AROUND = 8
"""Segments before and after a bead among which its partners are sought."""
_LONGEST = 4
"""Segments of the longest partner that is offered."""
_SENTENCES = 3
"""Segments of the longest stretch of a source that is offered."""
_PARTNERS = 8
_PLACES = 5
"""How many partners of a bead, and places of a quotation, are offered at most."""


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
    """The probability that `align.locate` gives the place, or the cosine of the vectors if it did not weigh it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Free:
    """What stands in beads none of which is accepted, as documents of their own."""

    src: Segmented
    tgt: Segmented
    start: tuple[int, int]
    """Where they begin in the documents that they were cut from."""
    barred: tuple[Sides, ...]


def free(sheet: Paired, first: int, last: int) -> Free:
    """Cut out the beads from one to another."""
    beads = sheet.ladder.beads
    src = SegSpan(start=beads[first].src.start, end=beads[last - 1].src.end)
    tgt = SegSpan(start=beads[first].tgt.start, end=beads[last - 1].tgt.end)
    return Free(
        src=_cut(sheet.src, src),
        tgt=_cut(sheet.tgt, tgt),
        start=(src.start, tgt.start),
        barred=tuple(_within(sheet.standing.barred, src, tgt)),
    )


def realigned(aligner: Aligner, listener: Listener, stretch: Free) -> tuple[Bead, ...]:
    """Return the best beads over a stretch without those barred, counted in the documents that it was cut from."""
    ladder = aligner.align(stretch.src, stretch.tgt, listener, barred=stretch.barred)
    i, j = stretch.start
    return tuple(
        replace(
            bead,
            src=SegSpan(start=bead.src.start + i, end=bead.src.end + i),
            tgt=SegSpan(start=bead.tgt.start + j, end=bead.tgt.end + j),
        )
        for bead in ladder.beads
    )


def likeness(aligner: Aligner, _: Listener, words: str, texts: Sequence[str], longest: int) -> list[list[float]]:
    """Return how like some words every run of texts is, by its first text and its length less 1."""
    vector = np.asarray(aligner.encoder.encode([words])[0], np.float32)
    scores: list[list[float]] = (np.asarray(aligner.encoder.runs(texts, longest), np.float32) @ vector).tolist()
    return scores


def most_alike(
    aligner: Aligner, _: Listener, words: str, texts: Sequence[str], longest: int, limit: int
) -> list[tuple[int, int, float]]:
    """Return the runs of texts most like some words: first text, one past the last, and how like it is."""
    encoder = CachedEncoder(aligner.encoder, aligner.cache / "vectors")
    scores = np.asarray(encoder.runs(texts, longest), np.float32) @ np.asarray(encoder.encode([words])[0], np.float32)
    best = np.unravel_index(np.argsort(-scores, axis=None)[:limit], scores.shape)
    found = (
        (int(start), int(start + length) + 1, float(scores[start, length])) for start, length in zip(*best, strict=True)
    )
    return [(start, end, score) for start, end, score in found if end <= len(texts)]


def _within(barred: Sequence[Sides], src: SegSpan, tgt: SegSpan) -> Iterator[Sides]:
    """Yield the barred beads of a stretch, counted from its beginning; of a null bead only its own side counts."""
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
    src: Segmented, tgt: Segmented, bead: Bead, locked: Sequence[Sides], *, do: Do
) -> tuple[Candidate, ...]:
    """Return partners for the source side of a bead, or for its target side if it has no other, best first.

    They stand near it, and between the locked beads before and after it.
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
    scores = do(likeness, own.text(fixed), other.texts()[window.start : window.stop], _LONGEST)
    found = []
    for start in window:
        for length in range(1, min(_LONGEST, window.stop - start) + 1):
            run = SegSpan(start=start, end=start + length)
            if run != at:
                sides = (fixed, run) if side == 0 else (run, fixed)
                score = float(np.clip(scores[start - window.start][length - 1], 0, 1))
                found.append(Candidate(src=sides[0], tgt=sides[1], score=score))
    return tuple(sorted(found, key=lambda item: -item.score)[:_PARTNERS])


def source_candidates(result: Result, document: str, quotation: str, do: Do) -> tuple[SourceCandidate, ...]:
    """Return places that a quotation may come from: those that were found, then the most alike sentences."""
    traced = {(item.document, item.quotation.id): item for item in result.traced}
    if (document, quotation) not in traced:
        raise UsageError("this quotation is not there any more; look again")
    item = traced[document, quotation]
    found = list(_found([item, *(traced[name] for name in item.counterparts if name in traced)]))
    words = plain(item.quotation.span.slice(result.text(document).document.text))
    alike = []
    for source in result.sources:
        for first, end, score in do(most_alike, words, source.texts(), _SENTENCES, 4 * _PLACES):
            span = CharSpan(start=source.segments[first].span.start, end=source.segments[end - 1].span.end)
            alike.append(SourceCandidate(source=source.document.id, span=span, score=float(np.clip(score, 0, 1))))
    for candidate in sorted(alike, key=lambda each: -each.score):
        # Of stretches that overlap, the most alike one will do.
        if not any(_overlap(candidate, other) for other in found):
            found.append(candidate)
    return tuple(found[:_PLACES])


def _found(items: Sequence[TracedQuotation]) -> Iterator[SourceCandidate]:
    """Yield the places that were found or nearly found for renderings of the same words, each once."""
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
