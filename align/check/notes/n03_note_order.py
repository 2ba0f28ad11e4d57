"""N03: calls or notes whose numbers do not ascend."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from align.check.notes.findings import note_finding, note_number, note_place
from align.check.rule import Rule
from align.model import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from align.check.rule import Subject
    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    for quoted in subject.family.quoted:
        calls = ((call.label, Place(document=quoted.document, span=call.span)) for call in quoted.calls)
        for place, message in _misplaced_numbers(calls, "call"):
            yield note_finding(subject, RULE, place, message, of="call")
        notes = ((note.label, note_place(subject, quoted.document, note)) for note in quoted.notes)
        for place, message in _misplaced_numbers(notes, "note"):
            yield note_finding(subject, RULE, place, message, of="note")


def _misplaced_numbers(numbered: Iterable[tuple[str, Place]], noun: str) -> Iterator[tuple[Place, str]]:
    """Yield the fewest numbers without which the others ascend: the first place of each, and a message."""
    first: dict[int, Place] = {}
    for label, place in numbered:
        if (count := note_number(label)) is not None:
            first.setdefault(count, place)
    kept = _longest_ascending(list(first))
    greatest = 0
    for count, place in first.items():
        if count in kept:
            greatest = count
        elif count < greatest:
            yield place, f"{noun.capitalize()} {count} comes after {noun} {greatest}"
        else:
            following = min(each for each in kept if each > greatest)
            yield place, f"{noun.capitalize()} {count} comes before {noun} {following}"


def _longest_ascending(numbers: Sequence[int]) -> set[int]:
    """Return the longest ascending subsequence of some different numbers, the first of several (Schensted 1961)."""
    tops: list[int] = []
    before: dict[int, int | None] = {}
    # Going backwards, so that if two numbers changed places the second one is reported.
    for count in reversed(numbers):
        pile = bisect_left(tops, -count)
        before[count] = -tops[pile - 1] if pile else None
        tops[pile : pile + 1] = [-count]
    kept: set[int] = set()
    each = -tops[-1] if tops else None
    while each is not None:
        kept.add(each)
        each = before[each]
    return kept


RULE = Rule(
    code="N03",
    name="Notes out of order",
    severity=Severity.WARNING,
    rationale="Note numbers ascend through a text. A number out of order moved with its sentence or was mistyped. The"
    " rule reports the fewest numbers without which the others ascend. A second call of the same note is not reported.",
    bad="The ferry left [1]. It came back [3]. Nobody met it [2].",
    good="The ferry left [1]. It came back [2]. It had been seen to leave [1].",
    check=_check,
)
