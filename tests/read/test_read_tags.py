from __future__ import annotations

from pathlib import Path

import pytest

from align.read import language_tag, loose_name


@pytest.mark.parametrize(
    ("name", "tag"),
    [
        ("fr", "fr"),
        ("FR", "fr"),
        ("pt-br", "pt-BR"),
        ("pt_BR", "pt-BR"),
        ("zh-hant", "zh-Hant"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("es-419", "es-419"),
        ("de-1996", "de-1996"),
        ("ca-valencia", "ca-valencia"),
        ("ceb", "ceb"),
        ("fra", "fr"),
        ("FRE", "fr"),
        ("eng", "en"),
        ("rus", "ru"),
        ("deu", "de"),
        ("ger", "de"),
        ("por_br", "pt-BR"),
        ("zho-hant", "zh-Hant"),
        ("xx", None),
        ("src", None),
        ("odt", None),
        ("build", None),
        ("review", None),
        ("tests", None),
        (".git", None),
        ("fr-", None),
        ("fr.txt", None),
        ("фр", None),
        ("", None),
    ],
)
def test_language_tags(name: str, tag: str | None) -> None:
    assert language_tag(name) == tag


@pytest.mark.parametrize(
    ("name", "lang", "expected"),
    [
        ("bbc.381789.ru.txt", "ru", "bbc.381789"),
        ("bbc.381765.ru.txt", "ru", "bbc.381765"),
        ("book.fr.txt", "fr", "book"),
        ("book.FR.txt", "fr", "book"),
        ("book.fra.txt", "fr", "book"),
        ("book.fre.md", "fr", "book"),
        ("book.pt-BR.txt", "pt-BR", "book"),
        ("book.pt_br.txt", "pt-BR", "book"),
        ("book.pt.txt", "pt-BR", "book"),
        ("book.fr", "fr", "book"),
        ("a.b.txt", "en", "a.b"),
        ("v1.2.en.md", "en", "v1.2"),
        ("part.one.txt", "en", "part.one"),
        ("book.fr.txt", "en", "book.fr"),
        ("news.en.fr", "fr", "news.en"),
        ("book_EN.txt", "en", "book_EN"),
        ("fr.txt", "fr", "fr"),
        (".fr.txt", "fr", ".fr"),
        ("e\u0301te\u0301.fr.txt", "fr", "\xe9t\xe9"),
        ("folder.ru/book.txt", "ru", "book"),
    ],
)
def test_the_name_of_a_loose_file_loses_its_language_and_nothing_else(name: str, lang: str, expected: str) -> None:
    assert loose_name(Path(name), lang) == expected
