"""Take the pictures of the documentation anew, from the running example.

    python docs/pictures.py

It needs Chromium and its driver. Look at the pictures before you commit them.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ROOT = Path(__file__).parents[1]
ASSETS = ROOT / "docs" / "assets"
WIDTH = 1280
PROGRAM = [sys.executable, "-m", "align"]
_SECONDS = 60
_SETTLED = 1.0
"""Seconds that a page takes to draw after it scrolled."""


_SCROLL = """
const [words, above, last] = arguments;
const has = (element) => element.textContent.includes(words);
const found = [...document.querySelectorAll("td, p, div, blockquote")].filter(
  (element) => has(element) && ![...element.children].some(has));
const one = last ? found.at(-1) : found[0];
window.scrollTo(0, one.getBoundingClientRect().top + window.scrollY - above);
"""


def main() -> None:
    """Align a copy of the texts, open the report and the review page, and take the pictures."""
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "texts"
        shutil.copytree(ROOT / "texts", project, ignore=shutil.ignore_patterns("build", "review"))
        subprocess.run([*PROGRAM, "run", project, "--quiet"], check=True)
        browser = _browser()
        try:
            browser.get((project / "build" / "report.html").as_uri())
            _resize(browser, height=720)
            _show(browser, "Qui a décidé d’embarquer les livres", above=204)
            _take(browser, "report.png")
            _resize(browser, height=560)
            _show(browser, "soussignés, dix-sept débardeurs du quai", above=130, last=True)
            _take(browser, "quotation.png")
            _resize(browser, height=800)
            _review(browser, project)
        finally:
            browser.quit()


def _browser() -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars", f"--window-size={WIDTH},1000"):
        options.add_argument(argument)
    # Without the path, selenium looks for a driver on the web.
    return webdriver.Chrome(options=options, service=Service(shutil.which("chromedriver")))


def _review(browser: webdriver.Chrome, project: Path) -> None:
    server = subprocess.Popen(
        [*PROGRAM, "review", project, "--reviewer", "Anna"], stdout=subprocess.PIPE, encoding="utf-8"
    )
    try:
        found = re.search(r"https?://\S+", server.stdout.readline() if server.stdout else "")
        if found is None:
            raise SystemExit("align review printed no link")
        browser.get(found[0])
        wait = WebDriverWait(browser, _SECONDS)
        wait.until(lambda page: page.find_elements(By.CSS_SELECTOR, ".beads .row"))
        # The findings arrive after the beads.
        wait.until(lambda page: not re.search(r"Findings\s+0\b", page.find_element(By.CSS_SELECTOR, ".controls").text))
        for key in ("j", "j", "j", "a", "a", "j", "j", "j", "j", "j"):
            browser.switch_to.active_element.send_keys(key)
            time.sleep(_SETTLED / 5)
        _take(browser, "review.png")
    finally:
        server.terminate()
        server.wait(_SECONDS)


def _show(browser: webdriver.Chrome, words: str, *, above: int, last: bool = False) -> None:
    """Scroll until words stand some pixels below the top of the window, where they come first or last."""
    # Rows get their true height when they come into view, so the first try may miss.
    for _ in range(3):
        browser.execute_script(_SCROLL, words, above, last)
        time.sleep(_SETTLED)


def _resize(browser: webdriver.Chrome, *, height: int) -> None:
    browser.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": WIDTH, "height": height, "deviceScaleFactor": 1, "mobile": False},
    )
    time.sleep(_SETTLED)


def _take(browser: webdriver.Chrome, name: str) -> None:
    time.sleep(_SETTLED)
    browser.save_screenshot(str(ASSETS / name))


if __name__ == "__main__":
    main()
