"""Files that keep what people decided: inside the project, one writer at a time, on the disk before it counts.

Writers take turns by a lock on the file, which the operating system takes off when a process dies.
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
def opened(path: Path, root: Path, flags: int) -> Iterator[int]:
    """Open a regular file of a project folder with flags of `os.open`, and give its descriptor.

    Raises `StoreError` for a symbolic link, or one that leads out of the folder, and for anything but a regular file,
    and `OSError` as `os.open` does.
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
    """Open a file of a project folder for one writer at a time, at its end; it is made if it is not there.

    The writer may replace the file: whoever waits then gets the new one. Windows lets nobody replace a file that is
    open, so there it is an `OSError` to try. Raises as `opened` does.
    """
    while True:
        with opened(path, root, os.O_RDWR | os.O_APPEND | os.O_CREAT) as descriptor:
            _lock(descriptor)
            # While this waited, git may have put another file in its place.
            if _still_there(descriptor, path):
                yield descriptor
                return


def _still_there(descriptor: int, path: Path) -> bool:
    """Tell whether an open file is the one that has this name."""
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def read_on(descriptor: int) -> bytes:
    """Return what a file holds from where its descriptor stands."""
    chunks = []
    while chunk := os.read(descriptor, 1 << 20):
        chunks.append(chunk)
    return b"".join(chunks)


def append(descriptor: int, data: bytes) -> None:
    """Write to the end of a file and to the disk; what the disk has no room for is not left half written."""
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
        # A byte far behind the end, so that readers are not kept from the lines.
        os.lseek(descriptor, 2**40, os.SEEK_SET)
        while True:
            try:
                msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)
            except OSError as error:
                if error.errno != errno.EDEADLK:  # With this one it gives up after ten seconds.
                    raise
            else:
                return

    def sync_folder(folder: Path) -> None:
        """Do nothing: there, folders cannot be opened, and a new file is on the disk when its content is."""

else:

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def sync_folder(folder: Path) -> None:
        """Put the names in a folder on the disk."""
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
