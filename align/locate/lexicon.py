"""Words -> keys to compare them across languages and scripts: figures for numbers, a skeleton for other words."""

from __future__ import annotations

import re
from collections import Counter
from math import log
from typing import TYPE_CHECKING

from align.lang.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_WORD = re.compile(r"[^\W\d_]{3,}|\d+")
_SKELETON = 4
"""Number of letters of a skeleton that count, because inflection is at the end."""


def words(text: str) -> list[str]:
    """Return the words of a text to compare: numbers, and words of at least three letters."""
    return _WORD.findall(text)


def key(word: str) -> str:
    """Return the key of a word, which may be empty."""
    return word.lstrip("0") or "0" if word[0].isdigit() else fold(word)[:_SKELETON]


def rarity(keys: Iterable[str]) -> Mapping[str, float]:
    """Return the rarity of each key in some texts: 1 if it occurs once, down to 0 if all words have this key."""
    counts = Counter(keys)
    total = log(max(2, counts.total()))
    return {name: 1 - log(count) / total if name else 0.0 for name, count in counts.items()}
