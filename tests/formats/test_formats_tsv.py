from __future__ import annotations

import csv
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from result_samples import HOSTILE, family, result, results, segmented

from align.formats.tsv import export
from align.formats.units import units_of

if TYPE_CHECKING:
    from align.result import Result

FIXED = ["document", "bead", "confidence", "type", "status"]


def table(of: Result) -> list[list[str]]:
    return list(csv.reader("".join(export(of).chunks).splitlines(keepends=True), "excel-tab", strict=True))


def remove_guard(cell: str) -> str:
    return cell.removeprefix("'")


def test_a_pair_is_a_table_of_beads() -> None:
    of = result(family("a", {"fr": ["Un.", "Deux.", "Trois."], "en": ["One and two."]}, beads=[[(2, 1), (1, 0)]]))
    header, first, second = table(of)
    assert header == [*FIXED, "fr", "en"]
    assert first[0] == "a"
    assert first[2:] == ["0.930", "2-1", "machine", "Un. Deux.", "One and two."]
    assert second[2:] == ["0.930", "1-0", "machine", "Trois.", ""]


def test_three_languages_are_a_table_of_links() -> None:
    of = result(
        family("a", {"fr": ["Un."], "en": ["One."], "ru": ["Раз."]}), family("b", {"ru": ["Два."], "fr": ["Deux."]})
    )
    header, first, second = table(of)
    assert header == [*FIXED, "fr", "en", "ru"]
    assert first[5:] == ["Un.", "One.", "Раз."]
    assert second[5:] == ["Deux.", "", "Два."]


def test_two_versions_in_one_language_stand_side_by_side() -> None:
    one = family("a", {"fr": ["Un."], "en": ["1."]})
    of = result(replace(one, versions=(one.versions[0], segmented("en/a", ["1."], lang="fr"))))
    header, row = table(of)
    assert header[5:] == ["fr", "fr"]
    assert row[5:] == ["Un.", "1."]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM(A1)", "- Oui.", "'quoted'", '="x"'])
def test_a_cell_that_a_spreadsheet_would_compute_is_guarded(text: str) -> None:
    _, row = table(result(family("a", {"fr": [text], "en": ["x"]})))
    assert row[5] == f"'{text}"


@pytest.mark.parametrize("text", ['"', '"Oui."', 'Il dit "oui"', "— Oui.", "1+1"])
def test_other_cells_are_read_as_they_were(text: str) -> None:
    _, row = table(result(family("a", {"fr": [text], "en": ["x"]})))
    assert row[5] == text


@settings(max_examples=40)
@given(results())
def test_reading_gives_back_the_written_units(of: Result) -> None:
    units = units_of(of)
    header, *rows = table(of)
    assert header == [*FIXED, *units.langs]
    for row, unit in zip(rows, units.units, strict=True):
        texts = {side.lang: side.text for side in unit.sides}
        assert [remove_guard(cell) for cell in row[5:]] == [texts.get(lang, "") for lang in units.langs]
        assert remove_guard(row[1]) == unit.id


def test_removed_characters_are_reported() -> None:
    (note,) = export(result(family("a", {"fr": [HOSTILE["soft hyphens"]], "en": ["x"]}))).notes
    assert note.startswith("fr/a.txt:1:5: U+00AD (SOFT HYPHEN) left out")
