"""A text -> the names in it; two names -> whether they may be the same one, across scripts, spellings and cases."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from align.lang.facts.model import Fact, FactKind
from align.lang.facts.not_names import names_nothing
from align.lang.facts.places import same_place
from align.lang.fold import fold
from align.model import CharSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_OPENS = re.compile(r"(?:[.!?…:;]|[\n«“„\"(\[‘—–])[\s\"«“„‘(\[—–-]*$")
"""What stands before a word whose capital may be that of a sentence."""
_TITLE = re.compile(r"(?:^|[\s(])(?:Mme|Mlle|Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Sgt|Lt|Rev|Prof|Jr|[A-ZА-Я]|г|гг|ул)\.\s$")
"""An abbreviation that stands before a name."""
_BEFORE = 8
"""Characters before a word in which such a mark is looked for."""
_ELIDED = re.compile(r"^(?:[dljmnstcDLJMNSTC]|qu|Qu)[’'](?=\w)")
_POSSESSIVE = re.compile(r"[’']s?$")
_ROMAN = tuple(
    str.maketrans(dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", latin.split(), strict=True)) | {"ъ": "", "ь": ""})
    for latin in (
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e iu ia",
        "a b v g d e io j z i i k l m n o p r s t ou f kh ts tch ch chtch - y - e iou ia",
    )
)
"""How Russian letters are written in English and in French."""
_CYRILLIC = str.maketrans(
    dict(
        zip(
            "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
            (*"abvgdeejziiklmnoprstufh", "ts", "ch", "sh", "sh", "", "y", "", "e", "u", "a"),
            strict=True,
        )
    )
)
_SOUNDS = tuple(
    (re.compile(pattern), letter)
    for pattern, letter in (
        ("^x", "s"),
        ("dzh|chj|dj|dg(?=[eiy])|zh", "j"),
        ("g(?=[eiy])", "j"),
        ("tch", "ch"),
        ("^wr", "r"),
        ("^kn", "n"),
        ("sc(?=[eiy])", "s"),
        ("c(?=[eiy])", "s"),
        ("x", "ks"),
        ("z", "s"),
        ("ph", "f"),
        ("(?<=[aeiou])[wh](?![aeiouy])", ""),
        ("(?<![cs])h", ""),
        ("^(?:w|ou|u)(?=[aeiouy])", "v"),
        ("(?<=[aeo])[vwu](?=[aeiou])", ""),
        ("(?<=[^aeiouy])w(?=[aeiouy])", "u"),
        ("[wf]", "v"),
        ("^[aeiouy]+", "a"),
    )
)
"""Where the spelling of one language follows the sound of another, in order: soft c and g, w, silent h."""
_LEAST = 3
"""Letters of a word, and of a skeleton, from which it can be told whether it is the same name."""
_ENDING = 2
"""Consonants that a case ending may add."""
_AKIN = 0.6
_CASE = 3
"""Letters that a case ending may add."""
_ALIKE, _ALIKE_BUT_FIRST, _SPELLED_ALIKE = 0.72, 0.78, 0.75


def names(text: str, lang: str) -> Iterator[Fact]:
    """Yield the words that a capital inside a sentence shows to be names.

    One at the head of a sentence, and an acronym, which translators replace, is not firm.
    """
    found = []
    for match in _WORD.finditer(text):
        elided = _ELIDED.match(match[0])
        start = match.start() + (elided.end() if elided else 0)
        word = _POSSESSIVE.sub("", text[start : match.end()])
        if len(word) < _LEAST or not word[0].isupper() or names_nothing(word, lang):
            continue
        before = text[max(0, start - _BEFORE) : start]
        opens = not elided and (start == 0 or bool(_OPENS.search(before) and not _TITLE.search(before)))
        found.append((start, word, not opens and not word.isupper()))
    inside = {fold(word) for _, word, firm in found if firm}
    for start, word, firm in found:
        span = CharSpan(start=start, end=start + len(word))
        yield Fact(
            kind=FactKind.NAME, span=span, value=word, firm=firm or (fold(word) in inside and not word.isupper())
        )


@lru_cache(maxsize=1 << 16)
def alike(a: str, b: str) -> bool:
    """Tell whether two words can be the same name: Щавелеву, Chtchavelev; Журавлёва, Jouravliova; Germany, Allemagne.

    Skeletons are compared, which have no vowels inside; what a case ending or an adjective adds at the end is forgiven.
    If they differ as spelled, they may still agree as heard: Джон, John; Уэст, West.
    """
    if _close(fold(a), fold(b)) or same_place(a, b):
        return True
    return any(_sound_alike(one, other) for one in _heard(a) for other in _heard(b))


def _sound_alike(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    inflected = len(short) >= _LEAST and long.startswith(short) and len(long) - len(short) <= _CASE
    return inflected or _close(fold(short), fold(long))


def akin(a: str, b: str) -> bool:
    """Tell whether two words may be spellings of one name that no rule explains: Xherdan, Джердан; Puig, Пуч."""
    return any(
        SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio() >= _AKIN
        for one in _heard(a)
        for other in _heard(b)
    )


def _close(a: str, b: str) -> bool:
    short, long = sorted((a, b), key=len)
    if short == long:
        return bool(short)
    if len(short) < _LEAST:
        return len(short) == _LEAST - 1 and long.startswith(short) and len(long) - len(short) <= _ENDING
    stem = short[:-1] if len(short) > _LEAST else short
    if long.startswith(stem) and len(long) - len(short) <= _ENDING:
        return True
    matcher = SequenceMatcher(None, short, long[: len(short) + _ENDING], autojunk=False)
    same_first = short[0] == long[0] or {short[0], long[0]} == {"g", "h"}  # Гамильтон, Hamilton.
    return matcher.ratio() >= (_ALIKE if same_first and len(short) > _LEAST else _ALIKE_BUT_FIRST)


def _heard(word: str) -> tuple[str, ...]:
    """Return a word in rough Latin letters, one for those that another language may write by their sound.

    There are two of one with "th", which is heard in two ways.
    """
    lower = word.lower()
    out = []
    for spelled in {lower, lower.replace("th", "s")}:
        plain = "".join(c for c in unicodedata.normalize("NFKD", spelled.translate(_CYRILLIC)) if c.isalpha())
        for pattern, letter in _SOUNDS:
            plain = pattern.sub(letter, plain)
        out.append(plain)
    return tuple(out)


@lru_cache(maxsize=1 << 16)
def spelled_alike(a: str, b: str) -> bool:
    """Tell whether two words are surely the same name, letter for letter as far as the two languages allow."""
    return alike(a, b) and any(
        SequenceMatcher(None, one[: len(other) + 1], other[: len(one) + 1], autojunk=False).ratio() >= _SPELLED_ALIKE
        for one in _romanised(a)
        for other in _romanised(b)
    )


def _romanised(word: str) -> tuple[str, ...]:
    plain = "".join(c for c in unicodedata.normalize("NFKD", word.lower().replace("й", "и")) if c.isalpha())
    return tuple({plain.translate(table).replace("y", "i") for table in _ROMAN})
