"""One ladder under review: what the machine found, what people say of it, and the two together.

A person at work waits for each decision, so what it does not touch is not made anew: `add` and `take` change the beads
between the nearest locked ones that stay, and say which beads these are.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from align.formats.units import fit, number_repetitions, unit_id
from align.model import Alignment, Pin, Status, UsageError
from align.review import adding
from align.review.apply import apply_standing
from align.review.passages import SegmentRuns
from align.review.redraw import redraw
from align.review.splice import inside, set_status, stretch
from align.review.standing import NO_OPINION, Standing, key, key_of, stand

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from align.model import Bead, Decision, Segmented
    from align.review.standing import BeadKey, Opinion, Sides

Spliced = tuple[int, int, int]
"""What changed: the number of the first bead, how many beads went there, and how many came."""


class LadderSheet:
    """The ladder between two documents."""

    def __init__(self, stem: str, src: Segmented, tgt: Segmented, machine: Alignment) -> None:
        self.stem = stem
        self.src, self.tgt = src, tgt
        self._own = machine
        self.machine = machine
        """What the machine found, and found anew."""
        self.standing = Standing()
        self.runs = SegmentRuns(src.texts()), SegmentRuns(tgt.texts())
        self._known: dict[str, tuple[BeadKey | None, ...]] = {}
        self._beads = list(machine.beads)
        self._names = [self._name(bead) for bead in self._beads]

    @cached_property
    def ladder(self) -> Alignment:
        """The ladder as it stands."""
        return Alignment(src=self.machine.src, tgt=self.machine.tgt, beads=tuple(self._beads))

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The id of every bead, made of its words."""
        return tuple(number_repetitions(self._names))

    @cached_property
    def opinions(self) -> dict[int, Opinion]:
        """What people say of the beads, by their numbers."""
        found = sorted((at, opinion) for name, opinion in self.standing.opinions.items() if (at := self._at(name)) >= 0)
        return dict(found)

    def take(self, decisions: Sequence[Decision]) -> Spliced:
        """Apply effective decisions, and none but these."""
        after = stand(*self.runs, self._own, decisions, known=self._known)
        if after.redrawn != self.standing.redrawn:
            return self._redraw(after)
        return self._show(after, _differing(self.standing.opinions, after.opinions))

    def check(self, decision: Decision, beads: Sequence[Sides]) -> None:
        """Raise `UsageError` if a decision that leaves these beads behind cannot hold."""
        adding.check(self.standing, decision, beads)

    def add(self, decision: Decision, beads: Sequence[Sides], decisions: Sequence[Decision]) -> Spliced:
        """Apply one more decision, the latest of those effective, on these beads, if it is known where they stand."""
        if beads:
            # A person waits for the undoing too, which then need not look for these words.
            self._known[decision.id] = tuple(map(key_of, beads))
        added = adding.add(self.standing, decision, beads)
        return self.take(decisions) if added is None else self._show(*added)

    # ---- beads by their names, and names for beads

    def numbers(self, beads: Sequence[str]) -> list[int]:
        """Return the numbers of beads by their ids; raise `UsageError` if one is not there."""
        wanted = set(beads)
        found = {name: number for number, name in enumerate(self.ids) if name in wanted}
        if not beads or len(found) < len(wanted):
            raise UsageError("this bead is not there any more; somebody changed it, so look again")
        return [found[name] for name in beads]

    def pin(self, sides: Sides) -> Pin:
        """Name a bead by its words."""
        return Pin(src=self.runs[0].passage(sides[0]), tgt=self.runs[1].passage(sides[1]))

    def anchors(self, number: int) -> tuple[int, int]:
        """Return the stretch of beads, half-open, around one that nobody has accepted, up to those accepted."""
        if self._beads[number].status is Status.ACCEPTED:
            raise UsageError("the bead is accepted, so there is nothing to align anew; choose one that is not")
        accepted = [at for at, bead in enumerate(self._beads) if bead.status is Status.ACCEPTED]
        first = max((at + 1 for at in accepted if at < number), default=0)
        return first, min((at for at in accepted if at > number), default=len(self._beads))

    def _name(self, bead: Bead) -> str:
        sides = ((self.src, bead.src), (self.tgt, bead.tgt))
        return unit_id(self.stem, [(side.document.lang, fit(side.text(run))) for side, run in sides])

    def _at(self, name: BeadKey) -> int:
        """Return the number of a bead; -1 if the ladder does not have it."""
        src, tgt = name
        if src:
            at = bisect_left(self._beads, src.start, key=lambda bead: bead.src.start)
        elif tgt:
            at = bisect_left(self._beads, tgt.start, key=lambda bead: bead.tgt.start)
        # Null beads of the other side may begin at the same segment.
        while at < len(self._beads):
            if key(self._beads[at]) == name:
                return at
            if self._beads[at].src if src else self._beads[at].tgt:
                return -1
            at += 1
        return -1

    # ---- from one standing to another

    def _show(self, after: Standing, changed: Iterable[BeadKey]) -> Spliced:
        """Go from the present standing to another in which opinions of some beads are others."""
        before, self.standing = self.standing, after
        start, removed, added = self._relock(before.locked, after.locked)
        stop = start + added
        for name in changed:
            if (at := self._at(name)) >= 0:
                self._beads[at] = set_status(self._beads[at], after.opinions.get(name, NO_OPINION).status)
                start, stop = (min(start, at), max(stop, at + 1)) if start < stop or removed else (at, at + 1)
        self._forget()
        return start, stop - start + removed - added, stop - start

    def _redraw(self, after: Standing) -> Spliced:
        """Go to a standing in which the machine found other beads."""
        before, names = self._beads, {key(bead): name for bead, name in zip(self._beads, self._names, strict=True)}
        self.machine = redraw(self._own, after.redrawn)
        self.standing = after
        self._beads = list(apply_standing(self._own, after).beads)
        self._names = [names.get(key(bead)) or self._name(bead) for bead in self._beads]
        self._forget()
        return _difference(before, self._beads)

    def _forget(self) -> None:
        for attribute in ("ladder", "ids", "opinions"):
            self.__dict__.pop(attribute, None)

    def _relock(self, before: Sequence[Sides], after: Sequence[Sides]) -> Spliced:
        """Put other locked beads into the ladder, and say which beads changed."""
        head = next((at for at, (one, two) in enumerate(zip(before, after, strict=False)) if one != two), None)
        if head is None:
            head = min(len(before), len(after))
        most = min(len(before), len(after)) - head
        tail = next((at for at in range(most) if before[-1 - at] != after[-1 - at]), most)
        gone, come = before[head : len(before) - tail], after[head : len(after) - tail]
        if not gone and not come:
            return 0, 0, 0
        touched = [*gone, *come]
        start = _rung(
            self.machine.beads,
            (before[head - 1][0].end, before[head - 1][1].end) if head else (0, 0),
            (min(src.start for src, _ in touched), min(tgt.start for _, tgt in touched)),
            at_end=True,
        )
        last = before[len(before) - tail] if tail else None
        end = _rung(
            self.machine.beads,
            (max(src.end for src, _ in touched), max(tgt.end for _, tgt in touched)),
            (last[0].start, last[1].start) if last else (len(self.src.segments), len(self.tgt.segments)),
            at_end=False,
        )
        opinions = self.standing.opinions
        beads = [
            set_status(bead, opinions.get(key(bead), NO_OPINION).status)
            for bead in stretch(self.machine, start, come, end)
        ]
        first, stop = self._number(start), self._number(end)
        self._beads[first:stop] = beads
        self._names[first:stop] = [self._name(bead) for bead in beads]
        return first, stop - first, len(beads)

    def _number(self, place: tuple[int, int]) -> int:
        """Return the number of the bead that begins at a rung, or that of beads if it is the end."""
        return max(
            bisect_left(self._beads, place[0], key=lambda bead: bead.src.start),
            bisect_left(self._beads, place[1], key=lambda bead: bead.tgt.start),
        )


