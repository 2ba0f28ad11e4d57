"""Features of the beads of a band -> their scores: the bead model.

The model is a conditional random field over ladders (Lafferty and others 2001; Sarawagi and Cohen 2004 for beads of
several segments): the probability of a ladder is proportional to e to the sum, over its beads, of weighted features.
`bead_model.json` holds the weights, and `benchmarks/fit_bead_model.py` fits them to gold ladders:

- one for each feature of `align.bitext.features`;
- one for a null bead that follows a null bead, because missing segments come in stretches;
- three for the clause evidence on uncertain beads, which is slower to compute (`align.bitext.clauses`);
- two for where paragraphs begin (`align.bitext.paragraphs`).

A second set serves document pairs where one side has several segments for one of the other's: there the usual bead is
large, while unpaired segments are as rare as elsewhere.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from align.bitext.features import FEATURES, MOVES, weighted_sums
from align.bitext.paragraphs import PARAGRAPH_FEATURES
from align.blas import one_blas_thread

if TYPE_CHECKING:
    from collections.abc import Collection

    from align.bitext.features import Grid
    from align.dp import Band, Floats, Ints


_NULL_BONUS = "null after null"
CLAUSE_FEATURES = {
    "in question": "1 for a bead with both sides whose clauses are aligned",
    "clauses meet": "log of the probability that the ladder of clauses passes through the point where such a bead ends",
    "clauses alone": "log odds of the expected share of the clauses of a null bead that have no counterpart",
}
"""Names of the features of the clause evidence, and what they measure."""
WEIGHTS = (*FEATURES, _NULL_BONUS, *CLAUSE_FEATURES, *PARAGRAPH_FEATURES)
"""Names of all weights."""
BARRED = -1e6
"""Score of a forbidden bead: below any ladder without it."""
UNCERTAIN = 0.03
"""A bead is uncertain if its posterior and 1 minus its posterior are both at least this."""

_POINTS = 4096
"""Points of the band whose features a thread holds in memory at a time."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BeadModel:
    """Weights of the features."""

    weights: Floats
    """In the order of `FEATURES`."""
    null_bonus: float
    """Added to the score of a null bead that follows a null bead."""
    clauses: Floats
    """Weights of the clause evidence, in the order of `CLAUSE_FEATURES`."""
    paragraphs: Floats
    """Weights of the paragraph features, in the order of `PARAGRAPH_FEATURES`."""

    @classmethod
    def of(cls, weights: dict[str, float]) -> BeadModel:
        """Make a model from named weights; raise `ValueError` if the names differ from `WEIGHTS`."""
        if weights.keys() != set(WEIGHTS):
            raise ValueError(f"features and weights differ: {sorted(weights.keys() ^ set(WEIGHTS))}")
        first, second, paragraphs = (
            np.array([weights[name] for name in names], np.float32)
            for names in (FEATURES, CLAUSE_FEATURES, PARAGRAPH_FEATURES)
        )
        return cls(weights=first, null_bonus=weights[_NULL_BONUS], clauses=second, paragraphs=paragraphs)

    @property
    def null(self) -> float:
        """Return the score of a null bead whose other features are 0."""
        return float(self.weights[list(FEATURES).index("null")])

    def without(self, names: Collection[str]) -> BeadModel:
        """Return a model in which these features have weight 0."""
        kept = np.array([name not in names for name in FEATURES])
        return replace(self, weights=self.weights * kept)

    def scores(self, grid: Grid, *, threads: int) -> Floats:
        """Return the score of every bead that may end at a point of the band: (points, moves)."""
        out = np.empty((grid.band.points, len(MOVES)), np.float32)
        weights = dict(zip(FEATURES, self.weights, strict=True))

        def fill(start: int) -> None:
            points = np.arange(start, min(start + _POINTS, len(out)))
            out[points] = weighted_sums(grid, points, weights)

        with one_blas_thread(), ThreadPoolExecutor(threads) as pool:
            list(pool.map(fill, range(0, len(out), _POINTS)))
        return out


def uncertain_beads(shares: Floats, band: Band) -> tuple[Ints, Ints, Ints]:
    """Return the beads whose posteriors make them neither certain nor negligible.

    `shares`: posteriors, (points, moves). Returns points, moves, and rows (i, j, a, b): a source segments that end
    before i and b target segments that end before j.
    """
    points, kinds = np.nonzero((shares >= UNCERTAIN) & (shares <= 1 - UNCERTAIN))
    return points, kinds, np.column_stack((*band.at(points), MOVES[kinds]))


@cache
def default_model(*, uneven: bool = False) -> BeadModel:
    """Return the built-in model; `uneven` as in `Grid.uneven`."""
    record = json.loads((files("align.bitext") / "bead_model.json").read_text("utf-8"))
    return BeadModel.of(record["uneven" if uneven else "weights"])
