"""Beads -> the numbers and dates that one side states and the other does not, and the findings about them."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from align.check.facts.edits import cause
from align.check.facts.facing import both_stated, ladders
from align.check.quotations.renderings import overlaps_departure
from align.check.repeats import unrepeated
from align.check.rule import once
from align.lang.facts import METRIC, Date, Number, names_weekday, pair_up, readings, unanswered
from align.model import Finding, Severity, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from align.check.facts.facing import Facing
    from align.check.passage import Pair, Passage
    from align.check.rule import Rule, Subject
    from align.lang.facts import Fact, Mismatch


_CONVERTED = Fraction(7, 100)
"""How far apart two conversions of one measure may be, as a share of the larger."""
_LARGE, _LARGE_IN_FIGURES = 100, 13
"""From which amount a number is hardly put in other words, and one that is written in figures."""


class Differing(NamedTuple):
    """A fact that the two sides of a bead do not share."""

    pair: Pair
    mismatch: Mismatch
    """With spans in the words of the passages."""


@once
def differing(subject: Subject) -> Iterator[Differing]:
    """Yield the numbers and dates that differ.

    A fact may have moved into a neighbouring bead. So what is lacking is looked for there too, among what the other
    side of that bead does not state.
    """
    for ladder in ladders(subject):
        for facing in ladder:
            pair = facing.pair
            left, right = both_stated(subject, pair)
            lost, added = unanswered(left, right), unanswered(right, left)
            if lost or added:
                spare_left, spare_right = _spare(subject, facing)
                lost, added = unanswered(lost, spare_right), unanswered(added, spare_left)
            lost, added = _unconverted(lost, right), _unconverted(added, left)
            if lost and not added:
                added = _doubled(right, left)
            elif added and not lost:
                lost = _doubled(left, right)
            for mismatch in pair_up(lost, added):
                yield Differing(pair, mismatch)


def _doubled(facts: Sequence[Fact], others: Sequence[Fact]) -> list[Fact]:
    """Return the number in figures that one side states more often than the other, if there is one such.

    It may stand in the place of one that the other side states alone: 5 of 5 for 3 of 5.
    """
    spoken = Counter(reading.amount for other in others for reading in readings(other))
    stated = Counter(fact.value.amount for fact in facts if isinstance(fact.value, Number) and fact.firm)
    found = [
        fact
        for fact in facts
        if isinstance(fact.value, Number) and fact.firm and 0 < spoken[fact.value.amount] < stated[fact.value.amount]
    ]
    return found[-1:]


def _spare(subject: Subject, facing: Facing) -> tuple[list[Fact], list[Fact]]:
    """Return what the two sides of the neighbouring beads state and their counterparts do not."""
    left: list[Fact] = []
    right: list[Fact] = []
    for pair in facing.beside:
        ours, theirs = both_stated(subject, pair)
        left += unanswered(ours, theirs)
        right += unanswered(theirs, ours)
    return left, right


def _unconverted(facts: list[Fact], others: Sequence[Fact]) -> list[Fact]:
    """Return the facts without the measures so near to another that both may be conversions of a third.

    So are 64 km and 65 km of 40 miles, and 26 and 27 degrees of 80; a round number of hundreds is none.
    """
    theirs = [other.value for other in others]
    return [fact for fact in facts if not any(_both_converted(fact.value, other) for other in theirs)]


def _both_converted(one: object, other: object) -> bool:
    match one, other:
        case Number(amount=a, unit="°"), Number(amount=b, unit="°"):
            return abs(a - b) <= 1
        case Number(amount=a, unit=unit), Number(amount=b, unit=same) if unit == same and unit in METRIC:
            return bool(a % _LARGE and b % _LARGE) and abs(a - b) <= _CONVERTED * max(a, b)
        case _:
            return False


def _slight(found: Differing) -> bool:
    """Tell whether a difference is one of precision: a measure is rounded, or a date is a day of the week."""
    left, right = found.mismatch.left, found.mismatch.right
    match left.value if left else None, right.value if right else None:
        case Number(amount=a, unit=unit), Number(amount=b, unit=same):
            return unit == same and unit in METRIC and (_rounded(a, b) or _rounded(b, a))
        case (Date(), None) | (None, Date()):
            dated, other = (found.pair.src, found.pair.tgt) if left else (found.pair.tgt, found.pair.src)
            return names_weekday(other.text) and not names_weekday(dated.text)
        case _:
            return False


def _rounded(one: Fraction, other: Fraction) -> bool:
    """Tell whether a number is another rounded to one digit or two: 300 of 295 and of 320."""
    return any(float(f"{float(other):.{digits}g}") == float(one) for digits in (1, 2))


def has_unit(mismatch: Mismatch) -> bool:
    """Tell whether a number that differs is a percentage, a sum of money or a measure."""
    return any(number.unit for number in _numbers(mismatch))


def weighty(found: Differing) -> bool:
    """Tell whether a number is changed, or missing though it is none that one may well put in other words.

    A small whole number is one: "one of the two", "doubled", "a five-day visit".
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


def findings(subject: Subject, rule: Rule, noun: str, found: Iterable[Differing]) -> Iterator[Finding]:
    """Say once that facts differ, but for those inside a quotation whose departure from its source is told anyway.

    The cursor goes to the translation as far as it has the fact, or else to the original.
    """
    graded = ((each, Severity.INFO if _slight(each) else rule.severity, "") for each in found)
    return unrepeated(subject, _findings(subject, rule, noun, graded))


def hints(subject: Subject, rule: Rule, noun: str, found: Iterable[Differing]) -> Iterator[Finding]:
    """Say the same of facts that good translations often do without; an edit that brought it about makes it grave."""
    graded = [
        (each, Severity.WARNING, f"; an edit of {edited} brought that about")
        if (edited := cause(subject, each))
        else (each, rule.severity, "")
        for each in found
    ]
    # Of two findings about the same words the first is told.
    graded.sort(key=lambda each: each[1] is not Severity.WARNING)
    return unrepeated(subject, _findings(subject, rule, noun, graded))


def _findings(
    subject: Subject, rule: Rule, noun: str, graded: Iterable[tuple[Differing, Severity, str]]
) -> Iterator[Finding]:
    for (pair, mismatch), severity, why in graded:
        sides = ((pair.src, mismatch.left), (pair.tgt, mismatch.right))
        marked = tuple(passage.at(fact.span) for passage, fact in sides if fact)
        if any(overlaps_departure(subject, place) for place in marked):
            continue
        ours, theirs = (words_of(passage, fact) for passage, fact in sides)
        lacking = pair.tgt if ours else pair.src
        both = ours and theirs
        what = f"differs: “{ours}” and “{theirs}”" if both else f"“{ours or theirs}” is not in {lacking.document}"
        yield Finding(
            rule=rule.code,
            severity=severity,
            message=f"{noun} {what}{why}",
            place=marked[-1],
            passages=pair.passages,
            marked=marked,
            texts=(ours, theirs, *pair.texts),
        )


def words_of(passage: Passage, fact: Fact | None) -> str:
    """Return the words of a passage that state a fact; nothing for none."""
    return plain(fact.span.slice(passage.text)) if fact else ""
