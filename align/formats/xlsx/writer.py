"""Beads -> a spreadsheet for review; people write into its columns "status" and "comment".

Every cell with words is text, both by its type and by the mark that spreadsheets put before text, so that a cell that
begins like a formula is never computed, even after somebody edits it.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.styles import Alignment as Layout, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from align.formats.comments import join_comments
from align.formats.review_rows import NO_COMMENTS, rows
from align.formats.units import fit
from align.formats.xlsx.layout import COLUMNS, CONFIDENCE, SOURCE, STATUS, TARGET, number_of
from align.lang.direction import is_right_to_left
from align.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from align.formats.review_rows import BeadKey, ReviewRow
    from align.result import Result

_LONGEST_TITLE = 31
"""Most characters of a sheet's name."""
_LAYOUT = Layout(wrap_text=True, vertical="top")
_RIGHT_TO_LEFT = Layout(wrap_text=True, vertical="top", readingOrder=2)
LONGEST = 32_767
"""Most characters of a cell."""


def bilingual(
    result: Result, src: str, tgt: str, comments: Mapping[BeadKey, tuple[str, ...]] = NO_COMMENTS
) -> tuple[bytes, tuple[str, ...]]:
    """Return the sheet of two languages, null beads included, and notes for the user."""
    units, beads = rows(result, src, tgt, comments)
    notes = [str(lost) for lost in units.lost]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = f"{src}-{tgt}"[:_LONGEST_TITLE]
    sheet.freeze_panes = "B2"
    for number, (head, width) in enumerate(COLUMNS, 1):
        _write(sheet, 1, number, head).font = Font(bold=True)
        dimension = sheet.column_dimensions[get_column_letter(number)]
        if width is None:
            dimension.hidden = True
        else:
            dimension.width = width
    sides = (number_of(SOURCE), src), (number_of(TARGET), tgt)
    right_to_left = [column for column, lang in sides if is_right_to_left(lang)]
    number = 1
    for number, row in enumerate(beads, 2):
        cells = _cells(row)
        if cut := sum(len(cell) > LONGEST for cell in cells):
            notes.append(f"row {number}: {cut} cells cut to {LONGEST} characters, the most that a cell takes")
        for column, cell in enumerate(cells, 1):
            _write(sheet, number, column, cell[:LONGEST])
        for column in right_to_left:
            sheet.cell(number, column).alignment = _RIGHT_TO_LEFT
        sheet.cell(number, number_of(CONFIDENCE)).value = round(row.unit.confidence, 3)
    choice = DataValidation(type="list", formula1=f'"{",".join(Status)}"', allow_blank=True)
    status = get_column_letter(number_of(STATUS))
    choice.add(f"{status}2:{status}{max(number, 2)}")
    sheet.add_data_validation(choice)
    # Rows can be filtered by status and confidence, and every printed page repeats the heads.
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{number}"
    sheet.print_title_rows = "1:1"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue(), tuple(notes)


def _cells(row: ReviewRow) -> list[str]:
    src, tgt = row.unit.sides
    return [
        row.unit.id,
        src.text,
        tgt.text,
        "\n".join(f"{fit(each.place)}: {each.text}" for each in row.quotings),
        "",
        row.verdicts,
        str(row.unit.status),
        join_comments(row.comments),
        str(row.unit.status),
    ]


def _write(sheet: Worksheet, row: int, column: int, words: str) -> Cell:
    cell = cast("Cell", sheet.cell(row, column))  # No cell here is merged.
    cell.value = words
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.alignment = _LAYOUT
    return cell
