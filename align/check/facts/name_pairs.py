"""The names on both sides of a bead -> which of them are the same name, and which have no counterpart."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from align.check.facts.names import LONG_WORD, sides
from align.lang.facts import same_name, same_place, similar_names, sound_distance
from align.lang.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from align.check.facts.names import Names
    from align.check.passage import Pair, Passage
    from align.check.rule import Subject
    from align.lang.facts import Fact

STEM = 4
"""Letters that tell a name from others in any case: of its skeleton, or of the word if the skeleton is shorter."""
_WITHIN_NAME = re.compile(r"[\s.-]{1,2}")
"""What may separate two words of one name."""
_WITHIN_LIST = re.compile(r",?\s(?:and|et|и|&)\s|,\s|\s\(")
"""What may separate two names of a list, or a place and what it lies in."""
_CAPITAL_BEFORE = regex.compile(r"\p{Lu}\p{L}*[\s-]$")
_CAPITAL_AFTER = regex.compile(r"(?:[’']s)?[\s-]\p{Lu}")


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedPair:
    """The names on both sides of a bead, and which of them correspond."""

    pair: Pair
    names: Names
    matches: frozenset[tuple[Fact, Fact]]
    """Pairs of corresponding names. Each name is in one pair at most, so a name that occurs twice here and once there
    is left over once."""
    unmatched: Names
    """The names without a counterpart."""

    @classmethod
    def of(cls, subject: Subject, pair: Pair, names: Names, usual: UsualNames) -> NamedPair:
        """Match the names of a bead; `usual` says how its ladder renders names elsewhere."""
        matches = frozenset(match_names(pair, names, usual))
        unmatched = (
            _unmatched_names(subject, pair, names, matches=matches, usual=usual, side=0),
            _unmatched_names(subject, pair, names, matches=matches, usual=usual, side=1),
        )
        return cls(pair=pair, names=names, matches=matches, unmatched=unmatched)

    @property
    def has_one_unmatched_each(self) -> bool:
        """Whether each side has exactly one name without a counterpart."""
        return len(self.unmatched[0]) == len(self.unmatched[1]) == 1

    def is_repetition(self, fact: Fact, side: int) -> bool:
        """Tell whether the other side has this name too, only less often."""
        found = {match[side] for match in self.matches if _is_same(fact, match[1 - side])}
        return any(same_name(str(fact.value), str(other.value)) for other in found)

    def share_context(self, left: Fact, right: Fact) -> bool | None:
        """Tell whether two names stand beside names that correspond; None if neither has a neighbour that corresponds.

        The neighbours are words of the same name, or other names of the same list.
        """
        found = self._neighbours_match(left, right, _WITHIN_NAME)
        if (True, True) in (*found, *self._neighbours_match(left, right, _WITHIN_LIST)):
            return True
        return False if any(map(any, found)) else None

    def is_part_of_longer_name(self, fact: Fact, side: int) -> bool:
        """Tell whether a name stands directly beside another word with a capital."""
        text = sides(self.pair)[side].text
        return bool(_CAPITAL_BEFORE.search(text, 0, fact.span.start) or _CAPITAL_AFTER.match(text, fact.span.end))

    def _neighbours_match(self, left: Fact, right: Fact, separator: re.Pattern[str]) -> list[tuple[bool, bool]]:
        """Tell for each pair of corresponding names whether they stand beside `left` and beside `right`."""
        ours, theirs = self._neighbours(left, 0, separator), self._neighbours(right, 1, separator)
        return [(one in ours, other in theirs) for one, other in self.matches]

    def _neighbours(self, fact: Fact, side: int, separator: re.Pattern[str]) -> list[Fact]:
        """Return the names directly before and after a name, with only a separator between."""
        text = sides(self.pair)[side].text
        return [
            other
            for other in self.names[side]
            if separator.fullmatch(text[fact.span.end : other.span.start])
            or separator.fullmatch(text[other.span.end : fact.span.start])
        ]


class UsualNames:
    """The most similar counterpart that each name of a ladder has in any bead."""

    def __init__(self, matches: Iterable[tuple[Fact, Fact]]) -> None:
        """Take all pairs of corresponding names of a ladder."""
        self.best: tuple[dict[str, tuple[float, str]], dict[str, tuple[float, str]]] = ({}, {})
        for match in matches:
            for side, fact in enumerate(match):
                found = _difference(*match), str(match[1 - side].value)
                self.best[side][name_key(fact)] = min(found, self.best[side].get(name_key(fact), found))

    def prefer_another(self, left: Fact, right: Fact) -> bool:
        """Tell whether one of two names has a more similar, different counterpart elsewhere."""
        for best, fact, other in zip(self.best, (left, right), (right, left), strict=True):
            difference, name = best.get(name_key(fact), (1.0, ""))
            if name and difference < _difference(left, right) and not similar_names(name, str(other.value)):
                return True
        return False


def match_names(pair: Pair, names: Names, usual: UsualNames | None = None) -> Iterator[tuple[Fact, Fact]]:
    """Pair the names of both sides that can be the same.

    The most similar come first, so that John is not paired with a Джонсон who has a counterpart of his own.
    """
    ranked = [
        (_difference(left, right), distance(left, right, *sides(pair)), left, right)
        for left in names[0]
        for right in names[1]
        if _is_same(left, right) and not (usual and usual.prefer_another(left, right))
    ]
    return first_pairs([(left, right) for *_, left, right in sorted(ranked, key=lambda each: each[:2])])


def first_pairs(pairs: Iterable[tuple[Fact, Fact]]) -> Iterator[tuple[Fact, Fact]]:
    """Yield the pairs whose names are in no earlier pair."""
    taken: tuple[set[Fact], set[Fact]] = (set(), set())
    for left, right in pairs:
        if left not in taken[0] and right not in taken[1]:
            taken[0].add(left)
            taken[1].add(right)
            yield left, right


def distance(left: Fact, right: Fact, src: Passage, tgt: Passage) -> float:
    """Return how far sound_distance two names stand, each position taken as a share of its passage."""
    return abs(left.span.start / len(src.text) - right.span.start / len(tgt.text))


def name_key(fact: Fact) -> str:
    """Return the letters by which the names of a ladder are counted, without the endings of cases."""
    return (fold(str(fact.value)) + str(fact.value).lower())[:STEM]


def _difference(left: Fact, right: Fact) -> float:
    """Return how different two names sound; the names of one place count as sounding the same in all languages."""
    one, other = str(left.value), str(right.value)
    return 0.0 if same_place(one, other) else sound_distance(one, other)


def _unmatched_names(
    subject: Subject,
    pair: Pair,
    names: Names,
    *,
    matches: Collection[tuple[Fact, Fact]],
    usual: UsualNames,
    side: int,
) -> Sequence[Fact]:
    """Return the names of a side without a counterpart; a word that the text also writes small is not a name."""
    small = subject.lowercase_words[sides(pair)[side].document]
    matched = {match[side] for match in matches}
    words = set(LONG_WORD.findall(sides(pair)[1 - side].text)) - {str(fact.value) for fact in names[1 - side]}
    return [
        fact
        for fact in names[side]
        if fact not in matched
        and str(fact.value).lower() not in small
        and not any(_is_rendered_by_word(fact, word, usual.best[side]) for word in words)
    ]


def _is_rendered_by_word(fact: Fact, word: str, usual: Collection[str]) -> bool:
    """Tell whether a word that is not a name says the same: инглиш for Inglish, bavarois for Bavarian."""
    name = str(fact.value)
    if not word.islower():
        return same_name(name, word)
    return same_place(name, word) or (name_key(fact) not in usual and same_name(name, word[: len(name) + 1]))


def _is_same(one: Fact, other: Fact) -> bool:
    return similar_names(str(one.value), str(other.value))
