"""Text -> ids of pieces of a SentencePiece unigram vocabulary, with their places in the text."""

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
"""Represents the white space before a word."""
_LAST = "\U0010ffff"
_CHUNKS = re.compile(r"\S+")
_MOST_CACHED = 50
"""Most characters of a chunk that is cached; longer ones seldom recur."""
# SentencePiece's rule nmt_nfkc is NFKC, except that it treats these characters as spaces and other control characters
# as letters. No word has a thousand letters; the limit bounds the time that one match can take.
_WORDS = re.compile(f"[^ \t\n\f\r\u1680\u200b\u200e\u200f\u2028\u2029\ufeff\ufffd{SPACE}]{{1,1000}}")


class Tokenizer:
    """Cuts text into the most probable pieces (Kudo 2018, Subword Regularization, section 3.2).

    In this vocabulary only the first character of a piece can be a space, so each word can be cut alone and cached.
    `pieces` are sorted and looked up on demand; each has its id and its score.
    """

    def __init__(self, pieces: NDArray[np.str_], ids: NDArray[np.int32], scores: NDArray[np.float32]) -> None:
        self._pieces, self._ids, self._scores = pieces, ids, scores
        self._longest = pieces.itemsize // np.dtype("U1").itemsize
        self._unknown = UNKNOWN, float(scores.min()) - 10.0
        self._cached_prefix = lru_cache(maxsize=1 << 15)(self._read_prefix)
        self._cached_cut = lru_cache(maxsize=1 << 17)(self._cut)
        self._cached_pieces = lru_cache(maxsize=1 << 17)(self._locate_pieces)

    def encode(self, text: str) -> list[int]:
        """Return the ids of the pieces of a text; a text without words counts as one unknown piece."""
        words = _WORDS.findall(_normalise(text))
        return [piece for word in words for _, piece in self._cached_cut(SPACE + word)] or [UNKNOWN]

    def locate(self, text: str) -> list[tuple[int, int]]:
        """Return for each piece the code point where it begins in the text, ascending, and its id."""
        located = []
        for chunk in _CHUNKS.finditer(text):
            start, spelt = chunk.start(), chunk.group()
            pieces = self._cached_pieces(spelt) if len(spelt) <= _MOST_CACHED else self._locate_pieces(spelt)
            located += [(start + at, piece) for at, piece in pieces]
        return located

    def _locate_pieces(self, spelt: str) -> list[tuple[int, int]]:
        """Locate the pieces of a text without white space."""
        located = []
        normal = _normalise(spelt)
        # Most texts are in normal form already; then every letter comes from itself.
        origins = range(len(spelt)) if normal == spelt else _origins(spelt)
        for word in _WORDS.finditer(normal):
            before = word.start() - 1  # The space before the word belongs to its first piece.
            # Where normalisation joins letters, the normal form is shorter than `origins`, hence the bounds.
            located += [
                (origins[min(max(before + at, word.start()), len(origins) - 1)], piece)
                for at, piece in self._cached_cut(SPACE + word.group())
            ]
        return located

    def _cut(self, word: str) -> list[tuple[int, int]]:
        """Cut a word into its best pieces by dynamic programming; return where each begins, and its id.

        Only a single character outside the vocabulary becomes an unknown piece.
        """
        best = [(0.0, 0, UNKNOWN)] + [(-math.inf, 0, UNKNOWN)] * len(word)  # For each prefix: score; its last piece.
        for start in range(len(word)):
            known = self._cached_prefix(word[start : start + 2])
            for end in range(start + 1, min(start + self._longest, len(word)) + 1):
                found = known.get(word[start:end], self._unknown if end == start + 1 else None)
                if found and (score := best[start][0] + found[1]) > best[end][0]:
                    best[end] = score, start, found[0]
        path, end = [], len(word)
        while end:
            _, end, piece = best[end]
            path.append((end, piece))
        return path[::-1]

    def _read_prefix(self, letters: str) -> dict[str, tuple[int, float]]:
        """Return ids and scores of the pieces that begin with these two letters, and of the first letter alone."""
        one, first, last = np.searchsorted(self._pieces, [letters[0], letters, letters + _LAST * (len(letters) - 1)])
        rows = np.array([*range(one, min(one + 1, len(self._pieces))), *range(first, last)], np.int64)
        values = zip(self._ids[rows].tolist(), self._scores[rows].tolist(), strict=True)
        return dict(zip(self._pieces[rows].tolist(), values, strict=True))


def _normalise(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _origins(text: str) -> list[int]:
    """Return for each letter of the normal form the index of the letter of the text from which it comes."""
    return [i for i, letter in enumerate(text) for _ in _normalise(letter)]
