"""Words -> what they are compared by across languages and scripts: numbers by figures, others by a skeleton."""

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
"""Letters of a skeleton that count: inflection is at the end."""


def words(text: str) -> list[str]:
    """Return the words of a text that are worth comparing: numbers, and what has three letters or more."""
    return _WORD.findall(text)


def key(word: str) -> str:
    """Return what a word is compared by, which may be empty."""
    return word.lstrip("0") or "0" if word[0].isdigit() else fold(word)[:_SKELETON]


def rarity(keys: Iterable[str]) -> Mapping[str, float]:
    """Return how much it tells to meet each of the keys of some texts again: 1 for one that occurs once, 0 at most."""
    counts = Counter(keys)
    total = log(max(2, counts.total()))
    return {name: 1 - log(count) / total if name else 0.0 for name, count in counts.items()}
