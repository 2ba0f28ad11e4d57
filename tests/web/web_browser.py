"""The page in a real Chromium, controlled by keys and mouse."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING, Any

import pytest
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from selenium.webdriver import Chrome

CHROMIUM, DRIVER = shutil.which("chromium"), shutil.which("chromedriver")
FLAGS = (
    "--headless=new --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
PATIENCE = 120
"""Maximum wait for the page, in seconds; long, because the machine may be busy."""
NUMBER = "row => row.querySelector('.margin a').textContent === arguments[0]"


class Page:
    """The page in one tab."""

    def __init__(self, chrome: Chrome) -> None:
        self.chrome = chrome
        self.tab = chrome.current_window_handle

    def here(self) -> Page:
        self.chrome.switch_to.window(self.tab)
        return self

    def run(self, script: str, *given: object) -> Any:  # noqa: ANN401 - whatever the script returns
        return self.chrome.execute_script(f"return {script}", *given)

    def until(self, condition: Callable[[], object], what: str) -> None:
        try:
            WebDriverWait(self.chrome, PATIENCE, 0.05).until(lambda _: condition())
        except TimeoutException:
            focus = self.run("document.activeElement.outerHTML.slice(0, 200)")
            pytest.fail(f"{what}: {self.current=} {self.progress=} {self.spoken=} {self.alarm=} {focus=}")

    def open(self, address: str) -> None:
        self.chrome.get(address)
        self.ready()

    def ready(self) -> None:
        self.until(lambda: self.run("document.querySelector('#beads')?.getAttribute('aria-busy') === 'false'"), "rows")

    def wait(self, milliseconds: int) -> None:
        """Give the page time to do something wrong. To wait for something right, use `until`."""
        self.chrome.execute_async_script("setTimeout(arguments[1], arguments[0])", milliseconds)

    def settle(self) -> None:
        """Wait until no row has moved for a while."""
        places = "[...document.querySelectorAll('.row')].map(row => [row.id, row.getBoundingClientRect().top])"

        def still() -> bool:
            before = self.run(places)
            self.wait(300)
            return bool(before == self.run(places))

        self.until(still, "rows at rest")

    def press(self, *keys: str) -> None:
        for key in keys:
            webdriver.ActionChains(self.chrome).send_keys(key).perform()

    def click(self, selector: str, number: int = 0) -> None:
        found = self.chrome.find_elements("css selector", selector)[number]
        self.chrome.execute_script("arguments[0].scrollIntoView({block: 'center'})", found)
        found.click()

    def saved(self, reviewed: int | None = None) -> None:
        self.until(lambda: self.run("document.querySelector('.saved').dataset.state") == "saved", "saved")
        if reviewed is not None:
            self.until(lambda: self.reviewed == reviewed, f"{reviewed} reviewed, not {self.progress}")

    @property
    def progress(self) -> str:
        return str(self.run("document.querySelector('.progress span').textContent"))

    @property
    def reviewed(self) -> int:
        return int(self.progress.split()[0])

    @property
    def current(self) -> int:
        """The number of the current bead."""
        return int(self.run("document.querySelector('.row[aria-current] .margin a')?.textContent ?? 0"))

    def row(self, number: int) -> str:
        """Return the text of a visible bead, its margin first."""
        return str(self.run(f"[...document.querySelectorAll('.row')].find({NUMBER})?.innerText ?? ''", str(number)))

    def type(self, number: int) -> str:
        found = f"[...document.querySelectorAll('.row')].find({NUMBER})?.querySelector('.type').textContent"
        return str(self.run(found, str(number)))

    def go(self, number: int) -> None:
        """Move from the first bead to a bead, step by step."""
        self.press(Keys.HOME)
        for step in range(1, number + 1):
            if step > 1:
                self.press("j")
            self.until(lambda step=step: self.current == step, f"bead {step}")  # type: ignore[misc]

    @property
    def alarm(self) -> str:
        return str(self.run("document.querySelector('.alarm').textContent"))

    @property
    def spoken(self) -> str:
        return str(self.run("document.querySelector('.live').textContent"))


def browser(profile: Path) -> Iterator[Chrome]:
    """Yield a Chromium; end it afterwards."""
    if not (CHROMIUM and DRIVER):
        pytest.skip("Chromium and its driver are not installed")
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for flag in (*FLAGS.split(), f"--user-data-dir={profile}"):
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL", "performance": "ALL"})
    options.set_capability("unhandledPromptBehavior", "accept")
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(executable_path=DRIVER))
    driver.set_script_timeout(600)
    yield driver
    driver.quit()


def screen(chrome: Chrome, *, width: int = 1280, height: int = 900, dark: bool = False) -> None:
    size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    chrome.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    chrome.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": "", "features": [scheme]})


def log(chrome: Chrome, kind: str) -> list[dict[str, str]]:
    """Return the new entries of a log of the browser."""
    entries: list[dict[str, str]] = chrome.get_log(kind)  # type: ignore[no-untyped-call]
    return entries
