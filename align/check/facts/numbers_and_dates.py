"""Beads -> the numbers and dates that only one side states, or that differ."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING

from align.check.facts.mismatch import PairMismatch, words_of
from align.check.facts.pairs import facts_of_pair, ladders_in_context
from align.check.rule import once
from align.lang.facts import METRIC, Date, FactKind, Number, missing_amounts, names_weekday, pair_up, readings

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.check.facts.pairs import PairInContext
    from align.check.rule import Subject
    from align.lang.facts import Fact, Mismatch


_CONVERTED = Fraction(7, 100)
"""Greatest distance of two conversions of one measure, as a share of the larger."""
_LARGE, _LARGE_IN_FIGURES = 100, 13
"""Least amounts that translators rarely put in other words: of a number in words, and of one in figures."""


@once
def numbers_and_dates(subject: Subject) -> Iterator[PairMismatch]:
    """Yield the numbers and dates that differ or are missing.

    A fact may have moved into a neighbouring bead. A missing fact is therefore also looked for there, among the facts
    that the other side of that bead does not state.
    """
    for ladder in ladders_in_context(subject):
        for context in ladder:
            pair = context.pair
            left, right = facts_of_pair(subject, pair)
            lost, added = missing_amounts(left, right), missing_amounts(right, left)
            if lost or added:
                spare_left, spare_right = _spare_in_neighbours(subject, context)
                lost, added = missing_amounts(lost, spare_right), missing_amounts(added, spare_left)
            lost, added = _without_conversions(lost, right), _without_conversions(added, left)
            if lost and not added:
                added = _repeated_number(right, left)
            elif added and not lost:
                lost = _repeated_number(left, right)
            for mismatch in pair_up(lost, added):
                yield PairMismatch(pair, mismatch)


def plain_numbers(subject: Subject) -> Iterator[PairMismatch]:
    """Yield the mismatches of numbers without a unit."""
    return (
        found
        for found in numbers_and_dates(subject)
        if found.mismatch.kind is FactKind.NUMBER and not has_unit(found.mismatch)
    )


def _repeated_number(facts: Sequence[Fact], others: Sequence[Fact]) -> list[Fact]:
    """Return the last number in figures that one side states more often than the other, as a list of one or none.

    It may replace a number that only the other side states: "5 of 5" for "3 of 5".
    """
    there = Counter(reading.amount for other in others for reading in readings(other))
    here = Counter(fact.value.amount for fact in facts if isinstance(fact.value, Number) and fact.firm)
    found = [
        fact
        for fact in facts
        if isinstance(fact.value, Number) and fact.firm and 0 < there[fact.value.amount] < here[fact.value.amount]
    ]
    return found[-1:]


def _spare_in_neighbours(subject: Subject, context: PairInContext) -> tuple[list[Fact], list[Fact]]:
    """Return the facts of the neighbouring beads, source and target, that their own other side does not state."""
    left: list[Fact] = []
    right: list[Fact] = []
    for pair in context.neighbours:
        ours, theirs = facts_of_pair(subject, pair)
        left += missing_amounts(ours, theirs)
        right += missing_amounts(theirs, ours)
    return left, right


def _without_conversions(facts: list[Fact], others: Sequence[Fact]) -> list[Fact]:
    """Return the facts without the measures that, with a measure of the other side, may convert one third measure.

    64 km and 65 km may both convert 40 miles, 26 and 27 degrees Celsius both 80 Fahrenheit. Multiples of 100 are
    taken for measures of their own.
    """
    theirs = [other.value for other in others]
    return [fact for fact in facts if not any(_convert_one_measure(fact.value, other) for other in theirs)]


def _convert_one_measure(one: object, other: object) -> bool:
    match one, other:
        case Number(amount=a, unit="°"), Number(amount=b, unit="°"):
            return abs(a - b) <= 1
        case Number(amount=a, unit=unit), Number(amount=b, unit=same) if unit == same and unit in METRIC:
            return bool(a % _LARGE and b % _LARGE) and abs(a - b) <= _CONVERTED * max(a, b)
        case _:
            return False


def differs_in_precision(found: PairMismatch) -> bool:
    """Tell whether one side is only less precise: it rounds a measure, or gives a day of the week for a date."""
    left, right = found.mismatch.left, found.mismatch.right
    match left.value if left else None, right.value if right else None:
        case Number(amount=a, unit=unit), Number(amount=b, unit=same):
            return unit == same and unit in METRIC and (_rounds(a, b) or _rounds(b, a))
        case (Date(), None) | (None, Date()):
            dated, other = (found.pair.src, found.pair.tgt) if left else (found.pair.tgt, found.pair.src)
            return names_weekday(other.text) and not names_weekday(dated.text)
        case _:
            return False


def _rounds(one: Fraction, other: Fraction) -> bool:
    """Tell whether one number is another rounded to one digit or two: 300 of 295 and of 320."""
    return any(float(f"{float(other):.{digits}g}") == float(one) for digits in (1, 2))


def has_unit(mismatch: Mismatch) -> bool:
    """Tell whether a mismatch is about a percentage, a sum of money or a measure."""
    return any(number.unit for number in _numbers(mismatch))


def is_significant(found: PairMismatch) -> bool:
    """Tell whether a number was changed, or a number is missing that translators do not put in other words.

    They often do so with small whole numbers: "one of the two", "doubled", "a five-day visit".
    """
    mismatch = found.mismatch
    if mismatch.left and mismatch.right:
        return True
    words = words_of(found.pair.src, mismatch.left) or words_of(found.pair.tgt, mismatch.right)
    least = _LARGE_IN_FIGURES if any(letter.isdigit() for letter in words) else _LARGE
    return any(number.amount >= least or number.amount.denominator > 1 for number in _numbers(mismatch))


def _numbers(mismatch: Mismatch) -> list[Number]:
    values = (fact.value for fact in (mismatch.left, mismatch.right) if fact)
    return [value for value in values if isinstance(value, Number)]
