from __future__ import annotations

import pytest

from align.read import language_tag


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
