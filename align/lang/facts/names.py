"""A text -> the names in it; two names -> whether they may be the same one, across scripts, spellings and cases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from align.lang.facts.model import Fact, FactKind
from align.lang.facts.not_names import names_nothing
from align.lang.facts.places import same_place
from align.lang.facts.sounds import apart
from align.lang.fold import fold
from align.model import CharSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_OPENS = re.compile(r"(?:[.!?…:;]|[\n«“„\"\[‘—–])[\s\"«“„‘(\[—–-]*$")
"""What stands before a word whose capital may be that of a sentence."""
_TITLE = re.compile(r"(?:^|[\s(])(?:Mme|Mlle|Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Sgt|Lt|Rev|Prof|Jr|[A-ZА-Я]|г|гг|ул)\.\s$")
"""An abbreviation that stands before a name."""
_BEFORE = 8
"""Characters before a word in which such a mark is looked for."""
_ELIDED = re.compile(r"^(?:[dljmnstcDLJMNSTC]|qu|Qu)[’'](?=\w)")
_POSSESSIVE = re.compile(r"[’']s?$")
_LEAST = 3
"""Letters of a word from which it can be told whether it is a name."""
_SPELLED_ALIKE, _ALIKE, _AKIN = 0.2, 0.35, 0.45
"""How far apart two words may sound that are surely the same name, that may be, and that perhaps are.

Of two different names, one in 1,000, one in 100 and one in 40 are as near at most; of two spellings of one name in
French, English or Russian, four in five, 97 % and 98 % at least (`tests/facts/test_facts_sounds.py`).
"""


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


def alike(a: str, b: str) -> bool:
    """Tell whether two words can be the same name: Щавелеву, Chtchavelev; Уэст, West; Germany, Allemagne."""
    return fold(a) == fold(b) or same_place(a, b) or apart(a, b) <= _ALIKE


def akin(a: str, b: str) -> bool:
    """Tell whether two words may be spellings of one name that no rule explains: Xherdan, Джердан; Guillaume, Гийом."""
    return apart(a, b) <= _AKIN


def spelled_alike(a: str, b: str) -> bool:
    """Tell whether two words are surely the same name, sound for sound as far as the two languages allow."""
    return apart(a, b) <= _SPELLED_ALIKE
