"""Facts of two renderings -> where they differ, by value and never by characters."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING

from align.lang.facts.dates import parts
from align.lang.facts.model import Date, Fact, FactKind, Number
from align.lang.facts.names import alike, spelled_alike
from align.lang.facts.numbers import readings
from align.lang.facts.units import same_measure
from align.lang.fold import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Mismatch:
    """A fact of one side that the other states differently, or not at all."""

    kind: FactKind
    left: Fact | None
    """None if only the right side states it."""
    right: Fact | None
    """None if only the left side states it."""


def compare(left: Sequence[Fact], right: Sequence[Fact], *, known: Collection[str] = ()) -> tuple[Mismatch, ...]:
    """Return what the dates, numbers and names of two texts do not share, paired in order where both lack something.

    A name is only missed if it is `known` to be spelled in both languages, and only where another such name that is not
    on the other side, stands in its place: names are translated, explained, replaced by pronouns. Cues are left
    alone.
    """
    names = [_missed(left, right, known), _missed(right, left, known)]
    pairs = zip_longest(*names) if all(names) else ()
    return (
        *pair_up(unanswered(left, right), unanswered(right, left)),
        *(Mismatch(kind=FactKind.NAME, left=one, right=other) for one, other in pairs),
    )


def pair_up(left: Iterable[Fact], right: Iterable[Fact]) -> Iterator[Mismatch]:
    """Pair the numbers and the dates that two texts do not share, each kind in its order; what is left stands alone."""
    left, right = tuple(left), tuple(right)
    for kind in (FactKind.DATE, FactKind.NUMBER):
        for one, other in zip_longest(_of_kind(left, kind), _of_kind(right, kind)):
            yield Mismatch(kind=kind, left=one, right=other)


def shared_names(left: Iterable[Fact], right: Iterable[Fact]) -> frozenset[str]:
    """Return the names in the facts of two whole texts that both spell, each as it stands on its side.

    Only names with the same first sound are compared, so that long texts are soon done.
    """
    ours, theirs = ({str(fact.value) for fact in _of_kind(side, FactKind.NAME) if fact.firm} for side in (left, right))
    by_sound: dict[str, list[str]] = {}
    for name in theirs:
        by_sound.setdefault(fold(name)[:1], []).append(name)
    pairs = [(a, b) for a in ours for b in by_sound.get(fold(a)[:1], ()) if spelled_alike(a, b)]
    return frozenset(name for pair in pairs for name in pair)


def _of_kind(facts: Iterable[Fact], kind: FactKind) -> list[Fact]:
    return [fact for fact in facts if fact.kind is kind]


def _missed(facts: Sequence[Fact], others: Sequence[Fact], known: Collection[str]) -> list[Fact]:
    theirs = [str(other.value) for other in _of_kind(others, FactKind.NAME)]
    ours = [fact for fact in _of_kind(facts, FactKind.NAME) if fact.firm and fact.value in known]
    return [fact for fact in ours if not any(alike(str(fact.value), name) for name in theirs)]


def unanswered(facts: Iterable[Fact], others: Sequence[Fact]) -> list[Fact]:
    """Return the firm numbers and dates among some facts of one text that nothing in the other states."""
    dates = [other.value for other in others if isinstance(other.value, Date)]
    numbers = [number for other in others for number in _numbers(other)]
    return [fact for fact in facts if fact.firm and _is_amount(fact) and not _answered(fact, dates, numbers)]


def _is_amount(fact: Fact) -> bool:
    return fact.kind in (FactKind.NUMBER, FactKind.DATE)


def _numbers(fact: Fact) -> Iterable[Number]:
    if isinstance(fact.value, Date):
        return (Number(amount=part) for part in parts(fact.value))
    return readings(fact)


def _answered(fact: Fact, dates: Sequence[Date], numbers: Sequence[Number]) -> bool:
    if isinstance(fact.value, Date):
        amounts = {number.amount for number in numbers}
        return any(_same_date(fact.value, date, amounts) for date in dates)
    return any(same_number(reading, number) for reading in _numbers(fact) for number in numbers)


def _same_date(a: Date, b: Date, amounts: set[Fraction]) -> bool:
    """Tell whether two dates agree; a day or a year may also stand elsewhere: "the 17th ... in May"."""
    pairs = ((a.day, b.day), (a.year, b.year))
    return a.month == b.month and all(x is None or x == y or Fraction(x) in amounts for x, y in pairs)


def same_number(a: Number, b: Number) -> bool:
    """Tell whether two numbers state the same amount, if need be in another measure."""
    return (a.amount == b.amount and not (a.unit and b.unit and a.unit != b.unit)) or same_measure(a, b)
