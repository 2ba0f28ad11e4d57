from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from align.files.exclusive import append, exclusive, open_regular, read_on
from align.model import StoreError

if TYPE_CHECKING:
    from pathlib import Path


def test_an_error_of_the_writer_is_the_writers(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="elsewhere"), exclusive(tmp_path / "log", tmp_path):
        raise FileNotFoundError("elsewhere")


def test_what_is_appended_follows_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "log"
    for line in (b"one\n", b"two\n"):
        with exclusive(path, tmp_path) as descriptor:
            append(descriptor, line)
    with open_regular(path, tmp_path, os.O_RDONLY) as descriptor:
        assert read_on(descriptor) == b"one\ntwo\n"


def test_whoever_waited_writes_to_the_file_that_is_there_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, waits = tmp_path / "log", iter(["replaced", "deleted", ""])

    def wait(_: int) -> None:
        match next(waits):
            case "replaced":
                (tmp_path / "new").write_bytes(b"new\n")
                (tmp_path / "new").replace(path)
            case "deleted":
                path.unlink()

    monkeypatch.setattr("align.files.exclusive._lock", wait)
    with exclusive(path, tmp_path) as descriptor:
        append(descriptor, b"mine\n")
    assert path.read_bytes() == b"mine\n"


def test_what_is_no_regular_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log"
    os.mkfifo(path)
    with pytest.raises(StoreError, match="not a regular file"), exclusive(path, tmp_path):
        pass


def test_a_link_does_not_lead_out(tmp_path: Path) -> None:
    (tmp_path / "project").mkdir()
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "project" / "review").symlink_to(tmp_path / "elsewhere")
    with (
        pytest.raises(StoreError, match="leads out of the project"),
        exclusive(tmp_path / "project" / "review" / "log", tmp_path / "project"),
    ):
        pass
    assert not list((tmp_path / "elsewhere").iterdir())


def test_a_link_for_the_file_itself_is_named(tmp_path: Path) -> None:
    (tmp_path / "log").symlink_to(tmp_path / "other")
    with (
        pytest.raises(StoreError, match="log: a symbolic link; put the file itself there"),
        exclusive(tmp_path / "log", tmp_path),
    ):
        pass
