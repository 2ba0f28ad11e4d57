from __future__ import annotations

import pytest
from locate_texts import ENCODER, OTHER, RUSSIAN, article, source

from align.locate import locate
from align.model import NotFound, NotFoundReason, QuotationMatch

ENGLISH = "Nobody wept in the city. He wrote: “The library burned at night.” And the river slept."


def single(results: dict[tuple[str, str], QuotationMatch | NotFound]) -> QuotationMatch | NotFound:
    [result] = results.values()
    return result


def locate_words(
    text: str, *, sources: tuple[str, ...] = (OTHER, RUSSIAN), fine: bool = True
) -> tuple[QuotationMatch, str]:
    texts = [source(one, f"source-{i}", fine=fine) for i, one in enumerate(sources)]
    result = single(locate([article(text)], texts, ENCODER))
    assert isinstance(result, QuotationMatch), result
    text = next(one.document.text for one in texts if one.id == result.source)
    assert 0 <= result.confidence <= 1
    return result, text[result.span.start : result.span.end]


@pytest.mark.parametrize("fine", [True, False])
def test_the_source_and_the_words(fine: bool) -> None:  # noqa: FBT001
    match, words = locate_words(ENGLISH, fine=fine)
    assert match.source == "ru/source-1"
    assert words == "Библиотека сгорела ночью"


def test_numbers_lead_to_the_place() -> None:
    _, words = locate_words("He adds: “The barge sank in 1974, with it 412 crates.”")
    assert words == "Баржа затонула в 1974 году, с ней 412 ящиков"


def test_fragments_are_in_order_and_those_around_an_insertion_share_one_stretch() -> None:
    match, words = locate_words("“The library [he says] burned at night (…) the city slept, the tables empty.”")
    text = RUSSIAN
    spans = [text[span.start : span.end] for span in match.fragments]
    assert spans == ["Библиотека сгорела ночью"] * 2 + ["Город спал, столы пусты"]
    assert words == text[match.fragments[0].start : match.fragments[-1].end]


def test_without_a_source_every_quotation_has_this_reason() -> None:
    results = locate([article(ENGLISH)], [], ENCODER)
    assert single(results) == NotFound(
        quotation=next(iter(results))[1], document="en/article", reason=NotFoundReason.NO_SOURCE
    )
    empty = single(locate([article(ENGLISH)], [source("***")], ENCODER))
    assert isinstance(empty, NotFound)
    assert empty.reason is NotFoundReason.NO_SOURCE


def test_words_of_no_source_are_not_found() -> None:
    result = single(locate([article("“Elephants waltz gracefully under purple umbrellas.”")], [source(OTHER)], ENCODER))
    assert isinstance(result, NotFound)
    assert result.reason is NotFoundReason.BELOW_THRESHOLD


def test_two_equally_good_places_are_ambiguous() -> None:
    sources = [source(RUSSIAN, name) for name in ("one", "two")]
    result = single(locate([article(ENGLISH)], sources, ENCODER))
    assert isinstance(result, NotFound)
    assert result.reason is NotFoundReason.AMBIGUOUS
    assert result.best is not None


def test_a_note_decides_between_equal_places_but_does_not_exclude_other_sources() -> None:
    sources = [source(RUSSIAN, name) for name in ("one", "two")]
    plain = article(ENGLISH)
    [quotation] = plain.quotations
    cited = single(locate([article(ENGLISH, sources={quotation.id: "ru/two"})], sources, ENCODER))
    assert isinstance(cited, QuotationMatch)
    assert cited.source == "ru/two"
    wrong = article(ENGLISH, sources={quotation.id: "ru/other"})
    elsewhere = single(locate([wrong], [source(OTHER, "other"), source(RUSSIAN, "one")], ENCODER))
    assert isinstance(elsewhere, QuotationMatch)
    assert elsewhere.source == "ru/one"


def test_two_languages_vote_and_get_one_place() -> None:
    english, french = article(ENGLISH), article("Il écrit : « Bibliothèque brûlé nuit. »", "fr")
    keys = [("en/article", english.quotations[0].id), ("fr/article", french.quotations[0].id)]
    results = locate([english, french], [source(OTHER, "a"), source(RUSSIAN, "b")], ENCODER, counterparts=[keys])
    one, two = (results[key] for key in keys)
    assert isinstance(one, QuotationMatch)
    assert isinstance(two, QuotationMatch)
    assert (one.span, one.confidence, one.agreed) == (two.span, two.confidence, True)
    assert (one.quotation, two.document) == (keys[0][1], "fr/article")


def test_languages_that_lead_to_different_places_do_not_agree() -> None:
    english, french = (
        article(ENGLISH),
        article("Il écrit : « Personne n’a demandé la clef, perdue pour toujours. »", "fr"),
    )
    keys = [("en/article", english.quotations[0].id), ("fr/article", french.quotations[0].id)]
    results = locate([english, french], [source(RUSSIAN)], ENCODER, counterparts=[keys])
    assert not any(isinstance(result, QuotationMatch) and result.agreed for result in results.values())


def test_the_result_is_deterministic_and_independent_of_the_order_of_sources() -> None:
    sources = [source(OTHER, "a"), source(RUSSIAN, "b")]
    one, again = (locate([article(ENGLISH)], sources, ENCODER) for _ in range(2))
    assert one == again
    turned = single(locate([article(ENGLISH)], sources[::-1], ENCODER))
    assert isinstance(turned, QuotationMatch)
    assert turned.span == single(one).span  # type: ignore[union-attr]


def test_an_article_without_quotations_and_one_without_words() -> None:
    assert locate([article("Nobody wept.")], [source(RUSSIAN)], ENCODER) == {}
    assert locate([], [source(RUSSIAN)], ENCODER) == {}
