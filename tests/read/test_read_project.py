from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from align.model import ConfigError, ReadError
from align.read import Project, find_project, read_document

if TYPE_CHECKING:
    from pathlib import Path


def make(root: Path, *names: str, config: str | None = None) -> Path:
    for name in names:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Words of {name}.\n")
    if config is not None:
        (root / "align.toml").write_text(config)
    return root


def shape(project: Project) -> dict[str, list[str]]:
    return {text.stem: [version.lang for version in text.versions] for text in (*project.texts, *project.sources)}


def test_versions_and_sources(tmp_path: Path) -> None:
    project = find_project(
        make(tmp_path, "fr/a.md", "en/a.txt", "RU/a.md", "RU/src.md", "pt_br/part1/ch 1.md", "zh-Hant/part1/ch 1.txt")
    )
    assert project.title == tmp_path.name
    assert shape(project) == {"a": ["ru", "en", "fr"], "part1/ch 1": ["pt-BR", "zh-Hant"], "src": ["ru"]}
    assert [text.stem for text in project.texts] == ["a", "part1/ch 1"]
    assert [version.id for version in project.texts[1].versions] == ["pt-BR/part1/ch 1", "zh-Hant/part1/ch 1"]
    version = project.sources[0].versions[0]
    assert version.path == tmp_path / "RU/src.md"
    assert read_document(version.path, id=version.id, lang=version.lang, root=project.root).stem == "src"


def test_a_folder_named_by_three_letters_is_the_language_of_two(tmp_path: Path) -> None:
    project = find_project(make(tmp_path, "fra/a.md", "eng/a.txt"))
    assert [version.id for version in project.texts[0].versions] == ["en/a", "fr/a"]
    make(tmp_path, "fr/b.md")
    with pytest.raises(ReadError, match="fr and fra are both folders for fr; make them one"):
        find_project(tmp_path)


def test_what_does_not_count(tmp_path: Path) -> None:
    root = make(
        tmp_path, "fr/a.md", "fr/README.md", "fr/a.md~", "fr/a.bak", "fr/.hidden.md", "fr/.git/b.md", "fr/notes.rst",
        "build/a.md", "tests/b.md", "src/c.md", "README.md", "en/picture.svg",
    )  # fmt: skip
    project = find_project(root)
    assert shape(project) == {"a": ["fr"]}
    assert {path.name for path in project.ignored} == {"notes.rst", "picture.svg"}


@pytest.mark.parametrize(
    ("names", "pivot"),
    [
        (["fr/a.md", "en/a.md", "ru/b.md", "ru/c.md"], "en"),
        (["fr/a.md", "en/a.md", "fr/b.md"], "fr"),
        (["fr/a.md", "en/a.md", "fr/b.md", "ru/b.md"], "fr"),
        (["ru/a.md"], "ru"),
    ],
)
def test_the_pivot_by_default(tmp_path: Path, names: list[str], pivot: str) -> None:
    assert find_project(make(tmp_path, *names)).pivot == pivot


def test_align_toml(tmp_path: Path) -> None:
    config = """
    [project]
    title = "La clef"
    pivot = "FR"
    [titles]
    "part/a" = "Première"
    [cites."part/a"]
    "12" = "src"
    """
    project = find_project(make(tmp_path, "fr/part/a.md", "en/part/a.md", "ru/src.md", config=config))
    assert (project.title, project.pivot) == ("La clef", "fr")
    assert project.texts[0].title == "Première"
    assert [version.lang for version in project.texts[0].versions] == ["fr", "en"]
    assert project.cites == {"part/a": {"12": "src"}}


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ("[projct]", 'unknown key "projct"; the nearest known is "project"'),
        ("[project]\ntitel = 'x'", 'unknown key in [project] "titel"; the nearest known is "title"'),
        ("[project]\npivot = 'de'", 'project.pivot: no folder of the language "de"'),
        ("[project]\npivot = ''", 'project.pivot: no folder of the language ""'),
        ("[project]\ntitle = 3", "project.title must be a string"),
        ("project = 3", "project must be a table, written [project]"),
        ("[titles]\nmian = 'x'", 'unknown key in [titles] "mian"; the nearest known is "main"'),
        ("[titles]\nmain = ['x']", "titles.main must be a string"),
        ("[cites.mani]\n1 = 'source'", 'unknown key in [cites] "mani"; the nearest known is "main"'),
        (
            "[cites.main]\n1 = 'sorce'",
            'cites.main.1: neither a file nor a key of [sources] "sorce"; the nearest known is "source"',
        ),
        ("[cites.main]\n1 = 7", "cites.main.1 must be a string"),
        ("[cites]\nmain = 'source'", "cites.main must be a table, written [cites.main]"),
        ("cites = []", "cites must be a table"),
        ("[project", "not TOML: "),
        ("a = " + "[" * 5000, "not TOML: "),
        ("a = " + "9" * 5000, "not TOML: "),
    ],
)
def test_a_wrong_align_toml(tmp_path: Path, config: str, message: str) -> None:
    make(tmp_path, "fr/main.md", "en/main.md", "ru/source.md", config=config)
    with pytest.raises(ConfigError) as caught:
        find_project(tmp_path)
    assert str(caught.value).startswith(f"{tmp_path / 'align.toml'}: {message}")


