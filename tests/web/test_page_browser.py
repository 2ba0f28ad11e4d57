"""The page when answers are late, lost or refused: in a real Chromium, on a small project."""

from __future__ import annotations

import json
from itertools import pairwise
from threading import Thread
from typing import TYPE_CHECKING, Any

import pytest
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select
from web_browser import Page, browser, screen
from web_project import open_desk, write_project

from align.check.outcome import Reported, State
from align.model import CharSpan, Finding, Place, Severity
from align.web.server import listen, serve

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LATE = """(() => {
  window.held = [];
  const real = window.fetch;
  window.fetch = async (path, options) => {
    const answer = await real(path, options);
    for (const [part, what] of Object.entries(window.meddle ?? {})) {
      if (!String(path).includes(part)) continue;
      if (what === 'lose') { delete window.meddle[part]; throw new TypeError('lost'); }
      await new Promise((done) => { window.held.push(done); });
    }
    return answer;
  };
})()"""


class Small(Page):
    """The page on a small project of two texts."""

    def __init__(self, chrome: Chrome, root: Path) -> None:
        super().__init__(chrome)
        self.root = root
        links: list[str] = []
        self.kept: dict[str, str] = {}
        self.desk = open_desk(
            root,
            add=lambda fingerprint, _, __, reason: self.kept.update({fingerprint: reason}),
            remove=self.kept.__delitem__,
        )
        made = listen("127.0.0.1", 0)
        Thread(
            target=serve, args=(self.desk, made, "127.0.0.1"), kwargs={"show_link": links.append}, daemon=True
        ).start()
        self.until(lambda: links, "the server")
        self.open(links[0])
        chrome.execute_script(LATE)

    def meddle(self, **answers: str) -> None:
        """From now on "hold" the answers of addresses that contain a key, or "lose" one; write "=" as "_"."""
        self.chrome.execute_script("window.meddle = arguments[0]", {k.replace("_", "="): v for k, v in answers.items()})

    def choose(self, pair: int) -> None:
        Select(self.chrome.find_element("name", "pair")).select_by_index(pair)

    def release(self) -> None:
        """Let the held answers through; wait until there is at least one."""
        self.until(lambda: self.run("window.held.length"), "an answer that is held")
        self.chrome.execute_script("window.meddle = {}; window.held.splice(0).forEach((go) => go())")

    @property
    def actions(self) -> list[str]:
        kept = self.root / "review" / "decisions.jsonl"
        return [json.loads(line)["action"] for line in kept.read_text("utf-8").splitlines()] if kept.exists() else []

    @property
    def words(self) -> Any:  # noqa: ANN401 - what the script returns
        return self.run("[...document.querySelectorAll('.row .cell:nth-child(2)')].map(cell => cell.innerText)")


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    yield from browser(tmp_path_factory.mktemp("profile"))


@pytest.fixture
def page(chrome: Chrome, tmp_path: Path) -> Iterator[Small]:
    root = write_project(tmp_path / "project")
    for lang, words in (("fr", "Un. Deux. Trois.\n"), ("en", "One. Two. Three.\n")):
        (root / lang / "zz.md").write_text(words, "utf-8")
    screen(chrome)
    yield Small(chrome, root)
    chrome.execute_script("localStorage.clear(); sessionStorage.clear()")
    chrome.get("about:blank")


def test_the_text_chosen_last_is_shown(page: Small) -> None:
    first = page.words
    page.meddle(**{"outline?pair_1": "hold"})
    page.choose(1)
    page.choose(0)
    page.until(lambda: page.words == first, "the first text")
    page.release()
    page.wait(500)
    assert page.words == first
    assert page.run("document.querySelector('select[name=pair]').value") == "0"
    page.choose(1)
    page.until(lambda: "Un." in page.words, "the other text")


def test_an_answer_about_one_text_does_not_change_another(page: Small) -> None:
    page.meddle(decide="hold")
    page.press("a", "a", "a")
    page.choose(1)
    page.until(lambda: "Un." in page.words, "the other text")
    other = page.words
    page.release()
    page.saved(0)
    assert page.actions == ["accept"] * 3
    assert page.words == other
    page.press(Keys.ESCAPE, "z")
    page.until(lambda: page.progress.startswith("2 of 11"), "shown where it was")
    page.until(lambda: page.current == 3, "at its place")


def test_keys_act_on_the_bead_after_a_filter_was_chosen(page: Small) -> None:
    page.click("input[name=show][value=open]")
    before = page.current
    page.press("j")
    page.until(lambda: page.current == before + 1, "the next bead")
    page.click("input[name=show][value=all]")
    page.press(Keys.ARROW_RIGHT)
    page.until(lambda: page.run("document.activeElement.value") == "open", "focus in the filter")


def test_a_filter_shows_and_counts_only_matching_beads(page: Small) -> None:
    shown = "[...document.querySelectorAll('.row .margin a')].map(link => Number(link.textContent))"
    page.press("a", "a", "k", "k")
    page.saved(2)
    page.click("input[name=show][value=open]")
    page.until(lambda: page.run(shown) == list(range(3, 12)), "to do")
    page.until(
        lambda: page.run("document.querySelector('input[value=open]').parentElement.innerText.trim()") == "To do 9",
        "how many",
    )
    page.press(Keys.END, "a")
    page.saved(3)
    assert page.run(shown) == list(range(3, 12))
    page.press("k")
    page.until(lambda: page.current == 10, "the bead before")


def test_a_hidden_bead_is_not_changed(page: Small) -> None:
    page.click("input[name=show][value=rejected]")
    page.press("a", "r", "m", "c")
    page.until(lambda: page.spoken.strip() == "No pair is shown, so nothing was done", "says so")
    page.click(".tools [data-do=accept]")
    assert page.actions == []
    page.press(Keys.ESCAPE, "a")
    page.until(lambda: page.actions == ["accept"], "accepted")


