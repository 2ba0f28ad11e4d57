from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from align.model import ReadError
from align.read import read_glossary

if TYPE_CHECKING:
    from pathlib import Path

TBX_2008 = """<?xml version="1.0"?><martif type="TBX"><text><body>
<termEntry id="1"><langSet xml:lang="ru"><tig><term>Толстой</term></tig></langSet>
<langSet xml:lang="fr"><tig><term>Tolstoï</term></tig><tig><term>Léon  Tolstoï</term></tig></langSet></termEntry>
</body></text></martif>"""
TBX_2019 = """<?xml version="1.0"?><tbx xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="1"><langSec xml:lang="ru"><termSec><term>Толстой</term></termSec></langSec>
<langSec xml:lang="fr"><termSec><term>Tolstoï</term></termSec><termSec><term>Léon Tolstoï</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""
TMX = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body>
<tu><tuv xml:lang="ru"><seg>Толстой</seg></tuv><tuv xml:lang="fr"><seg>Tolstoï</seg></tuv>
<tuv xml:lang="fr"><seg>Léon <ph>x</ph>Tolstoï</seg></tuv></tu></body></tmx>"""
TOLSTOY = {"ru": ("Толстой",), "fr": ("Tolstoï", "Léon Tolstoï")}


def written(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("g.csv", "ru,fr\nТолстой,Tolstoï|Léon Tolstoï\n"),
        ("g.csv", "\ufeffru;fr\r\nТолстой; Tolstoï | Léon  Tolstoï |Tolstoï\r\n;\r\n"),
        ("g.csv", "ru\tfr\n\nТолстой\tTolstoï|Léon Tolstoï"),
        ("g.CSV", 'ru,fr\n"Толстой","Tolstoï|Léon Tolstoï"\n'),
        ("g.tbx", TBX_2008),
        ("g.tbx", TBX_2019),
        ("g.csv", 'ru,fr\n"Толстой","Tolstoï|Léon\nTolstoï"\n'),
        ("g.csv", "ru,fr\nТолстой,Tolstoï|Léon\u2028Tolstoï\n"),
        ("g.tmx", TMX),
        ("g.tbx", TBX_2008.replace("<term>Tolstoï", "<term><bpt>b</bpt><hi>Tols</hi>toï<ept>b</ept>")),
    ],
)
def test_the_same_terms_from_every_kind_of_file(tmp_path: Path, name: str, text: str) -> None:
    assert [dict(term.renderings) for term in read_glossary(written(tmp_path, name, text), root=tmp_path)] == [TOLSTOY]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("g.csv", "", "empty; the first line names the languages"),
        ("g.csv", "source,target\na,b\n", 'g.csv:1: "source" is not a language'),
        ("g.csv", "fr,en\na,b,c\n", "g.csv:2: 3 columns where the first line has 2"),
        ("g.csv", 'fr,en\n"a,b\n', "g.csv:2: not a table: "),
        ("g.tbx", "<martif>", "g.tbx:1: not XML: "),
        ("g.tbx", "<html/>", "its root element is <html>, not <martif> or <tbx>"),
        ("g.xls", "", "not a glossary; use .csv, .tbx or .tmx"),
    ],
)
def test_what_is_no_glossary_is_refused(tmp_path: Path, name: str, text: str, message: str) -> None:
    with pytest.raises(ReadError) as raised:
        read_glossary(written(tmp_path, name, text), root=tmp_path)
    assert message in str(raised.value)


def test_a_glossary_outside_the_project_is_refused(tmp_path: Path) -> None:
    written(tmp_path, "g.csv", "fr,en\na,b\n")
    (tmp_path / "project").mkdir()
    with pytest.raises(ReadError):
        read_glossary(tmp_path / "project" / ".." / "g.csv", root=tmp_path / "project")


def test_entities_are_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]>' + TMX.partition('dtd">')[2]
    with pytest.raises(ReadError, match="entities of its own"):
        read_glossary(written(tmp_path, "g.tmx", bomb.replace("<seg>Толстой", "<seg>Толстой&b;&a;")), root=tmp_path)
