"""The documentation site: every link in it leads somewhere, and reading it needs no network."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOADED = re.compile(
    r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["']?(https?:)?//|<link\b[^>]*\bhref=["']?https?://"""
)
"""What a browser fetches from elsewhere without being asked."""

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("mkdocs")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder],
        check=False,
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_no_page_fetches_anything_from_elsewhere(site: Path) -> None:
    pages = [page.read_text("utf-8") for page in site.rglob("*.html")]
    assert len(pages) > 20
    assert not [found[0] for page in pages for found in LOADED.finditer(page)]


def test_search_works_in_a_page_that_is_opened_as_a_file(site: Path) -> None:
    assert (site / "search" / "search_index.js").read_text("utf-8").startswith("var __index = {")
    assert "assets/iframe-worker.js" in (site / "index.html").read_text("utf-8")


def test_every_command_has_a_heading(site: Path) -> None:
    page = (site / "reference" / "commands.html").read_text("utf-8")
    printed = subprocess.run(
        [sys.executable, "-m", "align", "--help"], capture_output=True, encoding="utf-8", check=True
    )
    names = re.findall(r"^  ([a-z]+)  ", printed.stdout.partition("Commands:")[2], re.MULTILINE)
    assert "check" in names
    assert not [name for name in names if f'id="align-{name}' not in page]


def test_every_public_name_is_described_in_a_section(site: Path) -> None:
    page = (site / "reference" / "python.html").read_text("utf-8")
    described = set(re.findall(r'id="align\.(\w+)"', page))
    offered = set(re.findall(r" as (\w+),", (ROOT / "align" / "__init__.pyi").read_text("utf-8")))
    assert "open_project" in offered
    assert offered == described
    assert 'id="others"' not in page
