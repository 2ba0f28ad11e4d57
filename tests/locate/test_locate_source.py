from __future__ import annotations

import numpy as np
import pytest
from locate_texts import RUSSIAN, source

from align.locate.lexicon import key, rarity, words
from align.locate.source import Gap


@pytest.mark.parametrize(
    ("text", "gap"),
    [
        ("Он пришёл домой", Gap.NONE),
        ("Пришёл, увидел", Gap.COMMA),
        ("Приду, — сказал", Gap.DASH),
        ("Придёшь? — спросил", Gap.DASH),
        ("Знаю: придёт", Gap.MARK),
        ("Дом — крепость", Gap.MARK),
        ("Дом (новый", Gap.MARK),
        ("северо-запад", Gap.NONE),
        ("Пришёл. Увидел", Gap.SENTENCE),
        ("Глава\nНачало", Gap.SENTENCE),
    ],
)
def test_gaps_between_two_words(text: str, gap: Gap) -> None:
    made = source(text)
    assert gap in made.gaps[1:-1].tolist()
    assert made.gaps[[0, -1]].tolist() == [Gap.SENTENCE, Gap.SENTENCE]


def test_words_are_numbered_without_punctuation() -> None:
    made = source("«Ах, 412 ящиков!» — крикнул он.")
    text = made.document.text
    assert [text[start:end] for start, end in made.offsets.tolist()] == ["Ах", "412", "ящиков", "крикнул", "он"]
    assert made.names.tolist() == [False, True, False, False, False]
    assert made.span(1, 3) == type(made.span(1, 3))(start=5, end=15)


@pytest.mark.parametrize("fine", [True, False])
def test_windows_cover_every_word_and_stay_within_the_text(fine: bool) -> None:  # noqa: FBT001
    made = source(RUSSIAN * 30, fine=fine)
    covered = np.zeros(len(made), bool)
    for start, end in zip(made.windows.starts.tolist(), made.windows.ends.tolist(), strict=True):
        assert 0 <= start < end <= len(made)
        covered[start:end] = True
    assert covered.all()


def test_a_source_without_words_has_no_windows() -> None:
    made = source("***")
    assert len(made) == 0
    assert len(made.windows.starts) == 0


@pytest.mark.parametrize(("one", "other"), [("Журавлёва", "Zhuravlyova"), ("1974", "1974"), ("007", "7")])
def test_names_and_numbers_are_compared_across_scripts(one: str, other: str) -> None:
    assert key(one) == key(other) != ""


def test_short_words_are_not_compared() -> None:
    assert words("Он в 3 шагах от неё") == ["3", "шагах", "неё"]


def test_rare_words_have_a_higher_rarity() -> None:
    told = rarity(["a", "a", "a", "b", ""])
    assert told["b"] == 1 > told["a"] > 0 == told[""]
