"""Beads -> a spreadsheet for review; `align.formats.xlsx.reader` reads back what people write into its last columns.

Every cell with words is text and says so twice, by its type and by the mark that a spreadsheet puts before what a
person wants to be text, so that nothing that begins like a formula is ever computed, even after it was edited.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, cast

from openpyxl import Workbook
from openpyxl.styles import Alignment as Layout
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from align.formats.html.markup import runs_leftward
from align.formats.review_rows import NO_COMMENTS, rows
from align.formats.units import fit
from align.model import Status

if TYPE_CHECKING:
    from collections.abc import Mapping

    from openpyxl.cell import Cell
    from openpyxl.worksheet.worksheet import Worksheet

    from align.formats.review_rows import BeadKey, ReviewRow
    from align.result import Result

COLUMNS = ("id", "source", "target", "quotes", "confidence", "verdict", "status", "comment", "status before")
"""Heads of the columns; people write into "status" and "comment", and the last one is hidden."""
_WIDTHS = {"A": 14, "B": 60, "C": 60, "D": 40, "E": 11, "F": 14, "G": 14, "H": 40}
"""Of the columns, in characters."""
_LONGEST_TITLE = 31
"""Characters that the name of a sheet takes."""
_LAYOUT = Layout(wrap_text=True, vertical="top")
_LEFTWARD = Layout(wrap_text=True, vertical="top", readingOrder=2)
LONGEST = 32_767
"""Characters that a cell takes."""


def bilingual(
    result: Result, src: str, tgt: str, comments: Mapping[BeadKey, tuple[str, ...]] = NO_COMMENTS
) -> tuple[bytes, tuple[str, ...]]:
    """Return the sheet of two languages, null beads included, and what the user should know of it."""
    units, beads = rows(result, src, tgt, comments)
    notes = [str(dropped) for dropped in units.dropped]
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = f"{src}-{tgt}"[:_LONGEST_TITLE]
    sheet.freeze_panes = "B2"
    for letter, width in _WIDTHS.items():
        sheet.column_dimensions[letter].width = width
    sheet.column_dimensions["I"].hidden = True
    for column, head in enumerate(COLUMNS, 1):
        _write(sheet, 1, column, head).font = Font(bold=True)
    leftward = [column for column, lang in ((2, src), (3, tgt)) if runs_leftward(lang)]
    number = 1
    for number, row in enumerate(beads, 2):
        cells = _cells(row)
        if cut := sum(len(cell) > LONGEST for cell in cells):
            notes.append(f"row {number}: {cut} cells cut to {LONGEST} characters, the most that a cell takes")
        for column, cell in enumerate(cells, 1):
            _write(sheet, number, column, cell[:LONGEST])
        for column in leftward:
            sheet.cell(number, column).alignment = _LEFTWARD
        sheet.cell(number, COLUMNS.index("confidence") + 1).value = round(row.unit.confidence, 3)
    choice = DataValidation(type="list", formula1=f'"{",".join(Status)}"', allow_blank=True)
    choice.add(f"G2:G{max(number, 2)}")
    sheet.add_data_validation(choice)
    # The rows can be chosen by status and confidence, and the heads stand on every page.
    sheet.auto_filter.ref = f"A1:I{number}"
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
        "\n".join(f"{fit(each.place)}: {each.text}" for each in row.beside),
        "",
        row.verdicts,
        str(row.unit.status),
        "\n".join(map(fit, row.comments)),
        str(row.unit.status),
    ]


def _write(sheet: Worksheet, row: int, column: int, words: str) -> Cell:
    cell = cast("Cell", sheet.cell(row, column))  # No cell here is part of a merged one.
    cell.value = words
    cell.data_type = "s"
    cell.quotePrefix = True
    cell.alignment = _LAYOUT
    return cell
