"""The span model: how much each feature speaks for a place, and how sure to be of it.

A conditional log-linear model over the candidates of a quotation and the possibility that none is right. It works in
two steps: first every quotation by itself, then with what is known of the others of the same article. Its weights stand
in `span_model.json`; `benchmarks/quotations.py` fits them to gold.
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
    """Weights of the features, and what is needed besides."""

    name: str
    """For the signature of a result."""
    alone: Floats
    """Weights of `FEATURES`, in their order."""
    alone_none: float
    """Score of the possibility that no candidate is right."""
    votes: float
    """By what factor a score counts that is the mean of several languages."""
    together: Floats
    """Weights of `NEIGHBOURS`, in their order."""
    together_score: float
    """Weight of the score of the first step."""
    together_none: float
    """Score of the possibility that no candidate is right, in the second step."""
    threshold: float
    """Least confidence of what is called found."""

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> SpanModel:
        """Make a model from what the data file holds; raise ValueError if its weights are not those of the features."""
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
        """Return the scores of candidates by their own features, relative to none being right.

        The features are those of one voice or more, (voices, candidates, features), and all have one vote.
        """
        score: Floats = _weighed(features, self.alone).mean(axis=0) - np.float32(self.alone_none)
        return score * np.float32(self.votes if len(features) > 1 else 1)

    def score_together(self, alone: Floats, neighbours: Floats) -> Floats:
        """Return the scores of candidates by those of the first step and what the other quotations say."""
        score = alone * np.float32(self.together_score) + _weighed(neighbours, self.together)
        return score - np.float32(self.together_none)


def _weighed(features: Floats, weights: Floats) -> Floats:
    """Add up weighted features; not by `@`, for OpenBLAS may warn of invalid values in products as narrow as these."""
    sums: Floats = np.einsum("...f,f->...", features, weights)
    return sums


@cache
def default_model() -> SpanModel:
    """Return the model that comes with the package."""
    return SpanModel.of(json.loads((files("align.locate") / "span_model.json").read_text("utf-8")))
