"""The page in a real Chromium."""

from __future__ import annotations

import base64
import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from html_sample import PLAIN, SIGNATURE, family, long_result, sample, version
from result_samples import quoting
from selenium import webdriver
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

from align.formats.html.page import render
from align.result import Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
PATIENCE = 120
"""Seconds to wait for what the page should show at once: a guard, for a machine may have much else to do."""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    if not (CHROMIUM and DRIVER):
        pytest.skip("Chromium and its driver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS.split(), f"--user-data-dir={tmp_path_factory.mktemp('profile')}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    driver.set_script_timeout(600)
    yield driver
    driver.quit()


@pytest.fixture
def show(browser: Chrome, tmp_path: Path) -> Callable[..., Chrome]:
    """Open the page of a result in a window of a given width, in light or dark, with or without scripts."""

    def opened(
        result: Result, *, width: int = 1280, dark: bool = False, scripts: bool = True, media: str = ""
    ) -> Chrome:
        file = tmp_path / "report.html"
        file.write_text(render(result), encoding="utf-8")
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        screen = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
        browser.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not scripts})
        browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": [scheme]})
        browser.get("about:blank")
        log(browser, "browser")
        log(browser, "performance")
        browser.get(file.as_uri())
        return browser

    return opened


def log(page: Chrome, kind: str) -> list[dict[str, str]]:
    """Return the browser's log entries since the last call."""
    entries: list[dict[str, str]] = page.get_log(kind)  # type: ignore[no-untyped-call]
    return entries


SHOWN = """
return [...document.querySelectorAll('.links tbody tr')]
  .filter(row => row.offsetHeight).map(row => row.cells[0].textContent.split(' ')[0])
"""


def visible_rows(page: Chrome) -> list[int]:
    """Return the numbers of the visible rows, in the order of the page."""
    return list(map(int, page.execute_script(SHOWN)))


def choose(page: Chrome, value: str) -> None:
    page.find_element("css selector", f"input[name=show][value={value}]").click()


def count(page: Chrome) -> str:
    return page.find_element("css selector", "[role=status]").text


def search(page: Chrome, words: str, expected: str) -> None:
    """Type words, and wait until the page shows the number of matches."""
    box = page.find_element("name", "words")
    box.clear()
    box.send_keys(words)
    WebDriverWait(page, PATIENCE).until(lambda page: count(page) == expected, f"{words}: not {expected}")


def press(page: Chrome, *keys: str) -> None:
    page.switch_to.active_element.send_keys(*keys)


