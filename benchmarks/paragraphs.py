"""Gold bitexts -> paragraphs drawn for them, with the irregularities of translations.

The mean length of paragraphs is drawn for every bitext, from 2 to 6 sentences. Where a paragraph begins with a bead, it
is missing on either side with a probability of a tenth. Between the sentences of one side of a bead a paragraph begins
a tenth as often as elsewhere. Null beads have paragraphs too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    import random

    from development import Gold

    from align.bitext.paragraphs import Beginnings

SENTENCES = (2, 6)
"""Least and greatest mean length of the paragraphs of a bitext, in sentences."""
LOST = 0.1
"""Probability that a paragraph is missing on a given side."""
WITHIN = 0.1
"""Rate of paragraphs that begin within a side of a bead, relative to elsewhere."""


def draw_paragraphs(gold: Gold, draw: random.Random) -> tuple[Beginnings, Beginnings]:
    """Draw where paragraphs begin on both sides of a bitext."""
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
