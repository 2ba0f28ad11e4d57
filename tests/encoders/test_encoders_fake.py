from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest

from align.encoders.fake import FakeEncoder
from align.encoders.reencode import ReencodedSpans, reencode_runs

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.vectors import Vectors

CONCEPTS = {"chat": "cat", "noir": "black", "кот": "cat", "чёрный": "black"}
TEXTS = ["Black cat 1987.", "Чёрный кот, 1987!", "1987: chat noir", "A grey dog in 1988"]


def test_concepts_names_and_numbers_are_alike_in_all_languages() -> None:
    vectors = FakeEncoder(CONCEPTS).encode(TEXTS)
    cosines = vectors @ vectors.T
    np.testing.assert_allclose(cosines[:3, :3], 1, atol=1e-5)
    assert cosines[3, :3].max() < 0.5


def test_vectors_are_always_the_same_and_have_length_one() -> None:
    texts = [*TEXTS, "", "…"]
    assert np.array_equal(FakeEncoder().encode(texts), FakeEncoder().encode(texts))
    np.testing.assert_allclose(np.linalg.norm(FakeEncoder(dim=32).encode(texts), axis=1), 1, atol=1e-5)
    assert FakeEncoder(CONCEPTS).signature != FakeEncoder().signature != FakeEncoder(dim=32).signature


@pytest.mark.parametrize("k", [1, 2, 6])
def test_reencoded_runs_are_the_joined_sentences(k: int) -> None:
    encoder = FakeEncoder()
    runs = encoder.runs(TEXTS, k)
    assert runs.shape == (4, k, 64)
    for i in range(4):
        for r in range(k):
            expected = encoder.encode([" ".join(TEXTS[i : i + r + 1])])[0] if i + r < 4 else np.zeros(64)
            np.testing.assert_allclose(runs[i, r], expected, atol=1e-3)


def test_equal_texts_are_encoded_once() -> None:
    seen: list[str] = []

    def encode(texts: Sequence[str]) -> Vectors:
        seen.extend(texts)
        return FakeEncoder().encode(texts)

    reencode_runs(encode, ["yes", "yes", "yes"], 2)
    assert seen == ["yes", "yes yes"]


def test_no_sentences() -> None:
    assert FakeEncoder().runs([], 3).shape == (0, 3, 64)


def test_reencoded_spans_are_the_words_between() -> None:
    encoder = FakeEncoder()
    text = "The «black cat» of 1987"
    spans = encoder.spans([text])[0]
    assert isinstance(spans, ReencodedSpans)
    assert [text[a:b] for a, b in spans.offsets] == ["The", "«", "black", "cat", "»", "of", "1987"]
    vectors = spans.vectors(np.array([2, 0]), np.array([4, 7]))
    np.testing.assert_allclose(vectors, encoder.encode(["black cat", text]), atol=1e-6)
    lacking = spans.vectors_without(np.array([0]), np.array([7]), np.array([1]), np.array([5]))
    np.testing.assert_allclose(lacking, encoder.encode(["The of 1987"]), atol=1e-6)
    with pytest.raises(ValueError, match="empty or outside"):
        spans.vectors(np.array([2]), np.array([2]))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" \n\u00a0", []),
        ("e\u0301té за\u0301мок", ["e\u0301té", "за\u0301мок"]),
        ("l’eau—3,5 %", ["l", "’", "eau", "—", "3", ",", "5", "%"]),
        ("x" * 150, ["x" * 100, "x" * 50]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    assert [text[a:b] for a, b in FakeEncoder().spans([text])[0].offsets] == words
