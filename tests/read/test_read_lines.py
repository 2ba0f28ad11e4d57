from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from align.read import read_document

if TYPE_CHECKING:
    from pathlib import Path

    from align.model import Document

WRAPPED = """\
看守人从早上就在码头上
等着。他五十七岁，
是最后一个 keeper
也是第一个。

她说：“我
知道。”
"""


def read(path: Path, text: str) -> Document:
    path.write_text(text, encoding="utf-8")
    return read_document(path, id="zh/x", lang="zh")


@pytest.mark.parametrize("name", ["x.txt", "x.md"])
def test_lines_of_han_are_joined_without_a_space(tmp_path: Path, name: str) -> None:
    document = read(tmp_path / name, WRAPPED)
    assert [document.text[each.span.start : each.span.end] for each in document.blocks] == [
        "看守人从早上就在码头上等着。他五十七岁，是最后一个 keeper\n也是第一个。",
        "她说：“我知道。”",
    ]
    assert document.origin.position(document.text.index("等着")) == (2, 1)
    assert document.origin.position(document.text.index("知道")) == (7, 1)


def test_paragraphs_and_lines_of_other_scripts_stay_apart(tmp_path: Path) -> None:
    assert len(read(tmp_path / "x.txt", "她来了。\n他走了。\n").blocks) == 2
    korean = read(tmp_path / "y.md", "그는 등대에\n도착했다.\n")
    assert "\n" in korean.text
