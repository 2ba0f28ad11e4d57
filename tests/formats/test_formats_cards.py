from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from lxml.html import document_fromstring
from result_samples import HOSTILE, family, quotation, quoting, result, segmented

from align.formats.html.cards import cards
from align.formats.html.markup import Anchors, highlight
from align.formats.html.page import render, render_quotations
from align.model import (
    Block,
    BlockKind,
    CharSpan,
    Document,
    NotFound,
    NotFoundReason,
    QuotationMatch,
    Quoted,
    Rendering,
    Verdict,
)
from align.result import Result, TracedQuotation

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml.html import HtmlElement


@pytest.fixture(params=[render, render_quotations])
def page(request: pytest.FixtureRequest) -> HtmlElement:
    make: Callable[[Result], str] = request.param
    return document_fromstring(make(quoting()))


def find(element: HtmlElement, selector: str) -> list[Any]:
    """Return the elements inside an element that match a path of classes (".card"), tags ("li") or both ("tr.sure")."""
    steps = []
    for step in selector.split():
        tag, _, name = step.partition(".")
        steps.append(f"//{tag or '*'}" + (f"[contains(concat(' ', @class, ' '), ' {name} ')]" if name else ""))
    found: list[Any] = element.xpath("." + "".join(steps))
    return found


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_card_holds_all_renderings_of_the_same_words() -> None:
    sample = quoting()
    [first, second, third] = cards(sample.families[0], sample.citations, Anchors())
    assert [[item.document for item in version.pieces] for version in first.citation.versions] == [["fr/x"], ["en/x"]]
    assert [len(card.citation.versions) for card in (second, third)] == [1, 1]


def test_an_article_has_no_cards_of_another() -> None:
    sample = quoting()
    assert not cards(family("z", {"fr": ["Rien."]}), sample.citations, Anchors())


@pytest.mark.parametrize(
    ("verdicts", "shown", "why"),
    [
        ((Verdict.VERBATIM, Verdict.ALTERED), "altered", ["two"]),
        ((Verdict.ALTERED, Verdict.VERBATIM), "altered", ["one"]),
        ((Verdict.VERBATIM, Verdict.VERBATIM), "verbatim", ["one", "two"]),
        ((Verdict.ABRIDGED, None), "not found", ["one"]),
    ],
)
def test_a_card_of_several_pieces_shows_the_worst_verdict(
    verdicts: tuple[Verdict, Verdict | None], shown: str, why: list[str]
) -> None:
    sample = quoting()
    one, *_, lost = sample.traced[:3]
    pieces = []
    for item, verdict, reason in zip((one, lost), verdicts, ("one", "two"), strict=True):
        piece = replace(item, quotation=replace(item.quotation, chain=one.quotation.id), counterparts=(), otherwise=())
        if verdict:
            judged = Rendering(document="fr/x", differences=(), verdict=verdict, reasons=(reason,))
            piece = replace(piece, place=one.place, rendering=judged)
        pieces.append(piece)
    page = document_fromstring(render_quotations(replace(sample, traced=tuple(pieces))))
    [card] = find(page, ".card")
    assert card.get("data-verdicts") == f"fr:{shown}"
    assert [words(verdict) for verdict in find(card, ".verdict")] == [shown]
    assert [words(reason) for reason in find(card, ".reasons li")] == why


def test_a_card_shows_source_versions_verdicts_and_reasons(page: HtmlElement) -> None:
    [first, second, _] = find(page, ".card")
    source, french, english = find(first, ".side")
    assert words(find(source, ".f")[0]) == "Баржа тонет."
    assert words(find(source, ".words")[0]) == "Утро. Баржа тонет. Вечер."
    assert (
        words(find(source, ".found")[0])
        == "Found, probability 0.91 sure. Searched one by one, the versions lead to different places."
    )
    assert page.get_element_by_id(find(source, "a")[0].get("href")[1:]).get("class") == "source"
    assert [words(mark) for mark in find(french, "mark")] == ["vite."]
    assert [words(find(side, ".verdict")[0]) for side in (french, english)] == ["altered", "verbatim"]
    assert [words(reason) for reason in find(french, "li")] == [
        "“vite.” is added without a mark",
        "elsewhere the same words are rendered “Jamais !”",
    ]
    assert words(find(second, ".verdict")[0]) == "not found"
    assert not find(second, ".reasons")


def test_terms_have_no_card(page: HtmlElement) -> None:
    assert not any("laughed" in words(card) for card in find(page, ".card"))


def test_cards_and_rows_lead_to_each_other() -> None:
    page: HtmlElement = document_fromstring(render(quoting()))
    for link in find(page, "a.traced"):
        row = link.xpath("ancestor::tr")[0]
        card = page.get_element_by_id(link.get("href")[1:])
        assert card.get("class") == "card"
        assert f"#{row.get('id')}" in [back.get("href") for back in find(card, "h3 a")]
    assert len(find(page, "a.traced")) == 3


