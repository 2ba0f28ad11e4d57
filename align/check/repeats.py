"""Findings of one rule in all ladders -> each fault once, though several ladders show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from align.check.rule import Subject
    from align.model import Finding, Place


def unrepeated(subject: Subject, found: Iterable[Finding]) -> Iterator[Finding]:
    """Leave out the findings about words that an earlier one marks; those of the pivot's ladders come first.

    Where two translations differ from the same words of the pivot in the same way, it is the pivot that is wrong, and
    one finding will do. If they differ from each other as well, each has a fault of its own.
    """
    found = tuple(found)
    apart = {place for each in found if not _of_pivot(subject, each) for place in each.marked}
    told: set[Place] = set()
    for each in found:
        marked = set(each.marked)
        if not told & marked or (_of_pivot(subject, each) and apart & marked):
            told |= marked
            yield each


def _of_pivot(subject: Subject, finding: Finding) -> bool:
    return any(place.document == subject.pivot for place in finding.passages)
