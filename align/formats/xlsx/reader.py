"""A spreadsheet -> the beads that people reviewed in it."""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from typing import TYPE_CHECKING, Any

from openpyxl import load_workbook

from align.files.reading import MAX_BYTES, read_bytes
from align.formats.comments import split_comments
from align.formats.incoming import ReviewedBead
from align.formats.xlsx.layout import COMMENT, ID, NEEDED, SOURCE, STATUS, STATUS_BEFORE, TARGET
from align.model import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_UNPACKED = 4 * MAX_BYTES
"""Most bytes of all parts of a workbook together, unpacked."""
_ROWS = 2**20
"""Most rows of a sheet, by its standard."""
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    RuntimeError,  # An encrypted archive.
    SyntaxError,  # An error of the XML parser.
    OSError,  # A missing part.
)


def read_review(path: Path) -> tuple[ReviewedBead, ...]:
    """Read the beads of a sheet that `align.formats.xlsx.writer` wrote; people may have added columns.

    Raises `ReadError` if the file is no such sheet, if it unpacks to too many bytes, or if its XML has a document type,
    which only attacks need.
    """
    data = read_bytes(path)
    try:
        _check(data, path)
        # openpyxl warns of features of other programs, which do not matter here.
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
            sheet = book.worksheets[0]
            # Some programs write wrong dimensions. Row numbers may be wrong as well, hence the limit below.
            sheet.reset_dimensions()
            return tuple(_rows(sheet.iter_rows(max_row=_ROWS, values_only=True), path))
    except ReadError:
        raise
    except _DAMAGE as error:
        message = "not a workbook (.xlsx), or a damaged one; save it as .xlsx, without a password"
        raise ReadError(message, path=path) from error


def _check(data: bytes, path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        # `zipfile` never reads more of a part than the size that the archive declares.
        if sum(part.file_size for part in archive.infolist()) > _UNPACKED:
            raise ReadError(f"unpacks to more than {_UNPACKED >> 20} MiB; split it", path=path)
        for part in archive.infolist():
            head = b""
            with archive.open(part) as file:
                while chunk := file.read(1 << 16):
                    head = head[-32:] + chunk
                    # Without zero bytes, ASCII in UTF-16 is ASCII.
                    if b"<!DOCTYPE" in head.replace(b"\0", b""):
                        raise ReadError("XML with a document type in it, which no workbook needs", path=path)


def _rows(lines: Iterator[tuple[Any, ...]], path: Path) -> Iterator[ReviewedBead]:
    heads = [_text(cell).lower() for cell in next(lines, ())]
    if missing := [name for name in NEEDED if name not in heads]:
        raise ReadError(f'no column "{missing[0]}"; the first row must be the heads that align wrote', path=path)
    for number, cells in enumerate(lines, 2):
        row = dict(zip(heads, map(_text, cells), strict=False))
        if row.get(ID):
            yield ReviewedBead(
                id=row[ID],
                line=number,
                source=row.get(SOURCE, ""),
                target=row.get(TARGET, ""),
                status=row.get(STATUS, "").lower(),
                was=row.get(STATUS_BEFORE, ""),
                comments=split_comments(row.get(COMMENT, "")),
            )


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
