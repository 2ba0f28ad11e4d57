"""The review page from start to end: the real program and the real page in a real Chromium."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import axe_core_python  # type: ignore[import-untyped]
import pytest
from selenium import webdriver
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select
from web_browser import Page, browser, log, screen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver import Chrome

pytestmark = [pytest.mark.browser, pytest.mark.slow]

EXAMPLE = Path(__file__).parents[2] / "texts"
AXE = (Path(axe_core_python.__file__).parent / "axe.min.js").read_text("utf-8")


class Program:
    """`align review`, started on a project; the same port again after a restart."""

    def __init__(self, root: Path, environment: dict[str, str]) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.root = root
        self._environment = environment
        self.start()

    def start(self) -> None:
        arguments = ["review", str(self.root), "--port", str(self.port), "--reviewer", "Anna", "--quiet"]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "align", *arguments],
            stdout=subprocess.PIPE,
            text=True,
            env=self._environment,
            start_new_session=True,
        )
        self.link = self.next_link()

    def next_link(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        found = re.search(r"http://\S+", line)
        assert found, line
        self._process.stdout.readline()
        return found[0]

    def kill(self) -> None:
        # Its helper as well, which would first finish its work.
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.communicate()

    def end(self) -> int:
        self._process.send_signal(signal.SIGINT)
        self._process.communicate(timeout=300)
        return self._process.returncode

    @property
    def decisions(self) -> list[dict[str, Any]]:
        kept = self.root / "review" / "decisions.jsonl"
        return [json.loads(line) for line in kept.read_text("utf-8").splitlines()] if kept.exists() else []


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    # The cache folder stays the same, so that the weights of the encoder are not unpacked again.
    return {**os.environ, "OMP_NUM_THREADS": "1"}


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Path:
    """Return the example project with everything computed; each test copies it."""
    root = tmp_path_factory.mktemp("prepared") / "texts"
    shutil.copytree(EXAMPLE, root, ignore=shutil.ignore_patterns("build", "review"))
    program = Program(root, environment)
    program.kill()
    for command in ("check", "run"):
        subprocess.run([sys.executable, "-m", "align", command, str(root)], env=environment, capture_output=True)  # noqa: PLW1510 - findings end it with 1
    return root


@pytest.fixture
def program(prepared: Path, tmp_path: Path, environment: dict[str, str]) -> Iterator[Program]:
    root = tmp_path / "texts"
    shutil.copytree(prepared, root)
    started = Program(root, environment)
    yield started
    started.kill()


@pytest.fixture(scope="module")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    yield from browser(tmp_path_factory.mktemp("profile"))


@pytest.fixture
def page(chrome: Chrome, program: Program) -> Iterator[Page]:
    yield from visit(chrome, program.link)


@pytest.fixture(scope="module")
def example(prepared: Path, tmp_path_factory: pytest.TempPathFactory, environment: dict[str, str]) -> Iterator[Program]:
    """Start a server for tests that decide nothing; they share it."""
    root = tmp_path_factory.mktemp("example") / "texts"
    shutil.copytree(prepared, root)
    started = Program(root, environment)
    yield started
    assert started.decisions == []
    started.kill()


@pytest.fixture
def view(chrome: Chrome, example: Program) -> Iterator[Page]:
    """Open the page of the shared server."""
    chrome.get(example.link)
    yield from visit(chrome, f"http://127.0.0.1:{example.port}/")


def visit(chrome: Chrome, address: str) -> Iterator[Page]:
    screen(chrome)
    for kind in ("browser", "performance"):
        log(chrome, kind)
    opened = Page(chrome)
    opened.open(address)
    yield opened
    for tab in chrome.window_handles:
        if tab != opened.tab:
            chrome.switch_to.window(tab)
            chrome.close()
    opened.here().chrome.execute_script("localStorage.clear(); sessionStorage.clear()")
    chrome.get("about:blank")


def await_findings(page: Page) -> None:
    """Wait until the findings are shown."""
    page.until(
        lambda: "checking" not in page.progress and page.run("document.querySelectorAll('.row').length"), "findings"
    )
    page.ready()


def test_the_page_opens_without_errors_and_asks_no_other_server(page: Page, program: Program) -> None:
    assert page.current == 1
    assert page.run("location.search + location.pathname") == "/"
    assert log(page.chrome, "browser") == []
    messages = [json.loads(entry["message"])["message"] for entry in log(page.chrome, "performance")]
    asked = {m["params"]["request"]["url"] for m in messages if m["method"] == "Network.requestWillBeSent"}
    assert all(address.startswith(f"http://127.0.0.1:{program.port}/") for address in asked - {"about:blank"})
    assert page.run("[...document.cookie].length") == 0
    page.chrome.switch_to.new_window("tab")
    page.chrome.get(program.link)
    assert "La barge" in page.run("document.title")  # The cookie opens it, not the spent link.


def test_beads_are_edited_by_keyboard(page: Page, program: Program) -> None:
    page.press("j", "j", "k")
    assert page.current == 2
    page.press("a")
    page.saved(1)
    page.until(lambda: page.current == 3, "the next bead")
    page.until(lambda: "accepted" in page.row(2), "accepted")
    page.press("r")
    page.saved(2)
    page.until(lambda: "rejected" in page.row(3), "rejected")
    assert page.type(4) == "2-1"
    page.press(Keys.ARROW_RIGHT, "s")
    page.until(lambda: {page.type(4), page.type(5)} == {"1-0", "1-1"}, "split")
    page.saved()
    page.until(lambda: page.run("document.activeElement.closest('.row') !== null"), "focus in a row")
    page.go(4)
    page.press("m")
    page.until(lambda: page.type(4) == "2-1", "merged")
    page.saved()
    page.go(5)
    assert page.type(5) == "1-2"
    page.press(Keys.ARROW_RIGHT, "d")
    page.until(lambda: page.type(5) == "1-1", "moved down")
    assert page.type(6) == "1-2"
    page.saved()
    assert [each["action"] for each in program.decisions] == ["accept", "reject", "split", "merge", "shift"]
    for left in range(4, -1, -1):
        page.press("z")
        page.until(lambda n=left: sum(e["action"] == "undo" for e in program.decisions) == 5 - n, "undone")  # type: ignore[misc]
        page.saved()
    page.until(lambda: page.reviewed == 0, "all undone")
    page.until(lambda: page.type(5) == "1-2", "as before")
    page.press("Z")
    page.saved(1)
    page.until(lambda: page.current == 2, "where it was done")


def test_pinned_sentences_are_paired(page: Page) -> None:
    page.go(5)
    page.press(" ")
    assert "Pinned" in page.spoken
    page.press(Keys.ARROW_RIGHT, " ")
    page.until(lambda: page.type(5) == "1-1", "paired")
    page.saved()
    page.until(lambda: "accepted" in page.row(5), "accepted")


def test_accept_all_above_next_unsure_and_comment(page: Page, program: Program) -> None:
    page.go(9)
    page.press("c")
    page.saved(8)
    page.press("n")
    assert "unsure" in page.spoken or page.run("document.querySelector('.row[aria-current] .unsure') !== null")
    page.press("e")
    page.press("Is this <b>right</b>?")
    page.click("dialog .main")
    page.until(lambda: program.decisions[-1]["action"] == "comment", "comment")
    page.until(lambda: "Is this <b>right</b>?" in page.row(page.current), "shown")
    assert page.run("document.querySelector('.comment b b')") is None


def test_realign_between_accepted_beads(page: Page) -> None:
    page.press("a")
    page.saved(1)
    page.go(12)
    page.press("a")
    page.saved(2)
    page.go(6)
    page.press("l")
    page.until(lambda: "same pairs again" in page.alarm, "nothing to do better")
    page.press("r")
    page.saved(3)
    page.press("l")
    page.until(lambda: "Realigned" in page.spoken, "realigned")
    page.saved(2)
    page.until(lambda: page.run("document.activeElement.closest('.row') !== null"), "focus in a row")
    page.press("z")
    page.saved(3)
    page.until(lambda: "rejected" in page.row(6), "rejected")


def test_candidates_are_picked_from_a_list(page: Page, program: Program) -> None:
    page.go(5)
    page.press("g")
    page.until(lambda: page.run("document.querySelectorAll('dialog .option').length"), "candidates")
    page.click("dialog .option input", 0)
    page.click("dialog .main")
    page.until(lambda: program.decisions and program.decisions[-1]["action"] == "link", "linked")
    page.saved()


def test_a_quotation_is_overruled_upheld_and_its_source_corrected(page: Page, program: Program) -> None:
    await_findings(page)
    page.go(11)
    page.press(Keys.ENTER, Keys.ENTER)
    page.until(lambda: page.run("document.querySelector('.row[aria-current] details')?.open"), page.row(11))
    card = ".row[aria-current] .card"
    assert page.run(f"document.querySelector('{card} mark').textContent").startswith("Решение приняла вода")
    page.click(f"{card} .acts button", 1)
    page.click("dialog .main")
    assert page.run("document.querySelector('dialog').open")
    assert program.decisions == []
    Select(page.chrome.find_element("css selector", "dialog select")).select_by_value("abridged")
    page.chrome.find_element("css selector", "dialog textarea").send_keys("it is short")
    page.click("dialog .main")
    page.until(lambda: "it is short" in page.row(11), "overruled")
    assert program.decisions[-1]["value"] == "abridged"
    page.click(f"{card} .acts button", 4)
    page.until(lambda: program.decisions[-1]["action"] == "uphold", "upheld")
    page.saved()
    page.click(f"{card} .acts button", 2)
    page.until(lambda: "Захару" in (page.run("document.querySelector('dialog textarea')?.value") or ""), "source")
    page.run("(area => { const at = area.value.indexOf('Захару'); area.focus(); area.setSelectionRange(at, at + 6); "
             "area.dispatchEvent(new Event('select')) })(document.querySelector('dialog textarea'))")  # fmt: skip
    page.until(lambda: page.run("document.querySelector('.chosen').textContent") == "Захару", "what is chosen")
    page.click("dialog .main")
    page.until(lambda: program.decisions[-1]["action"] == "span", "corrected")
    page.until(lambda: page.run(f"document.querySelector('{card} mark')?.textContent") == "Захару", "shown")
    for _ in range(3):
        page.here().run("document.querySelector('.row[aria-current]').focus()")
        page.press("z")
        page.saved()
    page.until(lambda: "it is short" not in page.row(11), "undone")


def test_a_finding_is_dismissed_with_a_reason(page: Page, program: Program) -> None:
    await_findings(page)
    page.click("input[name=show][value=found]")
    page.until(lambda: page.run("document.querySelectorAll('.finding button').length"), "findings in sight")
    page.click(".finding button")
    page.click("dialog .main")
    assert "reason" in page.run("document.querySelector('dialog .problem').textContent").lower()
    page.chrome.find_element("css selector", "dialog textarea").send_keys("as in print")
    page.click("dialog .main")
    page.until(
        lambda: page.run("document.querySelector('.finding.settled')?.innerText.includes('as in print')"), "gone"
    )
    assert "as in print" in (program.root / "review" / "suppressions.toml").read_text("utf-8")


def test_two_tabs_at_once_lose_nothing(page: Page, program: Program) -> None:
    page.chrome.switch_to.new_window("tab")
    other = Page(page.chrome)
    other.open(f"http://127.0.0.1:{program.port}/")
    other.go(5)
    other.press("m")
    other.saved()
    page.here().press("a", "a")
    page.saved()
    # On a busy machine, the focus that comes with the tab may arrive late and move the cursor back.
    other.here().until(lambda: other.reviewed == 3, "the decisions of the first tab")
    before = other.current
    other.press("j")
    other.until(lambda: other.current == before + 1, "the next pair")
    other.press("a")
    other.saved(4)
    page.here()
    page.until(lambda: page.reviewed == 4, f"all of them: {page.progress}")
    other.here()
    other.until(lambda: other.reviewed == 4, f"here too: {other.progress}")
    assert [each["action"] for each in program.decisions] == ["merge", "accept", "accept", "accept"]


def test_a_reload_keeps_decisions_and_cursor(page: Page) -> None:
    page.press("a", "a", "a")
    page.saved(3)
    address = page.run("location.href")
    page.chrome.refresh()
    page.ready()
    assert page.reviewed == 3
    assert page.current == 4
    assert page.run("location.href") == address


def test_decisions_survive_a_crash_of_the_server(page: Page, program: Program) -> None:
    page.press("a")
    page.saved(1)
    program.kill()
    page.press("a", "a")
    page.until(lambda: page.run("document.querySelector('.saved').dataset.state") == "failed", "says so")
    page.until(
        lambda: "2 decisions are not saved" in page.run("document.querySelector('.saved').innerText"), "says how many"
    )
    assert f"start align review again with --port {page.run('location.port')}" in page.alarm
    page.press("m")
    assert "Wait until everything is saved" in page.alarm
    assert len(program.decisions) == 1
    program.start()
    page.until(lambda: "restarted" in page.run("document.querySelector('.saved').innerText"), "knows why")
    page.chrome.switch_to.new_window("tab")
    page.chrome.get(program.next_link() if "token" not in program.link else program.link)
    page.here()
    page.saved(3)
    assert [each["action"] for each in program.decisions] == ["accept"] * 3
    assert program.end() in {0, 130, -signal.SIGINT}


def test_unsaved_decisions_survive_a_reload(page: Page, program: Program) -> None:
    program.kill()
    page.press("a")
    page.until(lambda: page.run("document.querySelector('.saved').dataset.state") == "failed", "says so")
    kept = page.run("sessionStorage.getItem('align-unsaved')")
    assert json.loads(kept)[0]["action"] == "accept"
    program.start()
    page.open(program.link)
    page.saved(1)
    assert [each["action"] for each in program.decisions] == ["accept"]


def test_links_search_filters_and_errors(page: Page, program: Program) -> None:
    page.go(7)
    address = page.run("location.href")
    assert "#" in address
    page.press(Keys.HOME)
    page.open(address)
    page.until(lambda: page.current == 7, "the link arrives")
    page.chrome.find_element("name", "words").send_keys("БУМАГЕ")
    page.until(lambda: "of 186" in page.run("document.querySelector('.count').textContent"), "found")
    page.press(Keys.ESCAPE)
    page.chrome.find_element("name", "words").send_keys("zzz")
    page.until(lambda: "No pair matches" in page.run("document.querySelector('.nothing').innerText"), "says so")
    page.press(Keys.ESCAPE)
    page.until(lambda: page.run("document.querySelector('.count').textContent") == "186 of 186 pairs", "all again")
    page.click("input[name=show][value=uneven]")
    assert not page.run(
        "[...document.querySelectorAll('.row:not([aria-current]) .type')].some(t => t.textContent === '1-1')"
    )
    page.open(f"http://127.0.0.1:{program.port}/#nothing-like-it")
    page.until(lambda: "leads nowhere" in page.alarm, "says so")


def test_search_by_meaning_leads_to_the_bead(view: Page) -> None:
    view.chrome.find_element("name", "words").send_keys("es war das Wasser, das entschied, nicht Zachar")
    view.until(lambda: "0 of 186" in view.run("document.querySelector('.count').textContent"), "no such words")
    view.press(Keys.ENTER)
    view.until(lambda: view.run("document.querySelectorAll('.meanings button').length"), "places")
    view.click(".meanings button")
    view.until(lambda: view.current == 11, view.row(view.current))
    view.until(lambda: view.run("document.activeElement.closest('.row') !== null"), "focus in a row")


def test_beads_are_reviewed_by_mouse(page: Page) -> None:
    page.click(".row .cell", 4)
    assert page.current == 3
    page.click("[data-do=accept]")
    page.saved(1)
    page.until(lambda: page.run("document.activeElement.closest('.row') !== null"), "focus in a row")
    page.click("[data-do=undo]")
    page.saved(0)
    strip = page.chrome.find_element("css selector", ".strip canvas")
    webdriver.ActionChains(page.chrome).move_to_element_with_offset(strip, 300, 5).click().perform()
    page.until(lambda: page.run("scrollY") > 1000, "scrolled")
    page.click("button[name=help]")
    assert page.run("document.querySelectorAll('dialog kbd').length") > 20
    page.press(Keys.ESCAPE)
    page.until(lambda: page.run("document.querySelector('dialog')") is None, "closed")
    page.until(lambda: page.run("document.activeElement.name") == "help", "focus on the button")


def test_single_keys_can_be_turned_off(view: Page) -> None:
    view.press("?")
    view.click("dialog input[name=single]")
    view.press(Keys.ESCAPE)
    view.press("a", "j")
    assert (view.current, view.reviewed) == (1, 0)
    view.press(Keys.ARROW_DOWN)
    assert view.current == 2


@pytest.mark.parametrize(("width", "dark"), [(1280, True), (320, False)])
def test_axe_finds_nothing(page: Page, width: int, *, dark: bool) -> None:
    screen(page.chrome, width=width, dark=dark)
    await_findings(page)
    violations(page, "the page")
    page.click("input[name=show][value=quoted]")
    page.until(lambda: page.run("document.querySelectorAll('.card summary').length"), "cards")
    page.run("document.querySelectorAll('.card details').forEach((card, k) => { card.open = k < 2 })")
    violations(page, "cards")
    for number, name in ((0, "verdict accepted"), (1, "overruling"), (2, "correction")):
        page.run(f"document.querySelectorAll('.card .acts button')[{number}].click()")
        if number:
            page.until(lambda: page.run("document.querySelector('dialog[open]')"), name)
            violations(page, name)
            page.press(Keys.ESCAPE)
    page.run("document.querySelector('button[name=help]').click()")
    violations(page, "help")


def violations(page: Page, what: str) -> None:
    page.chrome.execute_script(AXE)
    found = page.chrome.execute_async_script(
        "const done = arguments[0]; axe.run().then(found => done(found.violations.map("
        "rule => [rule.id, rule.nodes[0].html, rule.nodes[0].failureSummary])))"
    )
    assert found == [], what


def test_nothing_is_cut_off_when_zoomed(view: Page) -> None:
    await_findings(view)
    for width in (320, 640, 1280):
        screen(view.chrome, width=width)
        view.settle()
        view.run("document.querySelectorAll('.card details').forEach(card => { card.open = true })")
        assert view.run("document.documentElement.scrollWidth") <= width
        view.press("?")
        assert view.run("document.documentElement.scrollWidth") <= width
        view.press(Keys.ESCAPE)


def test_the_current_bead_stays_visible_when_the_window_changes(view: Page) -> None:
    await_findings(view)
    view.go(30)
    for width, height in ((640, 430), (1280, 900), (390, 800), (800, 500)):
        screen(view.chrome, width=width, height=height)
        view.until(lambda height=height: is_visible(view, height), f"in sight at {width} by {height}")  # type: ignore[misc]
        view.settle()
        assert is_visible(view, height), (width, height)


def is_visible(page: Page, height: int) -> bool:
    """Tell whether the top of the current bead is between the bars above and below."""
    style = "parseFloat(getComputedStyle(document.documentElement).getPropertyValue(arguments[0]))"
    above, below = (page.run(style, name) for name in ("--covered", "--covered-below"))
    top = page.run("document.querySelector('.row[aria-current]').getBoundingClientRect().top")
    return bool(above <= top < height - below)


def test_rows_keep_their_place_while_heights_are_measured(view: Page) -> None:
    view.run("scrollTo(0, document.documentElement.scrollHeight / 2)")
    middle = (
        "[...document.querySelectorAll('.row')].find(row => { const box = row.getBoundingClientRect();"
        " return box.top < 600 && box.bottom > 600 })?.id"
    )
    view.until(lambda: view.run(middle), "rows in the middle")
    view.settle()
    before = view.run(middle)
    view.wait(500)
    assert view.run(middle) == before
    boxes = view.run(
        "[...document.querySelectorAll('.row:not([aria-current])')].map(row => row.getBoundingClientRect())"
        ".map(box => [box.top, box.bottom])"
    )
    for (_, bottom), (top, _) in pairwise(boxes):
        assert abs(bottom - top) < 1


def test_screen_readers_meet_a_grid(page: Page) -> None:
    nodes = page.chrome.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    roles = [node["role"]["value"] for node in nodes if "role" in node]
    assert "grid" in roles
    assert roles.count("row") == roles.count("rowheader") >= 5
    assert page.run("document.querySelector('#beads').getAttribute('aria-rowcount')") == "186"
    assert page.run("document.activeElement.getAttribute('aria-rowindex')") == "1"
    page.press("a")
    page.until(lambda: "Pair 1 accepted" in page.spoken, "spoken")
