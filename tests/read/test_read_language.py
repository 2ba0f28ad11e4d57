from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from align.model import ReadError
from align.read import language_of

FRENCH = "Elle ouvrit la porte et ne vit personne ; la rue était vide depuis longtemps."
ENGLISH = "She opened the door and saw nobody; the street had been empty for a long time."
RUSSIAN = "Она открыла дверь и никого не увидела; улица давно опустела."
UKRAINIAN = "Вона відчинила двері й нікого не побачила; вулиця вже давно спорожніла."


@pytest.mark.parametrize(
    ("path", "lang", "how"),
    [
        ("book.fr.txt", "fr", "name"),
        ("book.pt-BR.md", "pt-BR", "name"),
        ("dev.ru", "ru", "name"),
        ("en/book.fr.txt", "fr", "name"),
        ("zh-hant/book.txt", "zh-Hant", "folder"),
        ("fr/part.one.txt", "fr", "folder"),
        ("fra/part.one.txt", "fr", "folder"),
        ("book.eng.txt", "en", "name"),
        ("fr/book.eng", "en", "name"),
        ("fr/notes.may.txt", "fr", "folder"),
    ],
)
def test_what_names_say(path: str, lang: str, how: str) -> None:
    found = language_of(Path(path), ENGLISH)
    assert (found.lang, found.how, found.probability) == (lang, how, 1.0)


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        (FRENCH, "fr"),
        (ENGLISH, "en"),
        (RUSSIAN, "ru"),
        (UKRAINIAN, "uk"),
        (f"{ENGLISH} {ENGLISH} «Она».", "en"),
        ("Η πόρτα άνοιξε.", "el"),
        ("彼女はドアを開けたが、誰もいなかった。", "ja"),
    ],
)
def test_what_words_say(tmp_path: Path, text: str, lang: str) -> None:
    found = language_of(tmp_path / "book.txt", text)
    assert (found.lang, found.how) == (lang, "detected")
    assert 0.3 < found.probability <= 1


def test_only_languages_of_the_script_are_thought_of(tmp_path: Path) -> None:
    assert language_of(tmp_path / "x.txt", "да").lang in "ba be bg kk ky mk mn ru sr tg tt uk".split()  # noqa: SIM905
    assert language_of(tmp_path / "x.txt", "ok").lang not in "be bg el he ru zh".split()  # noqa: SIM905


def test_no_letters(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="name the language"):
        language_of(tmp_path / "x.txt", "1914 — 1918 …")


def test_heavy_imports_wait_until_needed() -> None:
    code = (
        "import sys; from pathlib import Path; from align.read import language_of; language_of(Path('x.fr.txt'), '');"
        "print([name for name in ('py3langid', 'markdown_it', 'numpy', 'babel') if name in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
