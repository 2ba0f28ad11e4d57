"""Differences -> a verdict and its reasons in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.model import Difference, DifferenceKind, Verdict, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.model import CharSpan
    from align.rendering.model import Version

_LOST = {
    DifferenceKind.NEGATION: "the negation",
    DifferenceKind.MODALITY: "the possibility",
    DifferenceKind.PERSON: "the “we”",
    DifferenceKind.RECURRENCE: "the “again” or “no longer”",
}
_SAID = {
    DifferenceKind.MODALITY: "says that it is only possible",
    DifferenceKind.RECURRENCE: "says “again” or “no longer”",
}


def verdict(differences: Sequence[Difference], *, original: bool, intelligible: bool) -> Verdict:
    """Return the verdict on a rendering; `original` if it follows no other, `intelligible` if it could be judged."""
    faults = [difference for difference in differences if not difference.marked]
    if not intelligible:
        return Verdict.CANNOT_TELL
    if any(fault.relayed for fault in faults) and not original:
        return Verdict.RELAYED
    if faults:
        return Verdict.ALTERED
    return Verdict.ABRIDGED if differences else Verdict.VERBATIM


def reason(difference: Difference, source: Version, rendering: Version) -> str:
    """Say what one difference is, with the words concerned."""
    ours, theirs = _words(source, difference.source), _words(rendering, difference.rendering)
    also = ", as in the other rendering" if difference.relayed else ""
    how = "marked" if difference.marked else "silent"
    match difference.kind:
        case DifferenceKind.CUT:
            return f"{how} cut of {ours}{also}" if ours else f"{how} cut at {theirs}"
        case DifferenceKind.ADDITION:
            return f"{how} addition of {theirs}{also}"
        case DifferenceKind.NUMBER | DifferenceKind.DATE | DifferenceKind.NAME:
            if ours and theirs:
                return f"{difference.kind} changed: {ours} became {theirs}{also}"
            return (
                f"{difference.kind} {ours} is missing{also}" if ours else f"{difference.kind} {theirs} was added{also}"
            )
        case _:
            if difference.added:
                return f"{theirs} {_SAID[difference.kind]}, and {ours} does not{also}"
            return f"{_LOST[difference.kind]} of {ours} is lost in {theirs or 'the rendering'}{also}"


def _words(version: Version, span: CharSpan | None) -> str:
    return f"“{plain(version.text[span.start : span.end])}”" if span else ""
