from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from align.bitext.cues import ASKS, EXCLAIMS, Cues, cues


def words(side: Cues, segment: int) -> list[int]:
    return side.words[side.first[segment] : side.first[segment + 1]].tolist()  # type: ignore[no-any-return]


def shared(src: list[str], tgt: list[str]) -> int:
    left, right = cues(src, tgt)
    return len(set(left.words.tolist()) & set(right.words.tolist()))


@pytest.mark.parametrize(
    ("src", "tgt", "count"),
    [
        ("En 1917, à Pétrograd.", "In 1917, in Petrograd.", 2),
        ("Всё было в 1917 году.", "Tout arriva en 1917.", 1),
        ("Пётр Толстой", "Piotr Tolstoï", 2),
        ("Щавелев и Журавлёва", "Chtchavelev et Jouravliova", 2),
        ("Щавелев и Журавлёва", "Shchavelev and Zhuravlyova", 2),
        ("Le 7 mai", "On 07 May", 1),  # Leading zeros are ignored.
        ("Zéro : 0", "Nought: 000", 0),  # Zero alone is no word.
        ("12", "13", 0),
        ("un deux", "one two", 0),  # Short words are equal by chance.
        ("Pierre", "Prague", 0),
        ("République", "republics", 1),  # Inflected words share their beginning.
        ("…", "!", 0),
        ("", "", 0),
    ],
)
def test_words_that_both_documents_have(src: str, tgt: str, count: int) -> None:
    assert shared([src], [tgt]) == count


def test_the_words_of_a_segment_are_numbered_and_ascend() -> None:
    left, right = cues(["Anna 1987 1987", "nothing", "Boris"], ["Boris, Anna", "1987"])
    assert [len(words(left, segment)) for segment in range(3)] == [3, 0, 1]
    assert words(left, 0) == sorted(words(left, 0))
    assert set(words(right, 0)) == {words(left, 2)[0], *words(left, 0)} - set(words(right, 1))
    assert left.first[-1] == len(left.words)


def test_a_rare_word_weighs_more_than_a_frequent_one() -> None:
    segments = [f"Anna {'Boris' if number == 3 else ''}" for number in range(20)]
    left, right = cues(segments, segments)
    anna, boris = left.weight[words(left, 0)[0]], left.weight[(set(words(left, 3)) - set(words(left, 0))).pop()]
    assert (anna, boris) == (0.0, 1.0)
    np.testing.assert_array_equal(left.weight, right.weight)


def test_a_word_more_frequent_on_one_side_weighs_less() -> None:
    src = ["Anna", *["x"] * 99]
    even, uneven = (cues(src, [*["Anna"] * times, *["y"] * (100 - times)])[0].weight[0] for times in (1, 10))
    assert even == pytest.approx(1.0)
    assert uneven == pytest.approx(0.05)  # Half for its frequency, on a log scale, and a tenth for the imbalance.


@given(
    st.lists(st.text("ab é1.Ж", max_size=9), min_size=1, max_size=6),
    st.lists(st.text("ab é1.Ж", max_size=9), min_size=1, max_size=6),
)
def test_weights_lie_between_0_and_1_and_the_sides_are_alike(src: list[str], tgt: list[str]) -> None:
    left, right = cues(src, tgt)
    assert ((left.weight >= -1e-6) & (left.weight <= 1)).all() or max(map(len, (src, tgt))) == 1
    assert len(left.length) == len(src)
    assert len(right.first) == len(tgt) + 1
    mirrored = cues(tgt, src)
    np.testing.assert_array_equal(left.words, mirrored[1].words)
    np.testing.assert_array_equal(left.weight, mirrored[0].weight)


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("« Vraiment ? »", "Really?"),
        ("« Non\u202f! »", "“No!”"),
        ("— Да!", "Yes!"),
        ("Il dit :", "He said:"),
        ("Et puis…", "And then."),
        ("„Так.“", "So (it is).)"),
        ("本当？", "Really?"),
    ],
)
def test_the_mark_at_the_end_is_seen_through_closing_marks(text: str, like: str) -> None:
    left, right = cues([text], [like])
    assert left.end[0] == right.end[0] >= 0


def test_marks_of_different_kinds_differ() -> None:
    ends = cues(["a.", "a?", "a!", "a:", "a,", "a;", "a", "»"], [""])[0].end.tolist()
    assert len(set(ends)) == 7
    assert (ends[1], ends[2]) == (ASKS, EXCLAIMS)
    assert ends[6] == ends[7]


@pytest.mark.parametrize(
    ("text", "small"),
    [("dit-il.", 1), ("« et puis »", 1), ("— да", 1), ("Il dit", 0), ("1987", 0), ("…", 0), ("3 chats", 1), ("Ж", 0)],
)
def test_a_small_letter_means_that_a_sentence_goes_on(text: str, small: int) -> None:
    assert cues([text], [""])[0].small[0] == small


def test_lengths_are_in_characters() -> None:
    assert cues(["abc", "", "Жé"], ["x"])[0].length.tolist() == [3, 0, 2]
