from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from align.lang.facts import same_name, similar_names, sound_distance, vaguely_similar_names

if TYPE_CHECKING:
    from collections.abc import Callable

NAMES = [line.split() for line in (Path(__file__).parent / "names.txt").read_text("utf-8").splitlines()]
"""Names in two or three languages, the Russian ones in any case."""
SAME = [pair for names in NAMES for pair in combinations(names, 2)]
DRAW = random.Random(1)  # noqa: S311 - the drawn pairs are no secret
OTHER = [(one[0], other[-1]) for one, other in (DRAW.sample(NAMES, 2) for _ in range(4000))]


@pytest.mark.parametrize(
    ("test", "found", "mistaken"),
    [(same_name, 0.8, 0.001), (similar_names, 0.97, 0.01), (vaguely_similar_names, 0.985, 0.025)],
)
def test_names_match_across_scripts(test: Callable[[str, str], bool], found: float, mistaken: float) -> None:
    assert sum(test(*pair) for pair in SAME) >= found * len(SAME)
    assert sum(test(*pair) for pair in OTHER) <= mistaken * len(OTHER)


def test_the_distance_of_two_words_is_symmetric() -> None:
    assert [sound_distance(a, b) for a, b in OTHER[:500]] == pytest.approx(
        [sound_distance(b, a) for a, b in OTHER[:500]]
    )
    assert {sound_distance(a, a) for a, _ in OTHER[:500]} == {0.0}


def test_a_case_adds_fewer_letters_in_latin_script() -> None:
    words = [("Карпенко", "Карпен"), ("Catalans", "Catalan"), ("Bernardi", "Berne")]
    assert [same_name(*pair) for pair in words] == [True, True, False]
