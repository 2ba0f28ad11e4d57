"""Findings of one rule in all ladders -> each fault once, even if several ladders show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from align.check.rule import Subject
    from align.model import Finding, Place


def drop_repeats(subject: Subject, found: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out the findings about words that an earlier finding marks; those of the pivot's ladders come first.

    If two translations differ from the same words of the pivot but not from each other, the pivot is wrong, and one
    finding is enough. If they also differ from each other, each has a fault of its own.
    """
    found = tuple(found)
    differ = {place for each in found if not _involves_pivot(subject, each) for place in each.marked}
    reported: set[Place] = set()
    for each in found:
        marked = set(each.marked)
        if not reported & marked or (_involves_pivot(subject, each) and differ & marked):
            reported |= marked
            yield each


def _involves_pivot(subject: Subject, finding: Finding) -> bool:
    return any(place.document == subject.pivot for place in finding.passages)
