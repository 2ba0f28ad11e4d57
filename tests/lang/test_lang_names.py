from __future__ import annotations

import pytest

from align.lang.direction import is_right_to_left
from align.lang.names import _FREQUENT, language_name, script, two_letter_code


@pytest.mark.parametrize(
    ("tag", "name"),
    [
        ("fr", "French"),
        ("FR", "French"),
        ("grc", "Ancient Greek"),
        ("pt-BR", "Portuguese (Brazil)"),
        ("zh-Hant-TW", "Chinese (Traditional, Taiwan)"),
        ("es-419", "Spanish (Latin America)"),
        ("ca-valencia", "Catalan (valencia)"),
        ("xx", "xx"),
        ('"><script>', '"><script>'),
    ],
)
def test_languages_have_names_for_people(tag: str, name: str) -> None:
    assert language_name(tag) == name


@pytest.mark.parametrize(
    ("tag", "code"), [("ru", "Cyrl"), ("sr-latn", "Latn"), ("pa", "Guru"), ("pa-PK", "Arab"), ("de-1996", "Latn")]
)
def test_a_language_has_a_usual_script(tag: str, code: str) -> None:
    assert script(tag) == code


@pytest.mark.parametrize("tag", _FREQUENT)
def test_frequent_languages_are_named_as_babel_names_them(tag: str) -> None:
    assert language_name(tag) == language_name(tag.upper())
    assert script(tag) == script(tag.upper())


def test_a_language_that_nobody_knows_has_no_script() -> None:
    assert script("xx") == script("") == ""


@pytest.mark.parametrize("tag", "ar arc ckb dv fa he he-IL ks ps sd ug ur yi az-Arab pa-PK ff-Adlm nqo".split())  # noqa: SIM905
def test_some_languages_are_written_from_right_to_left(tag: str) -> None:
    assert is_right_to_left(tag)


@pytest.mark.parametrize("tag", ["fr", "ar-Latn", "ku", "pa", "xx", "und", ""])
def test_others_are_not(tag: str) -> None:
    assert not is_right_to_left(tag)


@pytest.mark.parametrize(
    ("code", "short"),
    [
        ("eng", "en"),
        ("fra", "fr"),
        ("fre", "fr"),
        ("rus", "ru"),
        ("deu", "de"),
        ("ger", "de"),
        ("ceb", "ceb"),
        ("x", "x"),
    ],
)
def test_two_codes_for_one_language(code: str, short: str) -> None:
    assert two_letter_code(code) == short
