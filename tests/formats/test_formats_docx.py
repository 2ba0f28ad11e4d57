from __future__ import annotations

from io import BytesIO

import docx as library
from docx.oxml.ns import qn
from result_samples import family, result

from align.formats import docx


def test_cells_have_the_language_and_direction_of_their_words() -> None:
    made = result(family("x", {"en": ["The boat."], "ar": ["القارب."]}))
    data, _ = docx.bilingual(made, "en", "ar")
    (table,) = library.Document(BytesIO(data)).tables
    english, arabic = (cell.paragraphs[0] for cell in table.rows[1].cells[1:3])
    assert [paragraph._p.find(f".//{qn('w:bidi')}") is not None for paragraph in (english, arabic)] == [False, True]
    assert [paragraph.runs[0].font.rtl for paragraph in (english, arabic)] == [None, True]
    assert english._p.find(f".//{qn('w:lang')}").attrib == {qn("w:val"): "en"}
    assert arabic._p.find(f".//{qn('w:lang')}").attrib == {qn("w:bidi"): "ar"}
