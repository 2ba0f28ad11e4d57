"""N03: calls or notes whose numbers do not ascend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.notes import reported, words_of
from align.check.rule import Rule
from align.model import Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from align.check.rule import Subject
    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    for quoted in subject.family.quoted:
        calls = ((call.label, Place(document=quoted.document, span=call.span)) for call in quoted.calls)
        for label, place, before in _late(calls):
            yield reported(subject, RULE, place, f"call {label} stands after call {before}", of="call")
        notes = ((note.label, words_of(subject, quoted.document, note)) for note in quoted.notes)
        for label, place, before in _late(notes):
            yield reported(subject, RULE, place, f"note {label} stands after note {before}", of="note")


def _late(numbered: Iterable[tuple[str, Place]]) -> Iterator[tuple[str, Place, int]]:
    """Yield whatever is first seen after a greater number, with that number."""
    seen: set[int] = set()
    for label, place in numbered:
        if not label.isdecimal():
            continue
        number = int(label)
        if seen and number < max(seen) and number not in seen:
            yield label, place, max(seen)
        seen.add(number)


RULE = Rule(
    code="N03",
    name="Notes out of order",
    severity=Severity.WARNING,
    rationale="Numbers of notes ascend through a text. One that is first called after a greater one was moved with its"
    " sentence, or mistyped. A second call of a note that was called before is passed over.",
    bad="The ferry left [1]. It came back [3]. Nobody met it [2].",
    good="The ferry left [1]. It came back [2]. It had been seen to leave [1].",
    check=_check,
)
