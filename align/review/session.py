"""A project under review: the machine's result, the decisions of people, and the result of both.

The id of a bead is made of its words, so a person who sees an old ladder cannot decide on other beads by mistake.
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

from align.model import Action, Bead, Status, UsageError
from align.review.history import effective, find_redoable, find_undoable
from align.review.log import Log
from align.review.requests import Request, make_bead_decision, make_quotation_decision, make_realignment, start_decision
from align.review.sheet import ChangedBeads, LadderSheet
from align.review.stale_files import StaleFiles
from align.review.suggestions import (
    Candidate,
    FreeStretch,
    SourceCandidate,
    bead_candidates,
    cut_stretch,
    source_candidates,
)
from align.review.view import LadderView, View

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from align.model import Alignment, BeadSpans, Decision, QuotationKey
    from align.result import Result
    from align.review.quotations import QuotationOpinion
    from align.review.resolution import Opinion, ParkedDecision
    from align.review.suggestions import Assistant

__all__ = [
    "Candidate", "Change", "Progress", "Realignment", "Request", "Review", "SourceCandidate", "reviewer_name",
]  # fmt: skip

Realignment = tuple[FreeStretch, tuple[Bead, ...]]
"""A stretch without accepted beads, and the beads that the machine finds in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The beads that a decision changed; in no ladder if `src` is empty."""

    decision: Decision
    src: str = ""
    tgt: str = ""
    start: int = 0
    """Number of the first bead that changed."""
    removed: int = 0
    """Number of beads removed from there."""
    added: int = 0
    """Number of beads put in their place; the beads after them did not change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Progress of the review of one ladder."""

    src: str
    tgt: str
    beads: int
    accepted: int
    rejected: int
    needs_review: int
    by: tuple[tuple[str, int], ...]
    """Reviewers, each with the number of beads whose status is theirs; the most first."""


def reviewer_name() -> str:
    """Return the name that signs decisions: the environment variable ALIGN_REVIEWER, or else the user's account."""
    try:
        return os.environ.get("ALIGN_REVIEWER", "").strip() or getpass.getuser()
    except (OSError, KeyError, ImportError) as error:  # The account has no name.
        raise UsageError("your account has no name; name the reviewer, or set ALIGN_REVIEWER") from error


