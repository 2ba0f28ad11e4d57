"""A request in terms of the screen (ids, numbers, offsets) -> a decision in terms of words, ready to be stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from align.model import (
    ABOUT_QUOTATIONS,
    Action,
    CharSpan,
    Decision,
    QuotationMatch,
    SegSpan,
    Sourced,
    Status,
    UsageError,
    Verdict,
    choose_member,
    plain,
)
from align.review import edits
from align.review.passages import RunIndex, TextIndex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.model import Bead, BeadSpans, Passage
    from align.result import Result
    from align.review.sheet import LadderSheet


_METHODS = {
    Action.UNDO: "Review.undo",
    Action.REDO: "Review.redo",
    Action.REALIGN: "Review.realign and Review.insert_realignment",
}
"""Actions that are no requests, and the methods for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A person's request about beads or a quotation; the action determines which fields matter.

    Raises `UsageError` for an unknown action.
    """

    action: Action | str
    """An `Action`, or its value: "merge"."""
    reviewer: str
    src: str
    """Id of the source document of the ladder, or of the document that quotes."""
    tgt: str = ""
    """Id of the target document of the ladder."""
    beads: Sequence[str] = ()
    """Ids of beads: any number to accept, reject, comment on or give a status; neighbours to merge; otherwise one."""
    at: tuple[int, int] = (0, 0)
    """For a split: the numbers of source and target segments that stay in the first half."""
    side: str = "src"
    """For a shift: "src" or "tgt"."""
    step: int = 1
    """For a shift: 1 moves the bead's last segment into the next bead, -1 its first into the one before."""
    runs: tuple[SegSpan, SegSpan] | None = None
    """The segments to link."""
    quotation: str = ""
    """Id of a quotation."""
    source: str = ""
    """Id of the source that is quoted."""
    span: CharSpan | None = None
    """The quoted words in the text of `source`."""
    value: str = ""
    """A status ("needs-review", or "machine" to remove one) or a verdict."""
    note: str = ""
    """The comment, or the reason; overruling a verdict needs one."""
    of: str = ""
    """Name of the parked decision that this one replaces."""
    id: str = ""
    """Id of the decision, so that a repeated request is applied once; by default a new one."""

    def __post_init__(self) -> None:
        action = choose_member(Action, self.action, "action")
        object.__setattr__(self, "action", action)
        object.__setattr__(self, "beads", (self.beads,) if isinstance(self.beads, str) else tuple(self.beads))


def check_reviewer(reviewer: str) -> None:
    """Raise `UsageError` if the name that signs decisions is empty."""
    if not reviewer.strip():
        raise UsageError("a decision needs your name")


def start_decision(action: Action, reviewer: str, *, of: str = "", id: str = "") -> Decision:  # noqa: A002 - as it is called
    """Make the fields that every decision has; raise `UsageError` without a reviewer."""
    check_reviewer(reviewer)
    return Decision(id=id, action=action, reviewer=reviewer.strip(), at=datetime.now(UTC), of=of)


def make_bead_decision(request: Request, sheet: LadderSheet) -> tuple[Decision, tuple[BeadSpans, ...]]:
    """Make the decision on beads that a person asks for.

    Returns it with its beads: those that it judges, or those that result from it. Raises `UsageError` if the request is
    impossible.
    """
    action, note = Action(request.action), request.note.strip()
    if action in ABOUT_QUOTATIONS:
        raise UsageError(f'"{action}" is for quotations, but no quotation is given')
    if action in _METHODS:
        raise UsageError(f'"{action}" is no request; call {_METHODS[action]}')
    if action is Action.COMMENT and not note:
        raise UsageError("the comment is empty")
    if action is Action.STATUS and request.value not in {Status.MACHINE, Status.NEEDS_REVIEW}:
        raise UsageError(f'the status must be "{Status.NEEDS_REVIEW}", or "{Status.MACHINE}" to remove one')
    begun, beads = start_decision(action, request.reviewer, of=request.of, id=request.id), _make_beads(request, sheet)
    decision = replace(
        begun,
        src=sheet.machine.src,
        tgt=sheet.machine.tgt,
        pins=tuple(sheet.pin(sides) for sides in beads),
        value=request.value if action is Action.STATUS else "",
        note=note,
    )
    return decision, beads