def test_an_align_toml_that_is_not_utf8(tmp_path: Path) -> None:
    (make(tmp_path, "fr/a.md") / "align.toml").write_bytes(b"\xff")
    with pytest.raises(ConfigError, match="not UTF-8"):
        find_project(tmp_path)


def test_an_align_toml_with_crlf_and_mark(tmp_path: Path) -> None:
    (make(tmp_path, "fr/a.md") / "align.toml").write_bytes(b'\xef\xbb\xbf[project]\r\ntitle = "x"\r\n')
    assert find_project(tmp_path).title == "x"


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ([], "no folder here is named by a language; put each version"),
        (["build/a.md", "a.md"], "no folder here is named by a language"),
        (["fr/a.docm", "en/README.md"], r"no texts \(\.txt, \.md\) in a language folder; put each version"),
        (["fr/a.md", "fr/a.txt"], r"a\.txt: has the same name and language as a\.md"),
        (["fr/a.md", "FR/a.md"], "FR and fr are both folders for fr"),
        (["fr/e\u0301.md", "fr/é.md"], "has the same name and language as"),
        (["fr/a\nb.md"], "cannot be shown"),
    ],
)
def test_no_project(tmp_path: Path, names: list[str], message: str) -> None:
    make(tmp_path, *names)
    with pytest.raises(ReadError, match=message) as caught:
        find_project(tmp_path)
    assert "\n" not in str(caught.value)


def test_no_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        find_project(tmp_path / "absent")
    (tmp_path / "file").touch()
    with pytest.raises(ReadError, match="not a folder"):
        find_project(tmp_path / "file")


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    make(tmp_path, "fr/a.md")
    (tmp_path / "fr" / os.fsdecode(b"\xff.md")).touch()
    with pytest.raises(ReadError, match=r"\\udcff\.md'?: a file name with characters that cannot be shown"):
        find_project(tmp_path)


def test_names_in_either_normal_form_are_one_text(tmp_path: Path) -> None:
    assert shape(find_project(make(tmp_path, "fr/e\u0301te\u0301.md", "en/été.md"))) == {"été": ["en", "fr"]}


def test_links(tmp_path: Path) -> None:
    root = make(tmp_path / "project", "fr/a.md", "shared/b.md")
    (root / "fr" / "inside").symlink_to(root / "shared")
    assert shape(find_project(root)) == {"a": ["fr"], "inside/b": ["fr"]}


@pytest.mark.parametrize(
    ("link", "target", "message"),
    [
        ("fr/loop", "fr", "appears twice"),
        ("fr/self", "fr/self", "in a circle"),
        ("fr/deep/up", "fr", "appears twice"),
        ("fr/out.md", "../out.md", "leads out of"),
        ("fr/out", "..", "leads out of"),
        ("en", "../elsewhere", "leads out of"),
        ("fr/gone.md", "fr/nowhere.md", "broken link"),
        ("align.toml", "../out.md", "leads out of"),
    ],
)
def test_links_that_lead_astray(tmp_path: Path, link: str, target: str, message: str) -> None:
    make(tmp_path, "out.md", "elsewhere/a.md")
    root = make(tmp_path / "project", "fr/a.md", "fr/deep/b.md")
    (root / link).symlink_to(root / target)
    with pytest.raises(ReadError, match=message):
        find_project(root)


def test_a_maze_of_links_does_not_hang(tmp_path: Path) -> None:
    root = make(tmp_path, "fr/a.md")
    for k in range(40):
        (root / "shared" / str(k)).mkdir(parents=True)
        for name in ("x", "y"):
            (root / "shared" / str(k) / name).symlink_to(root / "shared" / str(k + 1))
    (root / "shared" / "40").mkdir()
    (root / "fr" / "maze").symlink_to(root / "shared" / "0")
    with pytest.raises(ReadError, match="appears twice"):
        find_project(root)
