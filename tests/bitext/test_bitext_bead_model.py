from __future__ import annotations

import json
from importlib.resources import files

import numpy as np
import pytest
from bitext_samples import ones, vectors, words

from align.bitext import MODEL, search_space
from align.bitext.bead_model import BeadModel, default_model
from align.bitext.features import FEATURES, MOVES, features

RECORD = json.loads((files("align.bitext") / "bead_model.json").read_text("utf-8"))


def test_the_model_of_the_package_has_a_weight_for_each_feature() -> None:
    assert list(RECORD["weights"]) == list(FEATURES)
    assert default_model().name == RECORD["name"] == MODEL
    np.testing.assert_allclose(default_model().weights, [*RECORD["weights"].values()], rtol=1e-6)


def test_its_weights_are_log_odds_of_a_sane_size() -> None:
    # Features are about 1, and a fit that has run away makes every bead certain.
    assert max(map(abs, RECORD["weights"].values())) < 30


@pytest.mark.parametrize("change", [{"shoe size": 1.0}, {}])
def test_a_model_with_other_features_is_refused(change: dict[str, float]) -> None:
    weights = {**RECORD["weights"], **change}
    if not change:
        del weights["length"]
    with pytest.raises(ValueError, match=r"shoe size|length"):
        BeadModel.of("mine", weights)


def test_the_order_of_named_weights_does_not_matter() -> None:
    turned = BeadModel.of("mine", dict(reversed(RECORD["weights"].items())))
    np.testing.assert_array_equal(turned.weights, default_model().weights)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_scores_are_weighted_sums(threads: int) -> None:
    segments = ones(range(120))
    band, grid = search_space(
        words(segments, lang="aa"), words(segments, lang="bb"), vectors(segments, seed=1), vectors(segments, seed=2)
    )
    scores = default_model().scores(grid, threads=threads)
    assert scores.shape == (band.points, len(MOVES))
    expected = features(grid, range(121)).astype(np.float64) @ default_model().weights.astype(np.float64)
    np.testing.assert_allclose(scores, expected, atol=1e-2)
    np.testing.assert_array_equal(scores, default_model().scores(grid, threads=1))
