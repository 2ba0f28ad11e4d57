"""Words in any European script -> a rough Latin skeleton shared by names and cognates: Толстой, Tolstoï, Tolstoy."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_LETTERS = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґў",
            "a b v g d e e j z i i k l m n o p r s t u f h ts c s s _ i _ e u a i i e g u".replace("_", "").split(" "),
            strict=True,
        )
    )
    | dict(zip("αβγδεζηθικλμνξοπρσςτυφχψω", "avgdezitiklmnkoprsstufhpo", strict=True))
    | {"ß": "s", "œ": "e", "æ": "e", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "t"}
)
"""Letters that do not decompose into a Latin letter and an accent."""
_SPELLINGS = tuple(
    (re.compile(pattern), skeleton)
    for pattern, skeleton in (
        ("schtsch|shch|chtch|szcz", "s"),
        ("tsch|tch|cz", "k"),
        ("sch|sh|sz", "s"),
        ("ch|ck|qu|c|q", "k"),
        ("dzh|dj|zh", "j"),
        ("ph", "f"),
        ("th", "t"),
        ("kh", "h"),
        ("ou", "u"),
        ("w", "v"),
        ("y", "i"),
        ("^i(?=[aeou])", ""),
        ("(?<=.)[aeiou]", ""),
        (r"(.)\1+", r"\1"),
    )
)
"""Spellings of one sound in several languages -> one letter; vowels inside a word vary too much to be kept."""


@lru_cache(maxsize=1 << 17)
def fold(word: str) -> str:
    """Return the skeleton of a word: its first letter and its later consonants, one spelling for each sound.

    The skeleton is in lower case without accents, and empty if the word has no letter or digit. It is meant for
    comparison: one name in French, English, German, Russian or a similar language has one skeleton.
    """
    plain = unicodedata.normalize("NFKD", word).lower()
    skeleton = "".join(letter for letter in plain if letter.isalnum()).translate(_LETTERS)
    for pattern, letter in _SPELLINGS:
        skeleton = pattern.sub(letter, skeleton)
    return skeleton
