"""Gold bitexts -> damaged copies, to which a bead model is fitted besides the whole ones."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from align.beads import IndexBead

if TYPE_CHECKING:
    from development import Gold

EXCHANGED = 0.1
"""Probability that a sentence is exchanged with its neighbour, in a bitext with exchanges."""
FEW = {40: 3, 80: 5, 120: 8, 160: 12}
"""Short unrelated texts: the index of their first segment, and their number of segments."""


def mishaps(gold: Gold, stray: tuple[str, ...], seed: int) -> list[Gold]:
    """Return four damaged copies: a tenth missing, foreign text inserted, unrelated texts, and neighbours exchanged."""
    draw = random.Random(seed)
    n, m = len(gold.src), len(gold.tgt)

    def without(start: int, end: int, insert: tuple[str, ...]) -> Gold:
        shift = len(insert) - (end - start)
        beads = []
        for bead in gold.beads:
            kept = tuple(j if j < start else j + shift for j in bead.tgt if not start <= j < end)
            if len(kept) == len(bead.tgt):
                beads.append(IndexBead(src=bead.src, tgt=kept))
            else:
                beads += [IndexBead(src=(i,), tgt=()) for i in bead.src] + [IndexBead(src=(), tgt=(j,)) for j in kept]
            if bead.tgt and bead.tgt[-1] + 1 == start and insert:
                beads += [IndexBead(src=(), tgt=(start + k,)) for k in range(len(insert))]
        return replace(gold, tgt=gold.tgt[:start] + insert + gold.tgt[end:], beads=tuple(beads))

    edges = sorted({bead.tgt[-1] + 1 for bead in gold.beads if bead.tgt and bead.src} & set(range(1, m - m // 10)))
    start = draw.choice(edges)
    put = draw.choice(edges)
    return [
        without(start, start + m // 10, ()),
        without(put, put, stray[: n // 10]),
        pair_unrelated(gold, gold.src[: n // 4], stray[: n // 4]),
        exchange_neighbours(gold, draw),
    ]


def exchange_neighbours(gold: Gold, draw: random.Random) -> Gold:
    """Return the bitext with a share `EXCHANGED` of neighbouring 1-1 beads exchanged on the target side."""
    tgt, beads = list(gold.tgt), [gold.beads[0]]
    for bead in gold.beads[1:]:
        before = beads[-1]
        if len(before.src) == len(before.tgt) == len(bead.src) == len(bead.tgt) == 1 and draw.random() < EXCHANGED:
            (i,), (j,) = before.src, before.tgt
            tgt[j : j + 2] = tgt[j + 1], tgt[j]
            beads[-1] = IndexBead(src=(i, i + 1), tgt=(j, j + 1))
        else:
            beads.append(bead)
    return replace(gold, tgt=tuple(tgt), beads=tuple(beads))


def strangers(gold: Gold, stray: tuple[str, ...]) -> list[Gold]:
    """Return several bitexts of a few segments of this source and as many segments of a foreign text."""

    def some(side: tuple[str, ...], at: int, size: int) -> tuple[str, ...]:
        first = at % (len(side) - size)
        return side[first : first + size]

    return [pair_unrelated(gold, some(gold.src, at, size), some(stray, at, size)) for at, size in FEW.items()]


def pair_unrelated(gold: Gold, src: tuple[str, ...], tgt: tuple[str, ...]) -> Gold:
    lone = [IndexBead(src=(i,), tgt=()) for i in range(len(src))] + [
        IndexBead(src=(), tgt=(j,)) for j in range(len(tgt))
    ]
    return replace(gold, src=src, tgt=tgt, beads=tuple(lone))
