"""Clauses of a source and of a rendering -> a ladder of clauses that render each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.model import CharSpan
    from align.rendering.words import Words

_MOVES = np.array(
    [(1, 1), (1, 2), (2, 1), (2, 2), (1, 3), (3, 1), (2, 3), (3, 2), (1, 4), (4, 1), (1, 5), (5, 1), (1, 0), (0, 1)],
    np.int64,
)
_UNLIKE = 0.3
"""Cosine from which pairing two clauses is better than leaving both alone."""


class Rung(NamedTuple):
    """Clauses of the source and the clauses of the rendering that render them; both ranges are half-open."""

    src: tuple[int, int]
    tgt: tuple[int, int]


def ladder(source: Words, rendering: Words) -> tuple[Rung, ...]:
    """Align the clauses in order; each is in one rung, which may be empty on one side.

    The score of a rung is the cosine of its sides above `_UNLIKE`, times its words.
    """
    from align.dp import Band, best_path  # A slow import that a run with cached results does not need.

    n, m = len(source.clauses), len(rendering.clauses)
    band = Band.full(n, m)
    rows, columns = band.coordinates()
    scores = np.full((band.points, len(_MOVES)), -1e9, np.float32)
    for t, (a, b) in enumerate(_MOVES.tolist()):
        fits = (rows >= a) & (columns >= b)
        if not (a and b):
            scores[fits, t] = 0.0
            continue
        (vectors, lengths), (others, more) = source.runs[a - 1], rendering.runs[b - 1]
        if not (len(lengths) and len(more)):
            continue
        cosines = vectors @ others.T - _UNLIKE
        worth = cosines * (lengths[:, None] + more[None, :])
        scores[fits, t] = worth[rows[fits] - a, columns[fits] - b]
    path = best_path(scores, band, _MOVES).tolist()
    return tuple(Rung((i - _MOVES[t, 0], i), (j - _MOVES[t, 1], j)) for i, j, t in path)


def flip(rungs: Sequence[Rung]) -> tuple[Rung, ...]:
    """Return a ladder with its sides exchanged."""
    return tuple(Rung(rung.tgt, rung.src) for rung in rungs)


def facing(rungs: Sequence[Rung], source: Words, rendering: Words, span: CharSpan, reach: int) -> CharSpan | None:
    """Return the stretch of the rendering that faces `span` of the source, `reach` rungs wider on either side.

    None if it faces no clause.
    """
    touched = [
        k for k, rung in enumerate(rungs) if any(clause.overlaps(span) for clause in source.clauses[slice(*rung.src)])
    ]
    if not touched:
        return None
    near = rungs[max(0, touched[0] - reach) : touched[-1] + reach + 1]
    first, last = near[0].tgt[0], near[-1].tgt[1]
    return rendering.run(first, last) if first < last else None
