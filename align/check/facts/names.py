"""Ladders -> names in whose place the other version has another name.

Names are translated, explained, declined and replaced by pronouns, so a name that is merely absent says little. One is
missed where the other side has, in about its place or as the only one left over, a name that is not on this side
either. A name that the versions never share though it occurs more than once is one that they spell each in its own way,
and is left alone.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import TYPE_CHECKING, TypeAlias

import regex

from align.check.facts.amounts import Differing
from align.check.facts.facing import ladders, stated
from align.check.passage import is_stopped
from align.lang import language
from align.lang.facts import (
    Fact,
    FactKind,
    Mismatch,
    names_place,
    same_name,
    same_place,
    similar_names,
    sound_distance,
    vaguely_similar_names,
)
from align.lang.fold import fold
from align.model import CharSpan, Place, QuotationKind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from align.check.facts.facing import Facing
    from align.check.passage import Pair, Passage
    from align.check.rule import Subject

_WORD = re.compile(r"[^\W\d_]{5,}")
_TITLE_WORDS, _TITLE_SHARE = 4, 0.6
"""Words of a passage, and the share of them with a capital, from which it is a headline."""
_INSIDE = regex.compile(r"(?<=[\w,] )\p{Lu}\p{L}*[\p{Ll}\p{Lo}]{3}\b")
"""A word with a capital inside a sentence, of four letters or more."""
_JOINED = re.compile(r"[\s.-]{1,2}")
"""What stands between two words of one name."""
_CAPITAL_BEFORE = regex.compile(r"\p{Lu}\p{L}*[\s-]$")
_CAPITAL_BEHIND = regex.compile(r"(?:[’']s)?[\s-]\p{Lu}")
_LISTED = re.compile(r",?\s(?:and|et|и|&)\s|,\s|\s\(")
"""What stands between two names of a list, and between a place and what it lies in."""
_APART = 0.4
"""How far apart, as a share of the passage, two names may stand that are taken for each other."""
_STEM = 4
"""Letters of a skeleton that tell a name from others, whatever its case; if it has fewer, the word's own follow."""


def replaced(subject: Subject) -> Iterator[Differing]:
    """Yield the names that another name stands for, in the order of each ladder.

    A language that writes all nouns with a capital does not show its names, and is passed over.
    """
    for ladder in ladders(subject):
        if any(language(side.lang).capital_nouns for facing in ladder[:1] for side in _sides(facing.pair)):
            continue
        kept = _kept(subject, ladder)
        named = [(pair, _named(subject, pair, kept)) for pair in (facing.pair for facing in ladder)]
        usual = _Usual(answer for pair, names in named for answer in _answers(pair, names))
        beads = [_Bead.of(subject, pair, names, usual) for pair, names in named]
        worth = _Worth(beads, 0), _Worth(beads, 1)
        for bead in beads:
            for left, right in _exchanged(bead, worth, usual):
                yield Differing(bead.pair, Mismatch(kind=FactKind.NAME, left=left, right=right))


def _sides(pair: Pair) -> tuple[Passage, Passage]:
    return pair.src, pair.tgt


def _named(subject: Subject, pair: Pair, kept: Collection[str]) -> _Names:
    return _names(subject, pair.src, kept), _names(subject, pair.tgt, kept)


