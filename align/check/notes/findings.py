"""Calls and notes of one version -> findings about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.model import CharSpan, Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Rule, Subject
    from align.model import Anomaly, AnomalyKind, Note, Severity

_DIGITS = 9
"""Most digits of the number of a note; longer labels, such as time stamps, are names."""


def note_number(label: str) -> int | None:
    """Return the number of a label; None if the label is a name."""
    return int(label) if label.isdecimal() and len(label) <= _DIGITS else None


def note_place(subject: Subject, document: str, note: Note) -> Place:
    """Return the place of the words of a note."""
    blocks = subject.versions[document].document.blocks
    span = CharSpan(start=blocks[note.blocks[0]].span.start, end=blocks[note.blocks[-1]].span.end)
    return Place(document=document, span=span)


def anomalies(subject: Subject, kind: AnomalyKind) -> Iterator[tuple[Place, Anomaly]]:
    """Yield the anomalies of a kind in all versions, with their places."""
    for quoted in subject.family.quoted:
        for anomaly in quoted.anomalies:
            if anomaly.kind is kind:
                yield Place(document=quoted.document, span=anomaly.span), anomaly


def note_finding(
    subject: Subject, rule: Rule, place: Place, message: str, *, severity: Severity | None = None, of: str = ""
) -> Finding:
    """Return a finding about a call or a note.

    Its fingerprint depends on the words round the place, but not on those at the place, so renumbering the notes does
    not change it.

    Args:
        place: the call or the note.
        severity: None for the severity of the rule.
        of: "call" or "note" if the rule is about both; part of the fingerprint.
    """
    passage = subject.sentences(place)
    start, end = (max(0, at - passage.span.start) for at in (place.span.start, place.span.end))
    around = f"{passage.text[:start]} {passage.text[end:]}"
    return Finding(
        rule=rule.code,
        severity=severity or rule.severity,
        message=message,
        place=place,
        passages=(passage.place,),
        texts=(around if around.strip() else passage.text, of),
    )
