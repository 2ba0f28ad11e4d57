"""The use case of review: an open project, what people decide of its beads and quotations, and what becomes of it.

A `Review` holds what the machine found (kept in the project's cache, so that opening is quick), reads the decisions,
and shows the one as changed by the other. Beads are named by ids made of their words, so that whoever looks at old
beads cannot decide on others by mistake.
"""

from __future__ import annotations

import getpass
import os
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from operator import is_not
from threading import RLock
from typing import TYPE_CHECKING

from align.model import Action, Status, UsageError
from align.review.history import effective, to_redo, to_undo
from align.review.log import Log
from align.review.requests import Request, bead_draft, draft, quotation_draft, realign_draft
from align.review.sheet import Paired
from align.review.stale_files import Edited
from align.review.suggestions import (
    Candidate,
    Free,
    SourceCandidate,
    bead_candidates,
    free,
    realigned,
    source_candidates,
)
from align.review.view import Shown, View, Waiting
from align.workspace.machine import machine_result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from align.listener import Listener
    from align.model import Alignment, Bead, Decision, QuotationKey
    from align.result import Result
    from align.review.quotations import QuotationOpinion
    from align.review.sheet import Spliced
    from align.review.standing import Opinion, Sides
    from align.review.suggestions import Do
    from align.workspace.aligner import Aligner

    Anew = tuple[Free, tuple[Bead, ...]]
    """A stretch that people left free, and what the machine finds in it."""

