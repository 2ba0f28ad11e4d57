"""Text and the numbers found in it -> dates, from the names of months or in figures."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from fractions import Fraction
from typing import TYPE_CHECKING

from align.lang.facts.model import Date, Fact, FactKind, Number
from align.model import CharSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_CASES = r"(?:ь|я|ю|ем|ём|е|ьск\w+)"
_HARD_CASES = r"(?:а|у|ом|е|овск\w+)?"
_MONTHS = {
    "en": (
        "january|jan", "february|feb", "march|mar", "april|apr", "may", "june|jun", "july|jul", "august|aug",
        "september|sept?", "october|oct", "november|nov", "december|dec",
    ),
    "fr": (
        "janvier|janv", "février|févr", "mars", "avril|avr", "mai", "juin", "juillet|juil", "août",
        r"septembre|sept(?=\.)", "octobre|oct", "novembre|nov", "décembre|déc",
    ),
    "ru": (
        f"январ{_CASES}|янв", f"феврал{_CASES}|февр?", f"март{_HARD_CASES}", f"апрел{_CASES}|апр",
        r"ма(?:й|я|ю|ем|е|йск\w+)", f"июн{_CASES}", f"июл{_CASES}", f"август{_HARD_CASES}|авг",
        f"сентябр{_CASES}|сент?(?!-)", f"октябр{_CASES}|окт", f"ноябр{_CASES}|нояб?", f"декабр{_CASES}|дек",
    ),
}  # fmt: skip
"""By language, patterns of the twelve months; in Russian with cases and adjectives."""
_WEEKDAY = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:lun|mar|mercre|jeu|vendre|same)di|dimanche"
    r"|понедельник\w{0,2}|вторник\w{0,2}|сред[ауеы]|четверг\w{0,2}|пятниц\w{1,2}|суббот\w{1,2}|воскресень\w{1,2})s?\b",
    re.IGNORECASE,
)
_DOUBTFUL = frozenset({"May", "March", "Jan", "Sep", "Dec", "Mar", "April", "June", "August"})
"""English months that may also be a verb, an adjective or a person's name."""
_BEFORE_MONTH = re.compile(
    r"\b(?:in|of|since|until|till|by|from|to|last|next|this|early|late|mid|between|and)[ -]$", re.IGNORECASE
)
_WORDS = {
    lang: re.compile(
        "|".join(rf"(?P<m{k}>(?<!\w)(?:{pattern})(?!\w))" for k, pattern in enumerate(months, 1)), re.IGNORECASE
    )
    for lang, months in _MONTHS.items()
}
_DAY_GAP = re.compile(r"(?:st|nd|rd|th|er|e|го)?[-‑]?(?:го|е)?(?:\s+of|\s+de)?(?:\s+the)?\s+")
_YEAR_GAP = re.compile(r"(?:st|nd|rd|th)?(?:,|\.)?\s+(?:of\s+|de\s+)?")
_FIGURES = re.compile(
    r"(?<![\d.])(?:(\d{1,2})(?:[./](\d{1,2})[./](\d{4}|\d\d)|(?P<gap>-|\.\s)(\d{1,2})(?P=gap)(\d{4}))"
    r"|(\d{4})-(\d\d)-(\d\d))(?![\d.]*\d)"
)
_NEAR = 16
"""Maximum number of characters between the parts of a date."""
_NIGHT = re.compile(r"\bв ночь (?:с \w+ )?на $", re.IGNORECASE)
_DAYS, _TWELVE = 31, 12
_YEARS = range(1000, 2200)
_TWO_DIGITS = 100


def names_weekday(text: str) -> bool:
    """Tell whether a text names a day of the week, which may replace a date, in English, French or Russian."""
    return bool(_WEEKDAY.search(text))


