"""The front door: its names, their cost, and what the functions without a project say of their input."""

from __future__ import annotations

import ast
import importlib
import logging
import subprocess
import sys
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import align
from align.encoders.fake import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Iterable

STUB = ast.parse((Path(align.__file__).with_suffix(".pyi")).read_text("utf-8"))
HOMES = {
    alias.name: each.module
    for each in STUB.body
    if isinstance(each, ast.ImportFrom) and each.module
    for alias in each.names
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


def align_lists(src: Iterable[str], tgt: Iterable[str], lang: tuple[str, str] | str = ("fr", "en")) -> align.Alignment:
    return align.align_texts(src, tgt, lang=lang, encoder=FakeEncoder(CONCEPTS))


def is_covered(ladder: align.Alignment, src: list[str], tgt: list[str]) -> bool:
    sides = [[*bead.src] for bead in ladder.beads], [[*bead.tgt] for bead in ladder.beads]
    return [[*chain(*side)] for side in sides] == [[*range(len(src))], [*range(len(tgt))]]


@pytest.mark.parametrize("name", HOMES)
def test_a_name_is_the_object_of_its_home(name: str) -> None:
    assert getattr(align, name) is getattr(importlib.import_module(f"align.{HOMES[name]}"), name)


def test_all_names_are_offered_and_no_others() -> None:
    assert sorted(vars(align)["__all__"]) == sorted(["__version__", "model", *HOMES])
    assert sorted(dir(align)) == sorted(vars(align)["__all__"])


@pytest.mark.parametrize(
    ("name", "message"),
    [("open_projct", r"^align has no open_projct; did you mean open_project\?$"), ("zzz", r"^align has no zzz$")],
)
def test_an_unknown_name_is_answered_with_the_nearest(name: str, message: str) -> None:
    with pytest.raises(AttributeError, match=message):
        getattr(align, name)


def test_the_types_are_at_hand_at_once() -> None:
    program = "import align; print(align.model.Segment.__name__, align.__version__)"
    done = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, encoding="utf-8")
    assert done.stdout.split() == ["Segment", align.__version__]


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


@pytest.mark.parametrize("empty", ["", " \n", "\u200b", "\x00 \ufeff"])
def test_an_empty_sentence_is_named(empty: str) -> None:
    with pytest.raises(align.UsageError, match=r"^tgt\[1\] has no words; leave empty sentences out$"):
        align_lists(FRENCH, [ENGLISH[0], empty])


@pytest.mark.parametrize("lang", [("french!", "en"), ("fr", "")])
def test_a_language_that_is_none_is_refused(lang: tuple[str, str]) -> None:
    with pytest.raises(align.UsageError, match="is not a language tag; write fr, en, pt-BR"):
        align_lists(FRENCH, ENGLISH, lang)


@pytest.mark.parametrize("paths", [[], ["book.fr.txt"]])
def test_files_are_two_at_least(paths: list[str]) -> None:
    with pytest.raises(align.UsageError, match=r"^name at least two files, for example"):
        align.align_files(paths, encoder=FakeEncoder())


@pytest.mark.parametrize("sources", [[], ["source.ru.txt"]])
def test_quotations_need_an_article(sources: list[str]) -> None:
    with pytest.raises(align.UsageError, match=r"^name at least one article, for example"):
        align.trace_files([], sources, encoder=FakeEncoder())


@pytest.mark.parametrize(
    ("src", "message"),
    [
        (FRENCH[0], r"^src is one string; give a list of sentences$"),
        (3, r"^src is a list of sentences, not an int$"),
        ([*FRENCH, None], r"^src\[3\] is None; give a string for each sentence$"),
        (["un", 2], r"^src\[1\] is an int; give a string for each sentence$"),
        (["\ud800 la"], r"^src\[0\] has half a character"),
    ],
)
def test_what_is_no_sentence_is_named(src: object, message: str) -> None:
    with pytest.raises(align.UsageError, match=message):
        align_lists(src, ENGLISH)  # type: ignore[arg-type]


