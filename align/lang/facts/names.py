"""A text -> the names in it; two names -> whether they may be the same one, across scripts, spellings and cases."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher
from functools import lru_cache
from typing import TYPE_CHECKING

from align.lang.default import words
from align.lang.facts.model import Fact, FactKind
from align.lang.fold import fold
from align.model import CharSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_OPENS = re.compile(r"(?:[.!?…:;]|[\n«“„\"(\[‘—–])[\s\"«“„‘(\[—–-]*$")
"""What stands before a word whose capital may be that of a sentence."""
_BEFORE = 8
"""Characters before a word in which such a mark is looked for."""
_ELIDED = re.compile(r"^(?:[dljmnstcDLJMNSTC]|qu|Qu)[’'](?=\w)")
_POSSESSIVE = re.compile(r"[’']s?$")
_NOT_NAMES = {
    "en": words(
        "i mr mrs ms miss dr sir lord lady king queen prince princess president minister captain citizen judge street"
        " road monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
        " august september october november december english french german russian american british european god the a"
        " an and of in on at for to from with by no north south east west"
    ),
    "fr": words("m mm mme mlle dr dieu le la les l un une de du des et en au aux à"),
    "ru": words("вы вас вам вами ваш ваша ваше ваши вашего вашей вашему вашим ваших вашу бог"),
}
"""Words with a capital that name nobody and no place."""
_ROMAN = tuple(
    str.maketrans(dict(zip("абвгдеёжзийклмнопрстуфхцчшщъыьэюя", latin.split(), strict=True)) | {"ъ": "", "ь": ""})
    for latin in (
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e iu ia",
        "a b v g d e io j z i i k l m n o p r s t ou f kh ts tch ch chtch - y - e iou ia",
    )
)
"""How Russian letters are written in English and in French."""
_LEAST = 3
"""Letters of a word, and of a skeleton, from which it can be told whether it is the same name."""
_ENDING = 2
"""Consonants that a case ending may add."""
_ALIKE, _SPELLED_ALIKE = 0.72, 0.75


def names(text: str, lang: str) -> Iterator[Fact]:
    """Yield the words that a capital inside a sentence shows to be names.

    One at the head of a sentence, and an acronym, which translators replace, is not firm.
    """
    skipped = _NOT_NAMES.get(lang.partition("-")[0], frozenset())
    found = []
    for match in _WORD.finditer(text):
        elided = _ELIDED.match(match[0])
        start = match.start() + (elided.end() if elided else 0)
        word = _POSSESSIVE.sub("", text[start : match.end()])
        if len(word) < _LEAST or not word[0].isupper() or word.lower() in skipped:
            continue
        opens = not elided and (start == 0 or bool(_OPENS.search(text[max(0, start - _BEFORE) : start])))
        found.append((start, word, not opens and not word.isupper()))
    inside = {fold(word) for _, word, firm in found if firm}
    for start, word, firm in found:
        span = CharSpan(start=start, end=start + len(word))
        yield Fact(
            kind=FactKind.NAME, span=span, value=word, firm=firm or (fold(word) in inside and not word.isupper())
        )


@lru_cache(maxsize=1 << 16)
def alike(a: str, b: str) -> bool:
    """Tell whether two words can be the same name: Щавелеву, Chtchavelev; Журавлёва, Jouravliova; Ящерские, Yashcherka.

    Skeletons are compared, which have no vowels inside; what a case ending or an adjective adds at the end is forgiven.
    """
    short, long = sorted((fold(a), fold(b)), key=len)
    if short == long:
        return bool(short)
    if len(short) < _LEAST:
        return len(short) == _LEAST - 1 and long.startswith(short) and len(long) - len(short) <= _ENDING
    if long.startswith(short[:-1]) and len(long) - len(short) <= _ENDING:
        return True
    matcher = SequenceMatcher(None, short, long[: len(short) + _ENDING], autojunk=False)
    return matcher.ratio() >= _ALIKE


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
