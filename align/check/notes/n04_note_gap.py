"""N04: a number of a note that is left out."""

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
            # Notes are numbered from anything in an excerpt, so what is before the first is not missing.
            if before and first <= last:
                names = f"{first} to {last}" if first < last else str(first)
                place = Place(document=quoted.document, span=span)
                yield note_finding(subject, RULE, place, f"the numbers of notes leave out {names}")
            before = count


RULE = Rule(
    code="N04",
    name="Gap in the numbers of notes",
    severity=Severity.WARNING,
    rationale="A number that neither a call nor a note has, between two that are there, is what is left of a sentence"
    " that was cut with its note, or of a slip in numbering by hand.",
    bad="The ferry left [1]. It came back [3]. [1] Diary. [3] Logbook.",
    good="The ferry left [1]. It came back [2]. [1] Diary. [2] Logbook.",
    check=_check,
)
