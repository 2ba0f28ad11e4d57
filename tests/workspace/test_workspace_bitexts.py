from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import align
from align import Workspace
from align.encoders.fake import FakeEncoder
from align.model import Action, AlignError, ConfigError, ReadError, UsageError
from align.review.session import Request
from align.workspace.bitexts import import_bitext

if TYPE_CHECKING:
    from pathlib import Path

TMX = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" srclang="fr-FR"
    datatype="plaintext"/>
  <body>
    <tu><tuv xml:lang="fr-FR"><seg>Il a dit : « Oui. » Puis
      il partit.</seg></tuv><tuv xml:lang="EN-GB"><seg>He said “Yes.” Then he left.</seg></tuv>
      <tuv xml:lang="de"><seg>Er ging.</seg></tuv></tu>
    <tu><tuv xml:lang="fr-FR"><seg>Le <bpt i="1">&lt;b></bpt>chat<ept i="1">&lt;/b></ept> <hi>dort</hi>.</seg></tuv>
      <tuv lang="en-GB"><seg>The cat sleeps.</seg></tuv></tu>
    <tu><tuv xml:lang="fr-FR"><seg>Seul.</seg></tuv></tu>
    <tu><tuv xml:lang="fr-FR"><seg>* * *</seg></tuv><tuv xml:lang="en-GB"><seg>* * *</seg></tuv></tu>
    <tu><tuv xml:lang="fr-FR"><seg>&#8220;&amp;&#8221; Fin</seg></tuv><tuv xml:lang="en-GB"><seg>End</seg></tuv></tu>
  </body>
</tmx>
"""
PO = r"""
msgid ""
msgstr ""
"Language: fr\n"
"Content-Type: text/plain; charset=ISO-8859-1\n"

msgid "The cat\n"
"sleeps."
msgstr "Le chat dort à midi."

msgid "one file"
msgid_plural "%d files"
msgstr[0] "un fichier"
msgstr[1] "%d fichiers"

msgid "Untranslated"
msgstr ""

