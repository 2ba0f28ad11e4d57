"""Beads -> a table in a text document, for review on paper."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import docx
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from align.formats.comments import join_comments
from align.formats.review_rows import NO_COMMENTS, rows
from align.formats.units import fit
from align.lang.direction import is_right_to_left
from align.wording import two_digits

if TYPE_CHECKING:
    from collections.abc import Mapping

    from docx.table import _Cell as TableCell, _Row as TableRow

    from align.formats.review_rows import BeadKey, ReviewRow
    from align.result import Result

_COLUMNS = {"id": 2.4, "source": 7.4, "target": 7.4, "quotes": 4.2, "status": 2.2, "comment": 3.1}
"""Heads and widths of the columns, in centimetres; together they fill a page."""
_PAGE = (29.7, 21.0)
_MARGIN = 1.5
_EAST_ASIAN = frozenset({"ja", "ko", "zh"})


def bilingual(
    result: Result, src: str, tgt: str, comments: Mapping[BeadKey, tuple[str, ...]] = NO_COMMENTS
) -> tuple[bytes, tuple[str, ...]]:
    """Return the document of two languages, null beads included, and notes for the user."""
    units, beads = rows(result, src, tgt, comments)
    document = docx.Document()
    document.core_properties.author = ""
    document.core_properties.title = fit(result.title)
    document.styles["Normal"].font.size = Pt(9)
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = map(Cm, _PAGE)
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN)
    document.add_heading(f"{fit(result.title)}: {src} – {tgt}", level=1)
    table = document.add_table(rows=1, cols=len(_COLUMNS), style="Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, _COLUMNS.values(), strict=True):
        column.width = Cm(width)
    _fill(table.rows[0], tuple(_COLUMNS))
    for cell in table.rows[0].cells:
        cell.paragraphs[0].runs[0].bold = True
    # Every page repeats the heads.
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - the library has no other way
    for row in beads:
        line = table.add_row()
        _fill(line, _cells(row))
        for cell, lang in zip(line.cells[1:3], (src, tgt), strict=True):
            _speak(cell, lang)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), tuple(str(lost) for lost in units.lost)


def _fill(row: TableRow, texts: tuple[str, ...]) -> None:
    for cell, text, width in zip(row.cells, texts, _COLUMNS.values(), strict=True):
        cell.text = text
        cell.width = Cm(width)  # Word reads the widths of columns, other programs those of cells.


def _speak(cell: TableCell, lang: str) -> None:
    """Mark a cell with its language, for spelling and hyphenation, and with its direction if it is right to left."""
    right_to_left = is_right_to_left(lang)
    element = "w:bidi" if right_to_left else "w:eastAsia" if lang.partition("-")[0] in _EAST_ASIAN else "w:val"
    (paragraph,) = cell.paragraphs
    if right_to_left:
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))  # noqa: SLF001 - the library has no other way
    for run in paragraph.runs:
        run.font.rtl = right_to_left or None
        spoken = OxmlElement("w:lang")
        spoken.set(qn(element), lang)
        run._r.get_or_add_rPr().append(spoken)  # noqa: SLF001


def _cells(row: ReviewRow) -> tuple[str, ...]:
    src, tgt = row.unit.sides
    quoted = "\n".join(
        f"{fit(each.place)}: {each.text}" + (f" [{each.verdict}: {'; '.join(each.reasons)}]" if each.verdict else "")
        for each in row.quotings
    )
    status = f"{row.unit.status}\n{two_digits(row.unit.confidence):.2f}"
    return row.unit.id, src.text, tgt.text, quoted, status, join_comments(row.comments)
