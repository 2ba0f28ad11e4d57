"""The front door: its names, their cost, and what the functions without a project say of their input."""

from __future__ import annotations

import ast
import importlib
import logging
import subprocess
import sys
from itertools import chain
from pathlib import Path

import pytest

import align
from align.encoders.fake import FakeEncoder

STUB = ast.parse((Path(align.__file__).with_suffix(".pyi")).read_text("utf-8"))
HOMES = {
    alias.name: each.module or "" for each in STUB.body if isinstance(each, ast.ImportFrom) for alias in each.names
}
"""The module of each name, relative to the package."""
HEAVY = ("lxml", "msgspec", "numpy", "torch")

FRENCH = ["La barge coule.", "Personne ne vient.", "La rivière monte."]
ENGLISH = ["The barge sinks.", "The river rises."]
CONCEPTS = {"barge": "barge", "rivière": "river"}


class Heard(align.Silence):
    """A listener that keeps the warnings."""

    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, message: str) -> None:
        self.warnings.append(message)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the current folder, an empty one; the cache is outside it."""
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path / "cache"))
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    return here


def align_lists(src: list[str], tgt: list[str], lang: tuple[str, str] = ("fr", "en")) -> align.Alignment:
    return align.align_texts(src, tgt, lang=lang, encoder=FakeEncoder(CONCEPTS))


def is_covered(ladder: align.Alignment, src: list[str], tgt: list[str]) -> bool:
    sides = [[*bead.src] for bead in ladder.beads], [[*bead.tgt] for bead in ladder.beads]
    return [[*chain(*side)] for side in sides] == [[*range(len(src))], [*range(len(tgt))]]


@pytest.mark.parametrize("name", HOMES)
def test_a_name_is_the_object_of_its_home(name: str) -> None:
    assert getattr(align, name) is getattr(importlib.import_module(f"align.{HOMES[name]}"), name)


def test_all_names_are_offered_and_no_others() -> None:
    assert sorted(vars(align)["__all__"]) == sorted(["__version__", *HOMES])
    assert set(HOMES) <= set(dir(align))
    with pytest.raises(AttributeError, match="no_such_name"):
        _ = align.no_such_name  # type: ignore[attr-defined]


def test_the_package_imports_nothing_heavy() -> None:
    program = f"import sys, align; print(*sorted(sys.modules.keys() & {{*{HEAVY}}}))"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, encoding="utf-8")
    assert done.stdout.split() == []


def test_two_lists_are_aligned_whole() -> None:
    ladder = align_lists(FRENCH, ENGLISH)
    assert isinstance(ladder, align.Alignment)
    assert is_covered(ladder, FRENCH, ENGLISH)
    assert any(2 in bead.src and 1 in bead.tgt for bead in ladder.beads)


@pytest.mark.parametrize(("src", "tgt"), [([], ENGLISH), (FRENCH, []), ([], [])])
def test_an_empty_list_has_no_counterparts(src: list[str], tgt: list[str]) -> None:
    ladder = align_lists(src, tgt)
    assert is_covered(ladder, src, tgt)
    assert all(not bead.src or not bead.tgt for bead in ladder.beads)


@pytest.mark.parametrize("empty", ["", " \n"])
def test_an_empty_sentence_is_named(empty: str) -> None:
    with pytest.raises(align.UsageError, match=r"^tgt\[1\] has no words; leave empty sentences out$"):
        align_lists(FRENCH, [ENGLISH[0], empty])


@pytest.mark.parametrize("lang", [("french!", "en"), ("fr", "")])
def test_a_language_that_is_none_is_refused(lang: tuple[str, str]) -> None:
    with pytest.raises(align.UsageError, match="is no language tag; write fr, en, pt-BR"):
        align_lists(FRENCH, ENGLISH, lang)


@pytest.mark.parametrize("paths", [[], ["book.fr.txt"]])
def test_files_are_two_at_least(paths: list[str]) -> None:
    with pytest.raises(align.UsageError, match=r"^name at least two files, for example"):
        align.align_files(paths, encoder=FakeEncoder())


@pytest.mark.parametrize("sources", [[], ["source.ru.txt"]])
def test_quotations_need_an_article(sources: list[str]) -> None:
    with pytest.raises(align.UsageError, match=r"^name at least one article, for example"):
        align.trace_files([], sources, encoder=FakeEncoder())


def test_a_missing_folder_is_named_in_one_line(folder: Path) -> None:
    project = align.open_project("no-such-folder", encoder=FakeEncoder())
    for use in (project.run, project.check, project.review):
        with pytest.raises(align.AlignError, match=r"^no-such-folder: no such file or folder") as raised:
            use()
        assert "\n" not in str(raised.value)
    assert not [*folder.iterdir()]


def test_a_listener_hears_warnings(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    heard = Heard()
    warn_of_a_language(folder, heard)
    [warning] = heard.warnings
    assert warning.startswith("book.txt: language guessed from the words: French")
    assert not caplog.records


def test_without_a_listener_warnings_are_logged(folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    warn_of_a_language(folder, None)
    [record] = caplog.records
    assert (record.name, record.levelno) == ("align", logging.WARNING)
    assert record.getMessage().startswith("book.txt: language guessed from the words: French")


def warn_of_a_language(folder: Path, listener: align.Listener | None) -> None:
    (folder / "book.txt").write_text("\n".join(FRENCH), "utf-8")
    (folder / "book.en.txt").write_text("\n".join(ENGLISH), "utf-8")
    align.align_files(["book.txt", "book.en.txt"], encoder=FakeEncoder(CONCEPTS), listener=listener)
