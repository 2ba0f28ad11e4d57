"""What a number counts: percentages, currencies and measures as they are written in English, French and Russian."""

from __future__ import annotations

import re

_SYMBOLS = {"$": "USD", "€": "EUR", "£": "GBP", "₽": "RUB", "¥": "JPY"}
_BEFORE = re.compile(r"([$€£₽¥])\s?$")
_AFTER = {
    "%": r"%|per\s?cent\b|percent\b|pour\s?cents?\b|процент\w*",
    "USD": r"\$|US\$|dollars?\b|доллар\w*|долл\b",
    "EUR": r"€|euros?\b|евро\b",
    "GBP": r"£|pounds?\s+sterling\b|livres?\s+sterling\b|фунт\w*\s+стерлингов",
    "RUB": r"₽|rou?bles?\b|рубл\w+|руб\b",
    "JPY": r"¥|yens?\b|иен\w*",
    "km": r"km\b|kilomet(?:er|re)s?\b|kilomètres?\b|километр\w*|км\b",
    "mi": r"miles?\b|milles\b|мил[ьяией]\w*",
    "m": r"m\b|met(?:er|re)s?\b|mètres?\b|метр\w*|м\b",
    "ft": r"feet\b|foot\b|ft\b|pieds?\b|фут\w*",
    "in": r"inch(?:es)?\b|pouces?\b|дюйм\w*",
    "cm": r"cm\b|centimet(?:er|re)s?\b|centimètres?\b|сантиметр\w*|см\b",
    "yd": r"yards?\b|ярд\w*",
    "kg": r"kg\b|kilos?\b|kilogram\w*|килограмм\w*|кг\b",
    "lb": r"lbs?\b|pounds?\b|фунт\w*",
}
_UNIT = re.compile(
    r"(?:\s?|[-‑](?=[^\W\d_]{3}))(?:"
    + "|".join(f"(?P<u{i}>{pattern})" for i, pattern in enumerate(_AFTER.values()))
    + ")",
    re.IGNORECASE,
)
_NAMES = tuple(_AFTER)

RATIOS = {("mi", "km"): 1.609, ("ft", "m"): 0.3048, ("lb", "kg"): 0.4536, ("in", "cm"): 2.54, ("yd", "m"): 0.9144}
"""How many of the second measure make one of the first."""


def unit_before(text: str, start: int) -> str:
    """Return the currency whose sign stands before an offset; empty if none does."""
    match = _BEFORE.search(text, max(0, start - 2), start)
    return _SYMBOLS[match[1]] if match else ""


def unit_after(text: str, end: int) -> tuple[str, int]:
    """Return the unit that stands at an offset, and where it ends; empty and the offset if none does."""
    match = _UNIT.match(text, end)
    if match is None or match.lastgroup is None:
        return "", end
    return _NAMES[int(match.lastgroup[1:])], match.end()
