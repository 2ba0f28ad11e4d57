from __future__ import annotations

import numpy as np
import pytest
from bitext_samples import ones, vectors
from hypothesis import given, settings, strategies as st

from align.bitext import RUN, corridor
from align.bitext.corridor import rate
from align.bitext.features import MOVES
from align.dp import Band, best_path


def inside(i: int, j: int, band: Band) -> bool:
    return bool(band.lo[i] <= j < band.hi[i])


@settings(max_examples=60)
@given(
    st.integers(1, 60), st.integers(1, 60), st.integers(2, 16), st.integers(0, 2**32 - 1), st.sampled_from([3, 1536])
)
def test_the_band_leads_from_start_to_end(n: int, m: int, dim: int, seed: int, blocks: int) -> None:
    rng = np.random.default_rng(seed)
    src, tgt = (rng.standard_normal((length, RUN, dim)).astype(np.float16) for length in (n, m))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corridor, "_BLOCKS", blocks)  # With few blocks, short documents use both levels.
        patch.setattr(corridor, "_RECTANGLE", 100)
        band, chain = corridor.corridor(src, tgt)
    assert len(band.lo) == n + 1
    assert inside(0, 0, band)
    assert inside(n, m, band)
    assert band.hi.max() == m + 1
    assert ((chain >= 0) & (chain < (n, m))).all()
    assert (np.diff(chain, axis=0) > 0).all()
    assert all(inside(i, j, band) and inside(i + 1, j + 1, band) for i, j in chain.tolist())
    # A path of null beads leads through any band.
    assert len(best_path(np.zeros((band.points, 2), np.float32), band, MOVES[:2])) == n + m


@pytest.mark.parametrize("blocks", [64, 1536])
@pytest.mark.parametrize("common", [0.0, 0.2])
def test_the_chain_finds_the_true_pairs(blocks: int, common: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(corridor, "_BLOCKS", blocks)
    src, tgt = ones(range(300)), ones(range(60), range(140, 300))
    # A common component makes any two segments similar.
    one, other = (vectors(side, seed=seed) + np.float16(common) for side, seed in ((src, 1), (tgt, 2)))
    band, chain = corridor.corridor(one, other)
    true = {(i, j) for j, (i,) in enumerate(tgt)}
    assert len(true & set(map(tuple, chain.tolist()))) >= 0.98 * len(true)
    assert all(inside(i, j, band) and inside(i + 1, j + 1, band) for i, j in true)
    assert band.points < 0.25 * 301 * 221


def test_the_band_reaches_further_where_the_chain_skips_much() -> None:
    src, tgt = vectors(ones(range(120)), seed=1), vectors(ones(range(40), range(80, 120)), seed=2)
    band, _ = corridor.corridor(src, tgt)
    far = corridor._LOST - 1
    assert inside(40, 40 + far, band)
    assert inside(80, 40 - far, band)
    assert not inside(20, 20 + far, band)
    assert not inside(100, 60 - far, band)


def test_the_band_is_linear_in_the_length() -> None:
    points = [
        corridor.corridor(vectors(ones(range(n)), seed=1, dim=32), vectors(ones(range(n)), seed=2, dim=32))[0].points
        for n in (400, 800, 1600)
    ]
    assert points[1] < 2.3 * points[0]
    assert points[2] < 2.3 * points[1]


def test_texts_that_are_all_the_same_sentence_have_a_band() -> None:
    same = np.zeros((50, RUN, 8), np.float16)
    same[:, :, 0] = 1
    band, _ = corridor.corridor(same, same[:30])
    assert inside(0, 0, band)
    assert inside(50, 30, band)


def test_one_segment_and_many() -> None:
    one, many = vectors(ones(range(1)), seed=1), vectors(ones(range(3000)), seed=2)
    for src, tgt in ((one, many), (many, one), (one, one)):
        band, _ = corridor.corridor(src, tgt)
        assert inside(0, 0, band)
        assert inside(len(src), len(tgt), band)
        assert band.points <= 2 * 3001


@pytest.mark.parametrize(
    ("chain", "expected"),
    [
        ([(k, k) for k in range(100)], 1.0),
        ([(k, 3 * k) for k in range(100)], 2.9),
        ([(2 * k, k) for k in range(100)], 0.51),
        ([*((k, k) for k in range(50)), *((k, k + 400) for k in range(50, 100))], 1.0),
        ([(2 * k, 5 * k) for k in range(100)], 1.0),
        ([(7, 900)], 1.0),
        ([], 1.0),
    ],
)
def test_the_rate_counts_only_steps_of_both_documents(chain: list[tuple[int, int]], expected: float) -> None:
    assert rate(np.array(chain, np.int64).reshape(-1, 2)) == pytest.approx(expected, abs=0.05)
