"""A standing and one more decision -> the standing with it: what `stand` would say, without asking the others again.

This is for a person at work, who has made thousands of decisions and waits for the screen. Where the beads stand that
the new decision is about is known, since the person looks at them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from align.model import CORRECTIONS, Action, Status, UsageError
from align.review.standing import Opinion, Reason, key_of, status_by

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from align.model import Decision
    from align.review.standing import BeadKey, Sides, Standing

_DOUBTED = frozenset({Status.REJECTED, Status.NEEDS_REVIEW})


def check(standing: Standing, decision: Decision, beads: Sequence[Sides]) -> None:
    """Raise `UsageError` if a decision that leaves these beads behind would cross beads that are accepted.

    A null bead crosses nothing, since its empty side goes where there is room.
    """
    whole = [sides for sides in beads if all(sides)]
    if decision.action in CORRECTIONS and whole:
        kept, _ = _without(standing.locked, beads)
        if put([sides for sides in kept if all(sides)], whole) is None:
            raise UsageError("this crosses beads that are accepted; undo these first")


def add(standing: Standing, decision: Decision, beads: Sequence[Sides]) -> tuple[Standing, list[BeadKey]] | None:
    """Return the standing with a decision, later than all others, and the beads that people now think otherwise of.

    The beads of the decision are where they are said to be. None if others must be asked again: it takes the place of
    one, or may make room for one, or moves a null bead, or is about what the machine finds.
    """
    if (
        decision.of
        or decision.action is Action.REALIGN
        or any(item.reason is Reason.CROSSES for item in standing.parked)
    ):
        return None
    keys = [key_of(sides) for sides in beads]
    opinions = dict(standing.opinions)
    if decision.action is Action.COMMENT:
        for key in keys:
            own = opinions.get(key, Opinion())
            opinions[key] = replace(own, comments=(*own.comments, decision))
        return replace(standing, opinions=opinions), keys
    status = status_by(decision)
    locked, gone = _without(standing.locked, beads)
    touched: list[BeadKey] = []
    if status is Status.ACCEPTED:
        placed = put(locked, beads)
        if placed is None:
            return None
        locked, touched = placed, [*map(key_of, gone), *_doubted(opinions, keys)]
        for key in touched:
            _say(opinions, key, Opinion(comments=opinions[key].comments))
    for key in keys:
        own = opinions.get(key, Opinion())
        _say(opinions, key, replace(own, status=status, decision=decision))
    return replace(standing, locked=tuple(locked), opinions=opinions), [*touched, *keys]


def _say(opinions: dict[BeadKey, Opinion], key: BeadKey, opinion: Opinion) -> None:
    if opinion.status is not Status.MACHINE:
        opinions[key] = opinion
    elif opinion.comments:
        opinions[key] = Opinion(comments=opinion.comments)
    else:
        opinions.pop(key, None)


def _doubted(opinions: Mapping[BeadKey, Opinion], keys: Iterable[BeadKey]) -> list[BeadKey]:
    """Return the beads that share a segment with others and are rejected, or to be looked at again."""
    src, tgt = ({segment for key in keys for segment in key[side] or ()} for side in (0, 1))
    return [
        (one, other)
        for (one, other), opinion in opinions.items()
        if opinion.status in _DOUBTED and not (src.isdisjoint(one or ()) and tgt.isdisjoint(other or ()))
    ]


def _without(locked: Sequence[Sides], beads: Sequence[Sides]) -> tuple[Sequence[Sides], list[Sides]]:
    """Return the locked beads that share no segment with others, and those that do."""
    gone: set[int] = set()
    for sides in beads:
        for side, run in enumerate(sides):
            first = bisect_right(locked, run.start, key=lambda item: item[side].end)
            last = bisect_left(locked, run.end, key=lambda item: item[side].start)
            gone.update(at for at in range(first, last) if run and locked[at][side])
    if not gone:
        return locked, []
    return [item for at, item in enumerate(locked) if at not in gone], [locked[at] for at in sorted(gone)]


def put(locked: Sequence[Sides], beads: Sequence[Sides]) -> list[Sides] | None:
    """Return locked beads in their order with others among them; None if they cross."""
    order = list(locked)
    for src, tgt in beads:
        at = bisect_left(order, (src.start, tgt.start), key=lambda item: (item[0].start, item[1].start))
        if at and (order[at - 1][0].end > src.start or order[at - 1][1].end > tgt.start):
            return None
        if at < len(order) and (src.end > order[at][0].start or tgt.end > order[at][1].start):
            return None
        order.insert(at, (src, tgt))
    return order
