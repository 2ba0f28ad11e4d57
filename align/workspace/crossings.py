"""The ladders of a text -> the beads whose segments correspond to each other in another order."""

from __future__ import annotations

from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from align.model import Bead, SegSpan
    from align.result import Family
    from align.vectors import Encoder, Vectors

_MOST = 3
"""Segments on each side of the largest bead with equal sides that the aligner makes."""
_BETTER = 0.2
"""Least gain of another order, in the sum of cosines.

If two neighbouring sentences changed places, the right order gains more than this. If sentences were only divided
differently, another order seldom gains anything: `benchmarks/check_mutations.py FOLDER --kinds swap`.
"""


def find_crossings(family: Family, encoder: Encoder) -> frozenset[tuple[str, str, Bead]]:
    """Return the beads of the pivot's ladders whose segments seem to have changed places: source, target, bead."""
    texts = {version.document.id: version.texts() for version in family.versions}

    def encode_segments(name: str, run: SegSpan) -> Vectors:
        return encoder.encode([texts[name][k] for k in run])

    return frozenset(
        (ladder.src, ladder.tgt, bead)
        for ladder in family.alignments
        if ladder.src == family.versions[0].document.id
        for bead in ladder.beads
        if 1 < len(bead.src) == len(bead.tgt) <= _MOST
        and _gain(encode_segments(ladder.src, bead.src) @ encode_segments(ladder.tgt, bead.tgt).T) > _BETTER
    )


def _gain(similarities: Vectors) -> float:
    """Return how much the best other order adds to the sum of cosines; `similarities` is (n, n)."""
    own, *orders = permutations(range(len(similarities)))
    return max(float(similarities[own, order].sum()) for order in orders) - float(similarities[own, own].sum())
