from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import polib
import pytest
from hypothesis import given, settings
from result_samples import HOSTILE, family, result, results

from align.formats.po.writer import export
from align.formats.units import units_of
from align.model import Status, UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from align.result import Result

HOSTILE_PAIR = result(
    family("les mots", {"fr": [*HOSTILE.values(), "Oui.", "Oui."], "pt-BR": [*HOSTILE.values(), "Sim.", "Sim."]})
)


def text(of: Result) -> str:
    return "".join(export(of).chunks)


def catalogue(of: Result) -> polib.POFile:
    return polib.pofile(text(of), check_for_duplicates=True)


def test_a_bead_is_an_entry() -> None:
    of = result(family("le mot", {"fr": ["Un.", "Deux."], "pt-BR": ["Um e dois."]}, beads=[[(2, 1)]]))
    (entry,) = catalogue(of)
    assert entry.msgctxt == units_of(of).units[0].id
    assert " " not in entry.msgctxt
    assert (entry.msgid, entry.msgstr) == ("Un. Deux.", "Um e dois.")
    assert entry.comment == "confidence 0.930, type 2-1, status machine"
    assert entry.occurrences == [("fr/le_mot", "0"), ("pt-BR/le_mot", "0")]
    assert entry.flags == ["fuzzy"]


def test_the_header_names_both_languages_and_the_charset() -> None:
    metadata = catalogue(HOSTILE_PAIR).metadata
    assert metadata["Language"] == "pt_BR"
    assert metadata["X-Source-Language"] == "fr"
    assert metadata["Content-Type"] == "text/plain; charset=UTF-8"


def test_an_accepted_bead_is_not_fuzzy() -> None:
    (entry,) = catalogue(result(family("a", {"fr": ["Un."], "en": ["One."]}, status=Status.ACCEPTED)))
    assert entry.flags == []


def test_null_beads_stay_out() -> None:
    of = result(
        family("a", {"fr": ["Un.", "Deux."], "en": ["One.", "Two.", "Three."]}, beads=[[(1, 1), (1, 0), (0, 2)]])
    )
    assert [entry.msgid for entry in catalogue(of)] == ["Un."]


@settings(max_examples=40)
@given(results(["fr", "en"]))
def test_reading_gives_back_the_written_units(of: Result) -> None:
    found = [(entry.msgctxt, entry.msgid, entry.msgstr) for entry in catalogue(of)]
    units = [(unit.id, *(side.text for side in unit.sides)) for unit in units_of(of).units]
    assert found == [unit for unit in units if all(unit[1:])]


@settings(max_examples=40)
@given(results(["fr", "en"]))
def test_a_catalogue_saved_by_polib_keeps_its_bytes(of: Result) -> None:
    assert str(polib.pofile(text(of), wrapwidth=0)) == text(of)


def test_a_catalogue_passed_through_gettext_keeps_its_bytes(tmp_path: Path) -> None:
    path = tmp_path / "pair.po"
    path.write_text(text(HOSTILE_PAIR), encoding="utf-8", newline="\n")
    check = subprocess.run(["msgfmt", "-c", "-o", tmp_path / "pair.mo", path], check=True, capture_output=True)
    assert check.stderr == b""
    saved = subprocess.run(["msgcat", "--no-wrap", path], check=True, capture_output=True)
    assert saved.stdout.decode() == text(HOSTILE_PAIR)


def test_more_than_a_pair_is_a_usage_error() -> None:
    with pytest.raises(UsageError, match="PO holds two languages, and these texts are in fr, en, ru; give"):
        export(result(family("a", {"fr": ["Un."], "en": ["One."], "ru": ["Раз."]})))
