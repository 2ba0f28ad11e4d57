"""What a person does to beads of a ladder -> the beads that it leaves behind; raises `UsageError` where it cannot be.

Beads are given by their numbers in the ladder. The beads returned take the place of those given; what they do not
cover is left to the machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.model import SegSpan, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.model import Alignment
    from align.review.standing import Sides


def merge(ladder: Alignment, beads: Sequence[int]) -> tuple[Sides, ...]:
    """Make neighbouring beads one."""
    chosen = sorted(set(beads))
    if len(chosen) < 2 or chosen[-1] - chosen[0] != len(chosen) - 1:  # noqa: PLR2004 - a bead is not merged with itself
        raise UsageError("only beads that follow each other can be merged, two at least")
    first, last = ladder.beads[chosen[0]], ladder.beads[chosen[-1]]
    src = SegSpan(start=first.src.start, end=last.src.end)
    tgt = SegSpan(start=first.tgt.start, end=last.tgt.end)
    if not (src and tgt):
        raise UsageError("beads that all have nothing on one side cannot be merged: null beads are of one segment")
    return ((src, tgt),)


def split(ladder: Alignment, bead: int, at: tuple[int, int]) -> tuple[Sides, ...]:
    """Cut a bead after so many of its source and of its target segments."""
    src, tgt = ladder.beads[bead].src, ladder.beads[bead].tgt
    one, other = at
    if not (0 <= one <= len(src) and 0 <= other <= len(tgt)) or (one, other) in {(0, 0), (len(src), len(tgt))}:
        raise UsageError(f"a bead of {len(src)} and {len(tgt)} segments cannot be split after {one} and {other}")
    i, j = src.start + one, tgt.start + other
    return (
        *_whole(SegSpan(start=src.start, end=i), SegSpan(start=tgt.start, end=j)),
        *_whole(SegSpan(start=i, end=src.end), SegSpan(start=j, end=tgt.end)),
    )


def shift(ladder: Alignment, bead: int, side: str, step: int) -> tuple[Sides, ...]:
    """Move a segment over the border of a bead.

    With a `step` of 1 the bead's last segment on the `side`, "src" or "tgt", goes down into the next bead; with -1 its
    first one goes up into the bead before.
    """
    upper, lower = (bead, bead + 1) if step > 0 else (bead - 1, bead)
    if upper < 0 or lower >= len(ladder):
        raise UsageError("there is no bead to move a segment to")
    if side not in {"src", "tgt"} or step not in {1, -1}:
        raise UsageError('a segment is moved on the side "src" or "tgt", by 1 or -1')
    one, two = ladder.beads[upper], ladder.beads[lower]
    i, j = one.src.end - (step if side == "src" else 0), one.tgt.end - (step if side == "tgt" else 0)
    if i < one.src.start or i > two.src.end or j < one.tgt.start or j > two.tgt.end:
        raise UsageError("the bead has no segment on this side to move")
    return (
        *_whole(SegSpan(start=one.src.start, end=i), SegSpan(start=one.tgt.start, end=j)),
        *_whole(SegSpan(start=i, end=two.src.end), SegSpan(start=j, end=two.tgt.end)),
    )


def unlink(ladder: Alignment, bead: int) -> tuple[Sides, ...]:
    """Say of every segment of a bead that it has nothing on the other side."""
    src, tgt = ladder.beads[bead].src, ladder.beads[bead].tgt
    if not (src and tgt):
        raise UsageError("the bead has nothing on one side already; accept it")
    return (
        *_whole(src, SegSpan(start=tgt.start, end=tgt.start)),
        *_whole(SegSpan(start=src.end, end=src.end), tgt),
    )


def link(ladder: Alignment, src: SegSpan, tgt: SegSpan) -> tuple[Sides, ...]:
    """Say that these segments belong together."""
    ends = (ladder.beads[-1].src.end, ladder.beads[-1].tgt.end) if ladder.beads else (0, 0)
    if not (src and tgt) or src.end > ends[0] or tgt.end > ends[1]:
        raise UsageError("to link, name segments of both documents")
    return ((src, tgt),)


def _whole(src: SegSpan, tgt: SegSpan) -> tuple[Sides, ...]:
    """Return a bead, or null beads of one segment if a side has nothing."""
    if src and tgt:
        return ((src, tgt),)
    return (
        *((SegSpan(start=at, end=at + 1), tgt) for at in src),
        *((src, SegSpan(start=at, end=at + 1)) for at in tgt),
    )
