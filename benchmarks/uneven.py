"""Gold bitexts -> the same with several sentences of one side on a line, as if that side had only paragraphs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from align.beads import IndexBead

if TYPE_CHECKING:
    from collections.abc import Iterable

    from development import Gold


JOINED = (2, 3, 4)
"""Numbers of sentences on a line."""


def join_all(golds: Iterable[Gold]) -> list[Gold]:
    """Return every bitext once for each number of sentences on a line; the joined side alternates."""
    bitexts = list(golds)
    return [
        join_lines(gold, size, source=(number + size) % 2 > 0) for size in JOINED for number, gold in enumerate(bitexts)
    ]


def join_lines(gold: Gold, size: int, *, source: bool) -> Gold:
    """Join `size` neighbouring sentences of the source, or of the target, on a line; beads that share a line merge."""
    one, other = (gold.src, gold.tgt) if source else (gold.tgt, gold.src)
    sides = [(bead.src, bead.tgt) if source else (bead.tgt, bead.src) for bead in gold.beads if bead.src and bead.tgt]
    merged: list[list[int]] = []
    for first, last, start, end in sorted((min(a) // size, max(a) // size, min(b), max(b)) for a, b in sides):
        if merged and (first <= merged[-1][1] or start <= merged[-1][3]):
            merged[-1][1], merged[-1][3] = max(merged[-1][1], last), max(merged[-1][3], end)
        else:
            merged.append([first, last, start, end])
    lines = tuple(" ".join(one[at : at + size]) for at in range(0, len(one), size))
    beads = [(tuple(range(a, b + 1)), tuple(range(c, d + 1))) for a, b, c, d in merged]
    for count, number in ((len(lines), 0), (len(other), 1)):
        rendered = {index for bead in beads for index in bead[number]}
        alone = [(index,) for index in range(count) if index not in rendered]
        beads += [(index, ()) if number == 0 else ((), index) for index in alone]
    return replace(
        gold,
        src=lines if source else other,
        tgt=other if source else lines,
        beads=tuple(IndexBead(src=a if source else b, tgt=b if source else a) for a, b in beads),
    )
