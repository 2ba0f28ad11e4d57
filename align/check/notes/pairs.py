"""The note calls on both sides of a bead -> which notes correspond, and which beads call different numbers of notes."""

from __future__ import annotations

from bisect import bisect_left
from itertools import chain
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.passage import Pair, Passage
    from align.check.rule import Subject
    from align.model import Note, NoteCall


def note_pairs(subject: Subject) -> Iterator[tuple[tuple[str, Note], tuple[str, Note]]]:
    """Yield the notes that both sides of a bead call in the same order, each with the id of its document.

    The ladders of the pivot come first. Numbers are not compared, because a translator's own note shifts all later
    numbers. Beads whose sides call different numbers of notes are left out.
    """
    notes = {quoted.document: {note.label: note for note in reversed(quoted.notes)} for quoted in subject.family.quoted}
    seen: set[tuple[str, str, str, str]] = set()
    for pair in chain.from_iterable(subject.ladders):
        sides = _calls(subject, pair.src), _calls(subject, pair.tgt)
        if len(sides[0]) != len(sides[1]):
            continue
        for one, other in zip(*sides, strict=True):
            names = pair.src.document, one.label, pair.tgt.document, other.label
            src, tgt = notes[names[0]].get(names[1]), notes[names[2]].get(names[3])
            if src and tgt and names not in seen:
                seen.add(names)
                yield (names[0], src), (names[2], tgt)


def unequal_calls(subject: Subject) -> Iterator[tuple[Pair, tuple[NoteCall, ...], tuple[NoteCall, ...]]]:
    """Yield the beads whose sides call different numbers of notes, with the calls of source and target.

    If a neighbouring bead has the opposite difference, the call only moved over the end of a sentence, and the bead is
    left out.
    """
    for ladder in subject.pivotal:
        calls = [(_calls(subject, pair.src), _calls(subject, pair.tgt)) for pair in ladder]
        surplus = [len(src) - len(tgt) for src, tgt in calls]
        for at, pair in enumerate(ladder):
            neighbours = surplus[max(0, at - 1) : at] + surplus[at + 1 : at + 2]
            if surplus[at] and all(surplus[at] + other for other in neighbours):
                yield pair, *calls[at]


def _calls(subject: Subject, passage: Passage) -> tuple[NoteCall, ...]:
    """Return the note calls in a passage, in order."""
    calls = subject.quoted[passage.document].calls
    first, last = (
        bisect_left(calls, at, key=lambda call: call.span.start) for at in (passage.span.start, passage.span.end)
    )
    return calls[first:last]
