"""A ladder, locked or realigned beads, and opinions -> the ladder with them; the aligner does not run."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from align.model import Alignment, Bead, SegSpan, Status
from align.review.resolution import NO_OPINION, bead_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align.model import BeadSpans
    from align.review.resolution import BeadKey, Opinion

_UNKNOWN = 0.5
"""Confidence of a bead that fills a gap: nothing has judged it."""
_LARGEST = 6
"""Most segments on a side of a single bead that fills a gap; null beads fill a larger one."""


def splice(ladder: Alignment, locked: Sequence[BeadSpans]) -> Alignment:
    """Put locked beads, given in order, into a ladder.

    Beads that they do not touch stay. Where a bead was cut, one bead or several null beads fill the gap.
    """
    ends = (ladder.beads[-1].src.end, ladder.beads[-1].tgt.end) if ladder.beads else (0, 0)
    return replace(ladder, beads=tuple(splice_stretch(ladder, (0, 0), locked, ends)))


def splice_stretch(
    ladder: Alignment, start: tuple[int, int], locked: Sequence[BeadSpans], end: tuple[int, int]
) -> Iterator[Bead]:
    """Yield the beads of a stretch of a ladder with locked beads put in, as `splice` does."""
    at = start
    for src, tgt in locked:
        yield from _between(ladder, at, (src.start, tgt.start))
        yield Bead(src=src, tgt=tgt, confidence=1.0, status=Status.ACCEPTED)
        at = (src.end, tgt.end)
    yield from _between(ladder, at, end)


def _between(ladder: Alignment, start: tuple[int, int], end: tuple[int, int]) -> Iterator[Bead]:
    """Yield the beads inside a stretch, and beads that fill the gaps where a bead reaches beyond it."""
    beads = ladder.beads
    if start == end:
        return
    first, last = beads_inside(beads, start, end)
    at = start
    for bead in beads[first:last]:
        yield from _fill(at, (bead.src.start, bead.tgt.start))
        yield bead
        at = bead.src.end, bead.tgt.end
    yield from _fill(at, end)


def beads_inside(beads: Sequence[Bead], start: tuple[int, int], end: tuple[int, int]) -> tuple[int, int]:
    """Return the numbers of the first bead inside a stretch of a ladder, and of the first bead after it."""
    first = max(
        bisect_left(beads, start[0], key=lambda bead: bead.src.start),
        bisect_left(beads, start[1], key=lambda bead: bead.tgt.start),
    )
    last = min(
        bisect_right(beads, end[0], key=lambda bead: bead.src.end),
        bisect_right(beads, end[1], key=lambda bead: bead.tgt.end),
    )
    return first, last


def _fill(start: tuple[int, int], end: tuple[int, int]) -> Iterator[Bead]:
    src, tgt = SegSpan(start=start[0], end=end[0]), SegSpan(start=start[1], end=end[1])
    if src and tgt and max(len(src), len(tgt)) <= _LARGEST:
        yield Bead(src=src, tgt=tgt, confidence=_UNKNOWN)
        return
    for at in src:
        yield Bead(src=SegSpan(start=at, end=at + 1), tgt=SegSpan(start=tgt.start, end=tgt.start), confidence=_UNKNOWN)
    for at in tgt:
        yield Bead(src=SegSpan(start=src.end, end=src.end), tgt=SegSpan(start=at, end=at + 1), confidence=_UNKNOWN)


def insert_realigned(ladder: Alignment, beads: Sequence[Bead]) -> Alignment:
    """Put realigned beads, given in order, into a ladder.

    They keep the confidence and the status of the machine. The words of these beads are stored in the decision to
    realign, so every later run contains them, whether it finds them in the cache or not, until somebody corrects or
    undoes them.
    """
    if not beads:
        return ladder
    spliced = splice(ladder, [(bead.src, bead.tgt) for bead in beads])
    own = {bead_key(bead.src, bead.tgt): bead for bead in beads}
    return replace(spliced, beads=tuple(own.get(bead_key(bead.src, bead.tgt), bead) for bead in spliced.beads))


def set_statuses(ladder: Alignment, opinions: Mapping[BeadKey, Opinion]) -> Alignment:
    """Give every bead the status that people set, and full confidence if they accepted it."""
    return replace(
        ladder,
        beads=tuple(
            set_status(bead, opinions.get(bead_key(bead.src, bead.tgt), NO_OPINION).status) for bead in ladder.beads
        ),
    )


def set_status(bead: Bead, status: Status) -> Bead:
    """Give a bead a status, and full confidence if people accepted it."""
    if status is bead.status:
        return bead
    return replace(bead, status=status, confidence=1.0 if status is Status.ACCEPTED else bead.confidence)