#~ msgid "Old"
#~ msgstr "Vieux"
"""


def aligned(folder: Path) -> tuple[Workspace, list[tuple[str, str]]]:
    workspace = align.open_project(folder, encoder=FakeEncoder())
    (family,) = workspace.run().families
    src, tgt = family.versions
    return workspace, [(src.text(bead.src), tgt.text(bead.tgt)) for bead in family.alignments[0].beads]


def test_the_units_of_a_memory_are_the_beads_of_a_project(tmp_path: Path) -> None:
    path = tmp_path / "my memory.tmx"
    path.write_text(TMX, encoding="utf-8")
    made = import_bitext(path, tmp_path / "project")
    assert made.units == 3
    assert made.notes == ("2 units left out without words in one of the languages",)
    workspace, beads = aligned(tmp_path / "project")
    assert beads == [
        ("Il a dit : « Oui. » Puis il partit.", "He said “Yes.” Then he left."),
        ("Le chat dort.", "The cat sleeps."),
        ("“&” Fin", "End"),
    ]
    # Such a bead may have several sentences, and is reviewed like any other.
    review = workspace.review()
    ((src, tgt),) = review.pairs()
    assert review.ladder(src, tgt).beads[0].type == "2-2"
    beads_ids = review.ids(src, tgt)
    review.decide(Request(action=Action.SPLIT, reviewer="Ann", src=src, tgt=tgt, beads=beads_ids[:1], at=(1, 1)))
    assert len(aligned(tmp_path / "project")[1]) == 4


def test_a_pair_is_taken_out_of_a_memory_of_more_languages(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_text(TMX, encoding="utf-16")
    made = import_bitext(path, tmp_path / "project", pair=("de", "fr"))
    assert made.units == 1
    assert (tmp_path / "project" / "de" / "m.txt").read_text(encoding="utf-8") == "Er ging.\n"


def test_the_messages_of_any_catalogue_are_the_beads_of_a_project(tmp_path: Path) -> None:
    path = tmp_path / "app.po"
    path.write_bytes(PO.encode("iso-8859-1"))
    with pytest.raises(UsageError, match="give them as a pair, for example fr:en"):
        import_bitext(path, tmp_path / "project")
    assert import_bitext(path, tmp_path / "project", pair=("en", "fr")).units == 3
    assert aligned(tmp_path / "project")[1] == [
        ("The cat sleeps.", "Le chat dort à midi."),
        ("one file", "un fichier"),
        ("%d files", "%d fichiers"),
    ]


def test_fuzzy_messages_are_left_out_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "app.po"
    path.write_bytes(PO.replace('msgid "The cat', '#, fuzzy\nmsgid "The cat').encode("iso-8859-1"))
    made = import_bitext(path, tmp_path / "project", pair=("en", "fr"))
    assert made.units == 2
    assert "1 unit left out as fuzzy (not confirmed)" in made.notes
    assert "cat" not in (tmp_path / "project" / "en" / "app.txt").read_text(encoding="utf-8")


def test_only_a_catalogue_without_units_is_told_of_fuzzy_messages(tmp_path: Path) -> None:
    memory, catalogue = tmp_path / "m.tmx", tmp_path / "app.po"
    memory.write_text(TMX, encoding="utf-16")
    with pytest.raises(ReadError, match=r"m.tmx: holds no unit in both languages$"):
        import_bitext(memory, tmp_path / "project", pair=("pl", "cs"))
    header, *messages = PO.split("\n\n")
    catalogue.write_bytes("\n\n".join([header, *(f"#, fuzzy\n{each}" for each in messages)]).encode("iso-8859-1"))
    with pytest.raises(ReadError, match=r"app.po: holds no unit in both languages that is not fuzzy$"):
        import_bitext(catalogue, tmp_path / "project", pair=("en", "fr"))


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_text(TMX, encoding="utf-8")
    import_bitext(path, tmp_path / "project")
    with pytest.raises(UsageError, match="is not empty"):
        import_bitext(path, tmp_path / "project")


BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><tmx>&b;</tmx>'


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.tmx", BOMB.encode(), "entities of its own"),
        ("a.tmx", BOMB.encode("utf-16"), "entities of its own"),
        ("a.tmx", b'<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx>&x;</tmx>', "entities of its own"),
        ("a.tmx", b"<tmx><body><tu></body></tmx>", "a.tmx:1: not XML"),
        ("a.tmx", b"", "not XML"),
        ("a.tmx", b"<html/>", "its root element is <html>"),
        ("a.tmx", b"<tmx><body/></tmx>", "no two languages"),
        ("a.tmx", TMX.replace("en-GB", "").replace("EN-GB", "").replace("de", "").encode(), "no two languages"),
        (
            "a.po",
            PO.replace("Le chat dort à midi.", "").replace("fichier", "").encode("iso-8859-1"),
            "no unit in both|-",
        ),
        ("a.po", PO.replace("ISO-8859-1", "undefined").encode("iso-8859-1"), 'unknown encoding "undefined"'),
        ("a.txt", b"Oui.", 'no reader for ".txt"'),
    ],
)
def test_what_is_no_bitext_is_refused_in_a_line(tmp_path: Path, name: str, content: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(AlignError, match=message) as error:
        import_bitext(path, tmp_path / "project")
    assert "\n" not in str(error.value)
    assert not (tmp_path / "project").exists()


def test_paragraphs_that_are_said_to_be_paired_must_be(tmp_path: Path) -> None:
    for lang, text in (("fr", "Un.\nDeux.\n"), ("en", "One.\n")):
        (tmp_path / lang).mkdir()
        (tmp_path / lang / "a.txt").write_text(text, encoding="utf-8")
    config = tmp_path / "align.toml"
    config.write_text('[align]\npaired = ["a"]\n', encoding="utf-8")
    with pytest.raises(ReadError, match=r"align\.paired in align\.toml is for"):
        aligned(tmp_path)
    config.write_text('[align]\npaired = ["b"]\n', encoding="utf-8")
    with pytest.raises(ConfigError, match='no file of the name "b"; known are a'):
        aligned(tmp_path)
    config.write_text('[align]\npaired = "a"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match="must be a list"):
        aligned(tmp_path)
