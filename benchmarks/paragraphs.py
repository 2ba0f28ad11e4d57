"""Gold bitexts -> the same with paragraphs, as translations have them.

A paragraph has 2 to 6 sentences on average, another number in every bitext. Of ten paragraphs that begin with a bead,
one begins on the one side only and one on the other; and between the sentences of one side of a bead a paragraph begins
a tenth as often as elsewhere. What is left out has paragraphs of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import random

    from development import Gold

    from align.bitext.paragraphs import Beginnings

SENTENCES = (2, 6)
"""Least and greatest mean length of the paragraphs of a bitext."""
LOST = 0.1
"""How often a paragraph does not begin on a given side, where one begins on the other."""
WITHIN = 0.1
"""How often, beside elsewhere, one begins within a side of a bead."""


def with_paragraphs(gold: Gold, draw: random.Random) -> tuple[Beginnings, Beginnings]:
    """Say where paragraphs begin on both sides of a bitext."""
    often = 1 / draw.uniform(*SENTENCES)
    begun = [np.zeros(len(side) + 1, np.bool_) for side in (gold.src, gold.tgt)]
    for bead in gold.beads:
        begins = draw.random() < often
        for side, segments in zip(begun, (bead.src, bead.tgt), strict=True):
            if segments:
                side[segments[0]] = begins and draw.random() >= LOST
                side[list(segments[1:])] = [draw.random() < often * WITHIN for _ in segments[1:]]
    for side in begun:
        side[[0, -1]] = True
    return begun[0], begun[1]
