"""What the rules about notes share: the anomalies of a text, and which notes of two versions answer to each other."""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain
from typing import TYPE_CHECKING

from align.model import CharSpan, Finding, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.passage import Pair, Passage
    from align.check.rule import Rule, Subject
    from align.model import Anomaly, AnomalyKind, Note, NoteCall, Segmented, Severity


_DIGITS = 9
"""Digits of the longest number of a note; what is longer, as a time of day and year, counts nothing."""


def number(label: str) -> int | None:
    """Return the number that a label is; None if it is a name."""
    return int(label) if label.isdecimal() and len(label) <= _DIGITS else None


def anomalies(subject: Subject, kind: AnomalyKind) -> Iterator[tuple[Segmented, Anomaly]]:
    """Yield the anomalies of a kind in all versions."""
    for quoted in subject.family.quoted:
        for anomaly in quoted.anomalies:
            if anomaly.kind is kind:
                yield subject.versions[quoted.document], anomaly


def reported(
    subject: Subject, rule: Rule, place: Place, message: str, *, severity: Severity | None = None, of: str = ""
) -> Finding:
    """Return the finding about a call or a note.

    It is told from others by the words round the place but not those at it, so that it stays the same when notes are
    numbered anew, and by `of`.
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


def calls_in(subject: Subject, passage: Passage) -> tuple[NoteCall, ...]:
    """Return the calls in a passage, in order."""
    calls = subject.quoted[passage.document].calls
    first, last = (
        bisect_left(calls, at, key=lambda call: call.span.start) for at in (passage.span.start, passage.span.end)
    )
    return calls[first:last]


def words_of(subject: Subject, document: str, note: Note) -> Place:
    """Return where the words of a note stand."""
    blocks = subject.versions[document].document.blocks
    span = CharSpan(start=blocks[note.blocks[0]].span.start, end=blocks[note.blocks[-1]].span.end)
    return Place(document=document, span=span)


def paired(subject: Subject) -> Iterator[tuple[tuple[str, Note], tuple[str, Note]]]:
    """Yield the notes, with the ids of their documents, that the two sides of a bead call one after the other.

    The ladders of the pivot come first. Numbers do not count, because a note of the translator's own shifts all that
    follow; a bead whose sides call different numbers of notes is passed over.
    """
    notes = {quoted.document: {note.label: note for note in reversed(quoted.notes)} for quoted in subject.family.quoted}
    seen: set[tuple[str, str, str, str]] = set()
    for pair in chain.from_iterable(subject.ladders):
        sides = calls_in(subject, pair.src), calls_in(subject, pair.tgt)
        if len(sides[0]) != len(sides[1]):
            continue
        for one, other in zip(*sides, strict=True):
            names = pair.src.document, one.label, pair.tgt.document, other.label
            src, tgt = notes[names[0]].get(names[1]), notes[names[2]].get(names[3])
            if src and tgt and names not in seen:
                seen.add(names)
                yield (names[0], src), (names[2], tgt)


def uneven(subject: Subject) -> Iterator[tuple[Pair, tuple[NoteCall, ...], tuple[NoteCall, ...]]]:
    """Yield the beads whose sides call different numbers of notes, with the calls.

    Where a neighbour makes up for it the call has only moved over the end of a sentence, and the bead is passed over.
    """
    for ladder in subject.pivotal:
        counted = [(calls_in(subject, pair.src), calls_in(subject, pair.tgt)) for pair in ladder]
        surplus = [len(src) - len(tgt) for src, tgt in counted]
        for at, pair in enumerate(ladder):
            beside = surplus[max(0, at - 1) : at] + surplus[at + 1 : at + 2]
            if surplus[at] and all(surplus[at] + other for other in beside):
                yield pair, *counted[at]
