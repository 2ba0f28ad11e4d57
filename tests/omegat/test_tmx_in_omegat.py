from __future__ import annotations

import subprocess
from itertools import permutations
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from lxml import etree
from omegat_project import JAR, load_in_omegat
from result_samples import HOSTILE, family, result

from align.formats.tmx.writer import bilingual, multilingual
from align.formats.units import link_units, pair_units

if TYPE_CHECKING:
    from pathlib import Path

    from omegat_project import Loaded

    from align.formats.units import Export, Unit

pytestmark = [
    pytest.mark.omegat,
    pytest.mark.slow,
    pytest.mark.skipif(not JAR.exists(), reason="OmegaT is not installed (Debian: apt-get install omegat)"),
]

TEXTS = {
    "fr": [
        "Il pleut.",
        "Il neige.",
        "« Quoi\u00a0? »",
        "Oui.",
        "Oui.",
        "Un chat dort.",
        "Deux chiens courent.",
        "Seul.",
    ],
    "en": ["It rains while it snows.", "“What?”", "Yes.", "Aye.", "A cat sleeps, two dogs.", "They run.", "Only."],
    "ru": ["Идёт дождь.", "Идёт снег.", "«Что?»", "Да.", "Да.", "Кошка и собаки спят.", "И бегут."],
}
FR_EN = [(2, 1), (1, 1), (1, 1), (1, 1), (2, 2), (1, 0), (0, 1)]
FR_RU = [(1, 1), (1, 1), (1, 1), (1, 1), (1, 1), (2, 2), (1, 0)]
EN_RU = [(1, 2), (1, 1), (1, 1), (1, 1), (2, 2), (1, 0)]
LINKS = [(2, 1, 2), (1, 1, 1), (1, 1, 1), (1, 1, 1), (2, 2, 2), (1, 0, 0), (0, 1, 0)]
PROJECT = result(
    family("part 1", TEXTS, beads=[FR_EN, FR_RU, EN_RU], links=LINKS),
    family("hostile", {lang: [f"{lang} {text}" for text in HOSTILE.values()] for lang in TEXTS}),
    family("dropped", {lang: ["\x01\x02", f"{lang}."] for lang in TEXTS}),
    family("two", {"fr": ["Deux."], "en": ["Two."]}),
)


def content(export: Export) -> bytes:
    return "".join(export.chunks).encode()


def entries(units: tuple[Unit, ...], src: str, tgt: str) -> list[tuple[str, str]]:
    """What a tool should offer for two languages: the texts of the units that have both, equal ones once."""
    texts = [{side.lang: side.text for side in unit.sides if side.text} for unit in units]
    return sorted({(unit[src], unit[tgt]) for unit in texts if src in unit and tgt in unit})


def offered(loaded: Loaded) -> list[tuple[str, str]]:
    assert "TM_LOAD_ERROR" not in loaded.log
    assert "TMXR_ERROR" not in loaded.log
    assert "TMXR_INFO_READING_COMPLETE" in loaded.log
    return sorted((source, target) for source, target, _ in loaded.entries)


@pytest.mark.parametrize(("src", "tgt"), list(permutations(TEXTS, 2)))
def test_omegat_loads_what_was_written(tmp_path: Path, src: str, tgt: str) -> None:
    loaded = load_in_omegat(tmp_path, content(bilingual(PROJECT, src, tgt)), source=src, target=tgt, by_sentence=True)
    units = pair_units(PROJECT, src, tgt).units
    assert offered(loaded) == entries(units, src, tgt)
    assert len(loaded.entries) >= 15
    types = {unit.id: unit.type for unit in units}
    for _, _, properties in loaded.entries:
        assert types[properties["x-align-bead"]] == properties["x-align-type"]


def test_omegat_warns_of_nothing_in_the_direction_of_the_memory(tmp_path: Path) -> None:
    loaded = load_in_omegat(tmp_path, content(bilingual(PROJECT, "ru", "en")), source="ru", target="en")
    assert "TMXR_WARNING" not in loaded.log


