"""Two documents, a ladder and decisions -> what of the decisions holds for them: locked and barred beads, opinions.

A decision names beads by their words (`align.review.passages`), so nothing that changes elsewhere touches it. Of two
decisions on the same segments the later one holds. A decision whose words are not there is parked, and so is one that
would cross others: of those the greatest number is kept that makes a ladder.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from align.model import CORRECTIONS, Action, Bead, Pin, SegSpan, Status
from align.review.line import confidences

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from align.model import Alignment, Decision
    from align.review.passages import SegmentRuns

Sides = tuple[SegSpan, SegSpan]
"""The segments of a bead, source first."""
BeadKey = tuple[SegSpan | None, SegSpan | None]
"""The same, None for a side that has nothing: a null bead is the same bead wherever the other document puts it."""

_NOTHING = SegSpan(start=0, end=0)
_TRIED = 8
"""Places of repeated words that are tried on each side."""


class Reason(StrEnum):
    """Why a decision is parked."""

    TEXT = "its words are not there as they were"
    CROSSES = "it crosses other decisions"
    DOCUMENT = "a text that it is about is not there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Parked:
    """A part of a decision that does not apply to the texts as they are; it is kept, and may apply again."""

    decision: Decision
    pin: int
    """Which of its beads, from 0."""
    reason: Reason

    @property
    def name(self) -> str:
        """What a decision that takes its place is `of`."""
        return _name(self.decision, self.pin)


def _name(decision: Decision, pin: int) -> str:
    """Name one bead of a decision, or a decision on a quotation; the other beads of a decision hold on."""
    return f"{decision.id}#{pin}" if decision.pins else decision.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What people say of a bead."""

    status: Status = Status.MACHINE
    decision: Decision | None = None
    """The one that gave it its status; None if it only has comments."""
    comments: tuple[Decision, ...] = ()
    """By time."""

    @property
    def reviewer(self) -> str:
        """Who gave it its status, or else who commented on it last."""
        return self._last.reviewer if self._last else ""

    @property
    def at(self) -> datetime | None:
        """When that was."""
        return self._last.at if self._last else None

    @property
    def _last(self) -> Decision | None:
        return self.decision or (self.comments[-1] if self.comments else None)


