from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from align.lang.default import DEFAULT, MARKS, OTHERS
from align.lang.en import ENGLISH
from align.lang.fr import FRENCH
from align.lang.quotes import quote_rules
from align.lang.ru import RUSSIAN

if TYPE_CHECKING:
    from align.lang import Language


@pytest.mark.parametrize("table", [DEFAULT, *OTHERS, ENGLISH, FRENCH, RUSSIAN], ids=lambda table: table.tag)
def test_usual_marks_are_among_the_accepted_marks(table: Language) -> None:
    marks = dict(table.marks)
    assert [pair for pair in table.quotes if pair[1] not in marks.get(pair[0], "")] == []
    assert len(marks) == len(table.marks)


@pytest.mark.parametrize("tag", ["fr", "fr-CA", "uk", "und", "tlh", ""])
def test_languages_without_their_own_marks_have_the_common_ones(tag: str) -> None:
    assert quote_rules(tag).pairs == MARKS


def test_words_that_begin_sentences_are_not_names() -> None:
    assert {"він", "вона"} <= quote_rules("uk").not_names


def test_marks_point_inwards_in_german() -> None:
    assert dict(quote_rules("de-AT").pairs)["»"] == "«"
