"""Source text -> its index: its words, the marks between them, and vectors of overlapping windows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from align.locate.lexicon import key, words
from align.model import CharSpan

if TYPE_CHECKING:
    from align.model import Document, Segmented
    from align.vectors import Encoder, SpanVectors, Vectors

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Gap(IntEnum):
    """The marks between two words."""

    NONE = 0
    COMMA = 1
    """A comma or a full stop within a sentence."""
    DASH = 2
    """A dash after another mark, as before a reporting clause: «, —»."""
    MARK = 3
    """A colon, semicolon, dash, bracket or quotation mark."""
    SENTENCE = 4
    """The end of a sentence, or of the text."""


_DASH = re.compile(r"[,.!?…]\W*[—–-]\s")
_MARK = re.compile(r"[—–:;()\[\]«»„“”\"]|\s-\s")
_COMMA = re.compile(r"[,.!?…]")
_WINDOWS = (6, 12, 24, 48, 96, 192, 384)
"""Lengths of the windows in words; the windows overlap by half."""
_SENTENCE_WINDOWS = (1, 2, 3)
"""Lengths of the windows in sentences, for encoders that compute other stretches slowly."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Windows:
    """Stretches of the words of a source."""

    starts: Ints
    """First word."""
    ends: Ints
    """One past the last word."""
    vectors: NDArray[np.float16]
    """(windows, dim), in half precision because of their number."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SourceIndex:
    """A source, indexed once for any number of quotations. Its words are numbered from 0, without punctuation."""

    document: Document
    fine: bool
    """Whether candidates may be any stretches of words; if not, only those that begin and end at a mark."""
    spans: SpanVectors
    tokens: Ints
    """Number of each word in `spans`, where punctuation counts: (words,)."""
    offsets: Ints
    """First code point of each word, and one past its last: (words, 2)."""
    gaps: Ints
    """`Gap` before each word, and at the end: (words + 1,)."""
    sentence: Ints
    """Number of the sentence of each word, without counting sentences without words: (words,)."""
    bounds: Ints
    """First word of each sentence, and the number of words at the end: (sentences + 1,)."""
    block: Ints
    """Number of the block of each word: (words,)."""
    keys: tuple[str, ...]
    """Key of each word; empty if the word is not compared."""
    names: Flags
    """Whether each word is a number, or capitalised inside a sentence: (words,)."""
    capital: Flags
    """Whether each word begins with a capital: (words,)."""
    windows: Windows
    sentences: Windows

    @property
    def id(self) -> str:
        """Return the id of the document."""
        return self.document.id

    def __len__(self) -> int:
        """Return the number of words."""
        return len(self.offsets)

    def vectors(self, starts: Ints, ends: Ints) -> Vectors:
        """Return the vectors of stretches of words: (stretches, dim)."""
        return _vectors(self.spans, self.tokens, starts, ends)

    def characters(self, starts: Ints, ends: Ints) -> Floats:
        """Return the lengths of stretches of words in code points; 0 for an empty one."""
        length = self.offsets[np.maximum(ends, 1) - 1, 1] - self.offsets[np.minimum(starts, len(self) - 1), 0]
        return np.where(ends > starts, length, 0).astype(np.float32)

    def span(self, start: int, end: int) -> CharSpan:
        """Return the code points of a stretch of words."""
        return CharSpan(start=int(self.offsets[start, 0]), end=int(self.offsets[end - 1, 1]))


def source_index(segmented: Segmented, encoder: Encoder, *, fine: bool = True) -> SourceIndex:
    """Index a source and encode its windows.

    `fine` should be False if the encoder reads the text anew for every stretch of words: windows are then one to three
    sentences, and candidates begin and end at marks.
    """
    text = segmented.document.text
    [spans] = encoder.spans([text])
    tokens = np.flatnonzero([text[start].isalnum() for start in spans.offsets[:, 0].tolist()])
    offsets = spans.offsets[tokens].reshape(-1, 2)
    starts = [segment.span.start for segment in segmented.segments]
    segment = np.searchsorted(np.array(starts, np.int64), offsets[:, 0], side="right") - 1
    _, bounds, sentence = np.unique(segment, return_index=True, return_inverse=True)
    bounds = np.append(bounds, len(tokens))
    gaps = _gaps(text, offsets, sentence)
    spelt = [text[start:end] for start, end in offsets.tolist()]
    keys = {word: key(word) if words(word) else "" for word in set(spelt)}
    capital = np.array([word[0].isupper() for word in spelt], np.bool_)
    figures = np.array([word[0].isdigit() for word in spelt], np.bool_)
    bounds_of_windows = _window_bounds(len(tokens), bounds, fine=fine)
    return SourceIndex(
        document=segmented.document,
        fine=fine,
        spans=spans,
        tokens=tokens,
        offsets=offsets,
        gaps=gaps,
        sentence=sentence,
        bounds=bounds,
        block=np.array([each.block for each in segmented.segments], np.int64)[segment],
        keys=tuple(keys[word] for word in spelt),
        names=figures | (capital & (gaps[:-1] != Gap.SENTENCE)),
        capital=capital,
        windows=_windows(spans, tokens, *bounds_of_windows),
        sentences=_windows(spans, tokens, bounds[:-1], bounds[1:]),
    )


def _vectors(spans: SpanVectors, tokens: Ints, starts: Ints, ends: Ints) -> Vectors:
    return spans.vectors(tokens[starts], tokens[ends - 1] + 1)


def _gaps(text: str, offsets: Ints, sentence: Ints) -> Ints:
    between = [text[end:start] for end, start in zip(offsets[:-1, 1].tolist(), offsets[1:, 0].tolist(), strict=True)]
    known = {marks: _gap(marks) for marks in set(between)}
    gaps = np.full(len(offsets) + 1, Gap.SENTENCE, np.int64)
    gaps[1:-1] = np.where(np.diff(sentence), Gap.SENTENCE, [known[marks] for marks in between])
    return gaps


def _gap(marks: str) -> Gap:
    """Classify the marks between two words of a sentence."""
    if _DASH.search(marks):
        return Gap.DASH
    if _MARK.search(marks):
        return Gap.MARK
    return Gap.COMMA if _COMMA.search(marks) else Gap.NONE


def _window_bounds(n: int, bounds: Ints, *, fine: bool) -> tuple[Ints, Ints]:
    """Return the first words and the ends of the windows that cover n words."""
    if fine:
        # The last window of each length ends with the text.
        starts = [np.append(np.arange(0, max(0, n - size), size // 2), max(0, n - size)) for size in _WINDOWS]
        ends = [np.minimum(first + size, n) for first, size in zip(starts, _WINDOWS, strict=True)]
    else:
        sizes = [size for size in _SENTENCE_WINDOWS if size < max(2, len(bounds))]
        starts, ends = [bounds[:-size] for size in sizes], [bounds[size:] for size in sizes]
    pairs = np.unique(np.stack([np.concatenate(starts), np.concatenate(ends)], axis=1), axis=0)
    pairs = pairs[pairs[:, 0] < pairs[:, 1]]
    return pairs[:, 0], pairs[:, 1]


def _windows(spans: SpanVectors, tokens: Ints, starts: Ints, ends: Ints) -> Windows:
    group = 1 << 14  # Bounds the memory for vectors in single precision.
    parts = [
        _vectors(spans, tokens, starts[at : at + group], ends[at : at + group]).astype(np.float16)
        for at in range(0, len(starts), group)
    ]
    vectors = np.concatenate(parts) if parts else np.zeros((0, 0), np.float16)
    return Windows(starts=starts, ends=ends, vectors=vectors)
