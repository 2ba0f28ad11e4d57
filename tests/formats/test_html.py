from __future__ import annotations

import base64
import hashlib
import os
import re
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import lxml.html
import pytest
from html_sample import HEADING, PLAIN, SIGNATURE, family, long_result, quote, sample, version
from hypothesis import given, settings, strategies as st
from result_samples import results
from work import calls

from align.formats.html import page as html
from align.formats.html.markup import band
from align.formats.html.page import render
from align.look import stylesheet
from align.result import Result

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from align.model import Segmented

GOLDEN = Path(__file__).parent / "golden" / "report.html"
"""The page of `sample()` without style and script. Run with UPDATE_GOLDEN=1 to rewrite it, then read the diff."""


def parsed(result: Result) -> HtmlElement:
    return lxml.html.document_fromstring(render(result))


def of(
    *versions: Segmented, rows: Sequence[tuple[tuple[int, ...], float]], sources: Sequence[Segmented] = ()
) -> Result:
    return Result(title="T", families=(family(versions, rows),), sources=tuple(sources), signature=SIGNATURE)


def two(first: str, second: str, *, langs: tuple[str, str] = ("fr", "en")) -> Result:
    """Make a result of one row."""
    versions = (
        version(f"{lang}/t", [(PLAIN, "", [words])]) for lang, words in zip(langs, (first, second), strict=True)
    )
    return of(*versions, rows=[((1, 1), 0.9)])


@pytest.fixture(scope="module")
def page() -> HtmlElement:
    return parsed(sample())


def find(page: HtmlElement, path: str) -> list[Any]:
    found: list[Any] = page.xpath(path)
    return found


def rows_of(page: HtmlElement) -> list[Any]:
    return find(page, "//table[@class='links']/tbody/tr")


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_golden_page() -> None:
    markup = re.sub(r"<(style|script)>.*?</\1>", r"<\1></\1>", render(sample()), flags=re.DOTALL)
    markup = re.sub(r"sha256-[A-Za-z0-9+/=]+", "sha256-…", markup)
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(markup, encoding="utf-8")
    assert markup == GOLDEN.read_text(encoding="utf-8")


def test_one_row_per_link_and_one_cell_per_version(page: HtmlElement) -> None:
    links = sample().families[0].links.links
    rows = rows_of(page)
    assert len(rows) == len(links)
    assert {len(row.xpath("./th")) for row in rows} == {1}
    assert {len(row.xpath("./td")) for row in rows} == {3}
    assert [cell.get("lang") for cell in rows[0].xpath("./td")] == ["fr", "en", "ru"]
    assert [words(row.xpath(".//*[@class='type']")[0]) for row in rows][2:10:3] == ["1-2-1", "1-1-1", "2-1-2"]


def test_the_words_of_every_version_stand_in_its_column_unchanged() -> None:
    page = parsed(sample())
    for label in find(page, "//*[@class='label']"):
        label.text = ""
    for column, document in enumerate(sample().families[0].versions, start=1):
        cells = find(page, f"//table[@class='links']/tbody/tr/td[{column}][not(@class='gap')]")
        assert " ".join(map(words, cells)) == " ".join(document.texts())


@pytest.mark.parametrize(
    ("confidence", "shown"),
    [
        (1.0, "1.00 sure"),
        (0.99999, "0.99 sure"),
        (0.9, "0.90 sure"),
        (0.8999, "0.89 likely"),
        (0.57, "0.57 likely"),
        (0.5, "0.50 likely"),
        (0.4999, "0.49 unsure"),
        (0.29, "0.29 unsure"),
        (0.0, "0.00 unsure"),
    ],
)
def test_confidence_is_a_number_with_a_word_that_agrees(confidence: float, shown: str) -> None:
    result = of(*(version(f"{lang}/t", [(PLAIN, "", ["A."])]) for lang in ("fr", "en")), rows=[((1, 1), confidence)])
    (row,) = rows_of(parsed(result))
    assert words(row.xpath(".//th//*[starts-with(@class, 'conf')]")[0]) == shown
    assert row.get("class").split()[0] == shown.split()[1] == band(float(row.get("data-c")))


