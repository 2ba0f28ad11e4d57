"""A ladder and what people hold of its beads -> the ladder with both."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from align.model import Alignment, Bead, SegSpan, Status
from align.review.standing import NO_OPINION, key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align.review.standing import BeadKey, Opinion, Sides

UNKNOWN = 0.5
"""Confidence of a bead that no machine has judged: the rest of a bead that a person cut."""
_SMALL = 6
"""What is left of beads that were cut is one bead if no side has more segments than this."""


def splice(ladder: Alignment, locked: Sequence[Sides]) -> Alignment:
    """Put locked beads, given in order, into a ladder; beads that they do not touch stay as they are.

    This asks no machine: what is left of beads that were cut makes a bead, or null beads if it is much.
    """
    ends = (ladder.beads[-1].src.end, ladder.beads[-1].tgt.end) if ladder.beads else (0, 0)
    return replace(ladder, beads=tuple(stretch(ladder, (0, 0), locked, ends)))


def stretch(ladder: Alignment, start: tuple[int, int], locked: Sequence[Sides], end: tuple[int, int]) -> Iterator[Bead]:
    """Yield the beads of a ladder from one place to another with locked ones among them, as `splice` does."""
    at = start
    for src, tgt in locked:
        yield from _between(ladder, at, (src.start, tgt.start))
        yield Bead(src=src, tgt=tgt, confidence=1.0, status=Status.ACCEPTED)
        at = (src.end, tgt.end)
    yield from _between(ladder, at, end)


def _between(ladder: Alignment, start: tuple[int, int], end: tuple[int, int]) -> Iterator[Bead]:
    """Yield what tiles a stretch of the ladder: its own beads, and what others leave that reach beyond."""
    beads = ladder.beads
    if start == end:
        return
    first, last = inside(beads, start, end)
    at = start
    for bead in beads[first:last]:
        yield from _rest(at, (bead.src.start, bead.tgt.start))
        yield bead
        at = bead.src.end, bead.tgt.end
    yield from _rest(at, end)


def inside(beads: Sequence[Bead], start: tuple[int, int], end: tuple[int, int]) -> tuple[int, int]:
    """Return the number of the first bead that lies between two places of a ladder, and one past that of the last."""
    first = max(
        bisect_left(beads, start[0], key=lambda bead: bead.src.start),
        bisect_left(beads, start[1], key=lambda bead: bead.tgt.start),
    )
    last = min(
        bisect_right(beads, end[0], key=lambda bead: bead.src.end),
        bisect_right(beads, end[1], key=lambda bead: bead.tgt.end),
    )
    return first, last


def _rest(start: tuple[int, int], end: tuple[int, int]) -> Iterator[Bead]:
    src, tgt = SegSpan(start=start[0], end=end[0]), SegSpan(start=start[1], end=end[1])
    if src and tgt and max(len(src), len(tgt)) <= _SMALL:
        yield Bead(src=src, tgt=tgt, confidence=UNKNOWN)
        return
    for at in src:
        yield Bead(src=SegSpan(start=at, end=at + 1), tgt=SegSpan(start=tgt.start, end=tgt.start), confidence=UNKNOWN)
    for at in tgt:
        yield Bead(src=SegSpan(start=src.end, end=src.end), tgt=SegSpan(start=at, end=at + 1), confidence=UNKNOWN)


def set_statuses(ladder: Alignment, opinions: Mapping[BeadKey, Opinion]) -> Alignment:
    """Give every bead the status that people gave it, and full confidence if they accepted it."""
    return replace(
        ladder, beads=tuple(set_status(bead, opinions.get(key(bead), NO_OPINION).status) for bead in ladder.beads)
    )


def set_status(bead: Bead, status: Status) -> Bead:
    """Give a bead a status, and full confidence if people accepted it."""
    if status is bead.status:
        return bead
    return replace(bead, status=status, confidence=1.0 if status is Status.ACCEPTED else bead.confidence)
