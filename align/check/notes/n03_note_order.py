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
        for place, how in _misplaced(calls, "call"):
            yield note_finding(subject, RULE, place, how, of="call")
        notes = ((note.label, note_place(subject, quoted.document, note)) for note in quoted.notes)
        for place, how in _misplaced(notes, "note"):
            yield note_finding(subject, RULE, place, how, of="note")


def _misplaced(numbered: Iterable[tuple[str, Place]], noun: str) -> Iterator[tuple[Place, str]]:
    """Yield the fewest numbers without which the others ascend, by where each is first seen, and how they stand."""
    first: dict[int, Place] = {}
    for label, place in numbered:
        if (count := note_number(label)) is not None:
            first.setdefault(count, place)
    kept = _ascending(list(first))
    greatest = 0
    for count, place in first.items():
        if count in kept:
            greatest = count
        elif count < greatest:
            yield place, f"{noun} {count} stands after {noun} {greatest}"
        else:
            following = min(each for each in kept if each > greatest)
            yield place, f"{noun} {count} stands before {noun} {following}"


def _ascending(numbers: Sequence[int]) -> set[int]:
    """Return as many different numbers as ascend together, of several such choices the first (Schensted 1961)."""
    tops: list[int] = []
    before: dict[int, int | None] = {}
    # From the end, so that of two numbers that changed places the second one is misplaced.
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
    rationale="Numbers of notes ascend through a text. One that does not was moved with its sentence, or mistyped; the"
    " fewest are reported without which the others ascend. A second call of a note that was called before is passed"
    " over.",
    bad="The ferry left [1]. It came back [3]. Nobody met it [2].",
    good="The ferry left [1]. It came back [2]. It had been seen to leave [1].",
    check=_check,
)
