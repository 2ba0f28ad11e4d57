from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from align.locate.chain import best_chain, posterior
from align.locate.search import Candidates


def stretch(stretches: list[tuple[int, int, int]]) -> Candidates:
    source, start, end = np.array(sorted(stretches), np.int64).reshape(-1, 3).T
    return Candidates(source=source, start=start, end=end, background=0.0, background_sentence=0.0)


def scores(*values: float) -> np.ndarray[tuple[int], np.dtype[np.float32]]:
    return np.array(values, np.float32)


stretches = st.tuples(st.integers(0, 2), st.integers(0, 30), st.integers(1, 9)).map(lambda t: (t[0], t[1], t[1] + t[2]))


@given(st.lists(st.lists(stretches, min_size=1, max_size=12), min_size=1, max_size=4), st.integers(0, 1000))
def test_probabilities_add_up_and_the_chosen_chain_is_in_order(
    some: list[list[tuple[int, int, int]]], seed: int
) -> None:
    chance = np.random.default_rng(seed)
    values = [chance.normal(scale=3, size=len(one)).astype(np.float32) for one in some]
    result = posterior([stretch(one) for one in some], values, [10] * len(some))
    assert 0 <= result.found <= 1 + 1e-9
    for number, places in result.sources.items():
        for place in places:
            assert place.probability.sum() == pytest.approx(result.mass[number], abs=1e-6)
        chosen = best_chain(places)
        ends = [int(place.end[at]) for place, at in zip(places, chosen, strict=True)]
        starts = [int(place.start[at]) for place, at in zip(places, chosen, strict=True)]
        assert all(end <= start for end, start in zip(ends, starts[1:], strict=False))


def test_one_stretch_is_a_softmax_with_none_at_zero() -> None:
    result = posterior([stretch([(0, 0, 5), (1, 3, 6)])], [scores(np.log(2), np.log(1))], [20])
    assert result.mass == pytest.approx({0: 0.5, 1: 0.25})


def test_the_second_stretch_is_searched_after_the_first() -> None:
    first, second = stretch([(0, 20, 25)]), stretch([(0, 5, 10), (0, 28, 33)])
    result = posterior([first, second], [scores(4), scores(6, 4)], [10, 10])
    [places] = result.sources.values()
    assert [int(place.start[at]) for place, at in zip(places, best_chain(places), strict=True)] == [20, 28]


def test_a_wide_gap_is_less_probable_than_a_narrow_one() -> None:
    result = posterior([stretch([(0, 0, 5)]), stretch([(0, 6, 9), (0, 900, 903)])], [scores(3), scores(3, 3)], [10, 10])
    _, second = result.sources[0]
    assert second.probability[0] > 2 * second.probability[1]


def test_stretches_without_a_common_source_have_no_place() -> None:
    result = posterior([stretch([(0, 0, 5)]), stretch([(1, 0, 5)])], [scores(9), scores(9)], [10, 10])
    assert result.found == 0
    assert posterior([], [], []).found == 0


def test_the_best_place_has_the_greatest_expected_overlap() -> None:
    # Each shorter place is more probable than the longer one, but the longer one overlaps both.
    result = posterior([stretch([(0, 0, 8), (0, 0, 10), (0, 2, 10)])], [scores(1.1, 1.0, 1.1)], [10])
    [(places,)] = result.sources.values()
    [chosen] = best_chain([places])
    assert (places.start[chosen], places.end[chosen]) == (0, 10)
