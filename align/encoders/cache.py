"""An encoder that caches the vectors of runs on disk, by content."""

from __future__ import annotations

import os
import zlib
from contextlib import suppress
from typing import TYPE_CHECKING

import numpy as np

from align.encoders.arrays import load, save
from align.files.cache import content_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from align.vectors import Arrays, Encoder, Progress, RunVectors, SpanVectors, Vectors

_LEAST, _MOST = 32, 128
"""Fewest and most sentences of a chunk."""
_ODDS = 32
"""One sentence in 32 ends a chunk that is long enough."""


class CachedEncoder:
    """Another encoder, whose `runs` are cached in a folder, so that only new text is encoded.

    Sentences are cut into chunks at places that depend only on the content there: an edit changes its own chunk, and
    the one before if that reaches into it. Each chunk is encoded alone, with the k - 1 sentences into which its last
    runs reach, and stored under a digest of everything that determines it. So an interrupted run resumes where it
    stopped, with the same result. A damaged file counts as missing, and an unwritable folder is no error. `encode` and
    `spans` are not cached.
    """

    def __init__(self, inner: Encoder, folder: Path) -> None:
        self._inner = inner
        self._folder = folder
        self.signature = inner.signature

    @property
    def dim(self) -> int:
        """Return the number of dimensions of a vector."""
        return self._inner.dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vector of each text."""
        return self._inner.encode(texts)

    def spans(self, texts: Sequence[str]) -> list[SpanVectors]:
        """Return access to the vectors of any stretch of words of each text."""
        return self._inner.spans(texts)

    def restore_spans(self, text: str, arrays: Arrays) -> SpanVectors:
        """Rebuild the result of `spans` for a text from its arrays."""
        return self._inner.restore_spans(text, arrays)

    def runs(self, sentences: Sequence[str], k: int, progress: Progress | None = None) -> RunVectors:
        """Return the vectors of all runs of 1 to k neighbouring sentences; call `progress` after each chunk."""
        out: RunVectors | None = None
        for start, end in _chunks(sentences):
            part = self._chunk_runs(sentences[start : end + k - 1], end - start, k)
            if out is None:
                out = np.empty((len(sentences), k, part.shape[2]), np.float16)
            out[start:end] = part
            if progress:
                progress(end, len(sentences))
        return self._inner.runs([], k) if out is None else out

    def _chunk_runs(self, sentences: Sequence[str], own: int, k: int) -> RunVectors:
        """Return the vectors of the runs that start in the first `own` sentences."""
        key = content_key("vectors", self.signature, own, k, list(sentences))
        path = self._folder / key[:2] / f"{key}.npy"
        with suppress(OSError, ValueError):
            return _read(path, own, k)
        runs = self._inner.runs(sentences, k)[:own]
        with suppress(OSError):
            save(path, runs)
        return runs


def prune(folder: Path, limit: int) -> None:
    """Delete the least recently used files of a cache until it takes at most `limit` bytes."""
    files = []
    for path in folder.glob("??/*"):
        with suppress(OSError):  # Another process may have deleted it.
            stat = path.stat()
            files.append((stat.st_mtime_ns, stat.st_size, path))
    total = sum(size for _, size, _ in files)
    for _, size, path in sorted(files):
        if total <= limit:
            return
        with suppress(OSError):
            path.unlink()
            total -= size


def _chunks(sentences: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the chunks: each ends where a checksum of its last sentence says so, within the bounds of its length."""
    start = 0
    for end, sentence in enumerate(sentences, 1):
        n = end - start
        if end == len(sentences) or n == _MOST or (n >= _LEAST and zlib.crc32(sentence.encode()) % _ODDS == 0):
            yield start, end
            start = end


def _read(path: Path, own: int, k: int) -> RunVectors:
    """Read a chunk and mark it as used; raise ValueError if it is damaged."""
    runs = load(path)
    if runs.dtype != np.float16 or runs.ndim != len("nkd") or runs.shape[:2] != (own, k):
        raise ValueError("not the vectors of this chunk")
    with suppress(OSError):
        os.utime(path)
    return runs.astype(np.float16, copy=False)
