"""Texts of two documents -> what an aligner can count in them: characters, shared words and numbers, marks at the ends.

Every cue is of the language-independent kind: a word counts only as far as it looks alike in both documents, and how
much it counts is learnt from the two documents themselves.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np

from align.lang.fold import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.dp import Floats, Ints

_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
_SKELETON = 4
"""Letters of a skeleton that count: inflection is at the end."""
_ENDS = {mark: kind for kind, marks in enumerate((".…。｡", "?？;", "!！", ":：", ",，、", ";；")) for mark in marks}
_CLOSING = " \t\n\u00a0\u202f»«”“’‘\"')]}›‹」』）"
_NO_END = -1
ASKS, EXCLAIMS = _ENDS["?"], _ENDS["!"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cues:
    """What is counted in one document of n segments."""

    length: Floats
    """Characters of each segment: (n,)."""
    words: Ints
    """Numbers of the words that the other document may share, ascending within each segment: (words,)."""
    first: Ints
    """Where the words of each segment begin in `words`, and of all at the end: (n + 1,)."""
    weight: Floats
    """How much a shared word tells, by its number: 0 for one that is everywhere, 1 for one that occurs once:
    (distinct,)."""
    end: Ints
    """Kind of the mark at the end of each segment, closing quotation marks aside: (n,)."""
    small: Ints
    """1 where the first letter of a segment is a small one, and so a sentence seems to go on, else 0: (n,)."""


def cues(src: Sequence[str], tgt: Sequence[str]) -> tuple[Cues, Cues]:
    """Count in both documents, whose segments are given as plain text."""
    found = [[_WORD.findall(text) for text in texts] for texts in (src, tgt)]
    keys = {word: _key(word) for word in {word for side in found for words in side for word in words}}
    # How many segments have a word.
    counts = [Counter(key for words in side for key in {keys[word] for word in words}) for side in found]
    shared = sorted(counts[0].keys() & counts[1].keys() - {""})
    number = {key: index for index, key in enumerate(shared)}
    numbers = {word: number[key] for word, key in keys.items() if key in number}
    weight = _weights([(counts[0][key], counts[1][key]) for key in shared], max(len(src), len(tgt)))
    left, right = (
        _cues(texts, [sorted(numbers[word] for word in words if word in numbers) for words in side], weight)
        for texts, side in zip((src, tgt), found, strict=True)
    )
    return left, right


def _key(word: str) -> str:
    return word.lstrip("0") if word[0].isdigit() else fold(word)[:_SKELETON]


def _weights(counts: Sequence[tuple[int, int]], segments: int) -> Floats:
    """Weigh words by rarity, and by how equally often they occur: what one side has oftener looks alike by chance."""
    scale = log(max(segments, 2))
    return np.array([log(segments / max(pair)) / scale * min(pair) / max(pair) for pair in counts], np.float32)


def _cues(texts: Sequence[str], words: Sequence[Sequence[int]], weight: Floats) -> Cues:
    return Cues(
        length=np.array([len(text) for text in texts], np.float32),
        words=np.array([word for bag in words for word in bag], np.int64),
        first=np.cumsum([0, *map(len, words)]),
        weight=weight,
        end=np.array([_end(text) for text in texts], np.int64),
        small=np.array([_small(text) for text in texts], np.int64),
    )


def _end(text: str) -> int:
    bare = text.rstrip(_CLOSING)
    return _ENDS.get(bare[-1], _NO_END) if bare else _NO_END


def _small(text: str) -> int:
    return int(next((letter for letter in text if letter.isalpha()), "A").islower())
