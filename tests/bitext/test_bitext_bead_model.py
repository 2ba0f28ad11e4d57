from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np
import pytest
from bitext_samples import ones, vectors_of, words

from align.bitext import model_name, search_space
from align.bitext.bead_model import UNCERTAIN, WEIGHTS, BeadModel, default_model, uncertain_beads
from align.bitext.features import MOVES, features
from align.dp import Band, posteriors

if TYPE_CHECKING:
    from pathlib import Path

RECORD = json.loads((files("align.bitext") / "bead_model.json").read_text("utf-8"))


@pytest.mark.parametrize(("name", "uneven"), [("weights", False), ("uneven", True)])
def test_the_model_of_the_package_has_a_weight_for_each_feature(name: str, uneven: bool) -> None:  # noqa: FBT001
    assert tuple(RECORD[name]) == WEIGHTS
    model = default_model(uneven=uneven)
    found = [*model.weights, model.null_bonus, *model.clauses, *model.paragraphs]
    np.testing.assert_allclose(found, [*RECORD[name].values()], rtol=1e-6)


def test_the_name_of_the_model_changes_with_its_weights(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "bead_model.json").write_text("{}", "utf-8")
    before = model_name()
    monkeypatch.setattr("align.bitext.files", lambda _: tmp_path)
    assert model_name() != before


def test_its_weights_are_log_odds_of_a_sane_size() -> None:
    # Features are about 1; a diverged fit would make every bead certain.
    assert max(map(abs, [*RECORD["weights"].values(), *RECORD["uneven"].values()])) < 30


@pytest.mark.parametrize("change", [{"shoe size": 1.0}, {}])
def test_a_model_with_other_features_is_refused(change: dict[str, float]) -> None:
    weights = {**RECORD["weights"], **change}
    if not change:
        del weights["length"]
    with pytest.raises(ValueError, match=r"shoe size|length"):
        BeadModel.of(weights)


def test_the_order_of_named_weights_does_not_matter() -> None:
    turned = BeadModel.of(dict(reversed(RECORD["weights"].items())))
    np.testing.assert_array_equal(turned.weights, default_model().weights)


@pytest.mark.parametrize("threads", [1, 2, 5])
def test_scores_are_weighted_sums(threads: int) -> None:
    segments = ones(range(120))
    band, grid = search_space(
        words(segments, lang="aa"),
        words(segments, lang="bb"),
        vectors_of(segments, seed=1),
        vectors_of(segments, seed=2),
    )
    scores = default_model().scores(grid, threads=threads)
    assert scores.shape == (band.points, len(MOVES))
    expected = features(grid, np.arange(band.points)).astype(np.float64) @ default_model().weights.astype(np.float64)
    np.testing.assert_allclose(scores, expected, atol=1e-2)
    np.testing.assert_array_equal(scores, default_model().scores(grid, threads=1))


def test_uncertain_beads_are_neither_negligible_nor_certain() -> None:
    band = Band.full(6, 7)
    scores = np.random.default_rng(3).normal(0, 4, (band.points, len(MOVES))).astype(np.float32)
    _, shares, _ = posteriors(scores, band, MOVES, null_bonus=0.5)
    points, kinds, beads = uncertain_beads(shares, band)
    rows, columns = band.coordinates()
    asked = {
        (point, kind)
        for point in range(band.points)
        for kind in range(len(MOVES))
        if UNCERTAIN <= shares[point, kind] <= 1 - UNCERTAIN
    }
    assert 1 < len(asked) < shares.size / 4
    assert set(zip(points.tolist(), kinds.tolist(), strict=True)) == asked
    assert beads.tolist() == [
        [rows[point], columns[point], *MOVES[kind]] for point, kind in zip(points, kinds, strict=True)
    ]
    assert (np.diff(beads[:, 0]) >= 0).all()


def test_a_certain_ladder_has_no_uncertain_beads() -> None:
    band = Band.full(3, 3)
    shares = np.zeros((band.points, len(MOVES)), np.float32)
    shares[[5, 10, 15], 2] = 1.0
    assert MOVES[2].tolist() == [1, 1]
    assert not len(uncertain_beads(shares, band)[0])
