from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from align.lang.fold import fold


@pytest.mark.parametrize(
    "spellings",
    [
        "Толстой Tolstoï Tolstoy Tolstoi",
        "Чехов Tchekhov Chekhov Czekhow",
        "Щавелев Chtchavelev Shchavelev Szczawelew Schtschawelew",
        "Журавлёва Jouravliova Zhuravlyova",
        "Хрущёв Khrouchtchev Khrushchev",
        "Чужма Tchoujma Chuzhma",
        "Шекспир Shakespeare",
        "Пётр Piotr",
        "Захар Zakhar",
        "Москва Moskva Moskwa",
        "Філософ Philosoph",
        "Анна Anna ANNA Aña",
        "Юлия Yulia",
        "Иван Ivan",
        "Quebec Québec Kebek",
        "œuvre Euvre",
        "Straße Strasse",
    ],
)
def test_spellings_of_one_name_have_one_skeleton(spellings: str) -> None:
    skeletons = {fold(word) for word in spellings.split()}
    assert len(skeletons) == 1
    assert skeletons != {""}


@pytest.mark.parametrize(
    "spellings",
    [
        "Шиллер Schiller",  # "ch" is replaced before "sch" is tried.
        "Αθήνα Athina",  # Accents are removed after the letters are looked up.
        "𝐀nna Anna",  # Compatibility letters are normalised after lower-casing.
        "Ельцин Eltsine Yeltsin",  # "ц" becomes "k", and "ts" stays.
    ],
)
def test_spellings_that_should_have_one_skeleton(spellings: str) -> None:
    assert len({fold(word) for word in spellings.split()}) == 1


@pytest.mark.parametrize("names", ["Anna Boris", "Moscou Minsk", "Толстой Чехов", "Paris Rome", "1987 1988"])
def test_different_names_differ(names: str) -> None:
    one, other = names.split()
    assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("word", "skeleton"),
    [
        ("", ""),
        ("…", ""),
        ("1987", "1987"),
        ("a", "a"),
        ("aa", "a"),  # The first letter stays even if it is a vowel.
        ("Église", "egls"),
        ("L’Oréal", "lrl"),
        ("ъ", ""),
        ("中文", "中文"),
    ],
)
def test_skeletons_by_hand(word: str, skeleton: str) -> None:
    assert fold(word) == skeleton


letters = st.text(st.characters(categories=["L", "M", "N", "P", "Zs"], codec="utf-8"), max_size=12)
plain_letters = letters.map(lambda word: unicodedata.normalize("NFKC", word))


@given(plain_letters)
def test_a_skeleton_is_letters_and_digits_in_lower_case(word: str) -> None:
    skeleton = fold(word)
    assert all(letter.isalnum() for letter in skeleton)
    assert skeleton == skeleton.lower()
    assert fold(word) == skeleton


@given(st.text("абвгдежзийклмнопрстуфхцчшщъыьэюяёabcdefghijklmnopqrstuvwxyzéèïöçñžš", max_size=12))
def test_case_and_the_way_accents_are_written_do_not_matter(word: str) -> None:
    assert fold(word.upper()) == fold(word.upper().lower()) == fold(word)
    assert fold(unicodedata.normalize("NFC", word)) == fold(word)


@given(st.text("абвгдежзклмнопрстуфхцчшщъыьэюяabcdefghijklmnopqrstuvwxyz", max_size=12))
def test_cyrillic_and_latin_words_become_latin(word: str) -> None:
    assert fold(word).isascii()