def dates_and_numbers(text: str, lang: str, found: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the dates of a text, and the numbers found in it that are not part of a date."""
    found = sorted(found, key=lambda fact: fact.span)
    dates = [*_dates_in_figures(text, lang), *_dates_in_words(text, lang.partition("-")[0], found)]
    # If the names of months are not known, compare only the day and the year.
    yield from dates if lang.partition("-")[0] in _WORDS else _split_into_numbers(dates)
    if lang.partition("-")[0] == "ru":
        yield from _evenings_before(text, dates)
    taken = {offset for date in dates for offset in range(date.span.start, date.span.end)}
    yield from (fact for fact in found if fact.span.start not in taken)


def _evenings_before(text: str, dates: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the day before each date by which Russian names a night: «в ночь на 18 мая» begins on the 17th."""
    for date in dates:
        value = date.value
        if (
            isinstance(value, Date)
            and value.day
            and _NIGHT.search(text[max(0, date.span.start - 2 * _NEAR) : date.span.start])
        ):
            evening = Number(amount=Fraction(value.day - 1 or _DAYS))
            yield Fact(kind=FactKind.NUMBER, span=date.span, value=evening, firm=False)


def _dates_in_figures(text: str, lang: str) -> Iterator[Fact]:
    for match in _FIGURES.finditer(text):
        parts = [int(part) for part in match.groups() if part and part.isdecimal()]
        year, month, day = parts if match[7] else parts[::-1]
        if month > _TWELVE >= day or lang == "en-US":
            month, day = day, month
        if month > _TWELVE or day > _DAYS or not month or not day:
            continue
        if year < _TWO_DIGITS:
            year += 1900 if year > _DAYS else 2000
        span = CharSpan(start=match.start(), end=match.end())
        yield Fact(kind=FactKind.DATE, span=span, value=Date(month=month, day=day, year=year))


def _split_into_numbers(dates: Sequence[Fact]) -> Iterator[Fact]:
    """Yield the day and the year of each date as numbers."""
    for date in dates:
        if isinstance(date.value, Date):
            for part in parts(date.value):
                yield Fact(kind=FactKind.NUMBER, span=date.span, value=Number(amount=part))


def _dates_in_words(text: str, lang: str, found: Sequence[Fact]) -> Iterator[Fact]:
    if lang not in _WORDS:
        return
    english = lang == "en"
    for match in _WORDS[lang].finditer(text):
        if english and not match[0][0].isupper():
            continue
        start, end = match.span()
        day = _day_before(found, text, start)
        following = _number_after(found, text, end)
        if english and day is None and following and 1 <= _amount(following) <= _DAYS:
            day = following
            end = day.span.end
        year = _number_after(found, text, end)
        if year is None or _amount(year) not in _YEARS:
            year = None
        doubtful = match[0] in _DOUBTFUL and not _BEFORE_MONTH.search(text[max(0, start - _NEAR) : start])
        yield Fact(
            kind=FactKind.DATE,
            span=CharSpan(start=min(start, day.span.start) if day else start, end=year.span.end if year else end),
            value=Date(
                month=int(str(match.lastgroup)[1:]),
                day=_amount(day) if day else None,
                year=_amount(year) if year else None,
            ),
            firm=bool(day or following) or not (english and doubtful),
        )


def _day_before(found: Sequence[Fact], text: str, month: int) -> Fact | None:
    """Return the number directly before a month, if it can be a day."""
    k = bisect_right(found, month, key=lambda fact: fact.span.start) - 1
    fact = found[k] if k >= 0 else None
    if fact is None or not 0 <= month - fact.span.end <= _NEAR or not 1 <= _amount(fact) <= _DAYS:
        return None
    return fact if _DAY_GAP.fullmatch(text, fact.span.end, month) else None


def _number_after(found: Sequence[Fact], text: str, end: int) -> Fact | None:
    """Return the number directly after a month or a day."""
    k = bisect_left(found, end, key=lambda fact: fact.span.start)
    fact = found[k] if k < len(found) else None
    if fact is None or fact.span.start - end > _NEAR:
        return None
    return fact if _YEAR_GAP.fullmatch(text, end, fact.span.start) else None


def _amount(fact: Fact) -> int:
    """Return the whole number that a fact states, or 0 for any other fact."""
    whole = isinstance(fact.value, Number) and fact.value.amount.denominator == 1 and not fact.value.unit
    return int(fact.value.amount) if whole and isinstance(fact.value, Number) else 0


def parts(date: Date) -> tuple[Fraction, ...]:
    """Return the day and the year of a date, if given, as plain numbers, which the other text may state alone."""
    return tuple(Fraction(part) for part in (date.day, date.year) if part is not None)
