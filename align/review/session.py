"""A project under review: what the machine found, the decisions of people, and the result of both.

Beads are named by ids made of their words, so that a person who looks at an old ladder cannot decide on other beads by
mistake.
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
from align.review.history import effective, to_redo, to_undo
from align.review.log import Log
from align.review.requests import Request, bead_draft, draft, quotation_draft, realign_draft
from align.review.sheet import LadderSheet
from align.review.stale_files import StaleFiles
from align.review.suggestions import (
    Candidate,
    FreeStretch,
    SourceCandidate,
    bead_candidates,
    cut_stretch,
    source_candidates,
)
from align.review.view import Shown, View, Waiting

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from align.model import Alignment, Decision, QuotationKey
    from align.result import Result
    from align.review.quotations import QuotationOpinion
    from align.review.sheet import Spliced
    from align.review.standing import Opinion, Sides
    from align.review.suggestions import Assistant

__all__ = [
    "Candidate", "Change", "Progress", "Realignment", "Request", "Review", "SourceCandidate", "Waiting",
    "reviewer_name",
]  # fmt: skip

Realignment = tuple[FreeStretch, tuple[Bead, ...]]
"""A stretch without accepted beads, and the beads that the machine finds in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a decision changed: beads of one ladder, or no ladder if `src` is empty."""

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
        raise UsageError("set your name: --reviewer NAME") from error


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
        self._seen: View | None = None
        self._sheets: dict[tuple[str, str], LadderSheet] = {}
        for family in machine.families:
            for (src, tgt), ladder in zip(combinations(family.versions, 2), family.alignments, strict=True):
                sheet = LadderSheet(family.stem, src, tgt, ladder)
                self._sheets[ladder.src, ladder.tgt] = sheet
        self.refresh()

    # ---- reading

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Return the ids of the documents of every ladder."""
        return tuple(self._sheets)

    def ladder(self, src: str, tgt: str) -> Alignment:
        """Return a ladder as it stands."""
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
        """What the machine found, whatever people decided."""
        return self._machine

    def view(self) -> View:
        """Return a snapshot of this moment; it never changes."""
        with self._lock:
            if self._seen is None:
                shown = {
                    pair: Shown(ladder=sheet.ladder, runs=sheet.runs, parked=sheet.standing.parked)
                    for pair, sheet in self._sheets.items()
                }
                self._seen = View(self._machine, shown, self._effective)
            return self._seen

    def edited(self) -> list[str]:
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
    def parked(self) -> tuple[Waiting, ...]:
        """Decisions that do not fit the texts any more, by time."""
        return self.view().parked

    def progress(self) -> tuple[Progress, ...]:
        """Return the progress of each ladder."""
        with self._lock:
            return tuple(_progress(sheet) for sheet in self._sheets.values())

    # ---- deciding

    def decide(self, request: Request) -> Change:
        """Make a decision. It is on disk when this returns; a request of the same id is done once.

        Raises `UsageError` if the beads have changed meanwhile or the decision crosses accepted beads, and
        `StoreError` if it cannot be written.
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
        """Undo the last effective decision of a person; raise `UsageError` if there is none."""
        return self._step(Action.UNDO, reviewer, id)

    def redo(self, reviewer: str, *, id: str = "") -> Change:  # noqa: A002 - as in Request
        """Redo the decision that a person undid last; raise `UsageError` if there is none."""
        return self._step(Action.REDO, reviewer, id)

    def last(self, reviewer: str) -> str:
        """Return the id of the decision that `undo` would undo, or an empty string."""
        with self._lock:
            decision = to_undo(self._all, reviewer)
            return decision.id if decision else ""

    def following(self, reviewer: str) -> str:
        """Return the id of the decision that `redo` would redo, or an empty string."""
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
                raise UsageError(f"nothing to {action}")
            src, tgt = decision.src, decision.tgt
            sheet = self._sheets.get((src, tgt)) or self._sheets.get((tgt, src))
            return self._keep(draft(action, reviewer, of=decision.id, id=name), sheet)

    def made(self, name: str) -> bool:
        """Tell whether a decision with this id exists."""
        with self._lock:
            self._look()
            return self._made(name) is not None

    def _made(self, name: str) -> Change | None:
        decision = next((item for item in self._all if item.id == name), None)
        return None if decision is None else Change(decision=decision)

    def _keep(self, decision: Decision, sheet: LadderSheet | None, beads: Sequence[Sides] = ()) -> Change:
        """Write a decision and apply it; `beads` are those that a new decision leaves in the ladder."""
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
            # Another process wrote at the same moment and may have changed any ladder.
            self._take_all()
            self._news = True
        self._seen = None
        return _change(kept, sheet, changed)

    def realign(self, src: str, tgt: str, bead: str) -> Realignment:
        """Realign between the nearest accepted beads around a bead, without the rejected ones.

        This changes nothing yet, and others may decide meanwhile; `redraw` puts the beads into the ladder.
        """
        with self._lock:
            self._look()
            stretch = self._free(src, tgt, bead)
        return stretch, self._assistant.realign(stretch)

    def redraw(self, src: str, tgt: str, bead: str, realignment: Realignment, reviewer: str, *, id: str = "") -> Change:  # noqa: A002 - as in Request
        """Put a realignment into the ladder.

        Raises `UsageError` if it changes nothing, or if somebody decided around there meanwhile.
        """
        stretch, beads = realignment
        with self._lock:
            self._look()
            if (made := self._made(id)) is not None:
                return made
            if self._free(src, tgt, bead) != stretch:
                raise UsageError("somebody decided on beads around here meanwhile; reload")
            sheet = self._sheet(src, tgt)
            return self._keep(realign_draft(sheet, beads, reviewer, id=id), sheet)

    def _free(self, src: str, tgt: str, bead: str) -> FreeStretch:
        sheet = self._sheet(src, tgt)
        return cut_stretch(sheet, *sheet.anchors(sheet.numbers([bead])[0]))

    def refresh(self) -> bool:
        """Read what others wrote, and tell whether anything is new since the last call."""
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
        """Return other pairings of the segments of a bead, the most similar first."""
        with self._lock:
            sheet = self._sheet(src, tgt)
            found, locked = sheet.ladder.beads[sheet.numbers([bead])[0]], sheet.standing.locked
        return bead_candidates(sheet.src, sheet.tgt, found, locked, self._assistant)

    def source_candidates(self, document: str, quotation: str) -> tuple[SourceCandidate, ...]:
        """Return places that a quotation may come from, the most similar first."""
        return source_candidates(self._machine, document, quotation, self._assistant)

    # ---- internals

    def _sheet(self, src: str, tgt: str) -> LadderSheet:
        if (src, tgt) not in self._sheets:
            raise UsageError(f"no ladder between {src} and {tgt}")
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


def _change(decision: Decision, sheet: LadderSheet | None, changed: Spliced) -> Change:
    if sheet is None:
        return Change(decision=decision)
    start, removed, added = changed
    return Change(
        decision=decision, src=sheet.machine.src, tgt=sheet.machine.tgt, start=start, removed=removed, added=added
    )
