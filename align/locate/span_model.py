"""Features of candidates -> their scores, by the span model.

This is a conditional log-linear model over the candidates of a quotation and the possibility that none is right. It has
two steps: each quotation on its own, then with the estimates of the other quotations of the article. The weights are in
`span_model.json`; `benchmarks/quotations.py` fits them to gold.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from align.locate.features import FEATURES
from align.locate.neighbours import NEIGHBOURS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from align.locate.source import Floats


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SpanModel:
    """The weights of the features, and the other parameters."""

    name: str
    """Name for the signature of a result."""
    alone: Floats
    """Weights of `FEATURES`, in their order."""
    alone_none: float
    """Score of the possibility that no candidate is right."""
    votes: float
    """Factor for scores that are the mean of several languages."""
    together: Floats
    """Weights of `NEIGHBOURS`, in their order."""
    together_score: float
    """Weight of the score of the first step."""
    together_none: float
    """Score of the possibility that no candidate is right, in the second step."""
    threshold: float
    """Minimum confidence of a match."""

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> SpanModel:
        """Make a model from the data file; raise `ValueError` if its weights do not match the features."""
        for names, weights in ((FEATURES, record["alone"]), (NEIGHBOURS, record["together"])):
            if weights.keys() != names.keys():
                raise ValueError(f"features and weights differ: {sorted(weights.keys() ^ names.keys())}")
        return cls(
            name=record["name"],
            alone=np.array([record["alone"][feature] for feature in FEATURES], np.float32),
            together=np.array([record["together"][feature] for feature in NEIGHBOURS], np.float32),
            **{name: record[name] for name in ("alone_none", "votes", "together_score", "together_none", "threshold")},
        )

    def score_alone(self, features: Floats) -> Floats:
        """Return the scores of candidates from their own features, relative to the possibility that none is right.

        `features` has the shape (voices, candidates, features); each voice has one vote.
        """
        score: Floats = _weigh(features, self.alone).mean(axis=0) - np.float32(self.alone_none)
        return score * np.float32(self.votes if len(features) > 1 else 1)

    def score_together(self, alone: Floats, neighbours: Floats) -> Floats:
        """Return the scores of candidates from their scores of the first step and the features of `NEIGHBOURS`."""
        score = alone * np.float32(self.together_score) + _weigh(neighbours, self.together)
        return score - np.float32(self.together_none)


def _weigh(features: Floats, weights: Floats) -> Floats:
    """Sum weighted features; not with `@`, because OpenBLAS may warn of invalid values in such narrow products."""
    sums: Floats = np.einsum("...f,f->...", features, weights)
    return sums


@cache
def default_model() -> SpanModel:
    """Return the model of the package."""
    return SpanModel.of(json.loads((files("align.locate") / "span_model.json").read_text("utf-8")))
