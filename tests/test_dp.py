from __future__ import annotations

from itertools import pairwise
from math import exp, log
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from align.bitext.features import MOVES
from align.dp import Band, best_chain, best_path, posteriors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.dp import Floats, Ints

Step = tuple[int, int, int]
"""The end (i, j) of a step and its move."""

SMALL = np.array([(1, 0), (0, 1), (1, 1), (1, 2), (2, 1)], np.int64)

BONUSES = (0.0, 1.5, -2.0)
"""Values of `null_bonus`."""


def band(lo: list[int], hi: list[int]) -> Band:
    return Band.of(np.array(lo, np.int64), np.array(hi, np.int64))


def paths(at: Band, moves: Ints) -> Iterator[tuple[Step, ...]]:
    """Yield every path through the band, found by an independent, slow search."""
    goal = (len(at.lo) - 1, int(at.hi[-1]) - 1)

    def walk(i: int, j: int) -> Iterator[tuple[Step, ...]]:
        if (i, j) == goal:
            yield ()
        for move, (a, b) in enumerate(moves.tolist()):
            ni, nj = i + a, j + b
            if ni <= goal[0] and at.lo[ni] <= nj < at.hi[ni]:
                yield from (((ni, nj, move), *rest) for rest in walk(ni, nj))

    return walk(0, 0)


@given(st.data())
def test_a_narrowed_band_contains_its_points_and_lies_within_the_other(data: st.DataObject) -> None:
    at = data.draw(bands(9))
    points = data.draw(st.sets(st.integers(0, at.points - 1)))
    part, numbers = at.narrow(np.array(sorted({0, *points, at.points - 1})))  # `Band` checks that paths can cross it.
    assert points <= set(numbers.tolist())
    for one, other in zip(part.coordinates(), at.at(numbers), strict=True):
        np.testing.assert_array_equal(one, other)


def test_a_narrowed_band_is_as_small_as_possible() -> None:
    at = Band.full(4, 9)
    part, _ = at.narrow(np.array([0, 11, 32, 33, 49]))
    assert [*zip(part.lo.tolist(), part.hi.tolist(), strict=True)] == [(0, 1), (0, 2), (1, 2), (1, 4), (3, 10)]


def worth(path: tuple[Step, ...], scores: Floats, at: Band, moves: Ints, null_bonus: float) -> float:
    every = sum(float(scores[at.first[i] + j - at.lo[i], move]) for i, j, move in path)
    return every + null_bonus * bonuses(path, moves)


def bonuses(path: tuple[Step, ...], moves: Ints) -> int:
    nulls = [0 in moves[move] for _, _, move in path]
    return sum(one and other for one, other in pairwise(nulls))


@st.composite
def bands(draw: st.DrawFn, most: int) -> Band:
    """Draw a band from (0, 0) to (n, m), n and m at most `most`."""
    n, m = draw(st.integers(0, most)), draw(st.integers(0, most))
    lo, hi = [0], [draw(st.integers(1, m + 1)) if n else m + 1]
    for row in range(1, n + 1):
        lo.append(draw(st.integers(lo[-1], hi[-1] - 1)))
        hi.append(m + 1 if row == n else draw(st.integers(max(hi[-1], lo[-1] + 1), m + 1)))
    return band(lo, hi)


def random_scores(at: Band, moves: Ints, seed: int) -> Floats:
    return np.random.default_rng(seed).normal(0, 2, (at.points, len(moves))).astype(np.float32)


# ---- the band


def test_bands_have_only_one_memory_layout() -> None:
    at = Band.of(np.array([1, 0])[::-1], np.array([2, 2])[::-1])
    assert at.lo.flags.c_contiguous
    assert at.hi.flags.c_contiguous


def test_the_full_band_is_the_whole_grid() -> None:
    at = Band.full(2, 3)
    assert at.points == 12
    rows, columns = at.coordinates()
    assert [*zip(rows.tolist(), columns.tolist(), strict=True)] == [(i, j) for i in range(3) for j in range(4)]


