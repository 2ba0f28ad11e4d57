from __future__ import annotations

import pytest

from align.wording import quantity, suggest, two_digits


@pytest.mark.parametrize(("number", "expected"), [(0, "0 beads"), (1, "1 bead"), (2, "2 beads"), (1200, "1,200 beads")])
def test_a_noun_agrees_with_its_number(number: int, expected: str) -> None:
    assert quantity(number, "bead") == expected


@pytest.mark.parametrize(("confidence", "expected"), [(0.999, 0.99), (1.0, 1.0), (0.29, 0.29), (0.0, 0.0)])
def test_nothing_below_certainty_is_printed_as_certain(confidence: float, expected: float) -> None:
    assert two_digits(confidence) == expected


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("eror", ["warning", "error"], 'the nearest known is "error"'),
        ("grave", ["warning", "error"], "known are error, warning"),
        ("x", [], ""),
        ("-", list(map(str, range(100, 190))), f"known are {', '.join(map(str, range(100, 180)))} and 10 more"),
    ],
)
def test_only_a_similar_name_is_suggested(name: str, known: list[str], expected: str) -> None:
    assert suggest(name, known) == expected
