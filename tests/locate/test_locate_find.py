from __future__ import annotations

from itertools import pairwise

from locate_texts import ENCODER, OTHER, RUSSIAN, source

from align.locate.find import find


def test_words_are_found_in_another_language() -> None:
    texts = [source(OTHER, "other"), source(RUSSIAN, "told")]
    first, *_ = sorted(find("the library burned at night", texts, ENCODER, least=0.05), key=lambda hit: -hit.confidence)
    assert first.document == "ru/told"
    assert "Библиотека сгорела ночью" in RUSSIAN[first.span.start : first.span.end]
    assert 0.05 <= first.confidence <= 1


def test_places_of_one_text_do_not_overlap_and_get_less_probable() -> None:
    hits = list(find("library burned", [source("\n".join([RUSSIAN] * 3))], ENCODER, least=0.01))
    assert len(hits) > 1
    assert [hit.confidence for hit in hits] == sorted((hit.confidence for hit in hits), reverse=True)
    spans = sorted(hit.span for hit in hits)
    assert all(one.end <= other.start for one, other in pairwise(spans))


def test_nothing_is_found_without_words_on_either_side() -> None:
    assert list(find(" ", [source(RUSSIAN)], ENCODER, least=0.0)) == []
    assert list(find("library", [], ENCODER, least=0.0)) == []
    assert list(find("library", [source("…")], ENCODER, least=0.0)) == []
