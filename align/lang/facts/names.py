"""Text -> the names in it; two names -> whether they may be one name, across scripts, spellings and cases."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from align.lang.facts.model import Fact, FactKind
from align.lang.facts.not_names import is_common_word
from align.lang.facts.places import same_place
from align.lang.facts.sounds import sound_distance
from align.lang.fold import fold
from align.model import CharSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
_OPENS = re.compile(r"(?:[.!?…:;]|[\n«“„\"\[‘—–])[\s\"«“„‘(\[—–-]*$")
"""The text before a word whose capital may only mark the beginning of a sentence."""
_TITLE = re.compile(r"(?:^|[\s(])(?:Mme|Mlle|Mr|Mrs|Ms|Dr|St|Sen|Rep|Gov|Gen|Sgt|Lt|Rev|Prof|Jr|[A-ZА-Я]|г|гг|ул)\.\s$")
"""An abbreviation before a name."""
_BEFORE = 8
"""Number of characters before a word to search for such a mark."""
_ELIDED = re.compile(r"^(?:[dljmnstcDLJMNSTC]|qu|Qu)[’'](?=\w)")
_POSSESSIVE = re.compile(r"[’']s?$")
_LEAST = 3
"""Minimum number of letters for a word to be recognised as a name."""
_SAME, _SIMILAR, _VAGUELY_SIMILAR = 0.2, 0.35, 0.45
"""Maximum sound distance of two words that are surely, possibly, and perhaps the same name.

The false-match rates at these thresholds are at most 0.1 %, 1 % and 2.5 %; the recall of two spellings of one name in
French, English or Russian is at least 80 %, 97 % and 98 % (`tests/facts/test_facts_sounds.py`).
"""


def names(text: str, lang: str) -> Iterator[Fact]:
    """Yield the capitalised words that are probably names.

    A name is not firm if it only occurs at the beginning of sentences, or if it is an acronym, because translators
    replace acronyms.
    """
    found = []
    for match in _WORD.finditer(text):
        elided = _ELIDED.match(match[0])
        start = match.start() + (elided.end() if elided else 0)
        word = _POSSESSIVE.sub("", text[start : match.end()])
        if len(word) < _LEAST or not word[0].isupper() or is_common_word(word, lang):
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


def similar_names(a: str, b: str) -> bool:
    """Tell whether two words can be the same name: Щавелеву, Chtchavelev; Уэст, West; Germany, Allemagne."""
    return fold(a) == fold(b) or same_place(a, b) or sound_distance(a, b) <= _SIMILAR


def vaguely_similar_names(a: str, b: str) -> bool:
    """Tell whether two words may be irregular spellings of one name: Xherdan, Джердан; Guillaume, Гийом."""
    return sound_distance(a, b) <= _VAGUELY_SIMILAR


def same_name(a: str, b: str) -> bool:
    """Tell whether two words are surely the same name, sound for sound as far as the two languages allow."""
    return sound_distance(a, b) <= _SAME