def test_rows_have_the_classes_that_filters_use(page: HtmlElement) -> None:
    classes = [set(row.get("class").split()) for row in rows_of(page)]
    assert [k for k, found in enumerate(classes, 1) if "uneven" in found] == [3, 7, 9, 10]
    assert [k for k, found in enumerate(classes, 1) if "missing" in found] == [7, 10]
    assert [k for k, found in enumerate(classes, 1) if "quoted" in found] == [5, 6]
    assert [k for k, found in enumerate(classes, 1) if "unsure" in found] == [9, 10]


def test_a_version_without_the_sentence_says_so(page: HtmlElement) -> None:
    gaps = find(page, "//td[@class='gap']")
    assert [(words(gap), gap.get("lang"), gap[0].get("lang")) for gap in gaps] == [
        ("Not translated into Russian", "ru", "en"),
        ("Not translated into English", "en", "en"),
    ]


def test_blocks_have_the_classes_of_their_kinds(page: HtmlElement) -> None:
    rows = rows_of(page)
    assert [p.get("class") for p in rows[0].xpath("./td/p")] == ["heading"] * 3
    assert [p.get("class") for p in rows[1].xpath("./td/p")] == [None] * 3
    assert [p.get("class") for p in rows[7].xpath("./td/p")] == ["quote"] * 3
    assert [words(p.xpath("./*[@class='label']")[0]) for p in rows[10].xpath("./td/p[@class='note']")] == ["1"] * 3
    assert [words(tick) for tick in rows[8].xpath(".//*[@class='s']")] == ["Puis il se tut.", "Потом умолк."]


def test_a_row_may_cover_several_blocks() -> None:
    one = version("fr/t", [(HEADING, "", ["Titre"]), (PLAIN, "", ["Un.", "Deux."])])
    other = version("en/t", [(PLAIN, "", ["Title. One."]), (PLAIN, "", ["Two."])])
    first, second = rows_of(parsed(of(one, other, rows=[((2, 1), 0.9), ((1, 1), 0.9)])))
    assert [(p.get("class"), words(p)) for p in first.xpath("./td[1]/p")] == [("heading", "Titre"), (None, "Un.")]
    assert not second.xpath(".//*[@class='s']")


def test_quotations_are_marked_by_kind_and_depth(page: HtmlElement) -> None:
    marked = [
        (q.get("class"), words(q)) for q in find(page, "//tbody//td[@lang='en']//span[starts-with(@class, 'q ')]")
    ]
    assert marked == [
        ("q quotation d1", "the sea takes only what it is owed"),
        ("q quotation d1", "A lighthouse does not light, it warns; my father used to say ‘"),
        ("q quotation d2", "whoever waits for the light is lost already"),
        ("q quotation d1", "’, and he was right."),
        ("q term d1", "philosophy"),
        ("q title d1", "La Vigie"),
    ]


def test_a_quotation_over_several_blocks_is_marked_in_each() -> None:
    one = version("fr/t", [(PLAIN, "", ["Il dit : « Un.", "Deux."]), (PLAIN, "", ["» Trois. » Fin."])])
    other = version("en/t", [(PLAIN, "", ["He."]), (PLAIN, "", ["She."])])
    whole = quote(one, "Un.", "Trois.")
    result = Result(
        title="T",
        families=(family((one, other), [((2, 1), 0.9), ((1, 1), 0.9)], [[whole], []]),),
        sources=(),
        signature=SIGNATURE,
    )
    assert [words(q) for q in find(parsed(result), "//tbody//span[starts-with(@class, 'q ')]")] == [
        "Un.",
        "Deux.",
        "» Trois.",
    ]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40), st.integers(1, 3)), max_size=6))
def test_quotations_that_cross_never_lose_or_move_a_word(spans: list[tuple[int, int, int]]) -> None:
    one = version("fr/t", [(PLAIN, "", ["Zéro un deux. ", "Trois quatre."]), (PLAIN, "", ["Cinq six."])])
    other = version("en/t", [(PLAIN, "", ["Zero."])])
    sound = quote(one, "Zéro", "Zéro")
    size = len(one.document.text)
    quotations = [
        replace(sound, span=replace(sound.span, start=min(a, b, size), end=min(max(a, b), size)), depth=depth)
        for a, b, depth in spans
    ]
    result = Result(
        title="T", families=(family((one, other), [((3, 1), 0.9)], [quotations, []]),), sources=(), signature=SIGNATURE
    )
    assert [words(p) for p in rows_of(parsed(result))[0].xpath("./td[1]/p")] == [
        "Zéro un deux. Trois quatre.",
        "Cinq six.",
    ]


