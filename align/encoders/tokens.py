"""Text -> ids of the pieces of a SentencePiece unigram vocabulary, with where they stand in the text."""

from __future__ import annotations

import math
import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

UNKNOWN, BEGIN, END = 0, 1, 2
SPECIAL = 6
"""The first ids name no text."""
SPACE = "▁"
"""Stands for the white space before a word."""
_CHUNKS = re.compile(r"\S+")
# SentencePiece's rule nmt_nfkc is NFKC, except that it counts these as spaces; other control characters are letters.
# What has a thousand letters is no word; cutting it bounds what one word can cost.
_WORDS = re.compile(f"[^ \t\n\f\r\u1680\u200b\u200e\u200f\u2028\u2029\ufeff\ufffd{SPACE}]{{1,1000}}")


class Tokenizer:
    """Cut text into the most probable pieces (Kudo 2018, Subword Regularization, section 3.2).

    In this vocabulary a space stands only at the start of a piece, so that words can be cut one by one and remembered.
    """

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        self._ids = dict(zip(pieces[SPECIAL:], range(SPECIAL, len(pieces)), strict=True))
        self._scores = [min(scores) - 10.0, *scores[1:]]
        self._lengths = [1, *map(len, pieces[1:])]
        self._longest = max(self._lengths)
        self.word = lru_cache(maxsize=1 << 17)(self._word)
        """Return the ids of one word, `SPACE` included where it has one before it."""

    def encode(self, text: str) -> list[int]:
        """Return the ids of the pieces of a text; a text without words counts as one unknown piece."""
        return [piece for word in _WORDS.findall(_normal(text)) for piece in self.word(SPACE + word)] or [UNKNOWN]

    def locate(self, text: str) -> list[tuple[int, int]]:
        """Return for each piece the code point of the text where it begins, ascending, and its id."""
        located = []
        for chunk in _CHUNKS.finditer(text):
            spelt = chunk.group()
            normal = _normal(spelt)
            # Most chunks are normal as they are, and each letter of those is its own.
            origins = range(chunk.start(), chunk.end()) if normal == spelt else _origins(spelt, chunk.start())
            for word in _WORDS.finditer(normal):
                at = word.start() - 1  # The space before the word belongs to its first piece.
                for piece in self.word(SPACE + word.group()):
                    # Where normalisation joins letters, the counts of letters differ a little.
                    located.append((origins[min(max(at, word.start()), len(origins) - 1)], piece))
                    at += self._lengths[piece]
        return located

    def _word(self, word: str) -> tuple[int, ...]:
        """Find the best path by dynamic programming; only a character that is no piece may be unknown."""
        best = [(0.0, 0, UNKNOWN)]  # Score of each prefix, start and id of its last piece.
        for end in range(1, len(word) + 1):
            step = (-math.inf, 0, UNKNOWN)
            for start in range(max(0, end - self._longest), end):
                piece = self._ids.get(word[start:end], UNKNOWN if start == end - 1 else None)
                if piece is not None and (score := best[start][0] + self._scores[piece]) > step[0]:
                    step = (score, start, piece)
            best.append(step)
        ids, end = [], len(word)
        while end:
            _, end, piece = best[end]
            ids.append(piece)
        return tuple(reversed(ids))


def _normal(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _origins(text: str, start: int) -> list[int]:
    """Return for each letter of the normal form from which letter of the text it comes, counted from `start`."""
    return [i for i, letter in enumerate(text, start) for _ in _normal(letter)]
