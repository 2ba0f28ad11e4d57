"""Beads or links -> a table with tabs, a header line and one row for each of them, null ones included.

The texts have no tabs or line ends left (see `align.formats.units`). A cell with a quotation mark `"` is quoted and its
marks are doubled, which is what `csv.reader(..., "excel-tab")` and spreadsheets undo. A cell that begins with `=`,
`+`, `-` or `@`, which a spreadsheet would compute, or with `'` gets one `'` in front: take it off and the text is back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.formats.units import Export, units_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from align.formats.units import Unit, Units
    from align.result import Result

_FIXED = ("document", "bead", "confidence", "type", "status")


def export(result: Result) -> Export:
    """Return the table of a result: beads where it has two languages, links where it has more."""
    units = units_of(result)
    return Export(chunks=_render(units), notes=tuple(str(dropped) for dropped in units.dropped))


def _render(units: Units) -> Iterator[str]:
    yield table_row([*_FIXED, *units.langs])
    for unit in units.units:
        yield table_row(
            [unit.document, unit.id, f"{unit.confidence:.3f}", unit.type, unit.status, *_texts(unit, units.langs)]
        )


def _texts(unit: Unit, langs: tuple[str, ...]) -> list[str]:
    """Return a text for each column, in its order or, where both versions of a pair are in one language, in theirs."""
    if len(set(langs)) < len(langs):
        return [side.text for side in unit.sides]
    texts = {side.lang: side.text for side in unit.sides}
    return [texts.get(lang, "") for lang in langs]


def table_row(cells: Iterable[str]) -> str:
    """Return the line of some cells, none of which has a tab or a line end in it."""
    return "\t".join(_cell(cell) for cell in cells) + "\n"


def _cell(text: str) -> str:
    guarded = f"'{text}" if text.startswith(("=", "+", "-", "@", "'")) else text
    return '"' + guarded.replace('"', '""') + '"' if '"' in guarded else guarded
