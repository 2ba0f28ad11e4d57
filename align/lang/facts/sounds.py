"""Two words in Latin, Cyrillic or Greek letters -> the distance of their sounds.

This is an edit distance with low costs to replace a sound by one of its kind, after Zobel and Dart (Phonetic String
Matching, 1996): vowels, sibilants, b and v, g and h. First, spellings of one sound become one letter, as far as French,
English and Russian agree.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_CYRILLIC = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            (*"abvgdeoZziiklmnoprstufhTCSS", "", "i", "", "e", "u", "a"),
            strict=True,
        )
    )
    | {"ł": "l", "ø": "o", "ı": "i", "ß": "s"}
)
_GREEK_PAIRS = (("ου", "u"), ("ει", "i"), ("οι", "i"), ("αι", "e"), ("μπ", "b"), ("γκ", "g"), ("τζ", "J"), ("τσ", "C"))
_GREEK = str.maketrans(
    dict(
        zip(
            "αβγδεζηθικλμνξοπρσςτυφχψω",
            (*"avgdeziDiklmn", "ks", *"oprsstifh", "ps", "o"),
            strict=True,
        )
    )
)
_SPELLINGS = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        ("chtch|shch|tsch|sch|sh", "S"),
        ("tch|cz", "C"),
        ("ch", "C"),
        ("zh", "Z"),
        ("dZ|CZ|dj|dg(?=[eiy])", "J"),
        ("ts|tz", "T"),
        ("ph", "f"),
        ("kh", "h"),
        ("ou", "u"),
        ("gu(?=[eiy])", "g"),
        ("q(?!u)", "T"),
        ("(?<=[ou])ig$", "C"),
        ("ck|qu", "k"),
        ("c(?=[eiy])", "s"),
        ("c", "k"),
        ("gh", "h"),
        ("j", "J"),
        ("y", "i"),
        ("w|^u(?=[aeio])", "v"),
        (r"(.)\1+", r"\1"),
        (r"(?<=[a-zA-Z]{3})i?sk[a-z]{0,3}$", ""),
    )
)
"""In order; capitals are sounds: S as in Shaw, C as in Chad, Z as in Zhukov, J as in Jack, T as in Tsar and in Qin,
D as in Thatcher. The last pattern removes the ending of Slavonic adjectives and surnames."""
_VOWELS = frozenset("aeiou")
_NEAR = frozenset(
    (a, b)
    for kind in ("bp", "fvbu", "dts", "sSCJZzTx", "gkh", "gJh", "Jhi", "mn", "kSCx", "gZ", "Th", "Ddtszf")
    for a in kind
    for b in kind
)
_VOWEL, _WEAK, _OTHER = 0.25, 0.4, 1.0
"""Costs of omitting a vowel, an often mute sound (h, v, also from w), and any other sound."""
_VOWELS_DIFFER, _NEAR_DIFFER, _DIFFER = 0.2, 0.4, 1.5
"""Costs of replacing a vowel by another vowel, a sound by one of its kind, and by any other sound."""
_CASE, _CASE_LATIN, _CASE_LETTER = 3, 1, 0.1
"""Letters that a case ending may add, in non-Latin and in Latin script, and the cost of each."""
_LATIN_END = "\u0250"
"""The first letter after those of European Latin alphabets."""


@lru_cache(maxsize=1 << 16)
def sound_distance(a: str, b: str) -> float:
    """Return the distance of the sounds of two words: 0 for equal sounds, above 1 for unrelated words."""
    one, other = _sounds(a), _sounds(b)
    table = _costs(one, other)
    m, n = len(one), len(other)
    ends = [table[m][n]]
    ends += [table[m][k] + _CASE_LETTER * (n - k) for k in range(max(1, n - _ending_length(b)), n)]
    ends += [table[k][n] + _CASE_LETTER * (m - k) for k in range(max(1, m - _ending_length(a)), m)]
    return min(ends) / max(0.5, (_weight(one) + _weight(other)) / 2)


def _ending_length(word: str) -> int:
    """Return the maximum number of letters in the case ending of a word."""
    return _CASE_LATIN if word < _LATIN_END else _CASE


@lru_cache(maxsize=1 << 16)
def _sounds(word: str) -> str:
    # Only in Latin letters, because тх is two sounds.
    latin = word.lower().replace("th", "D")
    spelled = unicodedata.normalize("NFKD", latin.translate(_CYRILLIC))
    sounds = "".join(letter for letter in spelled if letter.isalpha())
    if "α" <= max(sounds, default="") <= "ω":
        for pair, sound in _GREEK_PAIRS:
            sounds = sounds.replace(pair, sound)
        sounds = sounds.translate(_GREEK)
    for pattern, sound in _SPELLINGS:
        sounds = pattern.sub(sound, sounds)
    return sounds


def _weight(sounds: str) -> float:
    return sum(_VOWEL if sound in _VOWELS else 1 for sound in sounds)


def _costs(one: str, other: str) -> list[list[float]]:
    """Return the costs of changing each prefix of one word into each prefix of the other."""
    table = [[0.0]]
    for reply in other:
        table[0].append(table[0][-1] + _omission_cost(reply))
    for i, sound in enumerate(one):
        row = [table[i][0] + _omission_cost(sound)]
        for j, reply in enumerate(other):
            omission = min(table[i][j + 1] + _omission_cost(sound), row[j] + _omission_cost(reply))
            row.append(min(omission, table[i][j] + _replacement_cost(sound, reply)))
        table.append(row)
    return table


def _omission_cost(sound: str) -> float:
    return _VOWEL if sound in _VOWELS else _WEAK if sound in "hv" else _OTHER


def _replacement_cost(a: str, b: str) -> float:
    if a == b:
        return 0
    if a in _VOWELS and b in _VOWELS:
        return _VOWELS_DIFFER
    return _NEAR_DIFFER if (a, b) in _NEAR else _DIFFER