def _make_beads(request: Request, sheet: LadderSheet) -> tuple[BeadSpans, ...]:
    if request.action is Action.LINK:
        if request.runs is None:
            raise UsageError("to link, choose sentences of both texts")
        return edits.link(sheet.ladder, *request.runs)
    numbers = sheet.numbers(request.beads)
    if request.action is Action.MERGE:
        return edits.merge(sheet.ladder, numbers)
    if request.action in {Action.SPLIT, Action.SHIFT, Action.UNLINK}:
        if len(numbers) != 1:
            raise UsageError(f"{request.action} one pair at a time")
        if request.action is Action.SPLIT:
            return edits.split(sheet.ladder, numbers[0], request.at)
        if request.action is Action.SHIFT:
            return edits.shift(sheet.ladder, numbers[0], request.side, request.step)
        return edits.unlink(sheet.ladder, numbers[0])
    return tuple((sheet.ladder.beads[number].src, sheet.ladder.beads[number].tgt) for number in numbers)


def make_realignment(sheet: LadderSheet, beads: Sequence[Bead], reviewer: str, *, id: str = "") -> Decision:  # noqa: A002 - as it is called
    """Make the decision that puts the beads of a realigned stretch into the ladder.

    Raises `UsageError` if the ladder has all of them.
    """
    there = {(bead.src, bead.tgt) for bead in sheet.machine.beads}
    fresh = [bead for bead in beads if (bead.src, bead.tgt) not in there]
    if not fresh:
        raise UsageError("realigning finds the same pairs again; accept or correct more pairs around here first")
    return replace(
        start_decision(Action.REALIGN, reviewer, id=id),
        src=sheet.machine.src,
        tgt=sheet.machine.tgt,
        pins=tuple(sheet.pin((bead.src, bead.tgt)) for bead in fresh),
        value=" ".join(f"{bead.confidence:.4f}" for bead in fresh),
    )


def make_quotation_decision(request: Request, result: Result) -> Decision:
    """Make the decision on a quotation that a person asks for; raise `UsageError` if the request is impossible."""
    action, note = Action(request.action), request.note.strip()
    if action not in {Action.COMMENT, *ABOUT_QUOTATIONS}:
        raise UsageError(f'"{action}" is for pairs, not for quotations')
    if action in {Action.COMMENT, Action.OVERRULE} and not note:
        raise UsageError("the comment is empty" if action is Action.COMMENT else "say why the verdict is wrong")
    if action in {Action.UPHOLD, Action.OVERRULE} and request.value not in {*Verdict}:
        raise UsageError(f'unknown verdict "{request.value}"; known are {", ".join(Verdict)}')
    begun = start_decision(action, request.reviewer, of=request.of, id=request.id)
    return replace(
        begun,
        src=request.src,
        quotation=_quotation_passage(request, result),
        source=_marked_passage(request, result) if action is Action.SPAN else _judged_passage(request, result),
        value=request.value if action in {Action.UPHOLD, Action.OVERRULE} else "",
        note=note,
    )


def _quotation_passage(request: Request, result: Result) -> Passage:
    for family in result.families:
        for version, quoted in zip(family.versions, family.quoted, strict=True):
            if quoted.document == request.src:
                text = version.document.text
                words = [plain(each.span.slice(text)) for each in quoted.quotations]
                for number, each in enumerate(quoted.quotations):
                    if each.id == request.quotation:
                        return RunIndex(words).passage(SegSpan(start=number, end=number + 1))
    raise UsageError("this quotation no longer exists; reload")


def _judged_passage(request: Request, result: Result) -> Sourced | None:
    """Return the words of the source that a verdict was based on, so that a later change of them is noticed."""
    if request.action is Action.COMMENT:
        return None
    texts = {source.document.id: source.document.text for source in result.sources}
    key = request.src, request.quotation
    place = next((each.place for each in result.traced if (each.document, each.quotation.id) == key), None)
    if not isinstance(place, QuotationMatch) or place.source not in texts:
        return None
    return Sourced(document=place.source, passage=TextIndex(texts[place.source]).passage(place.span))


def _marked_passage(request: Request, result: Result) -> Sourced:
    texts = {source.document.id: source.document.text for source in result.sources}
    if request.source not in texts or request.span is None or request.span.end > len(texts[request.source]):
        raise UsageError("mark the quoted words in a source")
    try:
        return Sourced(document=request.source, passage=TextIndex(texts[request.source]).passage(request.span))
    except ValueError as error:
        raise UsageError("the marked part of the source has no words") from error
