"""Ladders -> names in whose place the other version has another name.

Names are translated, explained, declined and replaced by pronouns, so a name that is merely absent says little. One is
missed where the other side has, in about its place, a name that is not on this side either. A name that the versions
never share though it occurs more than once is one that they spell each in its own way, and is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from enum import IntEnum
from itertools import chain
from typing import TYPE_CHECKING

from align.check.facing import ladders, stated
from align.check.stated import Differing
from align.lang.facts import FactKind, Mismatch, akin, alike, names_place, spelled_alike
from align.lang.fold import fold
from align.model import QuotationKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from align.check.passage import Passage
    from align.check.rule import Subject
    from align.lang.facts import Fact
    from align.model import CharSpan

_WORD = re.compile(r"[^\W\d_]{5,}")
_TITLE_WORDS, _TITLE_SHARE = 4, 0.6
"""Words of a passage, and the share of them with a capital, from which it is a headline."""
_APART = 0.4
"""How far apart, as a share of the passage, two names may stand that are taken for each other."""
_STEM = 4
"""Letters of a skeleton that tell a name from others, whatever its case."""


def replaced(subject: Subject) -> Iterator[Differing]:
    """Yield the names that another name stands for, in the order of each ladder."""
    for ladder in ladders(subject):
        passages = [[(facing.pair.src, facing.pair.tgt)[side] for facing in ladder] for side in (0, 1)]
        names = [[_names(subject, passage) for passage in side] for side in passages]
        alone = [
            [
                _alone(own, other, passage.text)
                for own, other, passage in zip(names[side], names[1 - side], passages[1 - side], strict=True)
            ]
            for side in (0, 1)
        ]
        worth = [_Worth(chain(*names[side]), chain(*alone[side])) for side in (0, 1)]
        for k, facing in enumerate(ladder):
            # A name may have moved into a bead beside this one, where nothing answers to it either.
            ours, theirs = (_alone(alone[side][k], chain(*alone[1 - side][max(0, k - 1) : k + 2])) for side in (0, 1))
            one = [fact for fact in ours if worth[0].of(fact)]
            other = [fact for fact in theirs if worth[1].of(fact)]
            for left, right in _near(one, facing.pair.src, other, facing.pair.tgt):
                words, weights = (str(left.value), str(right.value)), (worth[0].of(left), worth[1].of(right))
                # "The Kremlin" may well be rendered by "Russia".
                if names_place(words[0]) is names_place(words[1]) and _tell(*words, *weights):
                    yield Differing(facing.pair, Mismatch(kind=FactKind.NAME, left=left, right=right))


def _near(ours: list[Fact], src: Passage, theirs: list[Fact], tgt: Passage) -> Iterator[tuple[Fact, Fact]]:
    """Pair the names that stand in about the same place, the nearest first."""
    distances = sorted(
        (abs(_place(one, src) - _place(other, tgt)), i, j)
        for i, one in enumerate(ours)
        for j, other in enumerate(theirs)
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for distance, i, j in distances:
        if distance <= _APART and i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield ours[i], theirs[j]


class _Weight(IntEnum):
    """What it says that a name has no answer."""

    NOTHING = 0
    PERHAPS = 1
    """It is only here, and may be no name."""
    ONCE = 2
    """It is only here, and surely a name."""
    KNOWN = 3
    """Elsewhere both versions have it."""


def _tell(left: str, right: str, one: _Weight, other: _Weight) -> bool:
    """Tell whether one name stands for another; two that occur only here may be one name in two strange spellings."""
    if one is other is _Weight.ONCE:
        return not akin(left, right)
    return _Weight.KNOWN in (one, other) and _Weight.NOTHING not in (one, other)


class _Worth:
    """How often the names of one side of a ladder are answered."""

    def __init__(self, names: Iterable[Fact], alone: Iterable[Fact]) -> None:
        self._all = Counter(_key(fact) for fact in names)
        self._alone = Counter(_key(fact) for fact in alone)

    def of(self, fact: Fact) -> _Weight:
        key = _key(fact)
        if str(fact.value).isupper():  # An acronym may be spelled out.
            return _Weight.NOTHING
        if self._all[key] > self._alone[key]:
            return _Weight.KNOWN
        if self._all[key] > 1 or fact.span.start == 0:
            return _Weight.NOTHING
        return _Weight.ONCE if fact.firm else _Weight.PERHAPS


def _alone(names: Iterable[Fact], others: Iterable[Fact], words: str = "") -> list[Fact]:
    """Return the names that are none of some others, nor words of a text.

    One that is only like another is not taken for it if a third is written like that: Lauren is Лорен, Laverne is not.
    """
    names, theirs = tuple(names), tuple({str(fact.value) for fact in others})
    common = [word for word in _WORD.findall(words) if word.islower()]
    own = {str(fact.value) for fact in names}
    taken = {other for other in theirs if any(fold(name) == fold(other) for name in own)}

    def answered(name: str) -> bool:
        return any(fold(name) == fold(other) or (other not in taken and alike(name, other)) for other in theirs) or any(
            spelled_alike(name, word) for word in common
        )

    return [fact for fact in names if not answered(str(fact.value))]


def _names(subject: Subject, passage: Passage) -> list[Fact]:
    """Return the names of a passage; none of those of a title, which is translated word by word.

    In a headline, whose words all have capitals, none of them is sure to be one.
    """
    words = _WORD.findall(passage.text)
    capitals = sum(word[0].isupper() for word in words)
    headline = len(words) >= _TITLE_WORDS and capitals > _TITLE_SHARE * len(words)
    titles = [
        quotation.span
        for quotation in subject.quoted[passage.document].quotations
        if quotation.kind is QuotationKind.TITLE
    ]
    found = [
        fact
        for fact in stated(subject, passage)
        if fact.kind is FactKind.NAME and not _within(passage.span.start + fact.span.start, titles)
    ]
    return [replace(fact, firm=False) for fact in found] if headline else found


def _within(offset: int, spans: Iterable[CharSpan]) -> bool:
    return any(span.start <= offset < span.end for span in spans)


def _key(fact: Fact) -> str:
    return fold(str(fact.value))[:_STEM]


def _place(fact: Fact, passage: Passage) -> float:
    return fact.span.start / len(passage.text)