_Names: TypeAlias = "tuple[Sequence[Fact], Sequence[Fact]]"
"""The names on both sides of a bead, source and target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Bead:
    """The names on both sides of a bead, source and target, and which of them answer to each other."""

    pair: Pair
    names: _Names
    answers: frozenset[tuple[Fact, Fact]]
    """Each name answers to one at most, so that one that is said twice and rendered once is left over."""
    alone: _Names
    """The names without an answer."""

    @classmethod
    def of(cls, subject: Subject, pair: Pair, names: _Names, usual: _Usual) -> _Bead:
        """Return a bead with its names, answered as is usual in the ladder."""
        answers = frozenset(_answers(pair, names, usual))
        alone = (
            _alone(subject, pair, names, answers=answers, usual=usual, side=0),
            _alone(subject, pair, names, answers=answers, usual=usual, side=1),
        )
        return cls(pair=pair, names=names, answers=answers, alone=alone)

    @property
    def only(self) -> bool:
        """Whether each side has just one name without an answer."""
        return len(self.alone[0]) == len(self.alone[1]) == 1

    def surplus(self, fact: Fact, side: int) -> bool:
        """Tell whether the other side has a name too, only not as often: what answers to it answers to its like."""
        answered = {pair[side] for pair in self.answers if _same(fact, pair[1 - side])}
        return any(same_name(str(fact.value), str(other.value)) for other in answered)

    def slot(self, left: Fact, right: Fact) -> bool | None:
        """Tell whether two names stand beside names that answer to each other; None if neither does.

        They may be words of one name, or else neighbours in a list.
        """
        found = self._met(left, right, _JOINED)
        if (True, True) in (*found, *self._met(left, right, _LISTED)):
            return True
        return False if any(map(any, found)) else None

    def compound(self, fact: Fact, side: int) -> bool:
        """Tell whether a name stands directly beside another word with a capital."""
        text = _sides(self.pair)[side].text
        return bool(_CAPITAL_BEFORE.search(text, 0, fact.span.start) or _CAPITAL_BEHIND.match(text, fact.span.end))

    def _met(self, left: Fact, right: Fact, joint: re.Pattern[str]) -> list[tuple[bool, bool]]:
        """Tell for each pair of names that answer to each other which of two names they stand beside."""
        ours, theirs = self._beside(left, 0, joint), self._beside(right, 1, joint)
        return [(one in ours, other in theirs) for one, other in self.answers]

    def _beside(self, fact: Fact, side: int, joint: re.Pattern[str]) -> list[Fact]:
        """Return the names directly before and behind one, but for what joins them."""
        text = _sides(self.pair)[side].text
        return [
            other
            for other in self.names[side]
            if joint.fullmatch(text[fact.span.end : other.span.start])
            or joint.fullmatch(text[other.span.end : fact.span.start])
        ]


class _Usual:
    """The nearest counterpart that each name of a ladder has anywhere."""

    def __init__(self, answers: Iterable[tuple[Fact, Fact]]) -> None:
        self.best: tuple[dict[str, tuple[float, str]], dict[str, tuple[float, str]]] = ({}, {})
        for pair in answers:
            for side, fact in enumerate(pair):
                found = _apart(*pair), str(pair[1 - side].value)
                self.best[side][_key(fact)] = min(found, self.best[side].get(_key(fact), found))

    def rivalled(self, left: Fact, right: Fact) -> bool:
        """Tell whether one of two names has a nearer counterpart elsewhere, and a different one."""
        for best, fact, other in zip(self.best, (left, right), (right, left), strict=True):
            distance, name = best.get(_key(fact), (1.0, ""))
            if name and distance < _apart(left, right) and not similar_names(name, str(other.value)):
                return True
        return False


def _answers(pair: Pair, names: _Names, usual: _Usual | None = None) -> Iterator[tuple[Fact, Fact]]:
    """Pair the names that can be the same, the most alike first, so that John is not taken for a Джонсон of his own."""
    ranked = [
        (_apart(left, right), _distance(left, right, *_sides(pair)), left, right)
        for left in names[0]
        for right in names[1]
        if _same(left, right) and not (usual and usual.rivalled(left, right))
    ]
    return _first([(left, right) for *_, left, right in sorted(ranked, key=lambda each: each[:2])])


def _apart(left: Fact, right: Fact) -> float:
    """Return how far apart two names sound, as if places sounded alike in all languages."""
    one, other = str(left.value), str(right.value)
    return 0.0 if same_place(one, other) else sound_distance(one, other)


def _alone(
    subject: Subject, pair: Pair, names: _Names, *, answers: Collection[tuple[Fact, Fact]], usual: _Usual, side: int
) -> Sequence[Fact]:
    """Return the names of a side without an answer; what the text elsewhere writes small is no name."""
    small = subject.small[_sides(pair)[side].document]
    answered = {answer[side] for answer in answers}
    words = set(_WORD.findall(_sides(pair)[1 - side].text)) - {str(fact.value) for fact in names[1 - side]}
    return [
        fact
        for fact in names[side]
        if fact not in answered
        and str(fact.value).lower() not in small
        and not any(_worded(fact, word, usual.best[side]) for word in words)
    ]


def _worded(fact: Fact, word: str, usual: Collection[str]) -> bool:
    """Tell whether a word that is no name says the same: Inglish, инглиш; Bavarian, bavarois; Olympic, олимпийский."""
    name = str(fact.value)
    if not word.islower():
        return same_name(name, word)
    return same_place(name, word) or (_key(fact) not in usual and same_name(name, word[: len(name) + 1]))


def _same(one: Fact, other: Fact) -> bool:
    return similar_names(str(one.value), str(other.value))


def _distance(left: Fact, right: Fact, src: Passage, tgt: Passage) -> float:
    return abs(left.span.start / len(src.text) - right.span.start / len(tgt.text))


def _first(pairs: list[tuple[Fact, Fact]]) -> Iterator[tuple[Fact, Fact]]:
    """Yield the pairs whose names no earlier pair has."""
    taken: tuple[set[Fact], set[Fact]] = (set(), set())
    for left, right in pairs:
        if left not in taken[0] and right not in taken[1]:
            taken[0].add(left)
            taken[1].add(right)
            yield left, right


class _Weight(IntEnum):
    """What it says that a name has no answer."""

    NOTHING = 0
    PERHAPS = 1
    """It is only here, and may be no name."""
    ONCE = 2
    """It is only here, and surely a name."""
    KNOWN = 3
    """Elsewhere both versions have it, as often as not."""


class _Worth:
    """How often the names of one side of a ladder are answered."""

    def __init__(self, beads: Sequence[_Bead], side: int) -> None:
        self._all = Counter(_key(fact) for bead in beads for fact in bead.names[side])
        self._alone = Counter(_key(fact) for bead in beads for fact in bead.alone[side])

    def of(self, fact: Fact) -> _Weight:
        key = _key(fact)
        if str(fact.value).isupper():  # An acronym may be spelled out.
            return _Weight.NOTHING
        if self._all[key] >= 2 * self._alone[key]:
            return _Weight.KNOWN
        if self._all[key] > 1:
            return _Weight.NOTHING
        return _Weight.ONCE if fact.firm and fact.span.start else _Weight.PERHAPS


def _key(fact: Fact) -> str:
    return (fold(str(fact.value)) + str(fact.value).lower())[:_STEM]


def _exchanged(bead: _Bead, worth: tuple[_Worth, _Worth], usual: _Usual) -> Iterator[tuple[Fact, Fact]]:
    """Pair the names that stand for each other: beside the same name, or else the nearest.

    Before that, those go that may be one name in two strange spellings, unless one is known by another.
    """
    ranked = []
    ours, theirs = bead.alone
    for left in ours:
        for right in theirs:
            strange = _akin(str(left.value), str(right.value)) and not usual.rivalled(left, right)
            distance = 0.0 if bead.only or bead.slot(left, right) else _distance(left, right, *_sides(bead.pair))
            if strange or (distance <= _APART and _tell(bead, left, right, worth)):
                ranked.append((not strange, distance, left, right))
    ranked.sort(key=lambda each: each[:2])
    different = {(left, right) for told, _, left, right in ranked if told}
    return (pair for pair in _first([(left, right) for *_, left, right in ranked]) if pair in different)


def _akin(one: str, other: str) -> bool:
    """Tell whether two names may be one in two strange spellings, or one be made of the other: Napoli, Napolitains."""
    least = min(len(one), len(other))
    return vaguely_similar_names(one, other) or (least >= _STEM and same_name(one[:least], other[:least]))


def _tell(bead: _Bead, left: Fact, right: Fact, worth: tuple[_Worth, _Worth]) -> bool:
    """Tell whether one name stands for another near it that is surely a different one."""
    slot = bead.slot(left, right)
    weights = [worth[side].of(fact) for side, fact in enumerate((left, right))]
    places = [names_place(str(fact.value)) for fact in (left, right)]
    if places[0] is not places[1] and not slot and not _ousts(bead, (left, right), weights, int(places[1])):
        return False
    lacking = [
        weight
        for side, (fact, weight) in enumerate(zip((left, right), weights, strict=True))
        if not bead.surplus(fact, side)
    ]
    # What is said twice here may be a pronoun there, and "Mrs May" here "Theresa May" there.
    if len(lacking) == 1:
        return lacking == [_Weight.ONCE] and slot is not False
    if slot:
        return _Weight.NOTHING not in lacking or _Weight.ONCE in lacking
    return min(lacking, default=_Weight.KNOWN) >= _Weight.ONCE


def _kept(subject: Subject, ladder: Sequence[Facing]) -> frozenset[str]:
    """Return the words with a capital that both versions spell alike: the English of "Johnny English" in French."""
    texts = [subject.versions[side.document].document.text for facing in ladder[:1] for side in _sides(facing.pair)]
    return frozenset.intersection(*(frozenset(_INSIDE.findall(text)) for text in texts)) if texts else frozenset()


def _ousts(bead: _Bead, names: tuple[Fact, Fact], weights: Sequence[_Weight], place: int) -> bool:
    """Tell whether a name surely stands for a place wrongly; "the Kremlin" may well be rendered by "Russia".

    Both versions name the place elsewhere, or no other name is left over. And the name stands nowhere else nor is part
    of a longer one, as in "the Metropolitan Police" for that of London.
    """
    other = 1 - place
    known = weights[place] is _Weight.KNOWN or (bead.only and not bead.compound(names[place], place))
    return known and weights[other] is _Weight.ONCE and not bead.compound(names[other], other)


def _names(subject: Subject, passage: Passage, kept: Collection[str]) -> Sequence[Fact]:
    """Return the names of a passage; those of a title, which is translated word by word, are not firm.

    Nor are those of a headline, whose words all have capitals.
    """
    spans = [passage.span] if _headline(passage.text) else []
    for _, quotation in subject.places[passage.document].touching(passage.span):
        words = subject.words(Place(document=passage.document, span=quotation.span))
        if quotation.kind is QuotationKind.TITLE or _headline(words):
            spans.append(quotation.span)

    def titled(fact: Fact) -> bool:
        return any(span.start <= passage.span.start + fact.span.start < span.end for span in spans)

    facts = stated(subject, passage)
    amounts = [fact.span for fact in facts if fact.kind in (FactKind.NUMBER, FactKind.DATE)]
    names = [
        replace(fact, firm=fact.firm and not titled(fact))
        for fact in facts
        if fact.kind is FactKind.NAME and not any(span.start <= fact.span.start < span.end for span in amounts)
    ]
    known = {fact.span.start for fact in facts}
    for match in _INSIDE.finditer(passage.text):
        if match[0] in kept and match.start() not in known:
            span = CharSpan(start=match.start(), end=match.end())
            names.append(Fact(kind=FactKind.NAME, span=span, value=match[0], firm=False))
    return names


def _headline(text: str) -> bool:
    """Tell whether words have capitals because they are a headline or a title."""
    words = _WORD.findall(text)
    capitals = sum(word[0].isupper() for word in words)
    return len(words) >= _TITLE_WORDS and capitals > _TITLE_SHARE * len(words) and not is_stopped(text)