def test_anchors_are_unique_and_every_link_inside_the_page_arrives(page: HtmlElement) -> None:
    ids = find(page, "//@id")
    assert len(ids) == len(set(ids))
    inside = {href[1:] for href in find(page, "//@href") if href.startswith("#")}
    assert inside <= set(ids)
    assert {row.get("id") for row in rows_of(page)} <= inside


def test_anchors_follow_the_words_and_not_the_place() -> None:
    def anchors(*sentences: str) -> list[str]:
        versions = [version(f"{lang}/t", [(PLAIN, "", list(sentences))]) for lang in ("fr", "en")]
        return [row.get("id") for row in rows_of(parsed(of(*versions, rows=[((1, 1), 0.9)] * len(sentences))))]

    a, b, again = anchors("A.", "B.", "A.")
    assert anchors("New.", "A.", "B.")[1:] == [a, b]
    assert again == f"{a}-2"


def test_table_semantics_survive_the_grid_layout(page: HtmlElement) -> None:
    (table,) = find(page, "//table[@class='links']")
    assert table.get("role") == "table"
    assert {element.get("role") for element in table.iter("thead", "tbody")} == {"rowgroup"}
    assert {element.get("role") for element in table.iter("tr")} == {"row"}
    assert {element.get("role") for element in table.iter("td")} == {"cell"}
    assert {(th.get("role"), th.get("scope")) for th in table.xpath("./thead//th")} == {("columnheader", "col")}
    assert {(th.get("role"), th.get("scope")) for th in table.xpath("./tbody//th")} == {("rowheader", "row")}
    assert [words(th) for th in table.xpath("./thead//th")] == ["Row", "French", "English", "Russian"]
    assert find(page, f"//*[@id='{table.get('aria-labelledby')}']")


def test_headings_descend_one_step_at_a_time(page: HtmlElement) -> None:
    levels = [int(heading.tag[1]) for heading in page.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_controls_have_names_and_the_page_a_way_past_them(page: HtmlElement) -> None:
    for control in find(page, "//form//input | //form//select"):
        assert words(control.getparent()) if control.getparent().tag == "label" else control.get("aria-label")
    assert find(page, "//form//button")[0].text_content()
    assert find(page, "//body/a[1]/@href") == ["#texts"]
    assert find(page, "//form//*[@role='status']")
    assert page.get("lang") == "en"
    for element in find(page, "//*[@aria-labelledby]"):
        assert find(page, f"//*[@id='{element.get('aria-labelledby')}']")


def test_summary_counts(page: HtmlElement) -> None:
    sentences, pairs = find(page, "//table[@class='figure']")
    assert [[words(cell) for cell in row] for row in sentences.xpath("./tbody/tr")] == [
        ["French", "12", "3", "1", "0"],
        ["English", "11", "3", "1", "1"],
        ["Russian", "11", "3", "0", "1"],
    ]
    assert [words(row) for row in pairs.xpath("./tbody/tr")] == [
        "French, English0.86110.811-1 8 1-0 1 1-2 1 2-1 1",
        "French, Russian0.80110.811-1 9 1-0 1 2-2 1",
        "English, Russian0.81110.811-1 7 0-1 1 1-0 1 1-2 1 2-1 1",
    ]


@pytest.mark.parametrize(("confidence", "doubts"), [(0.1, 1), (0.9, 0)])
def test_versions_that_agree_very_little_are_reported(confidence: float, doubts: int) -> None:
    versions = [version(f"{lang}/t", [(PLAIN, "", ["x"])]) for lang in ("fr", "en")]
    page = parsed(of(*versions, rows=[((1, 1), confidence)]))
    said = [words(line) for line in find(page, "//p[@class='doubt']")]
    assert said == ["French and English agree very little: are they versions of one text?"] * doubts


def test_metadata_links_only_to_web_addresses(page: HtmlElement) -> None:
    outside = [a for a in find(page, "//a") if not a.get("href").startswith("#")]
    assert [a.get("href") for a in outside] == ["https://example.org/orvane?page=1&langue=fr"]
    assert outside[0].get("rel") == "noopener noreferrer"
    assert "javascript:alert(1)" in page.text_content()


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt://example.org/%0aalert(1)",
        "data:text/html,<script>alert(1)</script>",
        "file:///etc/passwd",
        "//example.org",
        "http://",
        "https:example.org",
        "http://[broken",
        "java\nscript:alert(1)",
        "",
    ],
)
def test_no_other_address_becomes_a_link(url: str) -> None:
    source = version("ru/s", [(PLAIN, "", ["A."])], {"url": url})
    page = parsed(Result(title="T", families=(), sources=(source,), signature=SIGNATURE))
    assert all(href.startswith("#") for href in find(page, "//@href"))


