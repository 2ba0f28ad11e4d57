"""Numbers -> words and figures for people, the same in reports, on pages and at the command line."""

from __future__ import annotations

import difflib
import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

_LIKE = 0.6
"""Least similarity, from 0 to 1, of a name that is suggested; typing errors keep more."""
_LISTED = 80
"""Most names that a message lists."""


def quantity(number: int, noun: str) -> str:
    """Return a number with its noun, singular or plural: "1 bead", "1,200 beads"."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def suggest(name: str, known: Collection[str]) -> str:
    """Return a clause that helps after an unknown name: the most similar known name, or the known names if none is.

    Empty if nothing is known.
    """
    names = sorted(known)
    if nearest := difflib.get_close_matches(name, names, n=1, cutoff=_LIKE):
        return f'the nearest known is "{nearest[0]}"'
    if not names:
        return ""
    more = f" and {len(names) - _LISTED} more" if len(names) > _LISTED else ""
    return f"known are {', '.join(names[:_LISTED])}{more}"


def two_digits(confidence: float) -> float:
    """Round a confidence down to two decimals, so that nothing below certainty is printed as 1.00."""
    return math.floor(confidence * 100 + 1e-9) / 100
