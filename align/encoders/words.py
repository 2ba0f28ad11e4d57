"""A text -> the code-point spans of its words, the units of a stretch of words."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from align.vectors import Indices

_WORD = re.compile(r"[\w\u0300-\u036f]{1,100}|[^\w\s]")


def word_offsets(text: str) -> Indices:
    """Return start and end of each word: (m, 2).

    A word is a stretch of at most a hundred letters, digits and combining accents, or one other character that is not
    white space. In a script without spaces, a whole stretch of letters is one word.
    """
    return np.array([match.span() for match in _WORD.finditer(text)], np.int64).reshape(-1, 2)


def check_gaps(starts: Indices, ends: Indices, first: Indices, last: Indices) -> None:
    """Raise ValueError if the words left out of a stretch are none, all, or outside it."""
    if np.any((first < starts) | (first >= last) | (last > ends) | (last - first == ends - starts)):
        raise ValueError("the words left out must be a proper part of their stretch")


def check_stretches(starts: Indices, ends: Indices, m: int) -> None:
    """Raise ValueError if a stretch of words is empty or not inside a text of m words."""
    if np.any((starts < 0) | (starts >= ends) | (ends > m)):
        raise ValueError("a stretch of words is empty or outside the text")
