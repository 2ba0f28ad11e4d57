"""Ladders -> names in whose place the other version has another name.

Names are translated, explained, declined and replaced by pronouns, so a name that is merely absent says little. It is
reported only where the other side has a name that is not on this side either, in about the same position or as the
only name left over. A name that occurs more than once and is never shared by the versions is left alone: each version
spells it in its own way.
"""

from __future__ import annotations

from collections import Counter
from enum import IntEnum
from typing import TYPE_CHECKING

from align.check.facts.mismatch import PairMismatch
from align.check.facts.name_pairs import STEM, NamedPair, UsualNames, distance, first_pairs, match_names, name_key
from align.check.facts.names import names_of_pair, shared_words, sides
from align.check.facts.pairs import ladders_in_context
from align.lang import language
from align.lang.facts import FactKind, Mismatch, names_place, same_name, vaguely_similar_names

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.check.rule import Subject
    from align.lang.facts import Fact

_FAR = 0.4
"""Greatest distance, as a share of the passage, at which one name can replace another."""


def replaced_names(subject: Subject) -> Iterator[PairMismatch]:
    """Yield the names that another name replaces, in the order of each ladder.

    Languages that write all nouns with a capital do not show which words are names, so they are left out.
    """
    for ladder in ladders_in_context(subject):
        if any(language(side.lang).capital_nouns for context in ladder[:1] for side in sides(context.pair)):
            continue
        shared = shared_words(subject, ladder)
        named = [(context.pair, names_of_pair(subject, context.pair, shared)) for context in ladder]
        usual = UsualNames(match for pair, names in named for match in match_names(pair, names))
        pairs = [NamedPair.of(subject, pair, names, usual) for pair, names in named]
        evidence = _Evidence(pairs, 0), _Evidence(pairs, 1)
        for pair in pairs:
            for left, right in _replacements(pair, evidence, usual):
                yield PairMismatch(pair.pair, Mismatch(kind=FactKind.NAME, left=left, right=right))


class _Weight(IntEnum):
    """How strongly a name without a counterpart speaks for an error."""

    NOTHING = 0
    PERHAPS = 1
    """It occurs only here, and may not be a name."""
    ONCE = 2
    """It occurs only here, and is surely a name."""
    KNOWN = 3
    """Elsewhere both versions have it, in half of the cases or more."""


class _Evidence:
    """How often the names of one side of a ladder have counterparts."""

    def __init__(self, pairs: Sequence[NamedPair], side: int) -> None:
        self._all = Counter(name_key(fact) for pair in pairs for fact in pair.names[side])
        self._unmatched = Counter(name_key(fact) for pair in pairs for fact in pair.unmatched[side])

    def weigh(self, fact: Fact) -> _Weight:
        key = name_key(fact)
        if str(fact.value).isupper():  # The other version may spell out an acronym.
            return _Weight.NOTHING
        if self._all[key] >= 2 * self._unmatched[key]:
            return _Weight.KNOWN
        if self._all[key] > 1:
            return _Weight.NOTHING
        return _Weight.ONCE if fact.firm and fact.span.start else _Weight.PERHAPS


def _replacements(
    bead: NamedPair, evidence: tuple[_Evidence, _Evidence], usual: UsualNames
) -> Iterator[tuple[Fact, Fact]]:
    """Pair the names that replace each other: those beside the same name first, then the nearest.

    Names that may be one name in two unusual spellings are paired first and left out, unless one of them is usually
    rendered by another.
    """
    ranked = []
    ours, theirs = bead.unmatched
    for left in ours:
        for right in theirs:
            same = _may_be_one_name(str(left.value), str(right.value)) and not usual.prefer_another(left, right)
            near = bead.has_one_unmatched_each or bead.share_context(left, right)
            apart = 0.0 if near else distance(left, right, *sides(bead.pair))
            if same or (apart <= _FAR and _is_replacement(bead, left, right, evidence)):
                ranked.append((not same, apart, left, right))
    ranked.sort(key=lambda each: each[:2])
    different = {(left, right) for differs, _, left, right in ranked if differs}
    return (pair for pair in first_pairs((left, right) for *_, left, right in ranked) if pair in different)


def _may_be_one_name(one: str, other: str) -> bool:
    """Tell whether two names are perhaps one in two unusual spellings, or one derives from the other.

    Napolitains derives from Napoli.
    """
    least = min(len(one), len(other))
    return vaguely_similar_names(one, other) or (least >= STEM and same_name(one[:least], other[:least]))


def _is_replacement(bead: NamedPair, left: Fact, right: Fact, evidence: tuple[_Evidence, _Evidence]) -> bool:
    """Tell whether one name stands for another near it that is surely a different name."""
    same_context = bead.share_context(left, right)
    weights = [evidence[side].weigh(fact) for side, fact in enumerate((left, right))]
    places = [names_place(str(fact.value)) for fact in (left, right)]
    if (
        places[0] is not places[1]
        and not same_context
        and not _is_wrong_place(bead, (left, right), weights, int(places[1]))
    ):
        return False
    missing = [
        weight
        for side, (fact, weight) in enumerate(zip((left, right), weights, strict=True))
        if not bead.is_repetition(fact, side)
    ]
    # The second mention of a name may be a pronoun in the other version, and "Mrs May" here "Theresa May" there.
    if len(missing) == 1:
        return missing == [_Weight.ONCE] and same_context is not False
    if same_context:
        return _Weight.NOTHING not in missing or _Weight.ONCE in missing
    return min(missing, default=_Weight.KNOWN) >= _Weight.ONCE


def _is_wrong_place(bead: NamedPair, names: tuple[Fact, Fact], weights: Sequence[_Weight], place: int) -> bool:
    """Tell whether a name surely replaces the name of a place by mistake; "Russia" may well render "the Kremlin".

    Both versions must name the place elsewhere, or no other name may be left over. The name that replaces it must
    occur nowhere else, nor be part of a longer name, as in "the Metropolitan Police" for "the police of London".

    Parameters:
        names: the two names, source and target.
        weights: their weights.
        place: which of the two names a place, 0 or 1.
    """
    other = 1 - place
    known = weights[place] is _Weight.KNOWN or (
        bead.has_one_unmatched_each and not bead.is_part_of_longer_name(names[place], place)
    )
    return known and weights[other] is _Weight.ONCE and not bead.is_part_of_longer_name(names[other], other)
