from __future__ import annotations

import pytest
from locate_texts import ENCODER, OTHER, RUSSIAN, article, source

from align.locate.evidence import evidence
from align.locate.features import FEATURES
from align.locate.library import library

COLUMNS = list(FEATURES)
DIFFERS = COLUMNS.index("case differs")
SMALL, CAPITAL = (COLUMNS.index(f"begins at sentence, {case}") for case in ("small", "capital"))


@pytest.mark.parametrize(
    ("quoted", "text", "differs"),
    [
        ("“Library burned at night.”", RUSSIAN, {False, True}),
        ("«مكتبة سحر ليل»", RUSSIAN, {False}),  # Words without case match the source,
        (
            "“Library burned at night.”",
            RUSSIAN.lower(),
            {False, True},
        ),  # and in a source without capitals, sentences begin with one.
        ("«مكتبة سحر ليل»", RUSSIAN.lower(), {False}),
    ],
)
def test_words_without_case_do_not_count_as_lower_case(quoted: str, text: str, differs: set[bool]) -> None:
    [known] = evidence(
        [article(f"He wrote [1]: {quoted}")], [], library([source(OTHER, "other"), source(text)]), ENCODER
    )
    [stretch] = known.stretches
    here = [index for index, number in enumerate(stretch.found.source) if number == 1]
    rows = stretch.features[0, here]
    assert {bool(value) for value in rows[:, DIFFERS]} == differs
    assert rows[:, CAPITAL].any()
    assert not rows[:, SMALL].any()
