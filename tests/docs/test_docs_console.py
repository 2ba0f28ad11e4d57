"""The commands of the tutorial and the README print what these pages show; UPDATE_GOLDEN=1 writes it into the pages."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "docs/tutorial.md")
BLOCK = re.compile(r"^```console\n(.*?)^```$", re.DOTALL | re.MULTILINE)
MORE = "...\n"
"""The last line of an output of which a page shows the beginning only."""

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name == "nt", reason="the pages show a POSIX shell"),
]


@pytest.fixture(scope="module")
def aligned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a copy of the texts and its cache, so that the pages need not align them again."""
    folder = tmp_path_factory.mktemp("aligned")
    shutil.copytree(ROOT / "texts", folder / "texts", ignore=shutil.ignore_patterns("build", "review"))
    run("align run texts", folder)
    for path in (folder / "texts" / "build").iterdir():
        if path.is_file():
            path.unlink()
    return folder


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_print_what_the_page_shows(page: str, aligned: Path, tmp_path: Path) -> None:
    shutil.copytree(aligned / "texts", tmp_path / "texts")
    shown = (ROOT / page).read_text("utf-8")
    printed = BLOCK.sub(lambda block: f"```console\n{play(block[1], tmp_path)}```", shown)
    if "UPDATE_GOLDEN" in os.environ:
        (ROOT / page).write_text(printed, "utf-8")
        shown = printed
    assert printed == shown, "run: UPDATE_GOLDEN=1 pytest tests/docs/test_docs_console.py"


def play(block: str, folder: Path) -> str:
    """Run the commands of a block in a folder, and return the block with what they print."""
    return "".join(
        f"$ {command}\n{beginning(run(command, folder), output)}"
        for command, output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
    )


def run(command: str, folder: Path) -> str:
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "100",
        "LC_ALL": "C.UTF-8",
    }
    done = subprocess.run(
        ["sh", "-c", command],
        check=False,
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        timeout=300,
    )
    # Findings make 1; anything above is a command that does not work.
    assert done.returncode in {0, 1}, f"{command}\n{done.stderr}"
    return done.stdout


def beginning(printed: str, shown: str) -> str:
    """Return as many lines as the page shows, if it shows the beginning only."""
    if not shown.endswith(MORE):
        return printed
    return "".join(printed.splitlines(keepends=True)[: shown.count("\n") - 1]) + MORE
