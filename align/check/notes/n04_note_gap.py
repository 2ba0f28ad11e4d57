"""N04: a gap in the note numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.notes.findings import note_finding, note_number
from align.check.rule import Rule
from align.model import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject
    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    for quoted in subject.family.quoted:
        if not quoted.notes:
            continue
        calls = sorted((count, call.span) for call in quoted.calls if (count := note_number(call.label)) is not None)
        known, before = {note_number(note.label) for note in quoted.notes} | {count for count, _ in calls}, 0
        for count, span in calls:
            first, last = before + 1, count - 1
            while first in known and first < count:
                first += 1
            while last in known and last > before:
                last -= 1
            # The notes of an excerpt may begin with any number, so nothing is missing before the first.
            if before and first <= last:
                missing = f"Notes {first} to {last} are" if first < last else f"Note {first} is"
                place = Place(document=quoted.document, span=span)
                yield note_finding(subject, RULE, place, f"{missing} missing before note {count}")
            before = count


RULE = Rule(
    code="N04",
    name="Gap in the note numbers",
    severity=Severity.WARNING,
    rationale="Neither a call nor a note has a number, but its neighbours exist: a sentence was deleted with its note,"
    " or somebody who numbered by hand left a number out.",
    bad="The ferry left [1]. It came back [3]. [1] Diary. [3] Logbook.",
    good="The ferry left [1]. It came back [2]. [1] Diary. [2] Logbook.",
    check=_check,
)
