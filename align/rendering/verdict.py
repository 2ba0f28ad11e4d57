"""Differences -> a verdict, and its reasons for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.lang.names import language_name
from align.model import Difference, DifferenceKind, Verdict, plain

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.model import CharSpan
    from align.rendering.model import Excerpt

_CUES = {
    DifferenceKind.NEGATION: ("not",),
    DifferenceKind.MODALITY: ("perhaps",),
    DifferenceKind.PERSON: ("we",),
    DifferenceKind.RECURRENCE: ("again", "no longer"),
}
"""English words for the kinds of cues."""


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


def reason(difference: Difference, source: Excerpt, rendering: Excerpt, witness: Excerpt | None = None) -> str:
    """Describe a difference in one line, with the words concerned; `witness` is the other rendering."""
    kind, ours, theirs = difference.kind, _words(source, difference.source), _words(rendering, difference.rendering)
    details = ""
    match kind:
        case DifferenceKind.CUT if ours:
            fault = f"{ours} is left out {'with' if difference.marked else 'without'} a mark"
        case DifferenceKind.CUT:
            fault = f"{theirs} marks an omission"
        case DifferenceKind.ADDITION:
            fault = f"{theirs} is added {'in brackets' if difference.marked else 'without a mark'}"
        case DifferenceKind.NUMBER | DifferenceKind.DATE | DifferenceKind.NAME if ours and theirs:
            fault = f"{kind} differs from the source"
            details = f": {ours} in {language_name(source.lang)}, {theirs} in {language_name(rendering.lang)}"
        case DifferenceKind.NUMBER | DifferenceKind.DATE | DifferenceKind.NAME:
            fault = f"{kind} {ours} is missing here" if ours else f"{kind} {theirs} is added here"
        case _ if difference.added:
            fault = f"{_gloss(theirs, kind)} is added here"
            details = f" (source: {ours})"
        case _:
            fault = f"{_gloss(ours, kind)} is missing here"
            details = f": {theirs}" if theirs else ""
    too = f", and in {_other(witness, rendering)} too" if witness and difference.relayed else ""
    return f"{fault}{too}{details}"


def _other(witness: Excerpt, rendering: Excerpt) -> str:
    return "the other version" if witness.lang == rendering.lang else f"the {language_name(witness.lang)}"


def _gloss(words: str, kind: DifferenceKind) -> str:
    """Return quoted words of a cue, with their meaning unless they are that English word."""
    cues = _CUES[kind]
    return words if words.strip("“”").casefold() in cues else f"{words} ({' or '.join(cues)})"


def _words(excerpt: Excerpt, span: CharSpan | None) -> str:
    return f"“{plain(span.slice(excerpt.text))}”" if span else ""
