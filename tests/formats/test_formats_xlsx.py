from __future__ import annotations

from io import BytesIO

import openpyxl
from result_samples import family, result

from align.formats.xlsx import writer as xlsx


def test_cells_have_the_direction_of_their_language() -> None:
    made = result(family("x", {"he": ["הסירה."], "en": ["The boat."]}))
    data, _ = xlsx.bilingual(made, "he", "en")
    row = openpyxl.load_workbook(BytesIO(data)).worksheets[0][2]
    assert [(cell.value, cell.alignment.readingOrder) for cell in row[1:3]] == [("הסירה.", 2), ("The boat.", 0)]
    assert all(cell.alignment.wrap_text for cell in row[1:3])
