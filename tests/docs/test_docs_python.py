"""The Python of the pages and of the docstrings runs, on a copy of the texts."""

from __future__ import annotations

import doctest
import importlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
WITH_EXAMPLES = sorted(path for path in (ROOT / "align").rglob("*.py") if ">>> " in path.read_text("utf-8"))

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def aligned(tmp_path_factory: pytest.TempPathFactory, weights_folder: Path) -> Path:
    """Return a folder with a copy of the texts and its cache, so that no example need align them again."""
    folder = tmp_path_factory.mktemp("aligned")
    shutil.copytree(ROOT / "texts", folder / "texts", ignore=shutil.ignore_patterns("build", "review"))
    run("import align; align.open_project('texts').run()", folder, weights_folder)
    return folder


def run(program: str, folder: Path, cache: Path) -> str:
    """Run a program in a folder, and return what it prints."""
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=False,
        cwd=folder,
        env={**os.environ, "ALIGN_CACHE": str(cache), "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def program_of(page: str) -> str:
    """Return the Python of a page as one program, every line at its place in the page, so that errors name it."""
    lines: list[str] = []
    for block in BLOCK.finditer(page):
        lines += [""] * (page.count("\n", 0, block.start(1)) - len(lines))
        lines += block[1].splitlines()
    return "\n".join(lines)


def test_a_program_has_the_lines_of_its_page() -> None:
    assert program_of("a\n```python\nb\n```\nc\n```sh\nd\n```\n```python\ne\n```\n").split("\n") == [
        *["", "", "b", *[""] * 6, "e"]
    ]


@pytest.mark.parametrize("page", ["README.md", "docs/how-to/python.md"])
def test_the_python_of_a_page_runs(page: str, aligned: Path, tmp_path: Path, weights_folder: Path) -> None:
    shutil.copytree(aligned, tmp_path, dirs_exist_ok=True)
    program = program_of((ROOT / page).read_text("utf-8"))
    assert "import align" in program
    assert run(program, tmp_path, weights_folder)


@pytest.mark.parametrize("path", WITH_EXAMPLES, ids=lambda path: path.stem)
def test_the_examples_of_a_docstring_hold(
    path: Path, aligned: Path, tmp_path: Path, weights_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copytree(aligned, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALIGN_CACHE", str(weights_folder))
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    tried = doctest.testmod(importlib.import_module(name))
    assert tried.attempted
    assert not tried.failed


def test_the_front_door_has_examples() -> None:
    named = {str(path.relative_to(ROOT / "align")) for path in WITH_EXAMPLES}
    assert {"__init__.py", str(Path("workspace/workspace.py"))} <= named


def test_a_citation_is_printed_for_people(aligned: Path, weights_folder: Path) -> None:
    printed = run("import align; print(align.open_project('texts').run().citations[0])", aligned, weights_folder)
    assert re.fullmatch(
        r"ru/shchavelev-gorod-ostalsya-sukhim, characters \d+-\d+ \(probability 0\.\d\d\):"
        r" altered in fr/la-barge-aux-livres, verbatim in en/la-barge-aux-livres\n",
        printed,
    )
