"""What a person asks for, in terms of what they see -> a decision in terms of words, ready to be kept."""

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
    plain,
)
from align.review import edits
from align.review.passages import SegmentRuns, Stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.model import Bead, Passage
    from align.result import Result
    from align.review.sheet import LadderSheet
    from align.review.standing import Sides


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a person wants done with beads or with a quotation; which fields matter depends on the action."""

    action: Action
    reviewer: str
    src: str
    """Id of the source document of the ladder, or of the document that quotes."""
    tgt: str = ""
    """Id of the target document of the ladder."""
    beads: tuple[str, ...] = ()
    """Ids of beads: to accept, reject, comment on or give a status, any number; to merge, neighbours; otherwise one."""
    at: tuple[int, int] = (0, 0)
    """Of a split: how many of the source and of the target segments stay in the first half."""
    side: str = "src"
    """Of a shift: "src" or "tgt"."""
    step: int = 1
    """Of a shift: 1 moves the bead's last segment into the next bead, -1 its first into the one before."""
    runs: tuple[SegSpan, SegSpan] | None = None
    """What to link."""
    quotation: str = ""
    """Id of a quotation."""
    source: str = ""
    """Id of the source in which the `span` stands that the quotation comes from."""
    span: CharSpan | None = None
    value: str = ""
    """A status ("needs-review", or "machine" for none) or a verdict."""
    note: str = ""
    """The comment, or the reason; whoever overrules a verdict gives one."""
    of: str = ""
    """Id of a decision that does not fit any more and whose place this one takes."""
    id: str = ""
    """Id of the decision, so that what is asked twice is done once; without one it gets its own."""


def draft(action: Action, reviewer: str, *, of: str = "", id: str = "") -> Decision:  # noqa: A002 - as it is called
    """Return the beginning of a decision; raise `UsageError` if nobody makes it."""
    if not reviewer.strip():
        raise UsageError("a decision needs the name of whoever makes it")
    return Decision(id=id, action=action, reviewer=reviewer.strip(), at=datetime.now(UTC), of=of)


def bead_draft(request: Request, sheet: LadderSheet) -> tuple[Decision, tuple[Sides, ...]]:
    """Return the decision that a person asks for, and the beads that it is about or leaves behind.

    Raises `UsageError` if it cannot be made.
    """
    action, note = request.action, request.note.strip()
    if action in ABOUT_QUOTATIONS:
        raise UsageError(f'"{action}" is about a quotation; say which')
    if action is Action.COMMENT and not note:
        raise UsageError("the comment is empty")
    if action is Action.STATUS and request.value not in {Status.MACHINE, Status.NEEDS_REVIEW}:
        raise UsageError(
            f'a status is "{Status.NEEDS_REVIEW}", or "{Status.MACHINE}" to have none; or else accept, reject'
        )
    begun, beads = draft(action, request.reviewer, of=request.of, id=request.id), _beads(request, sheet)
    decision = replace(
        begun,
        src=sheet.machine.src,
        tgt=sheet.machine.tgt,
        pins=tuple(sheet.pin(sides) for sides in beads),
        value=request.value if action is Action.STATUS else "",
        note=note,
    )
    return decision, beads


def _beads(request: Request, sheet: LadderSheet) -> tuple[Sides, ...]:
    if request.action is Action.LINK:
        if request.runs is None:
            raise UsageError("to link, name segments of both documents")
        return edits.link(sheet.ladder, *request.runs)
    numbers = sheet.numbers(request.beads)
    if request.action is Action.MERGE:
        return edits.merge(sheet.ladder, numbers)
    if request.action in {Action.SPLIT, Action.SHIFT, Action.UNLINK}:
        if len(numbers) != 1:
            raise UsageError(f"{request.action} one bead at a time")
        if request.action is Action.SPLIT:
            return edits.split(sheet.ladder, numbers[0], request.at)
        if request.action is Action.SHIFT:
            return edits.shift(sheet.ladder, numbers[0], request.side, request.step)
        return edits.unlink(sheet.ladder, numbers[0])
    return tuple((sheet.ladder.beads[number].src, sheet.ladder.beads[number].tgt) for number in numbers)


def realign_draft(sheet: LadderSheet, beads: Sequence[Bead], reviewer: str, *, id: str = "") -> Decision:  # noqa: A002 - as it is called
    """Return the decision that beads which the machine found anew, of a whole stretch, are to stand in the ladder.

    Raises `UsageError` if they stand there.
    """
    there = {(bead.src, bead.tgt) for bead in sheet.machine.beads}
    fresh = [bead for bead in beads if (bead.src, bead.tgt) not in there]
    if not fresh:
        raise UsageError(
            "the machine finds the same beads again; accept or correct more around here, and it can do better"
        )
    return replace(
        draft(Action.REALIGN, reviewer, id=id),
        src=sheet.machine.src,
        tgt=sheet.machine.tgt,
        pins=tuple(sheet.pin((bead.src, bead.tgt)) for bead in fresh),
        value=" ".join(f"{bead.confidence:.4f}" for bead in fresh),
    )


def quotation_draft(request: Request, result: Result) -> Decision:
    """Return the decision on a quotation that a person asks for; raise `UsageError` if it cannot be made."""
    action, note = request.action, request.note.strip()
    if action not in {Action.COMMENT, *ABOUT_QUOTATIONS}:
        raise UsageError(f'"{action}" is about beads and not about quotations')
    if action in {Action.COMMENT, Action.OVERRULE} and not note:
        raise UsageError("the comment is empty" if action is Action.COMMENT else "say why the verdict is wrong")
    if action in {Action.UPHOLD, Action.OVERRULE} and request.value not in {*Verdict}:
        raise UsageError(f'"{request.value}" is no verdict; known are {", ".join(Verdict)}')
    begun = draft(action, request.reviewer, of=request.of, id=request.id)
    return replace(
        begun,
        src=request.src,
        quotation=_quotation(request, result),
        source=_sourced(request, result) if action is Action.SPAN else _compared(request, result),
        value=request.value if action in {Action.UPHOLD, Action.OVERRULE} else "",
        note=note,
    )


def _quotation(request: Request, result: Result) -> Passage:
    for family in result.families:
        for version, quoted in zip(family.versions, family.quoted, strict=True):
            if quoted.document == request.src:
                text = version.document.text
                words = [plain(each.span.slice(text)) for each in quoted.quotations]
                for number, each in enumerate(quoted.quotations):
                    if each.id == request.quotation:
                        return SegmentRuns(words).passage(SegSpan(start=number, end=number + 1))
    raise UsageError("this quotation is not there any more; look again")


def _compared(request: Request, result: Result) -> Sourced | None:
    """Return the words of the source that a verdict is about, so that it is known later if they change."""
    if request.action is Action.COMMENT:
        return None
    texts = {source.document.id: source.document.text for source in result.sources}
    key = request.src, request.quotation
    place = next((each.place for each in result.traced if (each.document, each.quotation.id) == key), None)
    if not isinstance(place, QuotationMatch) or place.source not in texts:
        return None
    return Sourced(document=place.source, passage=Stretches(texts[place.source]).passage(place.span))


def _sourced(request: Request, result: Result) -> Sourced:
    texts = {source.document.id: source.document.text for source in result.sources}
    if request.source not in texts or request.span is None or request.span.end > len(texts[request.source]):
        raise UsageError("say in which source the words stand, and where")
    try:
        return Sourced(document=request.source, passage=Stretches(texts[request.source]).passage(request.span))
    except ValueError as error:
        raise UsageError("no words are marked in the source") from error
