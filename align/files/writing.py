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
    """Write a file so that other programs see the old content or the new, never a part of it.

    Text is written in UTF-8. An existing path that is not a regular file, such as `/dev/null` or a pipe, is written to
    instead of replaced. Raises `StoreError` if the file cannot be written.
    """
    try:
        check_folder(path)
        if path.exists() and not path.is_file():
            with path.open("wb") as file:
                file.writelines(map(_encode, chunks))
        else:
            _replace(path, chunks)
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror}", path=path) from error


def check_folder(path: Path) -> None:
    """Raise `StoreError` if the folder of a file that is to be written does not exist."""
    if not path.parent.exists():
        raise StoreError(f"the folder {path.parent} does not exist; make it first", path=path)


def make_folder(path: Path) -> None:
    """Make a folder and those above it, unless they exist; raise `StoreError` if that fails."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError) as error:
        file = next((place for place in (path, *path.parents) if os.path.lexists(place) and not place.is_dir()), path)
        raise StoreError("this must be a folder, but it is a file; delete or rename the file", path=file) from error
    except OSError as error:
        raise StoreError(f"cannot make this folder: {error.strerror}", path=path) from error


def write_cache(path: Path, chunks: Iterable[str]) -> None:
    """Write a file that can be made again, and its folder; if it cannot be written, do nothing."""
    with suppress(OSError, StoreError):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, chunks)


def _replace(path: Path, chunks: Iterable[str | bytes]) -> None:
    temporary = path.with_name(f".{secrets.token_hex(8)}.tmp")
    try:
        with temporary.open("xb") as file:
            file.writelines(map(_encode, chunks))
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    finally:
        temporary.unlink(missing_ok=True)


def _encode(chunk: str | bytes) -> bytes:
    return chunk.encode() if isinstance(chunk, str) else chunk