@given(bands(8))
def test_the_points_are_numbered_row_by_row(at: Band) -> None:
    rows, columns = at.coordinates()
    expected = [(i, j) for i in range(len(at.lo)) for j in range(at.lo[i], at.hi[i])]
    assert [*zip(rows.tolist(), columns.tolist(), strict=True)] == expected
    assert at.points == len(expected)
    grid = np.arange(-1, len(at.lo) + 1)[:, None], np.arange(-1, at.hi[-1] + 1)
    numbers, inside = at.numbers(*grid)
    assert [(i - 1, j - 1) for i, j in np.argwhere(inside).tolist()] == expected
    assert numbers[inside].tolist() == [*range(at.points)]
    assert ((numbers >= 0) & (numbers < at.points)).all()


@pytest.mark.parametrize(
    ("lo", "hi"),
    [
        ([0, 2], [2, 3]),  # The second row begins where the first ends.
        ([0, 3], [2, 5]),  # A hole between the rows.
        ([0, 1], [2, 1]),  # An empty row.
        ([1, 0], [2, 2]),  # The lower bound falls.
        ([0, 0], [3, 2]),  # The upper bound falls.
    ],
)
def test_a_band_that_no_path_can_cross_is_refused(lo: list[int], hi: list[int]) -> None:
    with pytest.raises(ValueError, match="do not hang together"):
        band(lo, hi)


# ---- the best path


@settings(max_examples=60)
@given(bands(4), st.integers(0, 2**32 - 1))
def test_the_best_path_is_the_best_of_all_paths(at: Band, seed: int) -> None:
    _check_best(at, SMALL, seed)


@settings(max_examples=20)
@given(bands(4), st.integers(0, 2**32 - 1))
def test_the_best_path_is_the_best_of_all_paths_of_real_moves(at: Band, seed: int) -> None:
    _check_best(at, MOVES, seed)


def _check_best(at: Band, moves: Ints, seed: int) -> None:
    scores = random_scores(at, moves, seed)
    best = max(paths(at, moves), key=lambda path: worth(path, scores, at, moves, 0.0))
    assert [tuple(step) for step in best_path(scores, at, moves).tolist()] == list(best)


@given(bands(8), st.integers(0, 2**32 - 1))
def test_the_best_path_is_a_ladder(at: Band, seed: int) -> None:
    i = j = 0
    for ni, nj, move in best_path(random_scores(at, MOVES, seed), at, MOVES).tolist():
        assert [ni - i, nj - j] == MOVES[move].tolist()
        assert at.lo[ni] <= nj < at.hi[ni]
        i, j = ni, nj
    assert (i, j) == (len(at.lo) - 1, at.hi[-1] - 1)


def test_a_grid_of_one_point_has_an_empty_path() -> None:
    at = Band.full(0, 0)
    assert best_path(np.zeros((1, len(SMALL)), np.float32), at, SMALL).shape == (0, 3)
    assert posteriors(np.zeros((1, len(SMALL)), np.float32), at, SMALL)[0] == 0.0


@pytest.mark.parametrize(
    ("at", "moves"),
    [
        (Band.full(2, 3), [(1, 1)]),  # The moves do not lead to the end.
        (band([1, 1], [2, 2]), [(1, 0), (0, 1)]),  # The band does not contain (0, 0).
    ],
)
def test_a_band_without_a_path_raises(at: Band, moves: list[tuple[int, int]]) -> None:
    with pytest.raises(ValueError, match="no path leads"):
        best_path(np.zeros((at.points, len(moves)), np.float32), at, np.array(moves, np.int64))


# ---- the best chain


@given(bands(5), st.integers(0, 2**32 - 1))
def test_the_best_chain_is_that_of_the_best_of_all_paths(at: Band, seed: int) -> None:
    moves = np.array([(1, 1), (1, 0), (0, 1)], np.int64)
    scores = random_scores(at, moves, seed)
    scores[:, 1:] = 0
    best = max(paths(at, moves), key=lambda path: worth(path, scores, at, moves, 0.0))
    expected = [[i, j] for i, j, move in best if move == 0]
    found = best_chain(np.ascontiguousarray(scores[:, 0]), at).tolist()
    gained = (sum(scores[at.first[i] + j - at.lo[i], 0] for i, j in chain) for chain in (found, expected))
    assert found == expected or np.isclose(*gained)


