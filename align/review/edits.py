"""A change of beads by a person -> the resulting beads; raises `UsageError` if it is impossible.

Beads are given by their numbers in the ladder. The returned beads replace them; segments that no returned bead contains
are left to the machine.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.model import SegSpan, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.model import Alignment, BeadSpans


def merge(ladder: Alignment, beads: Sequence[int]) -> tuple[BeadSpans, ...]:
    """Merge neighbouring beads."""
    chosen = sorted(set(beads))
    if len(chosen) < 2 or chosen[-1] - chosen[0] != len(chosen) - 1:  # noqa: PLR2004 - a bead is not merged with itself
        raise UsageError("only neighbouring pairs can be merged, at least two")
    first, last = ladder.beads[chosen[0]], ladder.beads[chosen[-1]]
    src = SegSpan(start=first.src.start, end=last.src.end)
    tgt = SegSpan(start=first.tgt.start, end=last.tgt.end)
    if not (src and tgt):
        raise UsageError("pairs without any text on one side cannot be merged")
    return ((src, tgt),)


def split(ladder: Alignment, bead: int, at: tuple[int, int]) -> tuple[BeadSpans, ...]:
    """Split a bead after `at` of its source and target segments."""
    src, tgt = ladder.beads[bead].src, ladder.beads[bead].tgt
    one, other = at
    if not (0 <= one <= len(src) and 0 <= other <= len(tgt)) or (one, other) in {(0, 0), (len(src), len(tgt))}:
        raise UsageError(f"a pair of {len(src)} and {len(tgt)} sentences cannot be split after {one} and {other}")
    i, j = src.start + one, tgt.start + other
    return (
        *_bead_or_nulls(SegSpan(start=src.start, end=i), SegSpan(start=tgt.start, end=j)),
        *_bead_or_nulls(SegSpan(start=i, end=src.end), SegSpan(start=j, end=tgt.end)),
    )


def shift(ladder: Alignment, bead: int, side: str, step: int) -> tuple[BeadSpans, ...]:
    """Move a segment of a bead into a neighbouring bead.

    Args:
        ladder: The present ladder.
        bead: Number of the bead.
        side: "src" or "tgt".
        step: 1 moves the last segment into the next bead, -1 the first into the bead before.

    """
    if side not in {"src", "tgt"} or step not in {1, -1}:
        raise UsageError('the side must be "src" or "tgt", and the step 1 or -1')
    upper, lower = (bead, bead + 1) if step > 0 else (bead - 1, bead)
    if upper < 0 or lower >= len(ladder):
        raise UsageError("there is no pair to move the sentence to")
    one, two = ladder.beads[upper], ladder.beads[lower]
    i, j = one.src.end - (step if side == "src" else 0), one.tgt.end - (step if side == "tgt" else 0)
    if i < one.src.start or i > two.src.end or j < one.tgt.start or j > two.tgt.end:
        raise UsageError("the pair has no sentence on this side to move")
    return (
        *_bead_or_nulls(SegSpan(start=one.src.start, end=i), SegSpan(start=one.tgt.start, end=j)),
        *_bead_or_nulls(SegSpan(start=i, end=two.src.end), SegSpan(start=j, end=two.tgt.end)),
    )


def unlink(ladder: Alignment, bead: int) -> tuple[BeadSpans, ...]:
    """Replace a bead by null beads: no segment has a counterpart."""
    src, tgt = ladder.beads[bead].src, ladder.beads[bead].tgt
    if not (src and tgt):
        raise UsageError("the pair is without text on one side already; accept it")
    return (
        *_bead_or_nulls(src, SegSpan(start=tgt.start, end=tgt.start)),
        *_bead_or_nulls(SegSpan(start=src.end, end=src.end), tgt),
    )


def link(ladder: Alignment, src: SegSpan, tgt: SegSpan) -> tuple[BeadSpans, ...]:
    """Make a bead of any segments."""
    ends = (ladder.beads[-1].src.end, ladder.beads[-1].tgt.end) if ladder.beads else (0, 0)
    if not (src and tgt) or src.end > ends[0] or tgt.end > ends[1]:
        raise UsageError("to link, choose sentences of both texts")
    return ((src, tgt),)


def _bead_or_nulls(src: SegSpan, tgt: SegSpan) -> tuple[BeadSpans, ...]:
    """Return one bead, or null beads of one segment each if a side is empty."""
    if src and tgt:
        return ((src, tgt),)
    return (
        *((SegSpan(start=at, end=at + 1), tgt) for at in src),
        *((src, SegSpan(start=at, end=at + 1)) for at in tgt),
    )
