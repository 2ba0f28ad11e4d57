from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import polib
import pytest
from typer.testing import CliRunner

from align.cli import app
from align.encoders.fake import FakeEncoder
from align.model import StoreError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

LINES = ["Le chat dort.", "Il pleut.", "La barge coule."]


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("align.workspace.bench.encoder", lambda *_, **__: FakeEncoder())
    monkeypatch.setenv("ALIGN_REVIEWER", "Ann")
    root = tmp_path / "project"
    for lang in ("fr", "en"):
        (root / lang).mkdir(parents=True)
        (root / lang / "a.txt").write_text("\n".join(LINES) + "\n", encoding="utf-8")
    return root


def run(*args: object) -> str:
    result = CliRunner().invoke(app, [str(arg) for arg in args], catch_exceptions=False, standalone_mode=False)
    if result.exception:
        raise result.exception
    assert result.exit_code == 0
    return result.stdout


def test_a_review_goes_out_comes_back_and_is_counted(project: Path) -> None:
    path = project.parent / "out.po"
    run("export", project, "--format", "po", "-o", path, "--pair", "fr:en")
    assert polib.pofile(str(path)).metadata["Language"] == "en"
    assert run("import", "po", path, project) == "3 pairs read, 0 decisions made, 0 changes to look at\n"
    assert run("export", project, "--format", "po", "-o", path) == f"{path}\n"
    catalogue = polib.pofile(str(path), wrapwidth=0)
    catalogue[1].flags = []
    catalogue[2].msgstr = "Otherwise."
    catalogue.save(str(path))
    lines = run("import", "po", path, project).splitlines()
    assert lines[0].endswith(f"{catalogue[1].msgctxt}: accepted")
    assert lines[-1] == "3 pairs read, 1 decision made, 1 change to look at"
    assert run("status", project).splitlines() == [
        "en/a : fr/a  1 of 3 pairs (33%)",
        "    accepted 1, rejected 0, needs review 0",
        "    by Ann (1)",
    ]
    (project / "fr" / "a.txt").write_text("\n".join([LINES[0], "Il pleut fort.", LINES[2]]), encoding="utf-8")
    lines = run("status", project).splitlines()
    assert lines[0] == "en/a : fr/a  0 of 3 pairs (0%)"
    assert lines[2] == "parked  1"
    assert lines[3].endswith(" Ann: accept en/a fr/a")
    assert lines[4:] == [
        "        Il pleut. | Il pleut.",
        "        its words are not there as they were; 1 similar pair",
    ]
    parked = json.loads(run("status", project, "--format", "json"))["parked"]
    assert [(each["action"], each["words"], each["reason"]) for each in parked] == [
        ("accept", ["Il pleut.", "Il pleut."], "its words are not there as they were")
    ]
    assert [(near["src"], near["score"]) for near in parked[0]["near"]] == [({"start": 1, "end": 2}, 0.891)]


def test_status_of_sources_alone_shows_nothing_to_review(project: Path) -> None:
    shutil.rmtree(project / "en")
    assert run("status", project) == "nothing to review: no text exists in two languages\n"


def test_words_that_no_terminal_can_show_are_escaped(project: Path) -> None:
    path = project.parent / "out.po"
    run("export", project, "--format", "po", "-o", path)
    catalogue = polib.pofile(str(path), wrapwidth=0)
    catalogue[0].flags = []
    catalogue.save(str(path))
    run("import", "po", path, project, "--reviewer", "A\ud800\x1b[2J")
    assert run("status", project).splitlines()[-1] == r"    by A\ud800\x1b[2J (1)"
    assert json.loads(run("status", project, "--format", "json"))["texts"][0]["by"] == [["A\ud800\x1b[2J", 1]]


def test_a_name_without_a_suffix_is_a_folder(project: Path, tmp_path: Path) -> None:
    out = tmp_path / "review" / "now"
    assert run("export", project, "--format", "po", "-o", out) == f"{out / 'en-fr.po'}\n"
    assert run("export", project, "--format", "tsv", "-o", out) == f"{out / 'project.tsv'}\n"
    assert run("export", project, "--format", "xlsx") == f"{project / 'build' / 'en-fr.xlsx'}\n"
    shutil.rmtree(project / "build")
    (project / "build").touch()
    with pytest.raises(StoreError, match="build: this must be a folder, but it is a file; delete or rename"):
        run("export", project, "--format", "po")


@pytest.mark.parametrize("form", ["po", "xlsx"])
def test_an_export_of_another_project_is_refused_in_one_line(project: Path, form: str) -> None:
    path = project.parent / f"out.{form}"
    run("export", project, "--format", form, "-o", path)
    for lang in ("fr", "en"):
        (project / lang / "a.txt").write_text("Une autre histoire.\nElle commence ici.\n", encoding="utf-8")
    with pytest.raises(UsageError, match="no pair of this file is in this project; is it an export of another project"):
        run("import", form, path, project)


def test_three_languages_do_not_go_into_one_file(project: Path, tmp_path: Path) -> None:
    shutil.copytree(project / "en", project / "ru")
    out = tmp_path / "single.po"
    message = "single.po is one file, but the project has 3 pairs of languages; give --pair en:fr, or a folder"
    with pytest.raises(UsageError, match=message):
        run("export", project, "--format", "po", "-o", out)
    assert not out.exists()
    assert run("export", project, "--format", "po", "-o", out, "--pair", "en:fr") == f"{out}\n"


def test_a_memory_becomes_a_project(project: Path, tmp_path: Path) -> None:
    memory = tmp_path / "memory.tmx"
    run("export", project, "--format", "tmx", "-o", memory)
    said = run("import", "tmx", memory, tmp_path / "new", "--pair", "fr:en")
    assert said == f"3 units written; next: align run {tmp_path / 'new'}\n"
    assert "accepted 0" in run("status", tmp_path / "new")


@pytest.mark.parametrize(
    ("args", "message"),
    [
        (["export", "{}", "--format", "pdf"], 'unknown format "pdf"; known are beads, docx, html'),
        (["export", "{}", "--format", "po", "--pair", "fr"], '"fr" is not a pair of languages'),
        (["export", "{}", "--format", "html", "--pair", "fr:en"], "for all languages at once"),
        (["export", "{}", "--format", "tsv", "-o", "-"], "cannot be printed"),
        (["export", "{}", "--format", "tsv", "-o", "{}/fr/a.txt"], "fr/a.txt is an input and would be overwr"),
        (["export", "{}", "--format", "po", "-o", "{}/align.toml"], "align.toml is the configuration of a project"),
        (
            ["export", "{}", "--format", "po", "-o", "{}/review/decisions.jsonl"],
            "in the folder review of a project, which keeps",
        ),
        (
            ["import", "tmx", "a.po", "new"],
            r"a.po: the name of a translation memory ends in .tmx; align import cata",
        ),
        (
            ["import", "catalogue", "a.tmx", "new"],
            r"a.tmx: the name of a catalogue ends in .po or .pot; align import",
        ),
        (["status", "{}", "--format", "xml"], 'unknown format "xml"'),
    ],
)
def test_wrong_arguments_are_named(project: Path, args: list[str], message: str) -> None:
    with pytest.raises(UsageError, match=message):
        run(*(arg.format(project) for arg in args))
