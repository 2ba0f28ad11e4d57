"""Texts of two documents -> cues for alignment: characters, shared words and numbers, final punctuation.

All cues are independent of language: a word counts only if it is spelt similarly in both documents, and its weight
comes from these documents.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from itertools import chain, count
from math import log
from typing import TYPE_CHECKING

import numpy as np

from align.lang.fold import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from align.dp import Floats, Ints

_WORD = re.compile(r"[^\W\d_]{4,}|\d+")
_SKELETON = 4
"""Letters of a word's skeleton that are compared: inflection comes at the end."""
_ENDS = {mark: kind for kind, marks in enumerate((".…。｡", "?？;", "!！", ":：", ",，、", ";；")) for mark in marks}
_CLOSING = " \t\n\u00a0\u202f»«”“’‘\"')]}›‹」』）"
_NO_END = -1
ASKS, EXCLAIMS = _ENDS["?"], _ENDS["!"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cues:
    """The cues of one document of n segments."""

    length: Floats
    """Characters of each segment: (n,)."""
    words: Ints
    """Numbers of the words that occur in both documents, ascending within each segment: (words,)."""
    first: Ints
    """Index in `words` of the first word of each segment, and the number of words: (n + 1,)."""
    weight: Floats
    """Weight of each word by its number, from 0 for a word in every segment to 1 for one that occurs once:
    (distinct,)."""
    end: Ints
    """Kind of the punctuation mark that ends each segment, closing quotation marks ignored: (n,)."""
    same: Ints
    """Number of the text of each segment, by first occurrence; equal texts have equal numbers: (n,)."""
    small: Ints
    """1 where a segment begins with a small letter, so that a sentence seems to continue, otherwise 0: (n,)."""


def cues(src: Sequence[str], tgt: Sequence[str]) -> tuple[Cues, Cues]:
    """Return the cues of two documents, given the plain texts of their segments."""
    # Tokens recur; each distinct one is analysed once.
    number: defaultdict[str, int] = defaultdict(count().__next__)
    tokens = [_number_tokens(texts, number) for texts in (src, tgt)]
    keys = [_keys(token) for token in number]
    distinct = sorted(set(chain.from_iterable(keys)))
    bags = [_bags(*side, keys, distinct) for side in tokens]
    counts = np.array([_segments_with(*bag, len(distinct)) for bag in bags])
    shared = counts.min(axis=0) > 0
    weight = _weights(counts[:, shared], max(len(src), len(tgt)))
    left, right = (_cues(texts, *bag, shared, weight) for texts, bag in zip((src, tgt), bags, strict=True))
    return left, right


def _number_tokens(texts: Sequence[str], number: Mapping[str, int]) -> tuple[Ints, Ints]:
    """Return the numbers of the tokens of all segments, (tokens,), and the tokens of each segment, counted: (n,)."""
    found: list[int] = []
    counts = []
    for text in texts:
        tokens = text.split()
        counts.append(len(tokens))
        found.extend(map(number.__getitem__, tokens))
    return np.array(found, np.int64), np.array(counts, np.int64)


def _keys(token: str) -> list[str]:
    """Return the keys by which the words of a token are compared; most tokens have one word."""
    keys = (word.lstrip("0") if word[0].isdigit() else fold(word)[:_SKELETON] for word in _WORD.findall(token))
    return [key for key in keys if key]


def _bags(tokens: Ints, segments: Ints, keys: Sequence[Sequence[str]], distinct: Sequence[str]) -> tuple[Ints, Ints]:
    """Return the segment and the number of every word, both ascending: (words,) each."""
    number = {key: k for k, key in enumerate(distinct)}
    known = np.array([number[key] for found in keys for key in found], np.int64)
    first = np.cumsum([0, *map(len, keys)])
    counts = first[tokens + 1] - first[tokens]
    words = known[np.repeat(first[tokens + 1] - np.cumsum(counts), counts) + np.arange(counts.sum())]
    within = np.repeat(np.repeat(np.arange(len(segments)), segments), counts)
    segment, words = np.divmod(np.sort(within * len(distinct) + words), max(len(distinct), 1))
    return segment, words


def _segments_with(segments: Ints, words: Ints, distinct: int) -> Ints:
    """Count the segments that contain each word: (distinct,)."""
    new = (np.diff(segments, prepend=-1) > 0) | (np.diff(words, prepend=-1) > 0)
    return np.bincount(words[new], minlength=distinct)


def _weights(counts: Ints, segments: int) -> Floats:
    """Weigh words by rarity and by equal frequency: a word much more frequent on one side is similar by chance."""
    most = counts.max(axis=0)
    weights: Floats = np.log(segments / most) / log(max(segments, 2)) * counts.min(axis=0) / most
    return weights.astype(np.float32)


def _cues(texts: Sequence[str], segments: Ints, words: Ints, shared: NDArray[np.bool_], weight: Floats) -> Cues:
    kept = shared[words]
    return Cues(
        length=np.array([len(text) for text in texts], np.float32),
        words=(np.cumsum(shared) - 1)[words[kept]],
        first=np.searchsorted(segments[kept], np.arange(len(texts) + 1)),
        weight=weight,
        end=np.array([_end(text) for text in texts], np.int64),
        same=_same(texts),
        small=np.array([_small(text) for text in texts], np.int64),
    )


def _end(text: str) -> int:
    bare = text.rstrip(_CLOSING)
    return _ENDS.get(bare[-1], _NO_END) if bare else _NO_END


def _same(texts: Sequence[str]) -> Ints:
    number: dict[str, int] = {}
    return np.array([number.setdefault(text, len(number)) for text in texts], np.int64)


def _small(text: str) -> int:
    return int(next(filter(str.isalpha, text), "A").islower())
