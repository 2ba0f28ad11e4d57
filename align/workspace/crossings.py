"""The ladders of a text -> the beads whose segments answer to each other in another order than they stand in."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from align.model import Bead, SegSpan
    from align.result import Family
    from align.vectors import Encoder, Vectors

_MOST = 3
"""Segments a side of the largest bead of as many on both that the aligner makes."""
_BETTER = 0.2
"""By how much another order must be better, in cosines added up.

Where one side of two neighbouring sentences is exchanged, the right order is better by more than this; where sentences
were only cut elsewhere, another order is seldom better at all: `benchmarks/check_mutations.py FOLDER --kinds swap`.
"""


def find_crossings(family: Family, encoder: Encoder) -> frozenset[tuple[str, str, Bead]]:
    """Return the beads of the pivot's ladders whose segments seem to have changed places: source, target, bead."""
    texts = {version.document.id: version.texts() for version in family.versions}

    def apart(name: str, run: SegSpan) -> Vectors:
        return encoder.encode([texts[name][k] for k in run])

    return frozenset(
        (ladder.src, ladder.tgt, bead)
        for ladder in family.alignments
        if ladder.src == family.versions[0].document.id
        for bead in ladder.beads
        if 1 < len(bead.src) == len(bead.tgt) <= _MOST
        and _gain(apart(ladder.src, bead.src) @ apart(ladder.tgt, bead.tgt).T) > _BETTER
    )


def _gain(alike: Vectors) -> float:
    """Return how much greater the sum of cosines is in the best other order than in the own one; they are (n, n)."""
    own, *orders = permutations(range(len(alike)))
    return max(float(alike[own, order].sum()) for order in orders) - float(alike[own, own].sum())
