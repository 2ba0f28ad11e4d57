"""How long a translation is to be expected, after Gale and Church (A Program for Aligning Sentences, 1993).

The difference between a length and the expected one, over the square root of the mean of both, is about normal whatever
the lengths. In news and in novels, between English, French and Russian, its standard deviation is 1.6 to 2.2, and no
more than 3 beads in a thousand are beyond 6.5.
"""

from __future__ import annotations

from math import sqrt
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.passage import Pair
    from align.check.rule import Subject

_ENOUGH = 5
"""Beads with both sides from which on two versions show their proportion."""


def deviation(src: float, tgt: float, ratio: float) -> float:
    """Return how far a length is from the expected one, `ratio * src`; negative if it is too short."""
    return (tgt - ratio * src) / sqrt((ratio * src + tgt) / 2)


def proportioned(subject: Subject) -> Iterator[tuple[Pair, float]]:
    """Yield the beads with both sides and the proportion of their two versions, target to source.

    Versions with too few beads to show a proportion are passed over.
    """
    for ladder in subject.pivotal:
        pairs = [pair for pair in ladder if pair.src.text and pair.tgt.text]
        if len(pairs) >= _ENOUGH:
            src, tgt = (sum(map(len, texts)) for texts in zip(*(pair.texts for pair in pairs), strict=True))
            yield from ((pair, tgt / src) for pair in pairs)
