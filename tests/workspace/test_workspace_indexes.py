from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

import numpy as np
import pytest

from align.encoders.fake import FakeEncoder
from align.model import Block, BlockKind, CharSpan, Document
from align.workspace.aligner import Aligner
from align.workspace.indexes import kept_index

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

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


def aligner(cache: Path, encoder: FakeEncoder) -> Aligner:
    return Aligner(encoder=encoder, cache=cache, threads=1)


def test_an_index_is_made_once(tmp_path: Path) -> None:
    made = kept_index(DOCUMENT, aligner(tmp_path, FakeEncoder()))
    again = kept_index(replace(DOCUMENT, id="ru/y"), aligner(tmp_path, Refusing()))
    assert again.id == "ru/y"
    np.testing.assert_array_equal(again.windows.vectors, made.windows.vectors)
    with pytest.raises(AssertionError):
        kept_index(replace(DOCUMENT, lang="fr"), aligner(tmp_path, Refusing()))


def test_a_damaged_index_is_made_anew(tmp_path: Path) -> None:
    made = kept_index(DOCUMENT, aligner(tmp_path, FakeEncoder()))
    [path] = tmp_path.rglob("*.npy")
    for damage in (b"", path.read_bytes()[:-8], b"\x93NUMPY" + b"\0" * 200):
        path.write_bytes(damage)
        assert kept_index(DOCUMENT, aligner(tmp_path, FakeEncoder())).keys == made.keys


def test_a_cache_that_cannot_be_written_to_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "indexes").write_text("in the way", "utf-8")
    assert len(kept_index(DOCUMENT, aligner(tmp_path, FakeEncoder()))) == len(TEXT.split())


def test_indexes_that_were_not_used_for_long_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_index(DOCUMENT, aligner(tmp_path, FakeEncoder()))
    [old] = tmp_path.rglob("*.npy")
    os.utime(old, (0, 0))
    monkeypatch.setattr("align.workspace.indexes._LIMIT", old.stat().st_size + 1)
    kept_index(replace(DOCUMENT, lang="fr"), aligner(tmp_path, FakeEncoder()))
    [new] = tmp_path.rglob("*.npy")
    assert new != old


def test_where_every_stretch_would_be_read_anew_only_some_are_looked_at(tmp_path: Path) -> None:
    assert kept_index(DOCUMENT, aligner(tmp_path, FakeEncoder())).fine
    assert not kept_index(DOCUMENT, aligner(tmp_path, Reencoding())).fine


def test_spans_of_muse_come_back(tmp_path: Path) -> None:
    muse = pytest.importorskip("align.encoders.muse").Muse(threads=1)
    made, again = (kept_index(DOCUMENT, aligner(tmp_path, muse)).spans for _ in range(2))
    start, end = np.array([0, 3]), np.array([3, 9])

    def vectors(spans: SpanVectors) -> list[list[float]]:
        return [*spans.vectors(start, end).tolist(), *spans.vectors_without(start, end, start + 1, end - 1).tolist()]

    assert vectors(made) == vectors(again)
    with pytest.raises(ValueError, match="not the spans of this encoder"):
        muse.restore_spans(TEXT, {})
