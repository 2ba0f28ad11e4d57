"""Write files whole or not at all."""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from typing import TYPE_CHECKING

from align.model import StoreError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def write_atomically(path: Path, chunks: Iterable[str | bytes]) -> None:
    """Write a file so that whoever looks sees the old content or the new, never a part; text is written in UTF-8.

    What is there and is no regular file, such as `/dev/null` or a pipe, is written to and not replaced.
    Raises `StoreError` if the place cannot be written to.
    """
    try:
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                file.writelines(map(_encoded, chunks))
        else:
            _replace(path, chunks)
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror}", path=path) from error


def make_folder(path: Path) -> None:
    """Make a folder that need not be there yet; raise `StoreError` if that cannot be."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot be made a folder: {error.strerror}", path=path) from error


def write_cache(path: Path, chunks: Iterable[str]) -> None:
    """Write a file that can be made again, and its folder; a place that cannot be written to is no error."""
    with suppress(OSError, StoreError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, chunks)


def _replace(path: Path, chunks: Iterable[str | bytes]) -> None:
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.writelines(map(_encoded, chunks))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _encoded(chunk: str | bytes) -> bytes:
    return chunk.encode() if isinstance(chunk, str) else chunk
