"""Files with decisions of people: inside the project, one writer at a time, nothing counts before it is on the disk.

Writers take turns by a lock on the file itself. The operating system releases it when a process dies.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from align.model import StoreError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FLAGS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


@contextmanager
def open_regular(path: Path, root: Path, flags: int) -> Iterator[int]:
    """Open a regular file of a project folder and yield its descriptor.

    Args:
        path: The file.
        root: The project folder.
        flags: Flags of `os.open`.

    Raises:
        StoreError: The file is a symbolic link or not regular, or its folder is a link out of the project.
        OSError: `os.open` raised it.
    """
    if not path.parent.resolve().is_relative_to(root.resolve()):
        raise StoreError("a symbolic link leads out of the project; put the folder itself there", path=path.parent)
    try:
        descriptor = os.open(path, flags | _FLAGS, 0o644)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise StoreError("a symbolic link; put the file itself there", path=path) from error
        raise
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise StoreError("not a regular file", path=path)
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def exclusive(path: Path, root: Path) -> Iterator[int]:
    """Open a file of a project folder for appending, for one writer at a time; create it if it is missing.

    The writer may replace the file: a writer who waits then gets the new one. On Windows, replacing an open file
    raises `OSError`. Raises the same errors as `open_regular`.
    """
    while True:
        with open_regular(path, root, os.O_RDWR | os.O_APPEND | os.O_CREAT) as descriptor:
            _lock(descriptor)
            # While we waited, git may have replaced the file.
            if _is_current(descriptor, path):
                yield descriptor
                return


def _is_current(descriptor: int, path: Path) -> bool:
    """Tell whether an open file is still the one at `path`."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def read_on(descriptor: int) -> bytes:
    """Return the content of a file from the position of its descriptor to its end."""
    chunks = []
    while chunk := os.read(descriptor, 1 << 20):
        chunks.append(chunk)
    return b"".join(chunks)


def append(descriptor: int, data: bytes) -> None:
    """Append to a file and sync it to the disk; if the disk is full, remove the part already written."""
    size = os.fstat(descriptor).st_size
    try:
        left = memoryview(data)
        while left:
            left = left[os.write(descriptor, left) :]
        os.fsync(descriptor)
    except OSError:
        with suppress(OSError):
            os.ftruncate(descriptor, size)
        raise


if sys.platform == "win32":

    def _lock(descriptor: int) -> None:
        # A byte far beyond the end: a lock on the lines themselves would shut readers out.
        os.lseek(descriptor, 2**40, os.SEEK_SET)
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
            except OSError as error:
                if error.errno != errno.EDEADLK:  # Raised after ten seconds of waiting.
                    raise
            else:
                return

    def sync_folder(folder: Path) -> None:
        """Do nothing: Windows cannot open folders, and puts the name of a file on the disk with its content."""

else:

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def sync_folder(folder: Path) -> None:
        """Sync the names in a folder to the disk."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
