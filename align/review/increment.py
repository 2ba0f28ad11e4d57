"""A resolution and one more decision -> the resolution that `resolve` would return for all decisions together.

A reviewer with thousands of decisions waits for the screen after each one, so the earlier decisions are not resolved
again. The reviewer sees the beads concerned, so their places need not be searched for.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from align.model import CORRECTIONS, Action, Status, UsageError
from align.review.resolution import Opinion, Reason, bead_key, status_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from align.model import BeadSpans, Decision
    from align.review.resolution import BeadKey, Resolution

_DOUBTED = frozenset({Status.REJECTED, Status.NEEDS_REVIEW})


def refuse_crossing(resolution: Resolution, decision: Decision, beads: Sequence[BeadSpans]) -> None:
    """Raise `UsageError` if the resulting beads of a decision would cross accepted beads.

    A null bead crosses nothing, because its empty side goes where there is room.
    """
    paired = [spans for spans in beads if all(spans)]
    if decision.action in CORRECTIONS and paired:
        kept, _ = _remove_overlapping(resolution.locked, beads)
        if _insert_beads([spans for spans in kept if all(spans)], paired) is None:
            raise UsageError("this crosses accepted pairs; undo those first")


def add_decision(
    resolution: Resolution, decision: Decision, beads: Sequence[BeadSpans]
) -> tuple[Resolution, list[BeadKey]] | None:
    """Add a decision that is later than all others.

    Args:
        resolution: Of the earlier decisions.
        decision: The new one.
        beads: Its beads, at their places in the ladder.

    Returns:
        The new resolution, and the beads whose opinions changed. None if all decisions must be resolved again: this one
        replaces another, may make room for a parked one, moves a null bead, or realigns.

    """
    if (
        decision.of
        or decision.action is Action.REALIGN
        or any(item.reason is Reason.CROSSES for item in resolution.parked)
    ):
        return None
    keys = [bead_key(*spans) for spans in beads]
    opinions = dict(resolution.opinions)
    if decision.action is Action.COMMENT:
        for key in keys:
            own = opinions.get(key, Opinion())
            opinions[key] = replace(own, comments=(*own.comments, decision))
        return replace(resolution, opinions=opinions), keys
    status = status_of(decision)
    locked, removed = _remove_overlapping(resolution.locked, beads)
    changed: list[BeadKey] = []
    if status is Status.ACCEPTED:
        inserted = _insert_beads(locked, beads)
        if inserted is None:
            return None
        locked = inserted
        changed = [*(bead_key(*spans) for spans in removed), *_overlapping_doubts(opinions, keys)]
        for key in changed:
            _set_opinion(opinions, key, Opinion(comments=opinions[key].comments))
    for key in keys:
        own = opinions.get(key, Opinion())
        _set_opinion(opinions, key, replace(own, status=status, decision=decision))
    return replace(resolution, locked=tuple(locked), opinions=opinions), [*changed, *keys]


def _set_opinion(opinions: dict[BeadKey, Opinion], key: BeadKey, opinion: Opinion) -> None:
    """Set the opinion on a bead, in place; without a status only its comments remain."""
    if opinion.status is not Status.MACHINE:
        opinions[key] = opinion
    elif opinion.comments:
        opinions[key] = Opinion(comments=opinion.comments)
    else:
        opinions.pop(key, None)


def _overlapping_doubts(opinions: Mapping[BeadKey, Opinion], keys: Iterable[BeadKey]) -> list[BeadKey]:
    """Return the rejected and doubted beads that share a segment with some of these beads."""
    src, tgt = ({segment for key in keys for segment in key[side] or ()} for side in (0, 1))
    return [
        (one, other)
        for (one, other), opinion in opinions.items()
        if opinion.status in _DOUBTED and not (src.isdisjoint(one or ()) and tgt.isdisjoint(other or ()))
    ]


def _remove_overlapping(
    locked: Sequence[BeadSpans], beads: Iterable[BeadSpans]
) -> tuple[Sequence[BeadSpans], list[BeadSpans]]:
    """Split locked beads into those that share no segment with the other beads, and those that do."""
    overlapping: set[int] = set()
    for spans in beads:
        for side, run in enumerate(spans):
            first = bisect_right(locked, run.start, key=lambda item: item[side].end)
            last = bisect_left(locked, run.end, key=lambda item: item[side].start)
            overlapping.update(at for at in range(first, last) if run and locked[at][side])
    if not overlapping:
        return locked, []
    kept = [item for at, item in enumerate(locked) if at not in overlapping]
    return kept, [locked[at] for at in sorted(overlapping)]


def _insert_beads(locked: Sequence[BeadSpans], beads: Iterable[BeadSpans]) -> list[BeadSpans] | None:
    """Insert beads into locked beads, in the order of the ladder; return None if they cross."""
    order = list(locked)
    for src, tgt in beads:
        at = bisect_left(order, (src.start, tgt.start), key=lambda item: (item[0].start, item[1].start))
        if at and (order[at - 1][0].end > src.start or order[at - 1][1].end > tgt.start):
            return None
        if at < len(order) and (src.end > order[at][0].start or tgt.end > order[at][1].start):
            return None
        order.insert(at, (src, tgt))
    return order
