"""Expected lengths of translations, after Gale and Church (A Program for Aligning Sentences, 1993).

The difference between the length of a translation and the expected length, divided by the square root of their mean, is
about normally distributed for all lengths. In news and in novels, between English, French and Russian, its
standard deviation is 1.6 to 2.2, and at most 3 beads in a thousand are beyond 6.5.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.passage import Pair
    from align.check.rule import Subject

_ENOUGH = 5
"""Least number of beads with both sides that shows the proportion of two versions."""


def deviation(src: float, tgt: float, ratio: float) -> float:
    """Return how far `tgt` is from the expected length `ratio * src`; negative if it is too short.

    Args:
        src: length of the original in characters.
        tgt: length of the translation in characters.
        ratio: expected length of the translation of one character.
    """
    return (tgt - ratio * src) / sqrt((ratio * src + tgt) / 2)


def pairs_with_ratio(subject: Subject) -> Iterator[tuple[Pair, float]]:
    """Yield the beads with both sides and the ratio of the lengths of their two versions, target to source.

    Versions with too few beads to show a proportion are left out.
    """
    for ladder in subject.pivotal:
        pairs = [pair for pair in ladder if pair.corresponds]
        if len(pairs) >= _ENOUGH:
            src, tgt = (sum(map(len, texts)) for texts in zip(*(pair.texts for pair in pairs), strict=True))
            yield from ((pair, tgt / src) for pair in pairs)
