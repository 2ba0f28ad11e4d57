from __future__ import annotations

from math import exp, log
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from align import bitext
from align.bitext import words
from align.bitext.words import explained
from align.encoders.fake import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.vectors import Vectors

CONCEPTS = {"chat": "cat", "noir": "black", "dort": "sleep", "sleeps": "sleep", "lune": "moon", "pluie": "rain"}
encode = FakeEncoder(CONCEPTS).encode

FRENCH = ["Le chat dort.", "La lune!", "Pluie, pluie…", "Anna rit"]
ENGLISH = ["A cat sleeps.", "Moon and rain", "It is late", "Anna laughs"]


def brute(src: list[str], tgt: list[str], bead: tuple[int, int, int, int]) -> float:
    """Follow the definition word by word."""
    bags = [[words._WORD.findall(text.lower()) for text in side] for side in (src, tgt)]
    i, j, a, b = bead
    runs = [word for bag in bags[0][i - a : i] for word in bag], [word for bag in bags[1][j - b : j] for word in bag]

    def likelier(word: str, given: str, everywhere: list[str]) -> float:
        close = [exp(words._SHARPNESS * float(encode([given])[0] @ encode([other])[0])) for other in everywhere]
        at = exp(words._SHARPNESS * float(encode([given])[0] @ encode([word])[0]))
        return at / (sum(close) / len(close))

    total = 0.0
    for told, by, bag in ((runs[1], runs[0], bags[1]), (runs[0], runs[1], bags[0])):
        everywhere = [word for segment in bag for word in segment]
        for word in told if by else []:
            share = sum(likelier(word, given, everywhere) for given in by) / len(by)
            total += log(words._UNEXPLAINED + (1 - words._UNEXPLAINED) * share)
    return total


BEADS = [(1, 1, 1, 1), (2, 2, 1, 1), (2, 2, 2, 2), (3, 2, 2, 1), (3, 3, 1, 2), (4, 3, 3, 3), (4, 4, 1, 1)]


def test_it_is_what_its_definition_says() -> None:
    found = explained(FRENCH, ENGLISH, np.array(BEADS), encode)
    np.testing.assert_allclose(found, [brute(FRENCH, ENGLISH, bead) for bead in BEADS], rtol=1e-3, atol=1e-3)


@settings(max_examples=30)
@given(
    src=st.lists(st.sampled_from([*FRENCH, "", "…"]), min_size=1, max_size=5),
    tgt=st.lists(st.sampled_from([*ENGLISH, "", "123"]), min_size=1, max_size=5),
)
def test_segments_without_words_explain_nothing_and_nothing_fails(src: list[str], tgt: list[str]) -> None:
    beads = [
        (i, j, a, b)
        for i in range(1, len(src) + 1)
        for j in range(1, len(tgt) + 1)
        for a in range(1, i + 1)
        for b in range(1, j + 1)
    ]
    found = explained(src, tgt, np.array(beads), encode)
    silent = not any(map(any, map(words._words, src))) or not any(map(any, map(words._words, tgt)))
    wanted = [0.0 if silent else brute(src, tgt, bead) for bead in beads]
    np.testing.assert_allclose(found, wanted, rtol=1e-3, atol=1e-3)


def test_what_means_the_same_explains_more_than_what_does_not() -> None:
    right, wrong = explained(FRENCH, ENGLISH, np.array([(1, 1, 1, 1), (1, 3, 1, 1)]), encode)
    assert right > 1 > wrong


def test_the_gain_of_a_bead_does_not_depend_on_what_else_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    src, tgt = FRENCH * 30, ENGLISH * 30
    beads = np.array([(i, i, a, b) for i in range(3, 121) for a in (1, 2, 3) for b in (1, 2)])
    together = explained(src, tgt, beads, encode)
    monkeypatch.setattr(words, "_ROWS", 1)
    np.testing.assert_allclose(explained(src, tgt, beads, encode), together, rtol=1e-4, atol=1e-4)
    few = beads[::50]
    np.testing.assert_allclose(explained(src, tgt, few, encode), together[::50], rtol=1e-4, atol=1e-4)


def test_only_words_in_question_and_a_sample_are_encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "_SAMPLE", 2)
    asked: list[str] = []

    def listen(texts: Sequence[str]) -> Vectors:
        asked.extend(texts)
        return encode(texts)

    explained(
        [f"un{k} mot{k}" for k in range(50)], [f"a{k} word{k}" for k in range(50)], np.array([(7, 9, 1, 1)]), listen
    )
    assert {"un6", "mot6", "a8", "word8"} <= set(asked)
    assert len(asked) == len(set(asked)) <= 4 + 2 + 2


def test_no_beads_no_words() -> None:
    assert explained(FRENCH, ENGLISH, np.empty((0, 4), np.int64), encode).shape == (0,)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("L’ami, d'Anna: 1 234 ans", ["l", "ami", "d", "anna", "1", "234", "ans"]),
        ("Снег ИДЁТ…", ["снег", "идёт"]),
        ("北京大学生 and 東京", ["北京", "大学", "生", "and", "東京"]),
        ("a" * 150, ["a" * 100, "a" * 50]),
        ("— ! _", []),
    ],
)
def test_words_in_many_scripts(text: str, found: list[str]) -> None:
    assert words._words(text) == found


def test_what_is_compiled_ahead_serves_all_later_calls() -> None:
    bitext.prepare()
    compiled = list(words._add_up.signatures)
    assert compiled
    explained(FRENCH, ENGLISH, np.array(BEADS), encode)
    assert words._add_up.signatures == compiled
