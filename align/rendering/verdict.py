"""Differences -> a verdict, and its reasons for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.model import Difference, DifferenceKind, Verdict, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.model import CharSpan
    from align.rendering.model import Excerpt

_CUES = {
    DifferenceKind.NEGATION: "not",
    DifferenceKind.MODALITY: "perhaps",
    DifferenceKind.PERSON: "we",
    DifferenceKind.RECURRENCE: "again, no longer",
}


def verdict(differences: Sequence[Difference], *, original: bool, intelligible: bool) -> Verdict:
    """Return the verdict on a rendering.

    `original` says that it follows no other rendering, `intelligible` that it could be judged.
    """
    faults = [difference for difference in differences if not difference.marked]
    if not intelligible:
        return Verdict.CANNOT_TELL
    if any(fault.relayed for fault in faults) and not original:
        return Verdict.RELAYED
    if faults:
        return Verdict.ALTERED
    return Verdict.ABRIDGED if differences else Verdict.VERBATIM


def reason(difference: Difference, source: Excerpt, rendering: Excerpt) -> str:
    """Describe a difference in one line, with the words concerned."""
    ours, theirs = _words(source, difference.source), _words(rendering, difference.rendering)
    also = ", and in the other rendering too" if difference.relayed else ""
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
            cue = _CUES[difference.kind]
            if difference.added:
                return f"{theirs} ({cue}) is added to {ours}{also}"
            return f"{ours} ({cue}) is missing in {theirs or 'the rendering'}{also}"


def _words(excerpt: Excerpt, span: CharSpan | None) -> str:
    return f"“{plain(span.slice(excerpt.text))}”" if span else ""
