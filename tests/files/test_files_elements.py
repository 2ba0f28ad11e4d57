from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from align.files.elements import language_attribute, read_root, words_of
from align.model import ReadError

if TYPE_CHECKING:
    from pathlib import Path

BOMB = '<!DOCTYPE tmx [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><tmx>&b;</tmx>'


def read(folder: Path, data: bytes | str) -> str:
    path = folder / "a.tmx"
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return words_of(read_root(path, ("tmx",)))


@pytest.mark.parametrize(
    ("xml", "words"),
    [
        ("<tmx>A  b\n c</tmx>", "A b c"),
        ('<tmx>Le <bpt i="1">&lt;b></bpt>chat<ept i="1">&lt;/b></ept> <hi>dort <hi>bien</hi></hi>.</tmx>', None),
        ("<tmx>Le <ph>x<sub>note</sub></ph>chat dort <it pos='begin'>y</it><hi>bien</hi>.</tmx>", None),
        ("<tmx>Le <!-- gros --><?pi x?>chat dort bien.</tmx>", None),
        ("<x:tmx xmlns:x='urn:x'>Le <x:hi>chat</x:hi> dort bien.</x:tmx>", None),
        ("<!DOCTYPE tmx SYSTEM 'file:///etc/passwd'><tmx>Le chat dort bien.</tmx>", None),
        ("<!DOCTYPE tmx SYSTEM 'x'><tmx>Le chat &nobody;dort bien.</tmx>", None),
    ],
)
def test_codes_are_no_words(tmp_path: Path, xml: str, words: str | None) -> None:
    assert read(tmp_path, xml) == (words or "Le chat dort bien.")


def test_any_encoding_that_xml_declares_is_read(tmp_path: Path) -> None:
    assert read(tmp_path, "<?xml version='1.0' encoding='utf-16'?><tmx>Тест</tmx>".encode("utf-16")) == "Тест"
    assert read(tmp_path, "<?xml version='1.0' encoding='windows-1251'?><tmx>Тест</tmx>".encode("cp1251")) == "Тест"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "a.tmx:1: not XML"),
        (b"\0\0\0", "not XML"),
        (b"<tmx>\n<a></tmx>", "a.tmx:2: not XML"),
        (b"<tmx>\xff</tmx>", "a.tmx:1: not XML"),
        (b"<a>" * 5000, "not XML"),
        (b"<tmx>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</tmx>", "not XML"),
        (b"<html/>", "its root element is <html>, not <tmx>"),
        (BOMB, "entities of its own"),
        (BOMB.encode("utf-16"), "entities of its own"),
        ('<!DOCTYPE tmx [<!ENTITY x SYSTEM "file:///etc/passwd">]><tmx>&x;</tmx>', "entities of its own"),
        ('<!DOCTYPE tmx [<!ENTITY % x SYSTEM "file:///etc/passwd"> %x;]><tmx/>', "entities of its own"),
        # What stands before the first element may be long, and hide what follows it.
        (f"<!--{'<tmx' * 9}-->{BOMB}", "entities of its own"),
    ],
)
def test_what_is_no_such_file_or_an_attack_is_refused_in_a_line(
    tmp_path: Path, data: bytes | str, message: str
) -> None:
    with pytest.raises(ReadError, match=message) as raised:
        read(tmp_path, data)
    assert "\n" not in str(raised.value)


def test_an_element_may_name_its_language_in_either_way(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<a><b xml:lang='fr_FR'/><b lang='en'/><b/></a>", "utf-8")
    assert [language_attribute(each) for each in read_root(path, ("a",))] == ["fr-FR", "en", ""]