def test_the_table_counts_verdicts_by_language(page: HtmlElement) -> None:
    rows = [[words(cell) for cell in row] for row in find(page, ".quotations .figure tr")]
    assert rows == [
        ["Language", "Verbatim", "Altered", "Not found"],
        ["French", "0", "1", "1"],
        ["English", "1", "0", "1"],
    ]


def test_without_a_source_the_report_has_no_cards_and_the_page_of_quotations_says_so() -> None:
    sample = quoting()
    lost = [
        replace(
            item,
            place=NotFound(quotation=item.quotation.id, document=item.document, reason=NotFoundReason.NO_SOURCE),
            rendering=None,
        )
        for item in sample.traced
    ]
    bare = replace(sample, sources=(), traced=tuple(lost))
    assert not find(document_fromstring(render(bare)), ".card")
    reasons = find(document_fromstring(render_quotations(bare)), ".card li")
    assert {words(reason) for reason in reasons} == {"no source supplied"}


def test_the_report_names_a_known_source_that_is_missing() -> None:
    sample = quoting()
    place = NotFound(quotation="q-11", document="fr/x", reason=NotFoundReason.NO_SOURCE, cited="A. Author, 1914")
    missing = replace(sample.traced[0], place=place, rendering=None, counterparts=())
    page = document_fromstring(render(replace(sample, sources=(), traced=(missing,))))
    first, *_ = find(page, ".card .reasons li")
    assert words(first).startswith("no source supplied: A. Author")
    assert words(find(page, ".card .verdict")[0]) == "no source"


def test_an_article_in_one_language_has_a_row_for_each_sentence() -> None:
    sample = quoting()
    whole = sample.families[0]
    alone = replace(whole, versions=whole.versions[:1], alignments=(), quoted=whole.quoted[:1])
    alone = replace(alone, links=replace(alone.links, documents=("fr/x",), links=()))
    page = document_fromstring(render(replace(sample, families=(alone,), traced=sample.traced[:3])))
    assert [words(row) for row in find(page, ".links tbody th")] == ["1 quotation 1", "2 quotation 2"]
    assert [words(size) for size in find(page, "nav small")] == ["French; 2 rows", "1 text"]
    assert not find(page, ".strip")
    assert [words(table) for table in find(page, "caption")][:2] == [
        "Sentences and quotations",
        "2 quotations, by verdict",
    ]
    assert len(find(page, ".card")) == 2


def test_an_ellipsis_says_that_the_source_goes_on() -> None:
    sample = quoting()
    source = segmented("ru/y", ["Утро и день. " * 20 + "Баржа тонет." + " Вечер и ночь." * 20])
    start = source.document.text.index("Баржа")
    span = CharSpan(start=start, end=start + len("Баржа тонет."))
    found = sample.traced[0].place
    assert isinstance(found, QuotationMatch)
    item = replace(sample.traced[0], place=replace(found, span=span, fragments=(span,)))
    page = document_fromstring(render(replace(sample, sources=(source,), traced=(item,))))
    shown = words(find(page, ".original .words")[0])
    assert (shown[:2], shown[-2:]) == ("… ", " …")
    assert "день. Баржа тонет. Вечер" in shown


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_stay_words(text: str) -> None:
    version = segmented("fr/h", [text])
    whole = family("h", {"fr": [text], "en": ["x"]})
    quoted = quotation(version, text)
    place = NotFound(quotation=quoted.id, document="fr/h", reason=NotFoundReason.BELOW_THRESHOLD)
    sample = result(
        replace(whole, quoted=(Quoted(document="fr/h", quotations=(quoted,)), whole.quoted[1])),
        traced=(TracedQuotation(document="fr/h", quotation=quoted, place=place),),
    )
    page = document_fromstring(render_quotations(sample))
    assert len(find(page, ".card")) == 1
    assert len(find(page, "script")) == 1
    shown = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]", "\ufffd", text)
    assert words(find(page, ".card .words")[0]) == " ".join(shown.split())


def test_lines_of_a_page_end_where_paragraphs_do() -> None:
    text = "Один два \n три\n\nЧетыре."
    blocks = (CharSpan(start=0, end=14), CharSpan(start=16, end=len(text)))
    document = Document(
        id="ru/a",
        lang="ru",
        path="ru/a.txt",
        text=text,
        blocks=tuple(Block(kind=BlockKind.PARAGRAPH, span=span) for span in blocks),
    )
    assert highlight(document, CharSpan(start=0, end=len(text)), []) == "Один два три\nЧетыре."
    assert highlight(document, CharSpan(start=5, end=18), [(CharSpan(start=5, end=14), "f")]) == (
        '<span class="f">два три</span>\nЧе'
    )
