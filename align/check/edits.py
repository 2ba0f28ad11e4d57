"""A text, and how it was -> which facts an edit of one version alone left without their counterparts."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from align.check.facing import ladders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from align.check.passage import Pair, Passage
    from align.check.rule import Subject
    from align.check.stated import Differing

_Side = tuple[str, str, str]


def by_edit(subject: Subject, differing: Callable[[Subject], Iterable[Differing]]) -> Iterator[tuple[Differing, bool]]:
    """Yield the facts that differ, and whether an edit of one side of the bead alone brought that about.

    It did where the words of the one side faced other words before, from which they differed in fewer facts, and the
    words of the other side are new. Nothing is said of a text of which it is not known how it was.
    """
    found = tuple(differing(subject))
    if subject.before is None:
        yield from ((each, False) for each in found)
        return
    faced = _faced(subject.before)
    differed = _counts(differing(subject.before))
    differs = _counts(found)
    for each in found:
        src, tgt = _sides(each.pair)
        were = [(src, other) for other in faced[src]] + [(other, tgt) for other in faced[tgt]]
        alone = bool(faced[src]) != bool(faced[tgt])
        yield each, alone and all(differed[bead] < differs[src, tgt] for bead in were)


def _faced(subject: Subject) -> defaultdict[_Side, set[_Side]]:
    """Return what each side of the beads of a text faces; of other words, nothing."""
    faced: defaultdict[_Side, set[_Side]] = defaultdict(set)
    for ladder in ladders(subject):
        for facing in ladder:
            src, tgt = _sides(facing.pair)
            faced[src].add(tgt)
            faced[tgt].add(src)
    return faced


def _counts(found: Iterable[Differing]) -> Counter[tuple[_Side, _Side]]:
    return Counter(_sides(each.pair) for each in found)


def _sides(pair: Pair) -> tuple[_Side, _Side]:
    return _side(pair.src, pair.tgt), _side(pair.tgt, pair.src)


def _side(own: Passage, other: Passage) -> _Side:
    return own.document, other.document, own.plain