class Review:
    """A project under review; its methods may be called from several threads."""

    def __init__(self, root: Path, machine: Result, assistant: Assistant) -> None:
        """`machine` is the result of the project before any decision."""
        self.root = root
        self._machine = machine
        self._stale = StaleFiles(machine.documents.values())
        self._assistant = assistant
        self._log = Log(root)
        self._lock = RLock()
        self._all: tuple[Decision, ...] = ()
        self._effective: tuple[Decision, ...] = ()
        self._news = False
        self._view: View | None = None
        self._sheets: dict[tuple[str, str], LadderSheet] = {}
        for family in machine.families:
            for (src, tgt), ladder in zip(combinations(family.versions, 2), family.alignments, strict=True):
                sheet = LadderSheet(family.stem, src, tgt, ladder)
                self._sheets[ladder.src, ladder.tgt] = sheet
        self.refresh()

    def __repr__(self) -> str:
        return f"<Review {self.root}>"

    # ---- reading

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the ids of the documents of every ladder."""
        return tuple(self._sheets)

    def ladder(self, src: str, tgt: str) -> Alignment:
        """Return a ladder, decisions applied."""
        with self._lock:
            return self._sheet(src, tgt).ladder

    def ids(self, src: str, tgt: str) -> tuple[str, ...]:
        """Return the id of every bead of a ladder, the same as in exports: made of its words, without spaces."""
        with self._lock:
            return self._sheet(src, tgt).ids

    def opinions(self, src: str, tgt: str) -> Mapping[int, Opinion]:
        """Return the opinions of people on the beads of a ladder, by bead number."""
        with self._lock:
            return self._sheet(src, tgt).opinions

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """All decisions in the order of the file, undone ones included."""
        with self._lock:
            return self._all

    @property
    def machine(self) -> Result:
        """The machine's result, without decisions."""
        return self._machine

    def view(self) -> View:
        """Return a snapshot of this moment; it never changes."""
        with self._lock:
            if self._view is None:
                ladders = {
                    pair: LadderView(ladder=sheet.ladder, runs=sheet.runs, parked=sheet.resolution.parked)
                    for pair, sheet in self._sheets.items()
                }
                self._view = View(self._machine, ladders, self._effective)
            return self._view

    def stale_files(self) -> list[str]:
        """Return the paths of texts edited since the machine read them."""
        return self._stale.paths()

    @property
    def quotation_opinions(self) -> Mapping[QuotationKey, QuotationOpinion]:
        """Opinions of people on quotations, by ids of document and quotation."""
        return self.view().opinions

    @property
    def result(self) -> Result:
        """The whole result, decisions applied."""
        return self.view().result

    @property
    def parked(self) -> tuple[ParkedDecision, ...]:
        """Decisions that do not fit the texts any more, by time."""
        return self.view().parked

    def progress(self) -> tuple[Progress, ...]:
        """Return the progress of each ladder."""
        with self._lock:
            return tuple(_progress(sheet) for sheet in self._sheets.values())

    # ---- deciding

    def decide(self, request: Request) -> Change:
        """Make a decision. It is on disk when this returns; a request with the same id is applied once.

        Raises `UsageError` if the beads changed meanwhile or the decision crosses accepted beads, and
        `StoreError` if it cannot be written.
        """
        with self._lock:
            self._read_log()
            if (made := self._find_made(request.id)) is not None:
                return made
            if request.quotation:
                return self._keep(make_quotation_decision(request, self._machine), None)
            sheet = self._sheet(request.src, request.tgt)
            decision, beads = make_bead_decision(request, sheet)
            sheet.refuse_crossing(decision, beads)
            return self._keep(decision, sheet, beads)

    def undo(self, reviewer: str, *, id: str = "") -> Change:  # noqa: A002 - as in Request
        """Undo the last effective decision of a person; raise `UsageError` if there is none."""
        return self._step(Action.UNDO, reviewer, id)

    def redo(self, reviewer: str, *, id: str = "") -> Change:  # noqa: A002 - as in Request
        """Redo the decision that a person undid last; raise `UsageError` if there is none."""
        return self._step(Action.REDO, reviewer, id)

    def undoable(self, reviewer: str) -> str:
        """Return the id of the decision that `undo` would undo, or an empty string."""
        with self._lock:
            decision = find_undoable(self._all, reviewer)
            return decision.id if decision else ""

    def redoable(self, reviewer: str) -> str:
        """Return the id of the decision that `redo` would redo, or an empty string."""
        with self._lock:
            decision = find_redoable(self._all, reviewer)
            return decision.id if decision else ""

    def _step(self, action: Action, reviewer: str, name: str) -> Change:
        with self._lock:
            self._read_log()
            if (made := self._find_made(name)) is not None:
                return made
            decision = (find_undoable if action is Action.UNDO else find_redoable)(self._all, reviewer)
            if decision is None:
                raise UsageError(f"nothing to {action}")
            src, tgt = decision.src, decision.tgt
            sheet = self._sheets.get((src, tgt)) or self._sheets.get((tgt, src))
            return self._keep(start_decision(action, reviewer, of=decision.id, id=name), sheet)

    def has_decision(self, name: str) -> bool:
        """Tell whether a decision with this id exists."""
        with self._lock:
            self._read_log()
            return self._find_made(name) is not None

    def _find_made(self, name: str) -> Change | None:
        decision = next((item for item in self._all if item.id == name), None)
        return None if decision is None else Change(decision=decision)

    def _keep(self, decision: Decision, sheet: LadderSheet | None, beads: Sequence[BeadSpans] = ()) -> Change:
        """Write a decision and apply it; `beads` are those of a new decision on beads."""
        known = len(self._all)
        (kept,) = self._log.append([decision])
        self._all = self._log.read()
        if len(self._all) == known + 1 and sheet and beads and not kept.of:
            self._effective = (*self._effective, kept)
            changed = sheet.add_decision(kept, beads, self._effective)
        else:
            self._effective = effective(self._all)
            changed = sheet.set_decisions(self._effective) if sheet else ChangedBeads(0, 0, 0)
        if len(self._all) != known + 1:
            # Another process wrote at the same moment and may have changed any ladder.
            self._set_all_decisions()
            self._news = True
        self._view = None
        return _change(kept, sheet, changed)

    def realign(self, src: str, tgt: str, bead: str) -> Realignment:
        """Realign between the nearest accepted beads around a bead, without the rejected ones.

        This changes nothing yet, and others may decide meanwhile; `insert_realignment` puts the beads into the ladder.
        """
        with self._lock:
            self._read_log()
            stretch = self._free_stretch(src, tgt, bead)
        return stretch, self._assistant.realign(stretch)

    def insert_realignment(
        self,
        src: str,
        tgt: str,
        bead: str,
        realignment: Realignment,
        reviewer: str,
        *,
        id: str = "",  # noqa: A002 - as in Request
    ) -> Change:
        """Put a realignment into the ladder.

        Raises `UsageError` if it changes nothing, or if somebody decided around there meanwhile.
        """
        stretch, beads = realignment
        with self._lock:
            self._read_log()
            if (made := self._find_made(id)) is not None:
                return made
            if self._free_stretch(src, tgt, bead) != stretch:
                raise UsageError("somebody decided on pairs around here meanwhile; reload")
            sheet = self._sheet(src, tgt)
            return self._keep(make_realignment(sheet, beads, reviewer, id=id), sheet)

    def _free_stretch(self, src: str, tgt: str, bead: str) -> FreeStretch:
        sheet = self._sheet(src, tgt)
        return cut_stretch(sheet, *sheet.anchors(sheet.numbers([bead])[0]))

    def refresh(self) -> bool:
        """Read decisions of other processes, and tell whether there are new ones since the last call."""
        with self._lock:
            self._read_log()
            news, self._news = self._news, False
            return news

    def _read_log(self) -> None:
        decisions = self._log.read()
        if len(decisions) != len(self._all) or any(map(is_not, decisions, self._all)):
            self._all, self._effective, self._news = decisions, effective(decisions), True
            self._set_all_decisions()
            self._view = None

    def _set_all_decisions(self) -> None:
        for sheet in self._sheets.values():
            sheet.set_decisions(self._effective)

    # ---- suggesting

    def candidates(self, src: str, tgt: str, bead: str) -> tuple[Candidate, ...]:
        """Return other pairings of the segments of a bead, the most similar first."""
        with self._lock:
            sheet = self._sheet(src, tgt)
            found, locked = sheet.ladder.beads[sheet.numbers([bead])[0]], sheet.resolution.locked
        return bead_candidates(sheet.src, sheet.tgt, found, locked, self._assistant)

    def source_candidates(self, document: str, quotation: str) -> tuple[SourceCandidate, ...]:
        """Return places that a quotation may come from, the most similar first."""
        return source_candidates(self._machine, document, quotation, self._assistant)

    # ---- internals

    def _sheet(self, src: str, tgt: str) -> LadderSheet:
        if (src, tgt) not in self._sheets:
            raise UsageError(f"{src} and {tgt} are not aligned with each other")
        return self._sheets[src, tgt]


def _progress(sheet: LadderSheet) -> Progress:
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


def _change(decision: Decision, sheet: LadderSheet | None, changed: ChangedBeads) -> Change:
    if sheet is None:
        return Change(decision=decision)
    return Change(decision=decision, src=sheet.machine.src, tgt=sheet.machine.tgt, **changed._asdict())
