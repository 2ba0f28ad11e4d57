from __future__ import annotations

from itertools import pairwise

import pytest
from locate_texts import ENCODER, OTHER, RUSSIAN, source

from align.locate.find import candidates, confidence_signs, find


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


def test_calibration_lowers_confidences_and_keeps_their_order() -> None:
    texts = [source(OTHER, "other"), source(RUSSIAN, "told")]
    raw = list(candidates("the library burned at night", texts, ENCODER))
    told = list(find("the library burned at night", texts, ENCODER, least=0.0))
    assert [hit.span for hit in told] == [hit.span for hit in raw]
    assert told[0].confidence < raw[0].confidence
    assert all(0 < hit.confidence < 1 for hit in told)


def test_more_words_give_more_evidence_and_no_hit_is_certain() -> None:
    assert confidence_signs(0.5, "one two") < confidence_signs(0.5, "one two three")
    assert confidence_signs(1.0, "one")[0] == pytest.approx(-confidence_signs(0.0, "one")[0])


def test_nothing_is_found_without_words_on_either_side() -> None:
    assert list(find(" ", [source(RUSSIAN)], ENCODER, least=0.0)) == []
    assert list(find("library", [], ENCODER, least=0.0)) == []
    assert list(find("library", [source("…")], ENCODER, least=0.0)) == []