def test_opens_without_errors_and_requests(show: Callable[..., Chrome]) -> None:
    page = show(sample())
    assert count(page) == "11 of 11 rows"
    assert log(page, "browser") == []
    messages = [json.loads(entry["message"])["message"] for entry in log(page, "performance")]
    requests = [m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"]
    assert requests == [page.current_url]


def test_hostile_text_neither_runs_nor_breaks_the_page(show: Callable[..., Chrome]) -> None:
    attack = "<script>window.caught=1</script><img src=x onerror='window.caught=1'>\u202e" + "x" * 10_000
    metadata = {"title": attack, "url": "javascript:window.caught=1"}
    versions = [version(f"{lang}/t", [(PLAIN, "", [attack])], metadata) for lang in ("fr", "en", "ar")]
    result = Result(title=attack, families=(family(versions, [((1, 1, 1), 0.4)]),), sources=(), signature=SIGNATURE)
    for width in (320, 1280):
        page = show(result, width=width)
        assert page.execute_script("return window.caught") is None
        assert page.execute_script("return document.documentElement.scrollWidth") <= width
        assert log(page, "browser") == []


def test_the_policy_stops_a_script_that_is_not_the_page_s_own(show: Callable[..., Chrome]) -> None:
    page = show(sample())
    page.execute_script(
        "const s = document.createElement('script'); s.textContent = 'window.caught = 1'; document.body.append(s);"
    )
    assert page.execute_script("return window.caught") is None
    assert any("Content Security Policy" in entry["message"] for entry in log(page, "browser"))


@pytest.mark.parametrize(
    ("value", "rows"),
    [
        ("unsure", [9, 10]),
        ("uneven", [3, 7, 9, 10]),
        ("missing", [7, 10]),
        ("quoted", [5, 6]),
        ("all", list(range(1, 12))),
    ],
)
def test_filters(show: Callable[..., Chrome], value: str, rows: list[int]) -> None:
    page = show(sample())
    choose(page, value)
    assert visible_rows(page) == rows
    assert count(page) == f"{len(rows)} of 11 rows"
    label = page.find_element("css selector", f"input[value={value}] + span")
    assert label.text.split()[-1] == str(len(rows))


def test_threshold(show: Callable[..., Chrome]) -> None:
    page = show(sample())
    page.execute_script(
        "const below = document.querySelector('[name=below]');"
        "below.value = 0.9; below.dispatchEvent(new Event('input'))"
    )
    assert visible_rows(page) == [6, 7, 9, 10]
    assert page.find_element("name", "limit").text == "0.90"
    assert page.find_element("css selector", "input[value=unsure]").is_selected()


def test_order(show: Callable[..., Chrome]) -> None:
    page = show(sample())
    order = Select(page.find_element("name", "order"))
    order.select_by_visible_text("least sure first")
    assert visible_rows(page) == [10, 9, 7, 6, 4, 3, 5, 8, 2, 1, 11]
    order.select_by_visible_text("as in the text")
    assert visible_rows(page) == list(range(1, 12))


@pytest.mark.parametrize(
    ("words", "rows"),
    [
        ("lumiere", [6]),
        ("LUMIÈRE EST", [6]),
        ("ещё", [3]),
        ("еще", [3]),
        ("l'ingenieur", [5]),
        ("lost already', and", [6]),
        ("« un phare", [6]),
        ("on end", [8]),
        ("nothing of the sort", []),
    ],
)
def test_search_in_all_languages(show: Callable[..., Chrome], words: str, rows: list[int]) -> None:
    page = show(sample())
    search(page, words, f"{len(rows)} of 11 rows")
    assert visible_rows(page) == rows
    assert page.find_element("css selector", ".nothing").is_displayed() == (not rows)


def test_search_highlights_matches_across_marks_and_accents(show: Callable[..., Chrome]) -> None:
    page = show(sample())
    search(page, 'disait "qui attend la lumiere', "1 of 11 rows")
    found = page.execute_script(
        "return [...CSS.highlights.get('found')].map(r => { const all = document.createRange();"
        "all.setStart(r.startContainer, r.startOffset); all.setEnd(r.endContainer, r.endOffset);"
        "return all.toString() })"
    )
    assert found == ["disait “qui attend la lumière"]


def test_search_and_filter_combine_and_esc_clears_both(show: Callable[..., Chrome]) -> None:
    page = show(sample())
    choose(page, "uneven")
    search(page, "совет", "1 of 11 rows")
    assert visible_rows(page) == [9]
    press(page, Keys.ESCAPE)
    assert visible_rows(page) == list(range(1, 12))
    assert page.find_element("name", "words").get_attribute("value") == ""
    assert page.find_element("css selector", "input[value=all]").is_selected()


def test_families_without_a_match_are_hidden(show: Callable[..., Chrome]) -> None:
    other = long_result(20).families
    page = show(replace(sample(), families=sample().families + other))
    search(page, "phrase numero", "20 of 31 rows")
    assert [s.is_displayed() for s in page.find_elements("css selector", ".family")] == [False, True]
    page.find_element("link text", "Le phare d’Orvane").click()
    assert page.find_element("css selector", ".family").is_displayed()


def test_keys(show: Callable[..., Chrome]) -> None:
    page = show(sample())
    number = "return document.activeElement.closest('.links tr')?.cells[0].textContent.split(' ')[0]"
    choose(page, "uneven")
    press(page, "/")
    assert page.switch_to.active_element.get_attribute("name") == "words"
    press(page, "j")
    assert page.find_element("name", "words").get_attribute("value") == "j"
    press(page, Keys.ESCAPE)
    choose(page, "uneven")
    page.execute_script("document.querySelectorAll('.links tbody tr:not([hidden]) a')[0].focus()")
    seen = []
    for key in "jjkjjj":
        press(page, key)
        seen.append(int(page.execute_script(number)))
    assert seen == [7, 9, 7, 9, 10, 10]
    top, bottom = page.execute_script(
        "const box = document.activeElement.closest('tr').getBoundingClientRect(); return [box.top, box.bottom]"
    )
    assert 0 <= top < bottom <= 900


def test_focus_is_visible(show: Callable[..., Chrome]) -> None:
    page = show(sample())
    for _ in range(12):
        press(page, Keys.TAB)
        outline = page.execute_script(
            "const e = document.activeElement; const box = e.type === 'radio' ? e.nextElementSibling : e;"
            "const s = getComputedStyle(box); return [e.tagName, s.outlineStyle, s.outlineWidth]"
        )
        assert outline[1:] == ["solid", "2px"], outline


def test_a_bar_of_the_strip_leads_to_its_row_even_when_that_is_hidden(show: Callable[..., Chrome]) -> None:
    page = show(sample())
    choose(page, "missing")
    page.execute_script(
        "document.querySelectorAll('.strip a')[8].dispatchEvent(new MouseEvent('click', {bubbles: true}))"
    )
    page.execute_async_script("const done = arguments[0]; requestAnimationFrame(() => setTimeout(done, 50))")
    target = page.execute_script("return document.querySelector('tr:target').cells[0].textContent.split(' ')[0]")
    assert target == "9"
    assert 9 in visible_rows(page)


@pytest.mark.parametrize("versions", [2, 3, 4, 6])
def test_at_320_pixels_cells_stack_under_their_language(show: Callable[..., Chrome], versions: int) -> None:
    languages = ("fr", "en", "ru", "de", "pt-BR", "ar")[:versions]
    texts = [version(f"{lang}/t", [(PLAIN, "", ["Words and more words. " * 9])]) for lang in languages]
    source = version("ru/source", [(PLAIN, "", ["x" * 500])], {"url": "https://example.org/" + "y" * 300})
    result = Result(
        title="T" * 80, families=(family(texts, [((1,) * versions, 0.4)]),), sources=(source,), signature=SIGNATURE
    )
    page = show(result, width=320)
    page.execute_script("for (const d of document.querySelectorAll('details')) d.open = true")
    assert page.execute_script("return document.documentElement.scrollWidth") <= 320
    boxes = page.execute_script(
        "return [...document.querySelectorAll('.links tbody td')].map(td => { const b = td.getBoundingClientRect();"
        "return [b.left, b.top, getComputedStyle(td, '::before').content] })"
    )
    assert len({left for left, _, _ in boxes}) == 1
    assert [top for _, top, _ in boxes] == sorted(top for _, top, _ in boxes)
    assert len({top for _, top, _ in boxes}) == versions
    assert [label.strip('"') for _, _, label in boxes] == list(languages)


def test_side_by_side_where_there_is_room(show: Callable[..., Chrome]) -> None:
    page = show(sample())
    tops = page.execute_script(
        "return [...document.querySelectorAll('.links tbody tr:nth-child(2) td')]"
        ".map(td => td.getBoundingClientRect().top)"
    )
    assert len(tops) == 3
    assert len(set(tops)) == 1


GROUND = "return getComputedStyle(document.documentElement).backgroundColor"
LIGHT, DARK, WHITE = "rgb(252, 250, 245)", "rgb(23, 22, 20)", "rgb(255, 255, 255)"


def test_colours_follow_the_system_until_the_reader_chooses(show: Callable[..., Chrome]) -> None:
    page = show(sample(), dark=True)
    assert page.execute_script(GROUND) == DARK
    page = show(sample())
    assert page.execute_script(GROUND) == LIGHT
    button = page.find_element("name", "theme")
    assert button.get_attribute("aria-pressed") == "false"
    button.click()
    assert page.execute_script(GROUND) == DARK
    assert button.get_attribute("aria-pressed") == "true"
    page.refresh()
    assert page.execute_script(GROUND) == DARK
    page.execute_script("localStorage.clear()")


@pytest.mark.parametrize("dark", [False, True])
def test_print_is_black_on_white_with_the_head_on_every_page(show: Callable[..., Chrome], *, dark: bool) -> None:
    page = show(long_result(200), dark=dark, media="print", width=760)
    assert page.execute_script(GROUND) == WHITE
    assert page.execute_script("return getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
    assert not page.find_element("css selector", ".controls").is_displayed()
    display = "return getComputedStyle(document.querySelector('.links ' + arguments[0])).display"
    assert page.execute_script(display, "thead") == "table-header-group"
    assert page.execute_script(display, "tbody tr") == "table-row"
    assert (
        page.execute_script("return getComputedStyle(document.querySelector('.links tbody tr')).breakInside") == "avoid"
    )
    pdf = base64.b64decode(page.execute_cdp_cmd("Page.printToPDF", {"preferCSSPageSize": True})["data"])
    assert pdf.startswith(b"%PDF-")


def test_stacked_versions_have_no_rule_between_them_on_paper(show: Callable[..., Chrome]) -> None:
    texts = [
        version(f"{lang}/t", [(PLAIN, "", ["Words."]), (PLAIN, "", ["More."])]) for lang in ("fr", "en", "ru", "de")
    ]
    families = (family(texts, [((1,) * 4, 0.9)] * 2),)
    page = show(Result(title="T", families=families, sources=(), signature=SIGNATURE), media="print", width=760)
    rules = "return [...document.querySelectorAll(arguments[0])].map(each => getComputedStyle(each).borderTopWidth)"
    assert set(page.execute_script(rules, ".links td, .links tbody th")) == {"0px"}
    assert page.execute_script(rules, ".links tbody tr") == ["0px", "1px"]


def test_everything_is_there_without_scripts(show: Callable[..., Chrome]) -> None:
    page = show(sample(), scripts=False)
    assert visible_rows(page) == list(range(1, 12))
    assert not page.find_element("css selector", ".controls").is_displayed()
    assert not page.find_element("css selector", ".keys").is_displayed()
    page.find_element("css selector", "summary").click()
    assert page.find_element("css selector", ".prose").is_displayed()
    anchor = page.find_elements("css selector", ".links tbody tr")[9].get_attribute("id")
    page.get(f"{page.current_url.partition('#')[0]}#{anchor}")
    assert page.execute_script("return document.querySelector('tr:target').id") == anchor


def test_chromium_still_sees_a_table(show: Callable[..., Chrome]) -> None:
    page = show(sample())
    nodes = page.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    roles = [node["role"]["value"] for node in nodes if "role" in node]
    assert roles.count("rowheader") >= 11
    assert roles.count("cell") >= 33
    names = [node["name"]["value"] for node in nodes if node.get("role", {}).get("value") == "columnheader"]
    assert [name.capitalize() for name in names[-4:]] == ["Row", "French", "English", "Russian"]


def test_five_thousand_rows_can_be_filtered_and_sorted(show: Callable[..., Chrome]) -> None:
    # How fast that is, `benchmarks/report_page.py` tells.
    page = show(long_result(5000))
    choose(page, "unsure")
    assert count(page) == "1,000 of 5,000 rows"
    choose(page, "all")
    first = "return document.querySelector('.links tbody tr').dataset.c"
    order = Select(page.find_element("name", "order"))
    order.select_by_value("doubt")
    assert page.execute_script(first) == "0.30"
    order.select_by_value("text")
    assert visible_rows(page)[:3] == [1, 2, 3]
    search(page, "предложение номер 4995", "1 of 5,000 rows")


LAID_OUT = """
const rows = [...document.querySelectorAll('.links tbody tr')];
return rows.filter((row) => row.checkVisibility({contentVisibilityAuto: true})).length;
"""


def test_the_browser_skips_bodies_of_rows_out_of_sight(show: Callable[..., Chrome]) -> None:
    page = show(long_result(5000))
    assert page.execute_script(LAID_OUT) < 500
    target = page.execute_script("return document.querySelectorAll('.links tbody tr')[4321].id")
    page.execute_script("location.hash = arguments[0]", target)
    top = "return document.getElementById(arguments[0]).getBoundingClientRect().top"
    WebDriverWait(page, PATIENCE).until(lambda page: 100 < page.execute_script(top, target) < 300)


FREE = """
const row = document.querySelector('tr:target').getBoundingClientRect();
return row.top >= document.querySelector('.links thead').getBoundingClientRect().bottom && row.bottom <= innerHeight;
"""


def test_a_link_to_a_row_shows_it_below_the_sticky_bars(show: Callable[..., Chrome]) -> None:
    page = show(long_result(1000))
    for position in (77, 888):
        address = page.current_url.partition("#")[0]
        target = page.execute_script("return document.querySelectorAll('.links tbody tr')[arguments[0]].id", position)
        page.get("about:blank")
        page.get(f"{address}#{target}")
        WebDriverWait(page, PATIENCE).until(lambda page: page.execute_script(FREE))


def test_a_table_is_as_high_as_the_rows_that_a_filter_leaves(show: Callable[..., Chrome]) -> None:
    page = show(long_result(5000))
    height = "return document.querySelector('.links').offsetHeight"
    before = page.execute_script(height)
    search(page, "предложение номер 4995", "1 of 5,000 rows")
    assert page.execute_script(height) < 200
    Select(page.find_element("name", "order")).select_by_visible_text("least sure first")
    assert visible_rows(page) == [4996]
    search(page, "предложение номер 499", "11 of 5,000 rows")
    assert visible_rows(page) == [4991, 4996, 500, *range(4992, 4996), *range(4997, 5001)]
    choose(page, "all")
    search(page, "\N{PUNCTUATION SPACE}", "5,000 of 5,000 rows")
    assert page.execute_script(height) > before / 2


def cards(page: Chrome) -> list[str]:
    """Return the numbers of the visible quotations."""
    found = page.find_elements("css selector", ".card")
    return [card.find_element("css selector", ".about a").text for card in found if card.is_displayed()]


def test_quotations_are_chosen_by_verdict_and_language(show: Callable[..., Chrome]) -> None:
    page = show(quoting())
    form = page.find_element("css selector", ".filters")
    verdict, language = (Select(form.find_element("name", name)) for name in ("verdict", "language"))
    assert cards(page) == ["1", "2", "3"]
    verdict.select_by_value("altered")
    assert cards(page) == ["1"]
    language.select_by_value("en")
    assert cards(page) == []
    assert form.find_element("css selector", ".count").text == "0 of 3 quotations"
    verdict.select_by_value("")
    assert cards(page) == ["1", "3"]


def test_the_quotations_of_a_family_without_a_match_are_hidden_too(show: Callable[..., Chrome]) -> None:
    page = show(replace(quoting(), families=quoting().families + long_result(20).families))
    total = count(page).split()[2]
    search(page, "phrase numero", f"20 of {total} rows")
    assert cards(page) == []
    press(page, Keys.ESCAPE)
    assert cards(page) == ["1", "2", "3"]


def test_a_link_to_a_quotation_that_was_not_chosen_arrives(show: Callable[..., Chrome]) -> None:
    page = show(quoting())
    Select(page.find_element("css selector", ".filters [name=verdict]")).select_by_value("altered")
    link = page.find_elements("css selector", "a.traced")[-1]
    page.execute_script("arguments[0].click()", link)
    WebDriverWait(page, PATIENCE).until(lambda page: len(cards(page)) == 3)
    back = page.find_element("css selector", ".card:target h3 a")
    page.execute_script("arguments[0].click()", back)
    assert page.find_element("css selector", "tr:target").is_displayed()


@pytest.mark.parametrize("dark", [False, True])
def test_cards_fit_a_telephone(show: Callable[..., Chrome], *, dark: bool) -> None:
    page = show(quoting(), width=320, dark=dark)
    assert page.execute_script("return document.documentElement.scrollWidth <= innerWidth")
    assert log(page, "browser") == []


def test_cards_are_there_without_scripts_and_on_paper(show: Callable[..., Chrome]) -> None:
    assert cards(show(quoting(), scripts=False)) == ["1", "2", "3"]
    assert cards(show(quoting(), media="print")) == ["1", "2", "3"]


BROKEN = """
return [...document.querySelectorAll('.figure th, .figure td')].filter(cell => {
  const text = cell.firstChild;
  if (!text || text.nodeType !== Node.TEXT_NODE) return false;
  return [...text.data.matchAll(/\\S+/g)].some(word => {
    const range = document.createRange();
    range.setStart(text, word.index);
    range.setEnd(text, word.index + word[0].length);
    return range.getClientRects().length > 1;
  });
}).map(cell => cell.textContent);
"""


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_no_word_of_a_table_of_figures_is_broken(show: Callable[..., Chrome], width: int) -> None:
    page = show(quoting(), width=width)
    assert page.execute_script(BROKEN) == []
    assert page.execute_script("return document.documentElement.scrollWidth") <= width
