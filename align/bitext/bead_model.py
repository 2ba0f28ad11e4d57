"""The bead model: how much each feature speaks for a bead, and what the beads of a band are worth by it.

The model is a conditional random field over ladders (Lafferty and others 2001; Sarawagi and Cohen 2004 for beads of
several segments): the probability of a ladder is proportional to e to the sum, over its beads, of weighted features.
Its weights stand in `bead_model.json`, one for each feature and one for a null bead that follows a null bead, for what
is missing is often missing at a stretch; `benchmarks/fit_bead_model.py` fits them to gold ladders. Three more weigh
what clauses say of the beads that these leave in question, which takes longer to find out (`align.bitext.clauses`),
and the last two where paragraphs begin (`align.bitext.paragraphs`).
Documents of which one has several segments for one of the other's have weights of their own: there the usual bead is
large, and to leave a segment alone is as rare as elsewhere.
"""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from align.bitext.features import FEATURES, MOVES, weighed
from align.bitext.paragraphs import PARAGRAPHS
from align.blas import single_products

if TYPE_CHECKING:
    from collections.abc import Collection

    from align.bitext.features import Grid
    from align.dp import Band, Floats, Ints


_GOING = "null after null"
SECOND = {
    "in question": "1 for a bead with both sides whose clauses are aligned",
    "clauses meet": "log of the share of the ladders of clauses that lead through the point where such a bead ends",
    "clauses alone": "log odds of the share of the clauses of a null bead that stand alone in those ladders",
}
"""Names of the features of the second look, and what they measure."""
WEIGHTS = (*FEATURES, _GOING, *SECOND, *PARAGRAPHS)
"""Names of all weights."""
BARRED = -1e6
"""Score of what may be no bead: worse than any ladder without it."""
OPEN = 0.03
"""A bead is looked at again when the first look gives it at least this much of all ladders, and leaves the rest as
much."""

_POINTS = 4096
"""Points of the band whose features a thread has in memory at a time."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class BeadModel:
    """Weights of the features."""

    weights: Floats
    """In the order of `FEATURES`."""
    going: float
    """What a null bead gains where it follows a null bead."""
    second: Floats
    """Weights of the second look, in the order of `SECOND`."""
    paragraphs: Floats
    """Weights of where paragraphs begin, in the order of `PARAGRAPHS`."""

    @classmethod
    def of(cls, weights: dict[str, float]) -> BeadModel:
        """Make a model of named weights; raise `ValueError` if they are not those of `WEIGHTS`."""
        if weights.keys() != set(WEIGHTS):
            raise ValueError(f"features and weights differ: {sorted(weights.keys() ^ set(WEIGHTS))}")
        first, second, paragraphs = (
            np.array([weights[name] for name in names], np.float32) for names in (FEATURES, SECOND, PARAGRAPHS)
        )
        return cls(weights=first, going=weights[_GOING], second=second, paragraphs=paragraphs)

    @property
    def null(self) -> float:
        """Return what a null bead is worth of which nothing is known."""
        return float(self.weights[list(FEATURES).index("null")])

    def without(self, names: Collection[str]) -> BeadModel:
        """Return the model in which some features count for nothing."""
        kept = np.array([name not in names for name in FEATURES])
        return replace(self, weights=self.weights * kept)

    def scores(self, grid: Grid, *, threads: int) -> Floats:
        """Return what every bead that may end at a point of the band is worth: (points, moves)."""
        out = np.empty((grid.band.points, len(MOVES)), np.float32)
        weights = dict(zip(FEATURES, self.weights, strict=True))

        def fill(start: int) -> None:
            points = np.arange(start, min(start + _POINTS, len(out)))
            out[points] = weighed(grid, points, weights)

        with single_products(), ThreadPoolExecutor(threads) as pool:
            list(pool.map(fill, range(0, len(out), _POINTS)))
        return out


def in_question(shares: Floats, band: Band) -> tuple[Ints, Ints, Ints]:
    """Return the beads that are neither ruled out nor certain by their shares in all ladders.

    That is their points, their moves, and rows (i, j, a, b).
    """
    points, kinds = np.nonzero((shares >= OPEN) & (shares <= 1 - OPEN))
    return points, kinds, np.column_stack((*band.at(points), MOVES[kinds]))


@cache
def default_model(*, uneven: bool = False) -> BeadModel:
    """Return the model that comes with the package, for documents that are cut alike or unevenly (`Grid.uneven`)."""
    record = json.loads((files("align.bitext") / "bead_model.json").read_text("utf-8"))
    return BeadModel.of(record["uneven" if uneven else "weights"])
