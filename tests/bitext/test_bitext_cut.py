from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from align.bitext import RUN, cut, encode_document
from align.bitext.cut import clauses, have_similar_clause_rates, lower_capitals, merge_clauses
from align.encoders.fake import FakeEncoder


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said that he would come, and came.", ["He said that he would come, and came."]),
        ("When the rain fell, we all went in.", ["When the rain fell,", "we all went in."]),
        ("« Ah ! dit le vieux roi ; je le savais bien. »", ["« Ah ! dit le vieux roi ;", "je le savais bien."]),
        ("Он ушёл — и больше не вернулся (так говорят они).", ["Он ушёл — и больше не вернулся", "(так говорят они)."]),
        ("他昨天来到北京，今天去了上海。", ["他昨天来到北京，", "今天去了上海。"]),
        ("1,5 or 2,000 or more", ["1,5 or 2,000 or more"]),
        ("one, two, three", ["one, two, three"]),
        ("— … —", ["— … —"]),
        ("", [""]),
    ],
)
def test_sentences_are_cut_into_clauses_of_some_words(text: str, expected: list[str]) -> None:
    assert clauses(text, 3) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Quoi ! Marthe et moi, nous serions victimes ?", ["Quoi !", "Marthe et moi,", "nous serions victimes ?"]),
        ("— Oui… non, dit-il.", ["— Oui…", "non,", "dit-il."]),
        ("one, two, three", ["one,", "two,", "three"]),
        ("Non.", ["Non."]),
    ],
)
def test_a_word_may_be_a_clause(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["LA MAISON DU PÈRE.", "ГЛАВА 1", "1."], ["La maison du père.", "Глава 1", "1."]),
        (["CHAPTER I", "It rained.", "They left."], ["CHAPTER I", "It rained.", "They left."]),
        (["他昨天来到北京", "他去了上海"], ["他昨天来到北京", "他去了上海"]),
        ([], []),
    ],
)
def test_a_document_in_capitals_is_lowered_for_the_encoder(texts: list[str], expected: list[str]) -> None:
    assert list(lower_capitals(texts)) == expected


@given(st.text(alphabet="abc ,.;—«(，。\n", max_size=60), st.integers(1, 3))
def test_every_word_stays_and_every_clause_has_words(text: str, least: int) -> None:
    found = clauses(text, least)
    assert cut._WORD.findall(" ".join(found)) == cut._WORD.findall(text)
    assert len(found) == 1 or all(len(cut._WORD.findall(clause)) >= least for clause in found)


def test_a_document_is_encoded_by_its_runs_and_its_outer_clauses() -> None:
    encoder = FakeEncoder()
    texts = ["Ah, the cat sleeps, and so on.", "Rain falls.", ""]
    found = encode_document(texts, encoder.runs)
    np.testing.assert_array_equal(found.runs, encoder.runs(texts, RUN))
    assert found.outer.shape == (3, 2, encoder.dim)
    for own, clause in zip(
        found.outer.reshape(6, -1), ("Ah,", "and so on.", "Rain falls.", "Rain falls.", "", ""), strict=True
    ):
        np.testing.assert_array_equal(own, encoder.encode([clause])[0].astype(np.float16))


def test_an_empty_document_has_no_vectors() -> None:
    found = encode_document([], FakeEncoder().runs)
    assert (len(found.runs), len(found.outer)) == (0, 0)


CUT, UNCUT = ["Ah, the cat sleeps.", "Rain falls, and so on."] * 10, ["ah the cat sleeps", "rain falls and so on"] * 10


@pytest.mark.parametrize(
    ("src", "tgt", "expected"),
    [
        (CUT, CUT, True),
        (UNCUT, UNCUT, True),
        (CUT, UNCUT, False),
        (UNCUT, CUT, False),
        (CUT, [*CUT[:12], *UNCUT[12:]], True),
        (CUT[:2], UNCUT[:2], True),  # Too few to decide.
        ([*CUT[:1], *UNCUT[:2]], [*CUT, *UNCUT, *UNCUT], True),  # A part of a whole, cut as often.
        ([*CUT[:3], *UNCUT[:17]], [*CUT[:3], *UNCUT[:17]] * 9, True),
    ],
)
def test_a_text_without_punctuation_is_not_compared_by_clauses(src: list[str], tgt: list[str], expected: bool) -> None:  # noqa: FBT001
    one, other = (encode_document(side, FakeEncoder().runs) for side in (src, tgt))
    assert have_similar_clause_rates(one, other) is expected
    assert have_similar_clause_rates(merge_clauses(one), merge_clauses(other))


def test_merged_clauses_have_the_vectors_of_their_segments() -> None:
    found = merge_clauses(encode_document(CUT, FakeEncoder().runs))
    for clause in range(2):
        np.testing.assert_array_equal(found.outer[:, clause], found.runs[:, 0])
