"""Units of numbers: percentages, currencies and measures as written in English, French and Russian."""

from __future__ import annotations

import re
from functools import lru_cache
from math import isclose, log10
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.lang.facts.model import Number

_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "₽": "RUB", "¥": "JPY"}
_BEFORE = re.compile(r"([$€£₽¥])\s?$")
_CASES = r"(?:[аыуе]|о[вм]|ам|ами|ах|ов\w+)?\b"
"""Endings that a case or an adjective adds to a Russian measure."""
_SQUARE = r"(?:square|sq\.?)\s+"
_AFTER = {
    "%": r"%|per\s?cent\b|percent\b|pour\s?cents?\b|процент\w*",
    "USD": r"\$|US\$|dollars?\b|доллар\w*|долл\b",
    "EUR": r"€|euros?\b|евро\b",
    "GBP": r"£|pounds?\s+sterling\b|livres?\s+sterling\b|фунт\w*\s+стерлингов",
    "RUB": r"₽|rou?bles?\b|рубл\w+|руб\b",
    "JPY": r"¥|yens?\b|иен\w*",
    "mi2": rf"{_SQUARE}miles?\b|mill?es?\s+carrés?\b|квадратн\w+\s+мил\w+",
    "ft2": rf"{_SQUARE}(?:feet|foot|ft)\b|pieds?\s+carrés?\b|квадратн\w+\s+фут\w*",
    "km2": rf"km²|km2\b|{_SQUARE}(?:kilomet(?:er|re)s?|km)\b|kilomètres?\s+carrés?\b|квадратн\w+\s+километр\w*"
    r"|кв\.\s?км\b",
    "m2": rf"m²|m2\b|{_SQUARE}(?:met(?:er|re)s?|m)\b|mètres?\s+carrés?\b|квадратн\w+\s+метр\w*|кв\.\s?м\b",
    "ha": r"ha\b|hectares?\b|гектар\w*|га\b",
    "ac": rf"acres?\b|акр{_CASES}",
    "km": r"km\b|kilomet(?:er|re)s?\b|kilomètres?\b|километр\w*|км\b",
    "mi": r"miles?\b|milles\b|мил(?:ь|я|и|ю|е|ям|ями|ях|ей|ей|ьн\w+)\b",
    "m": rf"m\b|m(?=\d\d\b)|met(?:er|re)s?\b|mètres?\b|метр{_CASES}|м\b",
    "ft": rf"feet\b|foot\b|ft\b|pieds?\b|фут{_CASES}",
    "in": r"inch(?:es)?\b|pouces?\b|дюйм\w*",
    "cm": r"cm\b|centimet(?:er|re)s?\b|centimètres?\b|сантиметр\w*|см\b",
    "yd": rf"yards?\b|ярд{_CASES}",
    "kg": r"kg\b|kilos?\b|kilogram\w*|килограмм\w*|кг\b",
    "lb": r"lbs?\b|pounds?\b|фунт\w*",
    "l": rf"lit(?:er|re)s?\b|литр{_CASES}",
    "gal": rf"gallons?\b|галлон{_CASES}",
    "°": r"°\s?[CFСС]?|degrees?\b|degrés?\b|градус\w*",
}
_UNIT = re.compile(
    r"(?:\s?|[-‑](?=[^\W\d_]{3}))(?:"
    + "|".join(f"(?P<u{i}>{pattern})" for i, pattern in enumerate(_AFTER.values()))
    + ")",
    re.IGNORECASE,
)
_NAMES = tuple(_AFTER)
_WORD = re.compile(r"(?<!\w)[^\W\d_]{4,}")

_SIZES = {
    "cm": (0.01, "m"), "m": (1, "m"), "km": (1000, "m"),
    "in": (0.0254, "m"), "ft": (0.3048, "m"), "yd": (0.9144, "m"), "mi": (1609.344, "m"),
    "m2": (1, "m2"), "ha": (1e4, "m2"), "km2": (1e6, "m2"), "ft2": (0.0929, "m2"), "ac": (4047, "m2"),
    "mi2": (2.59e6, "m2"), "kg": (1, "kg"), "lb": (0.4536, "kg"), "l": (1, "l"), "gal": (3.785, "l"),
}  # fmt: skip
"""The size of each measure, and the base measure of this size."""
METRIC = frozenset({"cm", "m", "km", "m2", "ha", "km2", "kg", "l"})
"""Metric measures, which may be conversions of the others."""
PARTS = {"ft": ("in", 12), "m": ("cm", 100)}
"""Measures that may be followed by the next smaller one, and how many of the smaller make one of them."""
_ROUNDING = 0.12
"""Maximum relative error of a converted measure, because translators round."""
_COARSE, _FINE = 0.4, 0.1
"""Maximum rounding unit as a share of the amount, for metric and other measures: mostly miles are converted to metric
ones and rounded."""
_HALF = 0.55
"""Maximum rounding error as a share of the rounding unit."""


def unit_before(text: str, start: int) -> str:
    """Return the currency of the sign before an offset; empty without such a sign."""
    match = _BEFORE.search(text, max(0, start - 2), start)
    return _SYMBOLS[match[1]] if match else ""


def unit_after(text: str, end: int) -> tuple[str, int]:
    """Return the unit at an offset and its end; an empty string and the offset if there is no unit."""
    match = _UNIT.match(text, end)
    if match is None or match.lastgroup is None:
        return "", end
    return _NAMES[int(match.lastgroup[1:])], match.end()


def measures(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield the start, the end and the unit of each measure spelled as a word: "about a mile away"."""
    for word in _WORD.finditer(text):
        unit = _measure(word[0])
        if unit:
            yield word.start(), word.end(), unit


@lru_cache(maxsize=1 << 16)
def _measure(word: str) -> str:
    unit, end = unit_after(word, 0)
    return unit if unit in _SIZES and end == len(word) else ""


def same_measure(a: Number, b: Number) -> bool:
    """Tell whether two measures are equal, or one is a rounded conversion of the other: 10 miles, 16 km; 80 °F, 27 °C.

    Degrees are compared as Fahrenheit against Celsius both ways, because their scale is not recorded.
    """
    if a.unit == b.unit == "°":
        return any(abs((float(x.amount) - 32) / 1.8 - float(y.amount)) <= 1 for x, y in ((a, b), (b, a)))
    one, other = _SIZES.get(a.unit), _SIZES.get(b.unit)
    if one is None or other is None or one[1] != other[1]:
        return False
    x, y = float(a.amount) * one[0], float(b.amount) * other[0]
    if (a.unit in METRIC) is (b.unit in METRIC):
        return isclose(x, y)
    if not isclose(x, y, rel_tol=_ROUNDING):
        return False
    return any(
        _is_rounded(float(number.amount), exact / size, _COARSE if number.unit in METRIC else _FINE)
        for number, exact, size in ((a, y, one[0]), (b, x, other[0]))
    )


def _is_rounded(amount: float, exact: float, coarse: float) -> bool:
    """Tell whether an amount is the exact one rounded to a multiple of 1 or 5 in some decimal place."""
    if not amount:
        return False
    units = (times * 10.0**place for place in range(-2, int(log10(amount)) + 1) for times in (1, 5))
    return any(
        unit <= coarse * amount and isclose(amount / unit, round(amount / unit)) and abs(amount - exact) <= unit * _HALF
        for unit in units
    )