def test_printed_beads_do_not_overlap(page: Small) -> None:
    page.chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "print"})
    page.chrome.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": 680, "height": 1000, "deviceScaleFactor": 1, "mobile": False}
    )
    boxes = page.run("[...document.querySelectorAll('.row')].map(row => row.getBoundingClientRect().toJSON())")
    assert len(boxes) > 5
    assert all(above["bottom"] <= below["top"] + 1 for above, below in pairwise(boxes))
    assert boxes[-1]["bottom"] <= page.run("document.querySelector('#beads').getBoundingClientRect().bottom + 1")


def test_the_page_names_texts_edited_since_the_start(page: Small) -> None:
    edited = "document.querySelector('.edited').innerText"
    text = page.root / "fr" / "zz.md"
    before = text.read_text("utf-8")
    text.write_text(before + "Quatre.\n", "utf-8")
    page.until(lambda: "fr/zz.md" in page.run(edited), "edited")
    assert "start it again" in page.run(edited)
    page.press("a")
    page.saved(1)
    text.write_text(before, "utf-8")
    page.until(lambda: page.run(edited) == "", "as it was")


def test_beads_are_renumbered_after_a_merge(page: Small) -> None:
    page.press("j", "m")
    page.until(lambda: "of 10 pairs" in page.run("document.querySelector('.count').textContent"), "merged")
    numbers = "[...document.querySelectorAll('.row .margin a')].map(link => Number(link.textContent))"
    page.until(lambda: page.run(numbers) == list(range(1, 11)), f"numbers: {page.run(numbers)}")
    page.press("z")
    page.until(lambda: page.run(numbers) == list(range(1, 12)), f"numbers: {page.run(numbers)}")


def test_a_request_whose_answer_was_lost_is_done_once(page: Small) -> None:
    page.press("a", "a", "a")
    page.saved(3)
    page.meddle(decide="lose")
    page.press("z")
    page.saved(2)
    assert page.actions == ["accept"] * 3 + ["undo"]


def test_refused_words_stay_until_they_are_removed(page: Small) -> None:
    page.press("j", "e")
    page.press("Is this right?")
    (page.root / "review").mkdir()
    (page.root / "review" / "decisions.jsonl").write_text("{}\n", "utf-8")
    page.click("dialog .main")
    page.until(lambda: "not saved" in page.run("document.querySelector('.saved').innerText"), "the damaged file")
    (page.root / "review" / "decisions.jsonl").write_text("", "utf-8")
    page.saved()
    assert page.actions == ["comment"]
    page.desk.decide({**body(page), "action": "merge", "beads": keys(page, 1, 2)})
    page.meddle(changes="hold")
    page.press("e")
    page.press("<b>Mine</b>")
    page.click("dialog .main")
    shown = "document.querySelector('.refused').innerText"
    page.until(lambda: "<b>Mine</b>" in page.run(shown), "the words")
    page.until(lambda: "reload" in page.run(shown), "what to do")
    page.chrome.refresh()
    page.ready()
    assert "<b>Mine</b>" in page.run(shown)
    page.click(".refused button", 1)
    assert page.run("document.querySelector('.refused').hidden")


def body(page: Small) -> dict[str, Any]:
    return {"pair": 0, "since": 0, "nonce": "0123456789abcdef", "epoch": page.desk.outline(0)["epoch"]}


def keys(page: Small, *numbers: int) -> list[str]:
    rows = page.desk.rows(0, 0, 0, 20)["rows"]
    return [rows[number]["key"] for number in numbers]


def test_a_late_passage_does_not_replace_the_one_chosen_last(page: Small) -> None:
    page.run("[...document.querySelectorAll('.card details')].forEach(card => { card.open = true })")
    page.meddle(**{"passage?": "hold"})
    page.click(".card .acts button", 2)
    page.until(lambda: page.run("document.querySelector('dialog .option input')"), "the dialog")
    area = "document.querySelector('dialog textarea')"
    assert page.run(f"{area}.value") == "Loading the source…"
    page.click("dialog .main")
    assert "still loading" in page.run("document.querySelector('dialog .problem').textContent")
    page.meddle()
    page.click("dialog .option input", 1)
    chosen = "document.querySelector('.chosen').textContent"
    page.until(lambda: page.run(chosen), "the words of the second place")
    second = page.run(chosen)
    page.release()
    page.wait(500)
    assert page.run(chosen) == second
    page.meddle(**{"passage?": "lose"})
    page.click("dialog .option input", 0)
    page.until(lambda: "could not be loaded" in page.run(f"{area}.value"), "says so")
    page.press(Keys.ESCAPE)


def test_keys_undo_and_redo_a_dismissal(page: Small) -> None:
    place = Place(document="en/gue", span=CharSpan(start=60, end=66))
    found = Finding(rule="F01", severity=Severity.WARNING, message="a date differs", place=place)
    page.desk.report([Reported(finding=found, fingerprint="0" * 16, state=State.OPEN)])
    page.until(lambda: page.run("document.querySelector('.finding button')"), "the finding")
    page.click(".finding button")
    page.press("old style")
    page.click("dialog .main")
    page.until(lambda: page.kept, "dismissed")
    page.saved()
    page.press(Keys.HOME, "z")
    page.until(lambda: not page.kept, "undone")
    page.saved()
    page.until(lambda: page.run("document.querySelector('.row[aria-current] .finding:not(.settled)')"), "shown")
    page.press("Z")
    page.until(lambda: page.kept == {"0" * 16: "old style"}, "dismissed again")