def test_sentences_may_come_one_by_one() -> None:
    punctuation = ["La barge coule.", "—", "1987", "☃"]
    ladder = align_lists(iter(punctuation), (text for text in ENGLISH))
    assert is_covered(ladder, punctuation, ENGLISH)


@pytest.mark.parametrize("lang", ["fr", ("fr",), ("fr", "en", "ru"), "fr:en:ru"])
def test_two_lists_have_two_languages(lang: object) -> None:
    with pytest.raises(align.UsageError, match="is not a pair of languages; write "):
        align_lists(FRENCH, ENGLISH, lang)  # type: ignore[arg-type]


def test_languages_may_be_one_string() -> None:
    assert align_lists(FRENCH, ENGLISH, "fr:en") == align_lists(FRENCH, ENGLISH)


@pytest.mark.parametrize("paths", ["a.txt", Path("a.txt")])
def test_a_single_path_is_no_list_of_files(paths: Path | str) -> None:
    message = r'a list of files: \["a.txt"\], not "a.txt"$'
    with pytest.raises(align.UsageError, match=f"^paths are {message}"):
        align.align_files(paths)  # type: ignore[arg-type]
    with pytest.raises(align.UsageError, match=f"^articles are {message}"):
        align.trace_files(paths)  # type: ignore[arg-type]
    with pytest.raises(align.UsageError, match=f"^sources are {message}"):
        align.trace_files(["b.txt"], paths)  # type: ignore[arg-type]


@pytest.mark.parametrize("paths", [3, ["a.txt", 3], [None]])
def test_what_is_no_file_is_refused(paths: object) -> None:
    with pytest.raises(align.UsageError, match=r"^paths are (a list of )?files"):
        align.align_files(paths)  # type: ignore[arg-type]


def test_a_layout_may_be_a_plain_word(folder: Path) -> None:
    lines = ["Oui. Non.", "Il pleut."]
    for name in ("book.fr.txt", "book.en.txt"):
        (folder / name).write_text("\n".join(lines), "utf-8")
    paths = ["book.fr.txt", "book.en.txt"]
    for layout in ("sentences", align.Layout.SENTENCES):
        result = align.align_files(iter(paths), layout=layout, encoder=FakeEncoder())
        assert [text.texts() for text in result.texts.values()] == [lines, lines]
    with pytest.raises(align.UsageError, match=r'^unknown layout "rows"; known are auto, lines, wrapped, sentences$'):
        align.align_files(paths, layout="rows", encoder=FakeEncoder())


def test_an_article_needs_no_source(folder: Path) -> None:
    (folder / "article.fr.txt").write_text("Il écrit : « La barge coule et le fleuve monte toujours. »\n", "utf-8")
    for lang in ((), "fr"):
        result = align.trace_files(["article.fr.txt"], lang=lang, encoder=FakeEncoder())
        assert [type(item.place) for item in result.traced] == [align.NotFound]


@pytest.mark.parametrize("encoder", [3, None, FakeEncoder])
def test_what_is_no_encoder_is_refused(encoder: object, folder: Path) -> None:
    for use in (
        lambda: align.align_texts(FRENCH, ENGLISH, lang=("fr", "en"), encoder=encoder),  # type: ignore[arg-type]
        lambda: align.open_project(folder, encoder=encoder),  # type: ignore[arg-type]
    ):
        with pytest.raises(align.UsageError, match=r'^the encoder is a name \("muse"\)'):
            use()


def test_a_missing_folder_is_named_in_one_line(folder: Path) -> None:
    with pytest.raises(align.ReadError, match=r"^no-such-folder: no such file or folder") as raised:
        align.open_project("no-such-folder", encoder=FakeEncoder())
    assert "\n" not in str(raised.value)
    (folder / "file").write_text("")
    with pytest.raises(align.ReadError, match=r"^file: not a folder; "):
        align.open_project("file", encoder=FakeEncoder())
    assert [path.name for path in folder.iterdir()] == ["file"]


def test_a_diagram_may_be_named_by_a_string() -> None:
    align.check_diagram("x.svg", inputs=["y.gold"])
    with pytest.raises(align.UsageError, match=r"^x\.png: the diagram is SVG; name it x\.svg$"):
        align.check_diagram("x.png")


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
