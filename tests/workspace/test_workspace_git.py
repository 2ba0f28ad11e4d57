from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

from align.encoders.fake import FakeEncoder
from align.files.cache import Cache
from align.listener import Silence
from align.read import TextFile
from align.workspace.bench import Workbench
from align.workspace.families import read_version_before
from align.workspace.git import Revision

if TYPE_CHECKING:
    from pathlib import Path


def committed(top: Path) -> Revision:
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PATH": os.environ["PATH"]}
    who = ("-c", "user.name=Anna", "-c", "user.email=anna@example.org", "-c", "core.autocrlf=false")
    for arguments in (("init", "-q"), ("add", "."), ("commit", "-qm", "first")):
        subprocess.run(["git", "-C", str(top), *who, *arguments], check=True, capture_output=True, env=settings)
    return Revision.of(top, "HEAD")


def test_a_file_is_read_as_it_was_to_the_byte(tmp_path: Path) -> None:
    file = tmp_path / "les deux" / "éclusière ’1’.txt"
    file.parent.mkdir()
    data = "Le pont\r\ntient.\n".encode("utf-16")
    file.write_bytes(data)
    (tmp_path / "link.txt").symlink_to(file)
    revision = committed(tmp_path)
    file.write_text("Le pont est tombé.", "utf-8")
    assert Revision.of(tmp_path, "HEAD").changed == {file.resolve()}
    assert revision.content(file) == revision.content(tmp_path / "link.txt") == data


def test_what_was_not_there_is_nothing(tmp_path: Path) -> None:
    top = tmp_path / "top"
    top.mkdir()
    (top / "one.txt").write_text("Le pont.", "utf-8")
    revision = committed(top)
    for name in ("two.txt", "../three.txt"):
        (top / name).write_text("Le pont.", "utf-8")
        assert revision.content(top / name) is None


def test_a_version_that_could_not_be_read_is_as_if_it_had_not_been_there(tmp_path: Path) -> None:
    one, two, three = (TextFile(id=f"fr/{name}", lang="fr", path=tmp_path / f"{name}.txt") for name in "abc")
    one.path.write_bytes(b"\xff\xfe\x00")
    two.path.write_bytes(b"")
    three.path.write_text("Le pont.", "utf-8")
    revision = committed(tmp_path)
    bench = Workbench(root=tmp_path, encoder=FakeEncoder(), cache=Cache(folder=tmp_path), listener=Silence())
    assert [read_version_before(bench, version, revision) for version in (one, two)] == [None, None]
    three.path.unlink()
    found = read_version_before(bench, three, revision)
    assert found is not None
    assert (found.id, found.text) == ("fr/c", "Le pont.")
