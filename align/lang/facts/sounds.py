"""Two words in Latin, Cyrillic or Greek letters -> how far apart they sound.

An edit distance in which sounds of one kind replace each other cheaply, after Zobel and Dart (Phonetic String Matching,
1996): vowels, sibilants, b and v, g and h. Spellings of one sound are first brought to one letter, as far as French,
English and Russian have them in common.
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
D as in Thatcher. The last takes away what makes an adjective in Slavonic languages, and ends their surnames."""
_VOWELS = frozenset("aeiou")
_NEAR = frozenset(
    (a, b)
    for kind in ("bp", "fvbu", "dts", "sSCJZzTx", "gkh", "gJh", "Jhi", "mn", "kSCx", "gZ", "Th", "Ddtszf")
    for a in kind
    for b in kind
)
_VOWEL, _WEAK, _OTHER = 0.25, 0.4, 1.0
"""What it costs to leave a vowel out, a sound that is often mute (h, w), and any other."""
_VOWELS_DIFFER, _NEAR_DIFFER, _DIFFER = 0.2, 0.4, 1.5
"""What it costs to replace a vowel by another, a sound by one of its kind, and by any other."""
_CASE, _CASE_LATIN, _CASE_LETTER = 3, 1, 0.1
"""Letters that a case ending may add, in another script than Latin and in Latin, and what each of them costs."""
_LATIN_END = "\u0250"
"""The first letter beyond Latin as Europe writes it."""


@lru_cache(maxsize=1 << 16)
def apart(a: str, b: str) -> float:
    """Return how far apart two words sound: 0 for the same, above 1 for any two."""
    one, other = _heard(a), _heard(b)
    table = _costs(one, other)
    m, n = len(one), len(other)
    ends = [table[m][n]]
    ends += [table[m][k] + _CASE_LETTER * (n - k) for k in range(max(1, n - _ending(b)), n)]
    ends += [table[k][n] + _CASE_LETTER * (m - k) for k in range(max(1, m - _ending(a)), m)]
    return min(ends) / max(0.5, (_weight(one) + _weight(other)) / 2)


def _ending(word: str) -> int:
    """Return how many letters of a word may be those of its case."""
    return _CASE_LATIN if word < _LATIN_END else _CASE


@lru_cache(maxsize=1 << 16)
def _heard(word: str) -> str:
    # Latin letters only: тх is two sounds.
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
    """Return what it costs to make every beginning of one word into every beginning of the other."""
    table = [[0.0]]
    for reply in other:
        table[0].append(table[0][-1] + _left_out(reply))
    for i, sound in enumerate(one):
        row = [table[i][0] + _left_out(sound)]
        for j, reply in enumerate(other):
            left_out = min(table[i][j + 1] + _left_out(sound), row[j] + _left_out(reply))
            row.append(min(left_out, table[i][j] + _replaced(sound, reply)))
        table.append(row)
    return table


def _left_out(sound: str) -> float:
    return _VOWEL if sound in _VOWELS else _WEAK if sound in "hv" else _OTHER


def _replaced(a: str, b: str) -> float:
    if a == b:
        return 0
    if a in _VOWELS and b in _VOWELS:
        return _VOWELS_DIFFER
    return _NEAR_DIFFER if (a, b) in _NEAR else _DIFFER
