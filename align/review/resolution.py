"""Two documents, a ladder and decisions -> what the decisions mean for it: locked and rejected beads, opinions.

A decision identifies beads by their words (`align.review.passages`), so edits elsewhere do not affect it. Of two
decisions on the same segments the later one holds. A decision is parked if its words are missing, or if its beads cross
others; as many accepted beads as possible are kept.
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

    from align.model import Alignment, BeadSpans, Decision
    from align.review.passages import RunIndex
    from align.review.similar_beads import SimilarBead

BeadKey = tuple[SegSpan | None, SegSpan | None]
"""Identifies a bead within its ladder. An empty side is None: a null bead is the same wherever its empty side is."""

_NOTHING = SegSpan(start=0, end=0)
_MOST_PLACES = 8
"""Places of repeated words that are compared on each side."""


class Reason(StrEnum):
    """Why a decision is parked."""

    TEXT = "its words are not there as they were"
    CROSSES = "it crosses other decisions"
    DOCUMENT = "a text that it is about is not there"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParkedDecision:
    """One bead of a decision that does not fit the texts any more. It is kept, and holds again if it fits again."""

    decision: Decision
    pin: int
    """Which of its beads, from 0; 0 for a decision on a quotation."""
    reason: Reason
    similar: tuple[SimilarBead, ...] = ()
    """Beads that it may be about now; only a `View` looks for them."""

    @property
    def name(self) -> str:
        """Value of `Decision.of` in a decision that replaces this one."""
        return _name(self.decision, self.pin)


def _name(decision: Decision, pin: int) -> str:
    """Name one bead of a decision, so that its other beads can hold on, or a decision on a quotation."""
    return f"{decision.id}#{pin}" if decision.pins else decision.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """The opinion of people on a bead."""

    status: Status = Status.MACHINE
    decision: Decision | None = None
    """The decision that set the status; None if there are only comments."""
    comments: tuple[Decision, ...] = ()
    """By time."""

    @property
    def reviewer(self) -> str:
        """The person who set the status, or else the last who commented."""
        return self._last.reviewer if self._last else ""

    @property
    def at(self) -> datetime | None:
        """The time of that."""
        return self._last.at if self._last else None

    @property
    def _last(self) -> Decision | None:
        return self.decision or (self.comments[-1] if self.comments else None)


NO_OPINION = Opinion()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolution:
    """The effect of decisions on a ladder."""

    locked: tuple[BeadSpans, ...] = ()
    """Accepted beads, in the order of the ladder."""
    opinions: Mapping[BeadKey, Opinion] = field(default_factory=dict)
    parked: tuple[ParkedDecision, ...] = ()
    realigned: tuple[Bead, ...] = ()
    """Beads of stretches that people had realigned, in the order of the ladder. Locked beads replace them."""

    @property
    def barred(self) -> tuple[BeadSpans, ...]:
        """Rejected beads."""
        return tuple(
            (src or _NOTHING, tgt or _NOTHING)
            for (src, tgt), opinion in self.opinions.items()
            if opinion.status is Status.REJECTED
        )


def bead_key(src: SegSpan, tgt: SegSpan) -> BeadKey:
    """Return the key of the bead with these segments."""
    return src or None, tgt or None


def status_of(decision: Decision) -> Status:
    """Return the status that a decision, which is no comment, gives to its beads."""
    if decision.action in CORRECTIONS:
        return Status.ACCEPTED
    return Status.REJECTED if decision.action is Action.REJECT else Status(decision.value)


def _decisions_between(src: str, tgt: str, decisions: Sequence[Decision]) -> Iterator[Decision]:
    """Yield the decisions on beads of two documents; those of the opposite direction are turned round."""
    for decision in decisions:
        if decision.pins and (decision.src, decision.tgt) == (src, tgt):
            yield decision
        elif decision.pins and (decision.tgt, decision.src) == (src, tgt):
            yield replace(
                decision, src=src, tgt=tgt, pins=tuple(Pin(src=pin.tgt, tgt=pin.src) for pin in decision.pins)
            )


def resolve(
    src: RunIndex,
    tgt: RunIndex,
    ladder: Alignment,
    decisions: Sequence[Decision],
    *,
    known: dict[str, tuple[BeadKey | None, ...]] | None = None,
) -> Resolution:
    """Find the beads of decisions in the texts, and return the effect of the decisions.

    Args:
        src: The segments of the source document.
        tgt: The segments of the target document.
        ladder: The machine's ladder; it only helps to choose between several places of the same words.
        decisions: Effective decisions, by time; those on other documents are ignored.
        known: The beads found for each decision, by its id. It is filled in place and saves searching next time.

    """
    known = {} if known is None else known
    parked: list[ParkedDecision] = []
    found: list[_FoundBead] = []
    own = list(_decisions_between(ladder.src, ladder.tgt, decisions))
    # If all beads are known, as after an undo, no set of all beads of a large ladder is needed.
    beads = {bead_key(bead.src, bead.tgt) for bead in ladder.beads} if any(item.id not in known for item in own) else ()
    replaced = {item.of for item in own if item.of}
    for decision in own:
        if decision.id not in known:
            known[decision.id] = tuple(_find_bead(src, tgt, pin, beads) for pin in decision.pins)
        for number, key in enumerate(known[decision.id]):
            if replaced and _name(decision, number) in replaced:
                continue
            if key is None and decision.action is Action.REALIGN:
                continue  # Nobody has accepted these beads, so their loss is not reported.
            if key is None:
                parked.append(ParkedDecision(decision=decision, pin=number, reason=Reason.TEXT))
            else:
                found.append(_FoundBead(decision, number, key))
    judged = _last_judgements([item for item in found if item.decision.action not in {Action.COMMENT, Action.REALIGN}])
    locked, crossing = _lock(
        [item for item in judged.values() if status_of(item.decision) is Status.ACCEPTED], src, tgt, ladder
    )
    for item in crossing:
        parked.append(ParkedDecision(decision=item.decision, pin=item.number, reason=Reason.CROSSES))
        del judged[item.key]
    opinions = {
        key: Opinion(status=status_of(item.decision), decision=item.decision)
        for key, item in judged.items()
        if status_of(item.decision) is not Status.MACHINE
    }
    for item in found:
        if item.decision.action is Action.COMMENT:
            before = opinions.get(item.key, Opinion())
            opinions[item.key] = replace(before, comments=(*before.comments, item.decision))
    return Resolution(
        locked=locked,
        opinions=opinions,
        parked=tuple(sorted(parked, key=lambda item: (item.decision.at, item.decision.id, item.pin))),
        realigned=_realigned_beads(
            [item for item in found if item.decision.action is Action.REALIGN], src, tgt, ladder
        ),
    )


class _FoundBead(NamedTuple):
    """A bead of a decision at its present place."""

    decision: Decision
    number: int
    """Which bead of the decision, from 0."""
    key: BeadKey


def _find_bead(src: RunIndex, tgt: RunIndex, pin: Pin, beads: Collection[BeadKey]) -> BeadKey | None:
    """Return the bead that a pin identifies; None if its words are missing.

    If the words occur several times, the order of preference is: the same neighbours, the same number of earlier
    occurrences, a bead of the ladder.
    """
    sources = src.find(pin.src) if pin.src.length else (None,)
    targets = tgt.find(pin.tgt) if pin.tgt.length else (None,)
    if len(sources) <= 1 and len(targets) <= 1:
        return (sources[0], targets[0]) if sources and targets else None

    def rank(pair: tuple[tuple[int, SegSpan | None], tuple[int, SegSpan | None]]) -> tuple[int, int, bool]:
        (first, left), (second, right) = pair
        neighbours = 0
        for index, run, passage in ((src, left, pin.src), (tgt, right, pin.tgt)):
            neighbours += index.matching_neighbours(run, passage) if run else 0
        return -neighbours, first + second, (left, right) not in beads

    pairs = product(enumerate(sources[:_MOST_PLACES]), enumerate(targets[:_MOST_PLACES]))
    best = min(pairs, key=rank, default=None)
    return best and (best[0][1], best[1][1])


def _last_judgements(found: Sequence[_FoundBead]) -> dict[BeadKey, _FoundBead]:
    """Return the last judgement on each bead; a correction removes earlier judgements on any of its segments."""
    judged: dict[BeadKey, _FoundBead] = {}
    keys_at: defaultdict[tuple[int, int], set[BeadKey]] = defaultdict(set)
    for item in found:
        segments = [(side, segment) for side, run in enumerate(item.key) for segment in run or ()]
        if item.decision.action is Action.REALIGN or status_of(item.decision) is Status.ACCEPTED:
            for earlier in {key for segment in segments for key in keys_at[segment]}:
                for segment in ((side, segment) for side, run in enumerate(earlier) for segment in run or ()):
                    keys_at[segment].discard(earlier)
                del judged[earlier]
        judged[item.key] = item
        for segment in segments:
            keys_at[segment].add(item.key)
    return judged


def _lock(
    accepted: Sequence[_FoundBead], src: RunIndex, tgt: RunIndex, ladder: Alignment
) -> tuple[tuple[BeadSpans, ...], list[_FoundBead]]:
    """Choose the accepted beads that hold: as many as fit into one ladder.

    Returns the chosen beads, null beads at a place among them, and the beads that cross these.
    """
    paired = sorted((item for item in accepted if all(item.key)), key=_start)
    kept = {paired[at].key for at in _longest_increasing([_start(item, 1) for item in paired])}
    locked: list[BeadSpans] = [item.key for item in paired if item.key in kept]  # type: ignore[misc]
    crossing = [item for item in paired if item.key not in kept]
    for side, opposite in enumerate((tgt, src)):
        null_beads = (item for item in accepted if item.key[1 - side] is None)
        for item in sorted(null_beads, key=lambda item: _start(item, side)):
            run = item.key[side] or _NOTHING
            at = bisect_right(locked, run.start, key=lambda spans: spans[side].end)
            if at < len(locked) and locked[at][side].start < run.end:
                crossing.append(item)
                continue
            room = range(
                locked[at - 1][1 - side].end if at else 0,
                (locked[at][1 - side].start if at < len(locked) else len(opposite)) + 1,
            )
            pin = item.decision.pins[item.number]
            gaps = opposite.gaps((pin.tgt, pin.src)[side])
            gap = _choose_gap(gaps, room, _opposite_position(ladder, run.start, side))
            empty = SegSpan(start=gap, end=gap)
            locked.insert(at, (empty, run) if side else (run, empty))
    return tuple(locked), crossing


def _realigned_beads(found: Sequence[_FoundBead], src: RunIndex, tgt: RunIndex, ladder: Alignment) -> tuple[Bead, ...]:
    """Return the beads of realignments; of several on the same segments, the last one's."""
    last = _last_judgements(found)
    known = {item.decision.id: confidences(item.decision) for item in found}
    return tuple(
        Bead(src=spans[0], tgt=spans[1], confidence=known[item.decision.id][item.number])
        for spans in _lock([*last.values()], src, tgt, ladder)[0]
        for item in (last[bead_key(*spans)],)
    )


def _start(item: _FoundBead, side: int = 0) -> int:
    run = item.key[side]
    return run.start if run else 0


def _longest_increasing(values: Sequence[int]) -> list[int]:
    """Return the indices of a longest increasing subsequence (Schensted 1961, by patience sorting)."""
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


def _choose_gap(gaps: Sequence[SegSpan], room: range, position: int) -> int:
    """Choose a place in the room for an empty side: the likeliest gap, or else the nearest to the ladder's position."""
    return next((gap.start for gap in gaps if gap.start in room), min(max(position, room[0]), room[-1]))


def _opposite_position(ladder: Alignment, segment: int, side: int) -> int:
    """Return the position of the ladder on the other side at a segment of one side."""
    at = bisect_right(ladder.beads, segment, key=lambda bead: (bead.src, bead.tgt)[side].end)
    if at == len(ladder.beads):
        return 0
    return (ladder.beads[at].tgt, ladder.beads[at].src)[side].start
