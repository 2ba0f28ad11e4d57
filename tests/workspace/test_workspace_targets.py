from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from align.model import UsageError
from align.workspace.targets import refuse_to_overwrite, write_target

if TYPE_CHECKING:
    from pathlib import Path

PROTECTED = ["align.toml", "review/decisions.jsonl", "review/suppressions.toml", "review/baseline.txt", "terms.csv"]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    root = tmp_path / "project"
    (root / "review").mkdir(parents=True)
    for name in PROTECTED:
        (root / name).write_text("kept", "utf-8")
    (root / "align.toml").write_text('[check]\nglossary = "terms.csv"\n', "utf-8")
    return root


@pytest.mark.parametrize("name", [*PROTECTED, "review/new.po"])
def test_files_that_people_keep_are_not_overwritten(project: Path, tmp_path: Path, name: str) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    link = tmp_path / "link.po"
    link.symlink_to(project / name)
    for target in (project / name, link, project / "fr" / ".." / name):
        with pytest.raises(UsageError, match="name another place to write to"):
            write_target(target, ["new"])
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_a_configuration_that_is_a_link_stays_one(project: Path, tmp_path: Path) -> None:
    (project / "align.toml").rename(tmp_path / "shared.toml")
    (project / "align.toml").symlink_to(tmp_path / "shared.toml")
    with pytest.raises(UsageError, match="configuration"):
        refuse_to_overwrite(project / "align.toml")


def test_decisions_are_protected_before_the_first_is_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="decisions"):
        refuse_to_overwrite(tmp_path / "review" / "decisions.jsonl")


def test_inputs_are_not_overwritten_by_another_name(tmp_path: Path) -> None:
    text = tmp_path / "a.txt"
    text.write_text("kept", "utf-8")
    os.link(text, tmp_path / "b.txt")
    with pytest.raises(UsageError, match="is an input"):
        write_target(tmp_path / "b.txt", ["new"], inputs=[text])
    assert text.read_text("utf-8") == "kept"


def test_other_files_are_written(project: Path, tmp_path: Path) -> None:
    """A folder of exports may be named "review" too, and a damaged align.toml protects no glossary."""
    (tmp_path / "review").mkdir()
    (project / "align.toml").write_text("[", "utf-8")
    for target in (tmp_path / "review" / "fr-en.po", project / "build.tmx", project / "terms.csv"):
        write_target(target, ["new"])
        assert target.read_text("utf-8") == "new"