def test_a_grid_of_one_point_has_an_empty_chain() -> None:
    assert best_chain(np.zeros(1, np.float32), Band.full(0, 0)).shape == (0, 2)


def test_nan_is_no_gain() -> None:
    assert best_chain(np.full(16, np.nan, np.float32), Band.full(3, 3)).shape == (0, 2)


def test_where_no_path_leads_there_is_no_chain() -> None:
    with pytest.raises(ValueError, match="no path leads"):
        best_chain(np.zeros(2, np.float32), band([1, 1], [2, 2]))


# ---- the posteriors


@settings(max_examples=60)
@given(bands(4), st.integers(0, 2**32 - 1))
def test_posteriors_equal_the_sums_over_all_paths(at: Band, seed: int) -> None:
    _check_shares(at, SMALL, seed)


@settings(max_examples=20)
@given(bands(4), st.integers(0, 2**32 - 1))
def test_posteriors_equal_the_sums_over_all_paths_of_real_moves(at: Band, seed: int) -> None:
    _check_shares(at, MOVES, seed)


def _check_shares(at: Band, moves: Ints, seed: int) -> None:
    scores, null_bonus = random_scores(at, moves, seed), BONUSES[seed % len(BONUSES)]
    weights = {path: exp(worth(path, scores, at, moves, null_bonus)) for path in paths(at, moves)}
    total = sum(weights.values())
    expected = np.zeros(scores.shape)
    for path, weight in weights.items():
        for i, j, move in path:
            expected[at.first[i] + j - at.lo[i], move] += weight / total
    log_total, shares, further = posteriors(scores, at, moves, null_bonus=null_bonus)
    assert further == pytest.approx(
        sum(weight / total * bonuses(path, moves) for path, weight in weights.items()), abs=1e-5
    )
    assert log_total == pytest.approx(log(total), abs=1e-5)
    np.testing.assert_allclose(shares, expected, atol=1e-5)


@settings(max_examples=40)
@given(bands(12), st.integers(0, 2**32 - 1), st.sampled_from([0.01, 1.0, 30.0]))
def test_every_segment_is_covered_with_certainty(at: Band, seed: int, sharpness: float) -> None:
    scores = random_scores(at, MOVES, seed) * np.float32(sharpness)
    _, shares, _ = posteriors(scores, at, MOVES)
    assert shares.min() >= 0
    rows, columns = at.coordinates()
    covered = (np.zeros(len(at.lo) - 1), np.zeros(at.hi[-1] - 1))
    for ends, axis in ((rows, 0), (columns, 1)):
        for move, steps in enumerate(MOVES):
            for back in range(int(steps[axis])):
                inside = ends > back
                np.add.at(covered[axis], ends[inside] - 1 - back, shares[inside, move])
        np.testing.assert_allclose(covered[axis], 1, atol=1e-3)


def test_posteriors_do_not_depend_on_the_points_computed_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    at = Band.full(9, 8)
    scores = random_scores(at, MOVES, 5)
    whole = posteriors(scores, at, MOVES, null_bonus=1.5)
    monkeypatch.setattr("align.dp._AT_ONCE", 7)
    few = posteriors(scores, at, MOVES, null_bonus=1.5)
    np.testing.assert_array_equal(few[1], whole[1])
    assert few[::2] == pytest.approx(whole[::2])


def test_scores_far_apart_neither_overflow_nor_vanish() -> None:
    at = Band.full(40, 40)
    scores = np.full((at.points, len(SMALL)), -500, np.float32)
    scores[:, 2] = 500
    log_total, shares, _ = posteriors(scores, at, SMALL)
    assert log_total == pytest.approx(40 * 500)
    assert shares[:, 2].sum() == pytest.approx(40)
    assert np.isfinite(shares).all()


def test_the_result_is_always_the_same() -> None:
    at = Band.full(30, 25)
    scores = random_scores(at, MOVES, 1)
    first = best_path(scores, at, MOVES), *posteriors(scores, at, MOVES)
    again = best_path(scores.copy(), at, MOVES), *posteriors(scores.copy(), at, MOVES, threads=2)
    for one, other in zip(first, again, strict=True):
        np.testing.assert_array_equal(one, other)