def test_sources_are_folded_with_their_text(page: HtmlElement) -> None:
    (source,) = find(page, "//article[@class='source']")
    assert words(source.xpath("./h3")[0]) == "Письмо в портовый совет"
    assert [words(p) for p in source.xpath("./details/div[@lang='ru']/p")] == [
        "Письмо в портовый совет",
        "Господа! Море берёт лишь то, что ему должны, и ни горстью больше.",
        "Лампа исправна.",
        "Стёкла целы.",
    ]
    assert source.xpath("./details")[0].get("open") is None


def test_contents_appear_when_there_is_more_than_one_text() -> None:
    alone = two("Un.", "One.")
    assert not find(parsed(alone), "//nav")
    both = replace(alone, families=alone.families + sample().families)
    page = parsed(both)
    assert [words(item.xpath("./a")[0]) for item in find(page, "//nav//li")] == ["t", "Le phare d’Orvane"]
    assert len(find(page, "//section[contains(@class, 'family')]")) == 2


def test_a_project_without_parallel_texts_has_a_page() -> None:
    assert "nothing to show side by side" in render(Result(title="T", families=(), sources=(), signature=SIGNATURE))


def test_signature_is_at_the_foot(page: HtmlElement) -> None:
    (foot,) = find(page, "//footer")
    assert [words(entry) for entry in foot.xpath(".//dt")] == ["align", "encoder", "segmenter", "max_run"]
    assert [words(entry) for entry in foot.xpath(".//dd")] == ["0.1.0", "muse@3", "rules@1", "6"]


