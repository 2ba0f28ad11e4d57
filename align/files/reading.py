"""Path -> bytes: only regular files up to a size limit, never one outside the project."""

from __future__ import annotations

import errno
import stat
from typing import TYPE_CHECKING

from align.model import ReadError

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 64 * 2**20
"""Size of the largest file that is read; a long novel has 2 MiB."""


def resolve(path: Path, root: Path | None = None) -> Path:
    """Return a path with every symbolic link followed.

    Raises ReadError if a link is broken, goes in a circle, or leads out of the folder `root`.
    """
    try:
        real = path.resolve(strict=True)
        inside = root is None or real.is_relative_to(root.resolve(strict=True))
    except (OSError, RuntimeError) as error:  # Before Python 3.13 a circle of links is a RuntimeError.
        raise ReadError(_reason(error), path=path) from error
    except ValueError as error:  # A NUL in the name.
        raise ReadError("no file can have this name", path=repr(str(path))) from error
    if not inside:
        raise ReadError(f"leads out of {root}; put the file itself there instead of a link", path=path)
    return real


def check_name(path: Path) -> None:
    """Raise ReadError if the name of a file has unprintable characters: reports and exports could not show it."""
    # Bytes that are not UTF-8 become surrogates, which cannot be written to any output: the whole path must be free
    # of them. Other unprintable characters are tolerated in the folders above it, which users cannot always rename.
    if not path.name.isprintable() or any("\ud800" <= char <= "\udfff" for char in str(path)):
        raise ReadError("a file name with characters that cannot be shown; rename it", path=path)


def read_bytes(path: Path, *, root: Path | None = None) -> bytes:
    """Return the content of a regular file of at most `MAX_BYTES`.

    Raises ReadError for a folder, a device, a larger file, a file without read permission or outside `root`.
    """
    real = resolve(path, root)
    try:
        info = real.stat()
        if stat.S_ISDIR(info.st_mode):
            raise ReadError("a folder, not a text; name a file in it", path=path)
        if not stat.S_ISREG(info.st_mode):
            raise ReadError("not a regular file (a pipe or a device); save the text to a file first", path=path)
        if info.st_size > MAX_BYTES:
            raise ReadError(f"larger than {MAX_BYTES // 2**20} MiB, the limit for one text; split it", path=path)
        return real.read_bytes()
    except OSError as error:
        raise ReadError(_reason(error), path=path) from error


def read_lines(path: Path) -> list[str]:
    """Return the lines of a regular file in UTF-8, without their ends.

    Only LF and CRLF end a line. Raises ReadError like `read_bytes`, and for a file that is not UTF-8.
    """
    try:
        text = read_bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError("not UTF-8; save it as UTF-8", path=path) from error
    return text.replace("\r\n", "\n").removesuffix("\n").split("\n") if text else []


def _reason(error: OSError | RuntimeError) -> str:
    if isinstance(error, RuntimeError) or error.errno == errno.ELOOP:
        return "symbolic links go in a circle; remove the link"
    known = {
        errno.ENOENT: "no such file or folder, or a broken link; check its name",
        errno.EACCES: "may not be read; check its permissions",
        errno.ENAMETOOLONG: "its name is too long for this file system",
    }
    return known.get(error.errno or 0, f"cannot be read ({error.strerror})")
