"""Facts of two renderings -> their differences in value, whatever the spelling."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING

from align.lang.facts.dates import parts
from align.lang.facts.model import Date, Fact, FactKind, Number
from align.lang.facts.names import same_name, similar_names
from align.lang.facts.numbers import readings
from align.lang.facts.units import same_measure
from align.lang.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A fact of one side that the other side lacks or states differently."""

    kind: FactKind
    left: Fact | None
    """None if only the right side states it."""
    right: Fact | None
    """None if only the left side states it."""


def compare(left: Sequence[Fact], right: Sequence[Fact], *, known: Collection[str] = ()) -> tuple[Mismatch, ...]:
    """Return the dates, numbers and names that only one of two texts states, paired in order if both lack one.

    A name counts as missing only if it is among the `known` names, which both languages spell, and only if the other
    text has another known name that is missing here: names are often translated, explained or replaced by pronouns.
    Cues are not compared.
    """
    names = [_missing_names(left, right, known), _missing_names(right, left, known)]
    pairs = zip_longest(*names) if all(names) else ()
    return (
        *pair_up(missing_amounts(left, right), missing_amounts(right, left)),
        *(Mismatch(kind=FactKind.NAME, left=one, right=other) for one, other in pairs),
    )


def pair_up(left: Iterable[Fact], right: Iterable[Fact]) -> Iterator[Mismatch]:
    """Pair the unshared numbers and dates of two texts in order, each kind separately; leftovers have no partner."""
    left, right = tuple(left), tuple(right)
    for kind in (FactKind.DATE, FactKind.NUMBER):
        for one, other in zip_longest(_of_kind(left, kind), _of_kind(right, kind)):
            yield Mismatch(kind=kind, left=one, right=other)


def shared_names(left: Iterable[Fact], right: Iterable[Fact]) -> frozenset[str]:
    """Return the names that the facts of two whole texts share, in the spellings of both sides.

    Only names with the same first sound are compared, which is fast for long texts.
    """
    ours, theirs = ({str(fact.value) for fact in _of_kind(side, FactKind.NAME) if fact.firm} for side in (left, right))
    by_sound: dict[str, list[str]] = {}
    for name in theirs:
        by_sound.setdefault(fold(name)[:1], []).append(name)
    pairs = [(a, b) for a in ours for b in by_sound.get(fold(a)[:1], ()) if same_name(a, b)]
    return frozenset(name for pair in pairs for name in pair)


def _of_kind(facts: Iterable[Fact], kind: FactKind) -> list[Fact]:
    return [fact for fact in facts if fact.kind is kind]


def _missing_names(facts: Sequence[Fact], others: Sequence[Fact], known: Collection[str]) -> list[Fact]:
    theirs = [str(other.value) for other in _of_kind(others, FactKind.NAME)]
    ours = [fact for fact in _of_kind(facts, FactKind.NAME) if fact.firm and fact.value in known]
    return [fact for fact in ours if not any(similar_names(str(fact.value), name) for name in theirs)]


def missing_amounts(facts: Iterable[Fact], others: Sequence[Fact]) -> list[Fact]:
    """Return the firm numbers and dates in the facts of one text that the other text does not state."""
    dates = [other.value for other in others if isinstance(other.value, Date)]
    numbers = [number for other in others for number in _numbers(other)]
    return [fact for fact in facts if fact.firm and _is_amount(fact) and not _is_stated(fact, dates, numbers)]


def _is_amount(fact: Fact) -> bool:
    return fact.kind in (FactKind.NUMBER, FactKind.DATE)


def _numbers(fact: Fact) -> Iterable[Number]:
    if isinstance(fact.value, Date):
        return (Number(amount=part) for part in parts(fact.value))
    return readings(fact)


def _is_stated(fact: Fact, dates: Sequence[Date], numbers: Sequence[Number]) -> bool:
    if isinstance(fact.value, Date):
        amounts = {number.amount for number in numbers}
        return any(_same_date(fact.value, date, amounts) for date in dates)
    return any(same_number(reading, number) for reading in _numbers(fact) for number in numbers)


def _same_date(a: Date, b: Date, amounts: set[Fraction]) -> bool:
    """Tell whether two dates agree; the day or the year may also occur among the `amounts`: "the 17th ... in May"."""
    pairs = ((a.day, b.day), (a.year, b.year))
    return a.month == b.month and all(x is None or x == y or Fraction(x) in amounts for x, y in pairs)


def same_number(a: Number, b: Number) -> bool:
    """Tell whether two numbers state the same amount, in the same measure or converted."""
    return (a.amount == b.amount and not (a.unit and b.unit and a.unit != b.unit)) or same_measure(a, b)
