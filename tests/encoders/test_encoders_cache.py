from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

from align.encoders import cache
from align.encoders.cache import CachedEncoder, prune
from align.encoders.fake import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from align.encoders.muse import Muse
    from align.vectors import RunVectors

K = 3
WORDS = ["river", "stone", "letter", "winter", "seven", "house", "1987", "bridge", "candle", "window", "harbour"]
SENTENCES = [" ".join(WORDS[i * j * j % 11] for j in range(2, 11)) + f" {i}" for i in range(600)]


class CountingEncoder(FakeEncoder):
    """Counts the sentences that it encodes."""

    def __init__(self, stop_after: int = 10**9) -> None:
        super().__init__()
        self.seen = 0
        self.stop_after = stop_after

    def runs(self, sentences: Sequence[str], k: int) -> RunVectors:
        self.seen += len(sentences)
        if self.seen > self.stop_after:
            raise KeyboardInterrupt
        return super().runs(sentences, k)


def encode_counted(folder: Path, sentences: Sequence[str] = SENTENCES, k: int = K) -> tuple[RunVectors, int]:
    encoder = CountingEncoder()
    return CachedEncoder(encoder, folder).runs(sentences, k), encoder.seen


def test_cold_and_warm_results_equal_those_of_the_encoder(tmp_path: Path) -> None:
    cold, seen = encode_counted(tmp_path)
    assert np.array_equal(cold, FakeEncoder().runs(SENTENCES, K))
    assert seen >= len(SENTENCES)
    warm, seen = encode_counted(tmp_path)
    assert np.array_equal(cold, warm)
    assert seen == 0


def test_cold_and_warm_results_of_muse_are_equal(muse: Muse, tmp_path: Path) -> None:
    cached = CachedEncoder(muse, tmp_path)
    assert np.array_equal(cached.runs(SENTENCES[:100], K), cached.runs(SENTENCES[:100], K))
    assert cached.signature == muse.signature
    assert cached.dim == muse.dim
    assert np.array_equal(cached.encode(["a"]), muse.encode(["a"]))
    assert len(cached.spans(["a b"])[0].offsets) == 2


@pytest.mark.parametrize("n", [0, 1, 2, 31, 32, 33, 128, 129])
def test_every_length(tmp_path: Path, n: int) -> None:
    runs, _ = encode_counted(tmp_path, SENTENCES[:n])
    assert np.array_equal(runs, FakeEncoder().runs(SENTENCES[:n], K))


def test_chunks_keep_within_bounds() -> None:
    for sentences in (SENTENCES, ["same"] * 300, [SENTENCES[3]] * 300):
        chunks = list(cache._chunks(sentences))
        assert [start for start, _ in chunks] == [0, *[end for _, end in chunks[:-1]]]
        assert chunks[-1][1] == len(sentences)
        assert all(cache._LEAST <= end - start <= cache._MOST for start, end in chunks[:-1])


@pytest.mark.parametrize("at", [0, 100, 333, 599])
def test_an_edit_costs_a_few_chunks(tmp_path: Path, at: int) -> None:
    encode_counted(tmp_path)
    edited = [*SENTENCES[:at], "an inserted sentence", *SENTENCES[at:]]
    runs, seen = encode_counted(tmp_path, edited)
    assert np.array_equal(runs, FakeEncoder().runs(edited, K))
    assert 0 < seen <= 4 * (cache._MOST + K - 1) < len(SENTENCES)


@pytest.mark.parametrize("change", ["signature", "k"])
def test_other_encoders_and_lengths_have_entries_of_their_own(tmp_path: Path, change: str) -> None:
    encode_counted(tmp_path)
    encoder = CountingEncoder()
    if change == "signature":
        encoder.signature = "fake@2"
    runs = CachedEncoder(encoder, tmp_path).runs(SENTENCES, K if change == "signature" else K + 1)
    assert encoder.seen >= len(SENTENCES)
    assert np.array_equal(runs, FakeEncoder().runs(SENTENCES, runs.shape[1]))


def test_an_interrupted_run_resumes(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        CachedEncoder(CountingEncoder(stop_after=300), tmp_path).runs(SENTENCES, K)
    runs, seen = encode_counted(tmp_path)
    assert seen < len(SENTENCES)
    assert np.array_equal(runs, FakeEncoder().runs(SENTENCES, K))


@pytest.mark.parametrize("damage", ["empty", "short", "noise", "shape", "dtype"])
def test_damaged_files_are_replaced(tmp_path: Path, damage: str) -> None:
    cold, _ = encode_counted(tmp_path)
    files = sorted(tmp_path.rglob("*.npy"))
    for path in files:
        content = path.read_bytes()
        match damage:
            case "empty":
                path.write_bytes(b"")
            case "short":
                path.write_bytes(content[:-1])
            case "noise":
                path.write_bytes(os.urandom(len(content)))
            case "shape":
                np.save(path, np.load(path)[1:])
            case "dtype":
                np.save(path, np.load(path).astype(np.float32))
    runs, seen = encode_counted(tmp_path)
    assert np.array_equal(runs, cold)
    assert seen >= len(SENTENCES)
    assert encode_counted(tmp_path)[1] == 0
    assert sorted(tmp_path.rglob("*.*")) == files


def test_a_folder_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    runs, _ = encode_counted(tmp_path / "file" / "below")
    assert np.array_equal(runs, FakeEncoder().runs(SENTENCES, K))


def test_a_failed_write_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(np, "save", full)
    encode_counted(tmp_path, SENTENCES[:40])
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []


def test_progress_is_reported(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    CachedEncoder(FakeEncoder(), tmp_path).runs(SENTENCES, K, progress=lambda done, of: told.append((done, of)))
    assert told[-1] == (600, 600)
    assert told == sorted(set(told))
    assert len(told) > 4


def test_pruning_deletes_the_least_recently_used_files(tmp_path: Path) -> None:
    encode_counted(tmp_path, SENTENCES[:300])
    old = sorted(tmp_path.rglob("*.npy"))
    for path in old:
        os.utime(path, (1, 1))
    encode_counted(tmp_path, SENTENCES[300:])
    new = sorted({*tmp_path.rglob("*.npy")} - {*old})
    prune(tmp_path, sum(path.stat().st_size for path in new))
    assert sorted(tmp_path.rglob("*.npy")) == new
    prune(tmp_path, 0)
    assert list(tmp_path.rglob("*.npy")) == []


def test_reading_counts_as_use(tmp_path: Path) -> None:
    encode_counted(tmp_path)
    for path in tmp_path.rglob("*.npy"):
        os.utime(path, (1, 1))
    encode_counted(tmp_path)
    assert all(path.stat().st_mtime > 1 for path in tmp_path.rglob("*.npy"))
