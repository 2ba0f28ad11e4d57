"""Numbers -> words and figures for people, the same in reports, on pages and at the command line."""

from __future__ import annotations

import math


def quantity(number: int, noun: str) -> str:
    """Return a number with its noun, singular or plural: "1 bead", "1,200 beads"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def two_digits(confidence: float) -> float:
    """Round a confidence down to two decimals, so that nothing below certainty is printed as 1.00."""
    return math.floor(confidence * 100 + 1e-9) / 100