__all__ = ["Candidate", "Change", "Progress", "Request", "Review", "SourceCandidate", "Waiting", "reviewer_name"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a decision changed: some beads of one ladder, or nothing in a ladder if `src` is empty."""

    decision: Decision
    """The one that was made."""
    src: str = ""
    tgt: str = ""
    start: int = 0
    """Number of the first bead that changed."""
    removed: int = 0
    """How many beads there went."""
    added: int = 0
    """How many came; what stands behind them is as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far the review of a ladder is."""

    src: str
    tgt: str
    beads: int
    accepted: int
    rejected: int
    needs_review: int
    by: tuple[tuple[str, int], ...]
    """Reviewers and how many of these beads each of them decided on last, the most first."""


def reviewer_name() -> str:
    """Return the name for decisions: the environment variable ALIGN_REVIEWER, or else that of the user's account."""
    try:
        return os.environ.get("ALIGN_REVIEWER", "").strip() or getpass.getuser()
    except (OSError, KeyError, ImportError) as error:  # An account without a name.
        raise UsageError("nobody knows who you are; set the environment variable ALIGN_REVIEWER") from error


class Review:
    """A project under review; its methods may be called from several threads."""

    def __init__(self, root: Path, machine: Result, do: Do) -> None:
        """Use `open`, which finds out what the machine says.

        `do` calls a function with an aligner, a listener and what else it is given, in this process or another.
        """
        self.root = root
        self._machine = machine
        self._edited = Edited(machine.documents.values())
        self._do = do
        self._log = Log(root)
        self._lock = RLock()
        self._all: tuple[Decision, ...] = ()
        self._effective: tuple[Decision, ...] = ()
        self._news = False
        self._seen: View | None = None
        self._sheets: dict[tuple[str, str], Paired] = {}
        for family in machine.families:
            for (src, tgt), ladder in zip(combinations(family.versions, 2), family.alignments, strict=True):
                sheet = Paired(family.stem, src, tgt, ladder)
                self._sheets[ladder.src, ladder.tgt] = sheet
        self.refresh()

    @classmethod
    def open(
        cls, root: Path, aligner: Aligner, listener: Listener, *, encoding: str | None = None, do: Do | None = None
    ) -> Review:
        """Open the review of a project folder, aligning first what has not been aligned."""
        machine = machine_result(root, aligner, listener, encoding=encoding)
        return cls(root, machine, do or (lambda work, *given: work(aligner, listener, *given)))

    # ---- looking

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the ids of the documents of every ladder."""
        return tuple(self._sheets)

    def ladder(self, src: str, tgt: str) -> Alignment:
        """Return a ladder as it stands."""
        with self._lock:
            return self._sheet(src, tgt).ladder

    def ids(self, src: str, tgt: str) -> tuple[str, ...]:
        """Return an id for every bead of a ladder, made of its words, without spaces: that of `align.formats`."""
        with self._lock:
            return self._sheet(src, tgt).ids

    def opinions(self, src: str, tgt: str) -> Mapping[int, Opinion]:
        """Return what people say of the beads of a ladder, by their numbers."""
        with self._lock:
            return self._sheet(src, tgt).opinions

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All decisions, in the order of the file, those undone among them."""
        with self._lock:
            return self._all

    @property
    def machine(self) -> Result:
        """What the machine found, whatever people decided."""
        return self._machine

    def view(self) -> View:
        """Return what there is to see at this moment; it stays as it is."""
        with self._lock:
            if self._seen is None:
                shown = {
                    pair: Shown(ladder=sheet.ladder, runs=sheet.runs, parked=sheet.standing.parked)
                    for pair, sheet in self._sheets.items()
                }
                self._seen = View(self._machine, shown, self._effective)
            return self._seen

    def edited(self) -> list[str]:
        """Return the paths of the texts that were edited since the machine read them."""
        return self._edited.paths()

    @property
    def quotation_opinions(self) -> Mapping[QuotationKey, QuotationOpinion]:
        """What people say of quotations, by ids of document and quotation."""
        return self.view().opinions

    @property
    def result(self) -> Result:
        """The whole result, decisions applied."""
        return self.view().result

    @property
    def parked(self) -> tuple[Waiting, ...]:
        """The decisions that do not fit the texts as they are, by time."""
        return self.view().parked

    def progress(self) -> tuple[Progress, ...]:
        """Return how far the review is, for each ladder."""
        with self._lock:
            return tuple(_progress(sheet) for sheet in self._sheets.values())

    # ---- deciding

    def decide(self, request: Request) -> Change:
        """Do what a person asks for; it is on the disk when this returns.

        What was done before, by its id, is not done again. Raises `UsageError` if it cannot be done: what it is about
        has changed meanwhile, or it crosses what is accepted; `StoreError` if it cannot be kept.
        """
        with self._lock:
            self._look()
            if (made := self._made(request.id)) is not None:
                return made
            if request.quotation:
                return self._keep(quotation_draft(request, self._machine), None)
            sheet = self._sheet(request.src, request.tgt)
            decision, beads = bead_draft(request, sheet)
            sheet.check(decision, beads)
            return self._keep(decision, sheet, beads)

    def undo(self, reviewer: str, *, id: str = "") -> Change:  # noqa: A002 - as in Request
        """Take back the last decision of a person that holds; raise `UsageError` if there is none."""
        return self._step(Action.UNDO, reviewer, id)

    def redo(self, reviewer: str, *, id: str = "") -> Change:  # noqa: A002 - as in Request
        """Make again what a person took back last; raise `UsageError` if there is nothing."""
        return self._step(Action.REDO, reviewer, id)

    def last(self, reviewer: str) -> str:
        """Return the id of what `undo` would take back; empty if there is nothing."""
        with self._lock:
            decision = to_undo(self._all, reviewer)
            return decision.id if decision else ""

    def following(self, reviewer: str) -> str:
        """Return the id of what `redo` would make again; empty if there is nothing."""
        with self._lock:
            decision = to_redo(self._all, reviewer)
            return decision.id if decision else ""

    def _step(self, action: Action, reviewer: str, name: str) -> Change:
        with self._lock:
            self._look()
            if (made := self._made(name)) is not None:
                return made
            decision = (to_undo if action is Action.UNDO else to_redo)(self._all, reviewer)
            if decision is None:
                raise UsageError(f"there is nothing to {action}")
            src, tgt = decision.src, decision.tgt
            sheet = self._sheets.get((src, tgt)) or self._sheets.get((tgt, src))
            return self._keep(draft(action, reviewer, of=decision.id, id=name), sheet)

    def made(self, name: str) -> bool:
        """Say whether there is a decision of this id."""
        with self._lock:
            self._look()
            return self._made(name) is not None

    def _made(self, name: str) -> Change | None:
        decision = next((item for item in self._all if item.id == name), None)
        return None if decision is None else Change(decision=decision)

    def _keep(self, decision: Decision, sheet: Paired | None, beads: Sequence[Sides] = ()) -> Change:
        """Keep a decision, on these beads of a ladder if it is a new one, and apply it."""
        known = len(self._all)
        (kept,) = self._log.append([decision])
        self._all = self._log.read()
        if len(self._all) == known + 1 and sheet and beads and not kept.of:
            self._effective = (*self._effective, kept)
            changed = sheet.add(kept, beads, self._effective)
        else:
            self._effective = effective(self._all)
            changed = sheet.take(self._effective) if sheet else (0, 0, 0)
        if len(self._all) != known + 1:
            # Somebody else wrote at the same moment, and may have decided on any ladder.
            self._take_all()
            self._news = True
        self._seen = None
        return _change(kept, sheet, changed)

    def anew(self, src: str, tgt: str, bead: str) -> Anew:
        """Align anew between the nearest accepted beads before and after a bead, and avoid those rejected.

        This changes nothing, and others may decide meanwhile; `redraw` takes it in.
        """
        with self._lock:
            self._look()
            stretch = self._free(src, tgt, bead)
        return stretch, self._do(realigned, stretch)

    def redraw(self, src: str, tgt: str, bead: str, anew: Anew, reviewer: str, *, id: str = "") -> Change:  # noqa: A002 - as in Request
        """Put there what `anew` found; raise `UsageError` if it is what is there, or if somebody decided meanwhile."""
        stretch, beads = anew
        with self._lock:
            self._look()
            if (made := self._made(id)) is not None:
                return made
            if self._free(src, tgt, bead) != stretch:
                raise UsageError("somebody decided on beads around here meanwhile; look again")
            sheet = self._sheet(src, tgt)
            return self._keep(realign_draft(sheet, beads, reviewer, id=id), sheet)

    def _free(self, src: str, tgt: str, bead: str) -> Free:
        sheet = self._sheet(src, tgt)
        return free(sheet, *sheet.anchors(sheet.numbers([bead])[0]))

    def refresh(self) -> bool:
        """Take in what others wrote, and say whether that was anything since the last time that this was asked."""
        with self._lock:
            self._look()
            news, self._news = self._news, False
            return news

    def _look(self) -> None:
        decisions = self._log.read()
        if len(decisions) != len(self._all) or any(map(is_not, decisions, self._all)):
            self._all, self._effective, self._news = decisions, effective(decisions), True
            self._take_all()
            self._seen = None

    def _take_all(self) -> None:
        for sheet in self._sheets.values():
            sheet.take(self._effective)

    # ---- suggesting

    def candidates(self, src: str, tgt: str, bead: str) -> tuple[Candidate, ...]:
        """Return other ways to pair the segments of a bead, the most alike first."""
        with self._lock:
            sheet = self._sheet(src, tgt)
            found, locked = sheet.ladder.beads[sheet.numbers([bead])[0]], sheet.standing.locked
        return bead_candidates(sheet.src, sheet.tgt, found, locked, do=self._do)

    def source_candidates(self, document: str, quotation: str) -> tuple[SourceCandidate, ...]:
        """Return places that a quotation may come from, the most alike first."""
        return source_candidates(self._machine, document, quotation, self._do)

    # ---- within

    def _sheet(self, src: str, tgt: str) -> Paired:
        if (src, tgt) not in self._sheets:
            raise UsageError(f"no ladder between {src} and {tgt}")
        return self._sheets[src, tgt]


def _progress(sheet: Paired) -> Progress:
    counts = Counter(bead.status for bead in sheet.ladder.beads)
    reviewers = Counter(opinion.decision.reviewer for opinion in sheet.opinions.values() if opinion.decision)
    return Progress(
        src=sheet.machine.src,
        tgt=sheet.machine.tgt,
        beads=len(sheet.ladder),
        accepted=counts[Status.ACCEPTED],
        rejected=counts[Status.REJECTED],
        needs_review=counts[Status.NEEDS_REVIEW],
        by=tuple(reviewers.most_common()),
    )


def _change(decision: Decision, sheet: Paired | None, changed: Spliced) -> Change:
    if sheet is None:
        return Change(decision=decision)
    start, removed, added = changed
    return Change(
        decision=decision, src=sheet.machine.src, tgt=sheet.machine.tgt, start=start, removed=removed, added=added
    )
