"""Measure the report page in Chromium: how long a choice of rows or of their order takes until it is on the screen.

python benchmarks/report_page.py 5000 20000
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

from hostile import report
from selenium import webdriver

from align.formats.html.page import render

TIMED = """
const done = arguments[arguments.length - 1], start = performance.now(), controls = document.querySelector('.controls');
const control = controls.elements[arguments[0]];
if (arguments[0] === 'show') [...control].find((choice) => choice.value === arguments[1]).checked = true;
else control.value = arguments[1];
(control.length && !control.options ? control[0] : control).dispatchEvent(new Event('change'));
document.body.offsetHeight;
requestAnimationFrame(() => setTimeout(() => done(performance.now() - start)));
"""
CHOICES = (("show", "unsure"), ("show", "all"), ("order", "doubt"), ("order", "text"))


def main() -> None:
    """Print a row for each number of rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("rows", nargs="+", type=int)
    options = webdriver.ChromeOptions()
    options.binary_location = shutil.which("chromium") or ""
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,900"):
        options.add_argument(flag)
    numbers = parser.parse_args().rows
    driver = webdriver.Chrome(
        options=options, service=webdriver.ChromeService(executable_path=shutil.which("chromedriver"))
    )
    driver.set_script_timeout(600)
    try:
        for rows in numbers:
            with tempfile.TemporaryDirectory() as folder:
                page = Path(folder) / "report.html"
                page.write_text(render(report(rows)), encoding="utf-8")
                driver.get(page.as_uri())
                taken = [driver.execute_async_script(TIMED, *choice) for choice in CHOICES]
            print(f"{rows:,} rows: " + ", ".join(f"{c[1]} {t:.0f} ms" for c, t in zip(CHOICES, taken, strict=True)))
    finally:
        driver.quit()


if __name__ == "__main__":
    main()
