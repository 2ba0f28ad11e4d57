"""Gold bitexts -> damaged copies of them, such as a bead model has to know besides whole ones."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from align.beads import IndexBead

if TYPE_CHECKING:
    from development import Gold

EXCHANGED = 0.1
"""How often a sentence is exchanged for its neighbour in a bitext that is damaged so."""
FEW = {40: 3, 80: 5, 120: 8, 160: 12}
"""Short texts that have nothing to do with each other: where they are cut from, and how many segments."""


def mishaps(gold: Gold, stray: tuple[str, ...], seed: int) -> list[Gold]:
    """Return the bitext with a tenth missing, foreign text put in, foreign text beside it, and neighbours exchanged."""
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
        unrelated(gold, gold.src[: n // 4], stray[: n // 4]),
        exchanged(gold, draw),
    ]


def exchanged(gold: Gold, draw: random.Random) -> Gold:
    """Return the bitext with one neighbour in so many exchanged for the next, where both are 1-1 beads."""
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
    """Return a few segments of the bitext next to as few of a foreign text, several times."""

    def some(side: tuple[str, ...], at: int, size: int) -> tuple[str, ...]:
        first = at % (len(side) - size)
        return side[first : first + size]

    return [unrelated(gold, some(gold.src, at, size), some(stray, at, size)) for at, size in FEW.items()]


def unrelated(gold: Gold, src: tuple[str, ...], tgt: tuple[str, ...]) -> Gold:
    lone = [IndexBead(src=(i,), tgt=()) for i in range(len(src))] + [
        IndexBead(src=(), tgt=(j,)) for j in range(len(tgt))
    ]
    return replace(gold, src=src, tgt=tgt, beads=tuple(lone))