def test_omegat_loads_every_language_of_the_master(tmp_path: Path) -> None:
    whole = result(*PROJECT.families[1:2])
    loaded = load_in_omegat(tmp_path, content(multilingual(whole)), source="ru", target="en")
    assert offered(loaded) == entries(link_units(whole).units, "ru", "en")


@pytest.mark.parametrize("by_sentence", [True, False])
def test_omegat_finds_the_matches(tmp_path: Path, by_sentence: bool) -> None:  # noqa: FBT001 - a table's column
    memory = content(bilingual(result(PROJECT.families[0]), "fr", "en"))
    text = "Il pleut. Il neige.\n\nOui.\n\nUn chat dort. Deux chiens courent."
    loaded = load_in_omegat(tmp_path, memory, source="fr", target="en", text=text, by_sentence=by_sentence)
    paragraphs = loaded.translated.split("\n\n")
    assert paragraphs[1] in {"Yes.", "Aye."}
    # The two sentences of a 2-2 bead do not render each other one by one, so neither is translated by itself.
    whole = ["It rains while it snows.", "A cat sleeps, two dogs. They run."]
    apart = ["Il pleut. Il neige.", "Un chat dort. Deux chiens courent."]
    assert paragraphs[::2] == (apart if by_sentence else whole)


@pytest.mark.parametrize("header", ["sentence", "paragraph"])
def test_a_file_of_paragraphs_would_make_wrong_pairs(tmp_path: Path, header: str) -> None:
    memory = content(bilingual(result(PROJECT.families[0]), "fr", "en"))
    changed = memory.replace(b'segtype="sentence"', f'segtype="{header}"'.encode())
    loaded = load_in_omegat(tmp_path, changed, source="fr", target="en", by_sentence=True)
    wrong = ("Un chat dort.", "A cat sleeps, two dogs.")
    assert (wrong in offered(loaded)) == (header == "paragraph")


def test_a_broken_memory_is_noticed_by_these_tests(tmp_path: Path) -> None:
    memory = content(bilingual(PROJECT, "fr", "en")).replace(b"Deux.", b"Deux\x01.")
    loaded = load_in_omegat(tmp_path, memory, source="fr", target="en")
    assert "TM_LOAD_ERROR" in loaded.log
    assert loaded.entries == ()


@pytest.fixture(scope="module")
def schemas(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("omegat")
    with ZipFile(JAR) as jar:
        for name in ("tmx14.dtd", "tmx14.xsd", "xml.xsd"):
            jar.extract(f"schemas/{name}", folder)
    return folder / "schemas"


MEMORIES = {
    "fr-en": bilingual(PROJECT, "fr", "en"),
    "ru-fr": bilingual(PROJECT, "ru", "fr"),
    "all": multilingual(PROJECT),
    "regions": bilingual(result(family("a", {"pt-BR": ["Um."], "zh-Hant-TW": ["一。"]})), "pt-BR", "zh-Hant-TW"),
    "without the pivot": multilingual(
        result(family("a", {"fr": ["Un."], "en": ["One."]}), family("b", {"ru": ["Раз."], "en": ["One."]}))
    ),
    "empty": bilingual(result(), "fr", "en"),
}


@pytest.mark.parametrize("name", MEMORIES)
def test_a_memory_is_valid(schemas: Path, tmp_path: Path, name: str) -> None:
    memory = tmp_path / "memory.tmx"
    memory.write_bytes(content(MEMORIES[name]))
    # The DTD check passes `lang` for `xml:lang`, and the schema passes a missing DOCTYPE, so both are made.
    for option, schema in (("--dtdvalid", "tmx14.dtd"), ("--schema", "tmx14.xsd")):
        command = ["xmllint", "--noout", "--nonet", option, str(schemas / schema), str(memory)]
        subprocess.run(command, check=True, capture_output=True)


def test_the_schema_would_notice(schemas: Path) -> None:
    schema = etree.XMLSchema(etree.parse(schemas / "tmx14.xsd"))
    good = content(multilingual(PROJECT))
    assert schema.validate(etree.fromstring(good))
    for old, new in ((b"xml:lang", b"lang"), (b'xml:lang="fr"', b'xml:lang="fr_FR"'), (b" srclang=", b" source=")):
        assert not schema.validate(etree.fromstring(good.replace(old, new)))