def _rung(beads: Sequence[Bead], start: tuple[int, int], end: tuple[int, int], *, at_end: bool) -> tuple[int, int]:
    """Return the end of the last bead that lies between two places, or the start of the first one.

    If there is none, it is the place on the other side, which is a rung.
    """
    first, last = inside(beads, start, end)
    if first >= last:
        return start if at_end else end
    return (
        (beads[last - 1].src.end, beads[last - 1].tgt.end)
        if at_end
        else (beads[first].src.start, beads[first].tgt.start)
    )


def _difference(before: Sequence[Bead], after: Sequence[Bead]) -> Spliced:
    most = min(len(before), len(after))
    start = next((at for at in range(most) if before[at] != after[at]), most)
    tail = next((at for at in range(most - start) if before[-1 - at] != after[-1 - at]), most - start)
    return start, len(before) - tail - start, len(after) - tail - start


def _differing(before: Mapping[BeadKey, Opinion], after: Mapping[BeadKey, Opinion]) -> list[BeadKey]:
    """Return the beads of which people hold something else."""
    gone = [name for name in before if name not in after]
    return gone + [name for name, opinion in after.items() if _gist(before.get(name)) != _gist(opinion)]


def _gist(opinion: Opinion | None) -> tuple[object, ...]:
    """Return what tells opinions apart; to compare decisions on thousands of beads takes long."""
    if opinion is None:
        return ()
    return opinion.decision and opinion.decision.id, *(comment.id for comment in opinion.comments)