NO_OPINION = Opinion()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What of the decisions holds for a ladder."""

    locked: tuple[Sides, ...] = ()
    """Beads that people found right, in the order of the ladder."""
    opinions: Mapping[BeadKey, Opinion] = field(default_factory=dict)
    parked: tuple[Parked, ...] = ()
    redrawn: tuple[Bead, ...] = ()
    """Beads that the machine found when people had it align a stretch anew, in the order of the ladder; what is locked
    or barred goes before."""

    @property
    def barred(self) -> tuple[Sides, ...]:
        """Beads that people found wrong."""
        return tuple(
            (src or _NOTHING, tgt or _NOTHING)
            for (src, tgt), opinion in self.opinions.items()
            if opinion.status is Status.REJECTED
        )


def key_of(sides: Sides) -> BeadKey:
    """Return what tells a bead from the others of its ladder."""
    return sides[0] or None, sides[1] or None


def key(bead: Bead) -> BeadKey:
    """Return what tells a bead from the others of its ladder."""
    return bead.src or None, bead.tgt or None


def status_by(decision: Decision) -> Status:
    """Return the status that a decision gives to its beads; a comment gives none."""
    if decision.action in CORRECTIONS:
        return Status.ACCEPTED
    return Status.REJECTED if decision.action is Action.REJECT else Status(decision.value)


def about(src: str, tgt: str, decisions: Sequence[Decision]) -> Iterator[Decision]:
    """Yield the decisions on beads of two documents, those of the opposite direction turned round."""
    for decision in decisions:
        if decision.pins and (decision.src, decision.tgt) == (src, tgt):
            yield decision
        elif decision.pins and (decision.tgt, decision.src) == (src, tgt):
            yield replace(
                decision, src=src, tgt=tgt, pins=tuple(Pin(src=pin.tgt, tgt=pin.src) for pin in decision.pins)
            )


def stand(
    src: SegmentRuns,
    tgt: SegmentRuns,
    ladder: Alignment,
    decisions: Sequence[Decision],
    *,
    known: dict[str, tuple[BeadKey | None, ...]] | None = None,
) -> Standing:
    """Say what holds of effective decisions, given by time; the ladder only helps to place what has several places.

    `known` remembers, by id, where the beads of decisions stand, for the next time that the same is asked.
    """
    known = {} if known is None else known
    parked: list[Parked] = []
    found: list[_Found] = []
    concerned = list(about(ladder.src, ladder.tgt, decisions))
    # Where every decision has its place already, as after an undo, a large ladder need not be gone through.
    beads = {key(bead) for bead in ladder.beads} if any(item.id not in known for item in concerned) else set()
    replaced = {item.of for item in concerned if item.of}
    for decision in concerned:
        if decision.id not in known:
            known[decision.id] = tuple(_find(src, tgt, pin, beads) for pin in decision.pins)
        for number, sides in enumerate(known[decision.id]):
            if replaced and _name(decision, number) in replaced:
                continue
            if sides is None and decision.action is Action.REALIGN:
                continue  # The machine aligns other words by itself; there is nothing to offer again.
            if sides is None:
                parked.append(Parked(decision=decision, pin=number, reason=Reason.TEXT))
            else:
                found.append(_Found(decision, number, sides))
    judged = _judged([item for item in found if item.decision.action not in {Action.COMMENT, Action.REALIGN}])
    locked, crossing = _locked(
        [item for item in judged.values() if status_by(item.decision) is Status.ACCEPTED], src, tgt, ladder
    )
    for item in crossing:
        parked.append(Parked(decision=item.decision, pin=item.number, reason=Reason.CROSSES))
        del judged[item.sides]
    opinions = {
        sides: Opinion(status=status_by(item.decision), decision=item.decision)
        for sides, item in judged.items()
        if status_by(item.decision) is not Status.MACHINE
    }
    for item in found:
        if item.decision.action is Action.COMMENT:
            before = opinions.get(item.sides, Opinion())
            opinions[item.sides] = replace(before, comments=(*before.comments, item.decision))
    return Standing(
        locked=locked,
        opinions=opinions,
        parked=tuple(sorted(parked, key=lambda item: (item.decision.at, item.decision.id, item.pin))),
        redrawn=_redrawn([item for item in found if item.decision.action is Action.REALIGN], src, tgt, ladder),
    )


class _Found(NamedTuple):
    """A bead that a decision is about, where it stands now."""

    decision: Decision
    number: int
    """Which bead of the decision, from 0."""
    sides: BeadKey


def _find(src: SegmentRuns, tgt: SegmentRuns, pin: Pin, beads: Collection[BeadKey]) -> BeadKey | None:
    """Return where a bead stands.

    Of several places it is one in like surroundings, then the one that fits the number of earlier repetitions best,
    then one where the ladder has a bead.
    """
    one = src.find(pin.src) if pin.src.length else (None,)
    other = tgt.find(pin.tgt) if pin.tgt.length else (None,)
    if len(one) <= 1 and len(other) <= 1:
        return (one[0], other[0]) if one and other else None

    def rank(pair: tuple[tuple[int, SegSpan | None], tuple[int, SegSpan | None]]) -> tuple[int, int, bool]:
        (first, left), (second, right) = pair
        likeness = (src.likeness(left, pin.src) if left else 0) + (tgt.likeness(right, pin.tgt) if right else 0)
        return -likeness, first + second, (left, right) not in beads

    pairs = product(enumerate(one[:_TRIED]), enumerate(other[:_TRIED]))
    best = min(pairs, key=rank, default=None)
    return best and (best[0][1], best[1][1])


def _judged(found: Sequence[_Found]) -> dict[BeadKey, _Found]:
    """Return the last judgement of each bead; a correction does away with earlier ones on any of its segments."""
    judged: dict[BeadKey, _Found] = {}
    holders: defaultdict[tuple[int, int], set[BeadKey]] = defaultdict(set)
    for item in found:
        segments = [(side, segment) for side, run in enumerate(item.sides) for segment in run or ()]
        if item.decision.action is Action.REALIGN or status_by(item.decision) is Status.ACCEPTED:
            for gone in {holder for segment in segments for holder in holders[segment]}:
                for segment in ((side, segment) for side, run in enumerate(gone) for segment in run or ()):
                    holders[segment].discard(gone)
                del judged[gone]
        judged[item.sides] = item
        for segment in segments:
            holders[segment].add(item.sides)
    return judged


def _locked(
    accepted: Sequence[_Found], src: SegmentRuns, tgt: SegmentRuns, ladder: Alignment
) -> tuple[tuple[Sides, ...], list[_Found]]:
    """Return as many accepted beads as make a ladder, null beads among them in their places, and the others."""
    whole = sorted((item for item in accepted if all(item.sides)), key=_order)
    kept = {whole[at].sides for at in _longest_rise([_order(item, 1) for item in whole])}
    locked: list[Sides] = [item.sides for item in whole if item.sides in kept]  # type: ignore[misc]
    crossing = [item for item in whole if item.sides not in kept]
    for side, texts in enumerate((tgt, src)):
        for item in sorted(
            (item for item in accepted if item.sides[1 - side] is None), key=lambda item: _order(item, side)
        ):
            run = item.sides[side] or _NOTHING
            at = bisect_right(locked, run.start, key=lambda sides: sides[side].end)
            if at < len(locked) and locked[at][side].start < run.end:
                crossing.append(item)
                continue
            room = range(
                locked[at - 1][1 - side].end if at else 0,
                (locked[at][1 - side].start if at < len(locked) else len(texts)) + 1,
            )
            pin = item.decision.pins[item.number]
            place = _place(texts.places((pin.tgt, pin.src)[side]), room, _level(ladder, run.start, side))
            empty = SegSpan(start=place, end=place)
            locked.insert(at, (empty, run) if side else (run, empty))
    return tuple(locked), crossing


def _redrawn(found: Sequence[_Found], src: SegmentRuns, tgt: SegmentRuns, ladder: Alignment) -> tuple[Bead, ...]:
    """Return what realignments left behind, of those on the same segments the last one."""
    last = _judged(found)
    weights = {item.decision.id: confidences(item.decision) for item in found}
    return tuple(
        Bead(src=sides[0], tgt=sides[1], confidence=weights[item.decision.id][item.number])
        for sides in _locked([*last.values()], src, tgt, ladder)[0]
        for item in (last[key_of(sides)],)
    )


def _order(item: _Found, side: int = 0) -> int:
    run = item.sides[side]
    return run.start if run else 0


def _longest_rise(values: Sequence[int]) -> list[int]:
    """Return where the longest rising subsequence stands (Schensted 1961, by patience sorting)."""
    tops: list[int] = []
    before: list[int] = []
    for at, value in enumerate(values):
        pile = bisect_left(tops, value, key=lambda top: values[top])
        before.append(tops[pile - 1] if pile else -1)
        tops[pile : pile + 1] = [at]
    rise = [tops[-1]] if tops else []
    while rise and before[rise[-1]] >= 0:
        rise.append(before[rise[-1]])
    return rise[::-1]


def _place(likely: Sequence[SegSpan], room: range, level: int) -> int:
    """Return where in the room an empty side goes: beside its old neighbours, or else where the ladder is by then."""
    return next((place.start for place in likely if place.start in room), min(max(level, room[0]), room[-1]))


def _level(ladder: Alignment, segment: int, side: int) -> int:
    """Return how far the other side of the ladder is where a segment of one side stands."""
    at = bisect_right(ladder.beads, segment, key=lambda bead: (bead.src, bead.tgt)[side].end)
    if at == len(ladder.beads):
        return 0
    return (ladder.beads[at].tgt, ladder.beads[at].src)[side].start
