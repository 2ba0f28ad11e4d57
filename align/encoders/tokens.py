"""Text -> ids of the pieces of a SentencePiece unigram vocabulary, with where they stand in the text."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

UNKNOWN, BEGIN, END = 0, 1, 2
SPACE = "▁"
"""Stands for the white space before a word."""
_LAST = "\U0010ffff"
_CHUNKS = re.compile(r"\S+")
_OFTEN = 50
"""Characters of a chunk that may occur again."""
# SentencePiece's rule nmt_nfkc is NFKC, except that it counts these as spaces; other control characters are letters.
# What has a thousand letters is no word; cutting it bounds what one word can cost.
_WORDS = re.compile(f"[^ \t\n\f\r\u1680\u200b\u200e\u200f\u2028\u2029\ufeff\ufffd{SPACE}]{{1,1000}}")


class Tokenizer:
    """Cut text into the most probable pieces (Kudo 2018, Subword Regularization, section 3.2).

    In this vocabulary a space stands only at the start of a piece, so that words can be cut one by one and remembered.
    The vocabulary is read where it is needed: the pieces are sorted, and each has its id and its score.
    """

    def __init__(self, pieces: NDArray[np.str_], ids: NDArray[np.int32], scores: NDArray[np.float32]) -> None:
        self._pieces, self._ids, self._scores = pieces, ids, scores
        self._longest = pieces.itemsize // np.dtype("U1").itemsize
        self._unknown = UNKNOWN, float(scores.min()) - 10.0
        self._beginning = lru_cache(maxsize=1 << 15)(self._read)
        self._word = lru_cache(maxsize=1 << 17)(self._cut)
        self._often = lru_cache(maxsize=1 << 17)(self._located)

    def encode(self, text: str) -> list[int]:
        """Return the ids of the pieces of a text; a text without words counts as one unknown piece."""
        words = _WORDS.findall(_normal(text))
        return [piece for word in words for _, piece in self._word(SPACE + word)] or [UNKNOWN]

    def locate(self, text: str) -> list[tuple[int, int]]:
        """Return for each piece the code point of the text where it begins, ascending, and its id."""
        located = []
        for chunk in _CHUNKS.finditer(text):
            start, spelt = chunk.start(), chunk.group()
            pieces = self._often(spelt) if len(spelt) <= _OFTEN else self._located(spelt)
            located += [(start + at, piece) for at, piece in pieces]
        return located

    def _located(self, spelt: str) -> list[tuple[int, int]]:
        """Locate the pieces of a text without white space."""
        located = []
        normal = _normal(spelt)
        # Most are normal as they are, and each letter of those is its own.
        origins = range(len(spelt)) if normal == spelt else _origins(spelt)
        for word in _WORDS.finditer(normal):
            before = word.start() - 1  # The space before the word belongs to its first piece.
            # Where normalisation joins letters, the counts of letters differ a little.
            located += [
                (origins[min(max(before + at, word.start()), len(origins) - 1)], piece)
                for at, piece in self._word(SPACE + word.group())
            ]
        return located

    def _cut(self, word: str) -> list[tuple[int, int]]:
        """Find the best path by dynamic programming; only a character that is no piece may be unknown.

        Returns where each piece begins, and its id.
        """
        best = [(0.0, 0, UNKNOWN)] + [(-math.inf, 0, UNKNOWN)] * len(word)  # Of each prefix: score; last piece.
        for start in range(len(word)):
            known = self._beginning(word[start : start + 2])
            for end in range(start + 1, min(start + self._longest, len(word)) + 1):
                found = known.get(word[start:end], self._unknown if end == start + 1 else None)
                if found and (score := best[start][0] + found[1]) > best[end][0]:
                    best[end] = score, start, found[0]
        path, end = [], len(word)
        while end:
            _, end, piece = best[end]
            path.append((end, piece))
        return path[::-1]

    def _read(self, letters: str) -> dict[str, tuple[int, float]]:
        """Return the pieces that begin with two letters or are the first of them, with their ids and scores."""
        one, first, last = np.searchsorted(self._pieces, [letters[0], letters, letters + _LAST * (len(letters) - 1)])
        rows = np.array([*range(one, min(one + 1, len(self._pieces))), *range(first, last)], np.int64)
        values = zip(self._ids[rows].tolist(), self._scores[rows].tolist(), strict=True)
        return dict(zip(self._pieces[rows].tolist(), values, strict=True))


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _origins(text: str) -> list[int]:
    """Return for each letter of the normal form from which letter of the text it comes."""
    return [i for i, letter in enumerate(text) for _ in _normal(letter)]
