"""One ladder under review: the machine's beads, the decisions of people, and the ladder that results from both.

A reviewer waits for each decision, so only the affected beads are computed again, between the nearest locked beads that
stay. Every change returns which beads these are.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from align.formats.units import fit, number_repetitions, unit_id
from align.model import Alignment, Pin, Status, UsageError
from align.review.apply import apply_resolution
from align.review.increment import add_decision, refuse_crossing
from align.review.passages import RunIndex
from align.review.resolution import NO_OPINION, Resolution, bead_key, resolve
from align.review.splice import beads_inside, insert_realigned, set_status, splice_stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from align.model import Bead, BeadSpans, Decision, Segmented
    from align.review.resolution import BeadKey, Opinion


class ChangedBeads(NamedTuple):
    """The beads of a ladder that a decision changed."""

    start: int
    """Number of the first one."""
    removed: int
    """Number of beads removed from there."""
    added: int
    """Number of beads put in their place."""


class LadderSheet:
    """The ladder between two documents."""

    def __init__(self, stem: str, src: Segmented, tgt: Segmented, machine: Alignment) -> None:
        self.stem = stem
        self.src, self.tgt = src, tgt
        self._original = machine
        self.machine = machine
        """The machine's ladder, with realigned stretches."""
        self.resolution = Resolution()
        self.runs = RunIndex(src.texts()), RunIndex(tgt.texts())
        self._known: dict[str, tuple[BeadKey | None, ...]] = {}
        self._beads = list(machine.beads)
        self._ids = [self._id_of(bead) for bead in self._beads]

    @cached_property
    def ladder(self) -> Alignment:
        """The present ladder."""
        return Alignment(src=self.machine.src, tgt=self.machine.tgt, beads=tuple(self._beads))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The id of every bead, made of its words."""
        return tuple(number_repetitions(self._ids))

    @cached_property
    def opinions(self) -> dict[int, Opinion]:
        """The opinions of people, by bead number."""
        numbered = ((self._find(key), opinion) for key, opinion in self.resolution.opinions.items())
        return dict(sorted((number, opinion) for number, opinion in numbered if number >= 0))

    def set_decisions(self, decisions: Sequence[Decision]) -> ChangedBeads:
        """Replace all decisions by these effective ones."""
        after = resolve(*self.runs, self._original, decisions, known=self._known)
        if after.realigned != self.resolution.realigned:
            return self._set_realigned(after)
        return self._set_resolution(after, _changed_opinions(self.resolution.opinions, after.opinions))

    def refuse_crossing(self, decision: Decision, beads: Sequence[BeadSpans]) -> None:
        """Raise `UsageError` if the resulting beads of a decision would cross accepted beads."""
        refuse_crossing(self.resolution, decision, beads)

    def add_decision(
        self, decision: Decision, beads: Sequence[BeadSpans], decisions: Sequence[Decision]
    ) -> ChangedBeads:
        """Add a decision.

        Args:
            decision: The last of `decisions`.
            beads: Its beads, at their places in the ladder; empty if the places must be searched for.
            decisions: All effective decisions.

        """
        if beads:
            # An undo resolves all decisions again; then these words need not be searched for.
            self._known[decision.id] = tuple(bead_key(*spans) for spans in beads)
        added = add_decision(self.resolution, decision, beads)
        return self.set_decisions(decisions) if added is None else self._set_resolution(*added)

    # ---- ids and numbers of beads

    def numbers(self, beads: Sequence[str]) -> list[int]:
        """Return the numbers of beads by their ids; raise `UsageError` if the ladder lacks one."""
        wanted = set(beads)
        found = {name: number for number, name in enumerate(self.ids) if name in wanted}
        if not beads or len(found) < len(wanted):
            raise UsageError("this pair no longer exists, because somebody changed it; reload")
        return [found[name] for name in beads]

    def pin(self, spans: BeadSpans) -> Pin:
        """Identify a bead by its words."""
        return Pin(src=self.runs[0].passage(spans[0]), tgt=self.runs[1].passage(spans[1]))

    def anchors(self, number: int) -> tuple[int, int]:
        """Return the stretch, half-open, between the nearest accepted beads around a bead.

        Raises `UsageError` if the bead itself is accepted.
        """
        if self._beads[number].status is Status.ACCEPTED:
            raise UsageError("this pair is accepted; to realign, choose one that is not")
        accepted = [at for at, bead in enumerate(self._beads) if bead.status is Status.ACCEPTED]
        first = max((at + 1 for at in accepted if at < number), default=0)
        return first, min((at for at in accepted if at > number), default=len(self._beads))

    def _id_of(self, bead: Bead) -> str:
        sides = ((self.src, bead.src), (self.tgt, bead.tgt))
        return unit_id(self.stem, [(side.document.lang, fit(side.text(run))) for side, run in sides])

    def _find(self, key: BeadKey) -> int:
        """Return the number of a bead; -1 if the ladder lacks it."""
        src, tgt = key
        if src:
            at = bisect_left(self._beads, src.start, key=lambda bead: bead.src.start)
        elif tgt:
            at = bisect_left(self._beads, tgt.start, key=lambda bead: bead.tgt.start)
        # Null beads of the other side may begin at the same segment.
        while at < len(self._beads):
            if _key(self._beads[at]) == key:
                return at
            if self._beads[at].src if src else self._beads[at].tgt:
                return -1
            at += 1
        return -1

    # ---- from one resolution to another

    def _set_resolution(self, after: Resolution, changed: Iterable[BeadKey]) -> ChangedBeads:
        """Set a resolution with the same realigned beads; `changed` are the beads with other opinions."""
        before, self.resolution = self.resolution, after
        start, removed, added = self._set_locked(before.locked, after.locked)
        stop = start + added
        for key in changed:
            if (at := self._find(key)) >= 0:
                self._beads[at] = set_status(self._beads[at], after.opinions.get(key, NO_OPINION).status)
                start, stop = (min(start, at), max(stop, at + 1)) if start < stop or removed else (at, at + 1)
        self._drop_cached()
        return ChangedBeads(start, stop - start + removed - added, stop - start)

    def _set_realigned(self, after: Resolution) -> ChangedBeads:
        """Set a resolution with other realigned beads; this builds the whole ladder again."""
        before, ids = self._beads, {_key(bead): name for bead, name in zip(self._beads, self._ids, strict=True)}
        self.machine = insert_realigned(self._original, after.realigned)
        self.resolution = after
        self._beads = list(apply_resolution(self._original, after).beads)
        self._ids = [ids.get(_key(bead)) or self._id_of(bead) for bead in self._beads]
        self._drop_cached()
        return _changed_beads(before, self._beads)

    def _drop_cached(self) -> None:
        for attribute in ("ladder", "ids", "opinions"):
            self.__dict__.pop(attribute, None)

    def _set_locked(self, before: Sequence[BeadSpans], after: Sequence[BeadSpans]) -> ChangedBeads:
        """Replace the locked beads in the ladder."""
        head = next((at for at, (one, two) in enumerate(zip(before, after, strict=False)) if one != two), None)
        if head is None:
            head = min(len(before), len(after))
        most = min(len(before), len(after)) - head
        tail = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
        removed, added = before[head : len(before) - tail], after[head : len(after) - tail]
        if not removed and not added:
            return ChangedBeads(0, 0, 0)
        touched = [*removed, *added]
        start = _outer_point(
            self.machine.beads,
            (before[head - 1][0].end, before[head - 1][1].end) if head else (0, 0),
            (min(src.start for src, _ in touched), min(tgt.start for _, tgt in touched)),
            at_end=True,
        )
        last = before[len(before) - tail] if tail else None
        end = _outer_point(
            self.machine.beads,
            (max(src.end for src, _ in touched), max(tgt.end for _, tgt in touched)),
            (last[0].start, last[1].start) if last else (len(self.src.segments), len(self.tgt.segments)),
            at_end=False,
        )
        opinions = self.resolution.opinions
        beads = [
            set_status(bead, opinions.get(_key(bead), NO_OPINION).status)
            for bead in splice_stretch(self.machine, start, added, end)
        ]
        first, stop = self._number_at(start), self._number_at(end)
        self._beads[first:stop] = beads
        self._ids[first:stop] = [self._id_of(bead) for bead in beads]
        return ChangedBeads(first, stop - first, len(beads))

    def _number_at(self, point: tuple[int, int]) -> int:
        """Return the number of the bead that begins at a point; at the end of the ladder, the number of beads."""
        return max(
            bisect_left(self._beads, point[0], key=lambda bead: bead.src.start),
            bisect_left(self._beads, point[1], key=lambda bead: bead.tgt.start),
        )


def _key(bead: Bead) -> BeadKey:
    return bead_key(bead.src, bead.tgt)


def _outer_point(
    beads: Sequence[Bead], start: tuple[int, int], end: tuple[int, int], *, at_end: bool
) -> tuple[int, int]:
    """Return the end of the last bead inside a stretch, or the start of the first one if not `at_end`.

    If no bead is inside, it is the start of the stretch, or its end if not `at_end`.
    """
    first, last = beads_inside(beads, start, end)
    if first >= last:
        return start if at_end else end
    return (
        (beads[last - 1].src.end, beads[last - 1].tgt.end)
        if at_end
        else (beads[first].src.start, beads[first].tgt.start)
    )


def _changed_beads(before: Sequence[Bead], after: Sequence[Bead]) -> ChangedBeads:
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    tail = next((at for at in range(most - start) if before[-1 - at] != after[-1 - at]), most - start)
    return ChangedBeads(start, len(before) - tail - start, len(after) - tail - start)


def _changed_opinions(before: Mapping[BeadKey, Opinion], after: Mapping[BeadKey, Opinion]) -> list[BeadKey]:
    """Return the beads whose opinions differ."""
    removed = [key for key in before if key not in after]
    return removed + [key for key, opinion in after.items() if _ids(before.get(key)) != _ids(opinion)]


def _ids(opinion: Opinion | None) -> tuple[object, ...]:
    """Return the ids of the decisions of an opinion; comparing the decisions themselves would be slow."""
    if opinion is None:
        return ()
    return opinion.decision and opinion.decision.id, *(comment.id for comment in opinion.comments)
