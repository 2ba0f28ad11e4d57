from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from align.evaluate.spans import LocatedQuotation, compare, figures, name_of, read_gold, read_located
from align.model import ReadError


def wanted(start: int, end: int, ru: tuple[int, int] | None, lang: str = "en") -> dict[str, Any]:
    ru_start, ru_end = ru or (None, None)
    return {"doc": "x", "lang": lang, "start": start, "end": end, "ru_start": ru_start, "ru_end": ru_end}


def answer(start: int, end: int, ru: tuple[int, int] | None, source: str = "ru/x", lang: str = "en") -> dict[str, Any]:
    match = ru and {"source": source, "start": ru[0], "end": ru[1], "text": "", "confidence": 0.9}
    return {"id": "q", "doc": f"{lang}/x", "lang": lang, "start": start, "end": end, "match": match}


@pytest.mark.parametrize(
    ("auto", "extracted", "found", "right", "overlap"),
    [
        ([answer(0, 10, (100, 110))], 1, 1, 1, 1),
        ([answer(1, 9, (105, 115))], 1, 1, 1, 5 / 15),
        ([answer(0, 10, (110, 120))], 1, 1, 0, 0),
        ([answer(0, 10, (100, 110), "ru/y")], 1, 1, 0, 0),
        ([answer(0, 10, None)], 1, 0, 0, 0),
        ([answer(10, 20, (100, 110))], 0, 0, 0, 0),
        ([answer(0, 10, (100, 110), lang="fr")], 0, 0, 0, 0),
        ([answer(0, 40, (0, 9)), answer(0, 11, (100, 110)), answer(8, 10, (0, 9))], 1, 1, 1, 1),
        ([], 0, 0, 0, 0),
    ],
)
def test_one_quotation(auto: list[dict[str, Any]], extracted: int, found: int, right: int, overlap: float) -> None:
    score = figures(compare(read_gold([wanted(0, 10, (100, 110))]), read_located(auto)))["en"]
    assert (score.supplied, score.withheld, score.not_found) == (1, 0, 0)
    assert (score.extracted, score.found, score.right) == (extracted, found, right)
    assert score.overlap == pytest.approx(overlap)


def test_withheld_sources_and_languages_are_counted_separately() -> None:
    records = [wanted(0, 10, None), wanted(20, 30, None), wanted(40, 50, (1, 2)), wanted(0, 10, (1, 2), "fr")]
    auto = [answer(0, 10, None), answer(20, 30, (5, 6)), answer(40, 50, (1, 2))]
    scores = figures(compare(read_gold(records), read_located(auto)))
    assert (scores["en"].withheld, scores["en"].not_found, scores["en"].right) == (2, 0.5, 1)
    assert (scores["fr"].supplied, scores["fr"].right) == (1, 0)


def test_gold_with_words_instead_of_offsets() -> None:
    texts = {"en/x": "A “bee.” A “bee.\n\n“Sea.”", "ru/y": "Пчела, море."}
    record = {"doc": "en/x", "lang": "en", "source": "ru/y", "source_text": "Пчела"}
    one, two = read_gold(
        [record | {"text": "bee", "occurrence": 1}, record | {"text": "bee.\n\nSea.", "occurrence": 0}], texts
    )
    assert (one.span.start, one.span.end) == (12, 15)
    assert (two.span.start, two.span.end) == (12, 22)
    assert one.place is not None
    assert (one.place.source, one.place.span.start, one.place.span.end) == ("y", 0, 5)
    [unsourced] = read_gold([{"doc": "en/x", "lang": "en", "text": "bee", "occurrence": 0}], texts)
    assert unsourced.place is None


@pytest.mark.parametrize(
    "record", [{}, {"doc": "x", "lang": "en", "start": 5, "end": 2, "match": None}, {"doc": 1, "lang": "en"}]
)
def test_a_record_without_the_right_fields_is_refused(record: dict[str, Any]) -> None:
    with pytest.raises(ReadError, match="not a"):
        read_located([record])
    with pytest.raises(ReadError, match="not a"):
        read_gold([record])
    with pytest.raises(ReadError, match="not a"):
        read_gold([{"doc": "x", "lang": "en", "text": "lacking", "occurrence": 0}], {"x": "nothing"})


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ({"lang": ["fr"]}, "lang must be a string, not a list"),
        ({"start": "1"}, "start must be a whole number, not a string"),
        ({"start": True}, "start must be a whole number, not true or false"),
        ({"end": float("nan")}, "end must be a whole number, not a number"),
        ({"start": 10**30}, "not a span"),
        ({"ru_end": None}, "ru_end is missing"),
        ({"occurrence": 0}, "text is missing"),
        ({"occurrence": -1, "text": "a"}, "occurrence must be a whole number >= 0"),
        ({"occurrence": 0, "text": "a", "doc": "y"}, 'doc: no text "y" here'),
        ({"occurrence": 0, "text": "a", "source": "z"}, "source_text is missing"),
        ({"occurrence": 0, "text": "a", "source": "z", "source_text": "a"}, 'source: no text "z" here'),
        ({"occurrence": 10**30, "text": "a"}, 'the text lacks "a", or has it too seldom'),
        ({"occurrence": 0, "text": "…"}, "the text lacks"),
    ],
)
def test_a_damaged_gold_quotation_is_named(damage: dict[str, Any], message: str) -> None:
    with pytest.raises(ReadError, match=rf"^gold:2: not a gold quotation: {message}"):
        read_gold([wanted(0, 1, None), wanted(0, 1, (2, 3)) | damage], {"x": "a b"}, path=Path("gold"))


def test_a_damaged_located_quotation_is_named() -> None:
    with pytest.raises(ReadError, match=r"^auto:1: not a located quotation: match.source must be a string, not null"):
        read_located([answer(0, 1, (2, 3)) | {"match": {"source": None}}], path=Path("auto"))


@pytest.mark.parametrize("document", ["bbc.1", "ru/bbc.1", "bbc.1.ru", "sources/bbc.1.ru.txt", "ru/bbc.1.md"])
def test_names_of_documents(document: str) -> None:
    assert name_of(document, "ru") == "bbc.1"


def test_nothing_to_judge() -> None:
    none: list[LocatedQuotation] = []
    assert figures(compare(none, none)) == {}