HOSTILE = [
    "<script>alert(1)</script>",
    '"onload="alert(1)',
    "' autofocus onfocus='alert(1)",
    "</style><script>alert(1)</script>",
    "]]>--><img src=x onerror=alert(1)>",
    "&lt;b&gt; $title ${style} %s {0}",
    "nul \x00 bell \x07 escape \x1b lone \ud800 end",
    "\u202eoverride\u2066isolate",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_wherever_it_stands(text: str) -> None:
    metadata = dict.fromkeys(("title", "author", "date", "url", text), text)
    versions = [version(f"{lang}/{text}", [(PLAIN, "", [text])], metadata) for lang in ("fr", "en")]
    result = of(*versions, rows=[((1, 1), 0.5)], sources=[version(f"ru/x{text}", [(PLAIN, text, [text])], metadata)])
    result = replace(result, title=text, signature=replace(SIGNATURE, encoder=text, parameters=((text, text),)))
    page = parsed(result)
    assert len(find(page, "//script")) == len(find(page, "//style")) == 1
    assert not find(
        page, "//img | //iframe | //object | //link | //b[text()='x'] | //@onload | //@onerror | //@onfocus"
    )
    assert not find(page, "//@style")
    legal = re.sub("[\x00\x07\x1b\ud800]", "\ufffd", text)
    assert words(rows_of(page)[0].xpath("./td[1]")[0]) == " ".join(legal.split())
    assert page.findtext(".//title") == legal
    assert render(result).encode("utf-8")


def test_hostile_language_tag_is_escaped() -> None:
    page = parsed(two("Un.", "One.", langs=('x" onclick="a', "<b>")))
    assert not find(page, "//@onclick")
    assert [cell.get("lang") for cell in rows_of(page)[0].xpath("./td")] == ['x" onclick="a', "<b>"]


def test_policy_admits_nothing_but_the_code_of_the_page() -> None:
    markup = render(sample())
    policy = find(lxml.html.document_fromstring(markup), "//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    for tag in ("style", "script"):
        (code,) = re.findall(f"<{tag}>(.*?)</{tag}>", markup, flags=re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy


def test_nothing_on_the_page_is_fetched() -> None:
    markup = render(sample())
    page = lxml.html.document_fromstring(markup)
    assert not find(page, "//@src | //@srcset | //link | //iframe | //object | //embed | //@background | //@poster")
    (style,) = find(page, "//style/text()")
    assert "url(" not in style
    assert "@import" not in style


@pytest.mark.parametrize(
    ("tag", "leftward"),
    [("ar", True), ("he-IL", True), ("fa", True), ("az-Arab", True), ("ar-Latn", False), ("fr", False), ("yi", True)],
)
def test_right_to_left_scripts_run_right_to_left(tag: str, leftward: bool) -> None:  # noqa: FBT001
    cell = rows_of(parsed(two("Un.", "Deux.", langs=("fr", tag))))[0].xpath("./td[2]")[0]
    assert cell.get("dir") == ("rtl" if leftward else None)


def test_strip_leads_to_the_least_sure_row_of_each_bar() -> None:
    result = long_result(1000)
    page = parsed(result)
    bars = find(page, "//*[@class='strip']//a")
    assert len(bars) == html._STRIP_BARS
    by_id = {row.get("id"): row.get("class").split()[0] for row in rows_of(page)}
    assert [by_id[bar.get("href")[1:]] for bar in bars] == [bar.xpath("./path/@class")[1] for bar in bars]
    assert {bar.get("tabindex") for bar in bars} == {"-1"}
    unsure = sum(band(link.confidence) == "unsure" for link in result.families[0].links.links)
    assert sum(bar.xpath("./path/@class")[1] == "unsure" for bar in bars) == min(unsure, 200)


@pytest.mark.parametrize(("languages", "columns"), [(2, "n2"), (3, "n3"), (4, "nx"), (7, "nx")])
def test_many_versions_stack(languages: int, columns: str) -> None:
    versions = [
        version(f"{tag}/t", [(PLAIN, "", ["A."])]) for tag in ("fr", "en", "ru", "de", "it", "pl", "ar")[:languages]
    ]
    page = parsed(of(*versions, rows=[((1,) * languages, 0.9)]))
    assert find(page, "//section[contains(@class, 'family')]/@class") == [f"family {columns}"]
    assert len(rows_of(page)[0].xpath("./td")) == languages


@settings(max_examples=20)
@given(results())
def test_any_result_gives_the_same_valid_page_every_time(result: Result) -> None:
    markup = render(result)
    assert markup == render(result)
    page = lxml.html.document_fromstring(markup)
    ids = find(page, "//@id")
    assert len(ids) == len(set(ids))
    assert len(rows_of(page)) == sum(len(family.links.links) for family in result.families)
    assert len(find(page, "//script")) == len(find(page, "//style")) == 1


def channel(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def luminance(colour: str) -> float:
    red, green, blue = (channel(int(colour[k : k + 2], 16)) for k in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Compute the contrast ratio of WCAG 2."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("side", [0, 1], ids=["light", "dark"])
def test_palette_is_legible(side: int) -> None:
    pairs = re.findall(r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)", stylesheet())
    colour = {name: shades[side] for name, *shades in pairs}
    for ground in ("paper", "raised", "tint", "tint-deep", "found"):
        assert contrast(colour["ink"], colour[ground]) >= 7, ground
    for ground in ("paper", "raised"):
        assert contrast(colour["muted"], colour[ground]) >= 4.5, ground
        assert contrast(colour["rubric"], colour[ground]) >= 4.5, ground
        for mark in ("likely", "sure"):
            assert contrast(colour[mark], colour[ground]) >= 3, mark


def test_work_grows_with_the_rows() -> None:
    short, long = long_result(100), long_result(400)
    assert render(long).count("<td ") >= 1_200
    assert calls(lambda: render(long)) < 5 * calls(lambda: render(short))
