"""A spreadsheet that people reviewed -> what it says of each bead."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from align.files.reading import MAX_BYTES, read_bytes
from align.formats.incoming import Returned
from align.model import ReadError, plain

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_NEEDED = ("id", "source", "target", "status", "comment", "status before")
_UNPACKED = 4 * MAX_BYTES
"""Bytes that all parts of a workbook may have together once unpacked."""


_ROWS = 2**20
"""Rows that a sheet may have by its standard."""
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    RuntimeError,  # An encrypted archive.
    SyntaxError,  # An error of the XML parser.
    OSError,  # A part that is missing.
)


def read_review(path: Path) -> tuple[Returned, ...]:
    """Read back a sheet that `align.formats.xlsx.writer` wrote, row by row; other columns may have been added.

    Raises `ReadError` for what is no such sheet, for one that unpacks to too much, and for XML with a document type,
    which no spreadsheet needs and attacks do.
    """
    data = read_bytes(path)
    try:
        _check(data, path)
        # What other programs put beside the cells is no concern of the user.
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            # Some programs write wrong dimensions; but what a row says of its number may be as wrong.
            sheet.reset_dimensions()
            return tuple(_rows(sheet.iter_rows(max_row=_ROWS, values_only=True), path))
    except ReadError:
        raise
    except _DAMAGE as error:
        message = f"not a workbook (.xlsx): {plain(str(error))[:80]}; save it as .xlsx, without a password"
        raise ReadError(message, path=path) from error


def _check(data: bytes, path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # The library gives no more of a part than the archive says that it has.
        if sum(part.file_size for part in archive.infolist()) > _UNPACKED:
            raise ReadError(f"unpacks to more than {_UNPACKED >> 20} MiB; split it", path=path)
        for part in archive.infolist():
            head = b""
            with archive.open(part) as file:
                while chunk := file.read(1 << 16):
                    head = head[-32:] + chunk
                    # The zeros are those of UTF-16.
                    if b"<!DOCTYPE" in head.replace(b"\0", b""):
                        raise ReadError("XML with a document type in it, which no workbook needs", path=path)


def _rows(lines: Iterator[tuple[Any, ...]], path: Path) -> Iterator[Returned]:
    heads = [_text(cell).lower() for cell in next(lines, ())]
    if missing := [name for name in _NEEDED if name not in heads]:
        raise ReadError(f'no column "{missing[0]}"; the first row must be the heads that align wrote', path=path)
    for number, cells in enumerate(lines, 2):
        row = dict(zip(heads, map(_text, cells), strict=False))
        if row.get("id"):
            yield Returned(
                id=row["id"],
                line=number,
                source=row.get("source", ""),
                target=row.get("target", ""),
                status=row.get("status", "").lower(),
                was=row.get("status before", ""),
                comments=tuple(line for line in map(plain, row.get("comment", "").splitlines()) if line),
            )


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
