from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import numpy as np
import pytest

from align.encoders.fake import FakeEncoder
from align.files.cache import Cache
from align.listener import Silence
from align.model import Block, BlockKind, CharSpan, Document
from align.workspace.bench import Workbench
from align.workspace.indexes import cached_index

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from align.encoders.muse import Muse
    from align.vectors import SpanVectors

TEXT = "Библиотека сгорела ночью. Потом стало тихо, и город уснул."
DOCUMENT = Document(
    id="ru/x",
    lang="ru",
    path="x",
    text=TEXT,
    blocks=(Block(kind=BlockKind.PARAGRAPH, span=CharSpan(start=0, end=len(TEXT))),),
)


class Refusing(FakeEncoder):
    """Must not be asked for what was computed before."""

    def spans(self, texts: Sequence[str]) -> NoReturn:
        raise AssertionError(texts)


class Reencoding(FakeEncoder):
    def __init__(self) -> None:
        super().__init__()
        self.signature = "model@1:reencoded"


def bench(cache: Path, encoder: FakeEncoder | Muse) -> Workbench:
    return Workbench(root=cache, encoder=encoder, cache=Cache(folder=cache), listener=Silence())


def test_an_index_is_made_once(tmp_path: Path) -> None:
    made = cached_index(bench(tmp_path, FakeEncoder()), DOCUMENT)
    again = cached_index(bench(tmp_path, Refusing()), replace(DOCUMENT, id="ru/y"))
    assert again.id == "ru/y"
    np.testing.assert_array_equal(again.windows.vectors, made.windows.vectors)
    with pytest.raises(AssertionError):
        cached_index(bench(tmp_path, Refusing()), replace(DOCUMENT, lang="fr"))


def test_a_damaged_index_is_made_again(tmp_path: Path) -> None:
    made = cached_index(bench(tmp_path, FakeEncoder()), DOCUMENT)
    [path] = tmp_path.rglob("*.npy")
    for damage in (b"", path.read_bytes()[:-8], b"\x93NUMPY" + b"\0" * 200):
        path.write_bytes(damage)
        assert cached_index(bench(tmp_path, FakeEncoder()), DOCUMENT).keys == made.keys


def test_a_cache_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "indexes").write_text("in the way", "utf-8")
    assert len(cached_index(bench(tmp_path, FakeEncoder()), DOCUMENT)) == len(TEXT.split())


def test_the_least_recently_used_indexes_are_deleted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cached_index(bench(tmp_path, FakeEncoder()), DOCUMENT)
    [old] = tmp_path.rglob("*.npy")
    os.utime(old, (0, 0))
    monkeypatch.setattr("align.workspace.indexes._LIMIT", old.stat().st_size + 1)
    cached_index(bench(tmp_path, FakeEncoder()), replace(DOCUMENT, lang="fr"))
    [new] = tmp_path.rglob("*.npy")
    assert new != old


def test_where_every_stretch_would_be_read_anew_only_some_are_looked_at(tmp_path: Path) -> None:
    assert cached_index(bench(tmp_path, FakeEncoder()), DOCUMENT).fine
    assert not cached_index(bench(tmp_path, Reencoding()), DOCUMENT).fine


def test_spans_of_muse_come_back(tmp_path: Path) -> None:
    muse = pytest.importorskip("align.encoders.muse").Muse(threads=1)
    made, again = (cached_index(bench(tmp_path, muse), DOCUMENT).spans for _ in range(2))
    start, end = np.array([0, 3]), np.array([3, 9])

    def vectors(spans: SpanVectors) -> list[list[float]]:
        return [*spans.vectors(start, end).tolist(), *spans.vectors_without(start, end, start + 1, end - 1).tolist()]

    assert vectors(made) == vectors(again)
    with pytest.raises(ValueError, match="not the spans of this encoder"):
        muse.restore_spans(TEXT, {})
