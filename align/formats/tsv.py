"""Beads or links -> a tab-separated table with a header line and a row for each, null beads included.

The texts contain no tabs or line ends (see `align.formats.units`). A cell that contains `"` is quoted and the mark is
doubled; `csv.reader(..., "excel-tab")` and spreadsheets undo this. A cell that begins with `=`, `+`, `-` or `@`, which
a spreadsheet would compute, or with `'`, gets a `'` in front; remove it to get the text.
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
    """Return the table of a result: beads for two languages, links for more."""
    units = units_of(result)
    return Export(chunks=_render(units), notes=tuple(str(lost) for lost in units.lost))


def _render(units: Units) -> Iterator[str]:
    yield table_row([*_FIXED, *units.langs])
    for unit in units.units:
        yield table_row(
            [unit.document, unit.id, f"{unit.confidence:.3f}", unit.type, unit.status, *_texts(unit, units.langs)]
        )


def _texts(unit: Unit, langs: tuple[str, ...]) -> list[str]:
    """Return the text for each language column; if both versions of a pair are in one language, in their order."""
    if len(set(langs)) < len(langs):
        return [side.text for side in unit.sides]
    texts = {side.lang: side.text for side in unit.sides}
    return [texts.get(lang, "") for lang in langs]


def table_row(cells: Iterable[str]) -> str:
    """Return the line of these cells, which contain no tab or line end."""
    return "\t".join(_cell(cell) for cell in cells) + "\n"


def _cell(text: str) -> str:
    guarded = f"'{text}" if text.startswith(("=", "+", "-", "@", "'")) else text
    return '"' + guarded.replace('"', '""') + '"' if '"' in guarded else guarded
