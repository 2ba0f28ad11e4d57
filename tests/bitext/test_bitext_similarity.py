from __future__ import annotations

import numpy as np
import pytest
from bitext_samples import ones, vectors

from align.bitext.similarity import (
    LARGEST,
    RUN,
    SHAPES,
    SMALLER,
    background,
    clause_similarities,
    run_similarities,
)
from align.dp import Band


def test_the_shapes_are_all_beads_that_are_not_too_large() -> None:
    assert len(set(SHAPES)) == len(SHAPES)
    assert SHAPES[0] == (1, 1)
    assert set(SHAPES) == {
        (a, b) for a in range(1, 9) for b in range(1, 9) if a + b <= LARGEST and min(a, b) <= SMALLER
    }
    assert max(max(shape) for shape in SHAPES) == RUN


@pytest.mark.parametrize(("threads", "columns", "narrow"), [(1, 2048, 64), (2, 2048, 64), (2, 7, 0), (2, 7, 38)])
def test_similarities_are_the_cosines_of_the_runs_that_end_at_a_point(
    threads: int, columns: int, narrow: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("align.bitext.similarity._COLUMNS", columns)
    monkeypatch.setattr("align.bitext.similarity._NARROW", narrow)
    src, tgt = vectors(ones(range(70)), seed=1), vectors(ones(range(55)), seed=2)
    lo = np.minimum(np.arange(71) // 2, 40)
    band = Band.of(lo, np.minimum(lo + 30, 56))
    found = run_similarities(src, tgt, band, threads=threads)
    assert found.shape == (band.points, len(SHAPES))
    for point, (i, j) in enumerate(zip(*band.coordinates(), strict=True)):
        for shape, (a, b) in enumerate(SHAPES):
            expected = 0.0
            if i >= a and j >= b:
                expected = float(src[i - a, a - 1].astype(np.float32) @ tgt[j - b, b - 1].astype(np.float32))
            assert found[point, shape] == pytest.approx(expected, abs=1e-4)


@pytest.mark.parametrize("threads", [1, 2])
def test_clause_similarities_are_the_cosines_of_clauses_that_meet_at_a_point(threads: int) -> None:
    src, tgt = (vectors(ones(range(2 * n)), seed=n)[:, 0].reshape(n, 2, -1) for n in (70, 55))
    lo = np.minimum(np.arange(71) // 2, 40)
    band = Band.of(lo, np.minimum(lo + 30, 56))
    found = clause_similarities(src, tgt, band, threads=threads)
    assert found.shape == (band.points, 4)
    first, last = 0, 1
    for point, (i, j) in enumerate(zip(*band.coordinates(), strict=True)):
        met = ((i - 1, last, j - 1, last), (i, first, j, first), (i - 1, last, j, first), (i, first, j - 1, last))
        for column, (row, end, other, other_end) in enumerate(met):
            expected = 0.0
            if 0 <= row < len(src) and 0 <= other < len(tgt):
                expected = float(src[row, end].astype(np.float32) @ tgt[other, other_end].astype(np.float32))
            assert found[point, column] == pytest.approx(expected, abs=1e-4)


def test_the_background_is_the_mean_cosine_of_unrelated_segments() -> None:
    segments = ones(range(40))
    common = np.full(128, 0.05, np.float16)
    src, tgt = (vectors(segments, seed=seed) + common for seed in (1, 2))
    band = Band.full(40, 40)
    cosines = src[:, 0].astype(np.float32) @ tgt[:, 0].astype(np.float32).T
    strangers = (cosines.sum() - cosines.max(axis=1).sum()) / (40 * 39)
    found = background(src, tgt, run_similarities(src, tgt, band, threads=1), band, (np.arange(40), np.arange(40)))
    assert found == pytest.approx(strangers, abs=1e-3)


def test_repeated_texts_do_not_count_as_unrelated() -> None:
    once, again = ones(range(20)), [meaning for meaning in ones(range(20)) for _ in range(3)]
    found = []
    for segments, times in ((once, 1), (again, 3)):
        src, tgt = (vectors(segments, seed=seed, noise=0) for seed in (1, 2))
        band, same = Band.full(20 * times, 20 * times), np.repeat(np.arange(20), times)
        found.append(background(src, tgt, run_similarities(src, tgt, band, threads=1), band, (same, same)))
    assert found[1] == pytest.approx(found[0], abs=1e-3)


@pytest.mark.parametrize("times", [1, 5])
def test_one_segment_a_side_has_no_background(times: int) -> None:
    src, tgt = (vectors([(0,)] * times, seed=seed) for seed in (1, 2))
    band, same = Band.full(times, times), np.zeros(times, np.int64)
    assert background(src, tgt, run_similarities(src, tgt, band, threads=1), band, (same, same)) == 0.0
