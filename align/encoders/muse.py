"""The built-in encoder: multilingual USE, with vectors of runs and stretches of words composed, not re-encoded.

The vector of a run or a stretch needs only the sum of its tokens' features and the head of the network. Sums over
neighbouring tokens are differences of running totals, so all runs cost little more than the sentences alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from align.encoders import weights
from align.encoders.network import PAD, REACH, Network
from align.encoders.reencode import reencode_runs
from align.encoders.tokens import BEGIN, END, Tokenizer
from align.encoders.words import check_gaps, check_stretches, word_offsets

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from align.vectors import Arrays, Indices, RunVectors, SpanVectors, Vectors

Totals = NDArray[np.float64]
"""Sums of features, in rows."""

_GROUP = 2048
"""Texts, sentences or stretches whose sums are in memory at a time."""
_WORDS = 8192
"""Words whose sums are in memory at a time."""
_UNIT = np.float32(2**-12)
"""Unit of the running totals of words. Totals are 32-bit integers and wrap around; the difference of two is still exact
below half a million, and no word adds more than a dozen."""
_EXCERPTS, _EXCERPT = 64, 12
"""Most excerpts of a text, and their words, on which the contribution of its two ends is measured."""

_ARRAYS = ("offsets", "tokens", "totals", "ends")
"""Names of the arrays from which `MuseSpans` is made."""


class Muse:
    """Google's Universal Sentence Encoder, multilingual, version 3: 16 languages, 512 dimensions.

    The first vector loads the weights. Raises EncoderError if the package that ships them is not installed.
    """

    dim = weights.DIM

    def __init__(self, *, threads: int | None = None) -> None:
        self.signature = f"muse@{weights.revision()}:composed"
        self._threads = threads

    @cached_property
    def _weights(self) -> np.void:
        return weights.load()

    @cached_property
    def network(self) -> Network:
        """Return the network."""
        return Network(self._weights, threads=self._threads)

    @cached_property
    def tokenizer(self) -> Tokenizer:
        """Return the tokenizer."""
        return Tokenizer(*(self._weights[name] for name in ("piece", "id", "score")))

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vector of each text; a text without words gets that of an unknown word."""
        out = np.empty((len(texts), weights.DIM), np.float32)
        for start in range(0, len(texts), _GROUP):
            ids = [[BEGIN, *self.tokenizer.encode(text), END] for text in texts[start : start + _GROUP]]
            stream = _Stream(len(ids))
            for i, tokens in enumerate(ids):
                stream.add(tokens, [i] * len(tokens))
            [sums] = _sums(self.network, [stream])
            out[start : start + _GROUP] = self.network.head(sums, np.array([*map(len, ids)], np.int64))
        return out

    def runs(self, sentences: Sequence[str], k: int) -> RunVectors:
        """Return the vectors of all runs of 1 to k neighbouring sentences, composed.

        Apart from rounding they equal the vectors of the joined sentences if each has at least 2 * REACH pieces. In a
        shorter one, the effects of its two neighbours are added as if they were independent.
        """
        if k == 1:  # Nothing is composed, so junctions are not needed.
            return reencode_runs(self.encode, sentences, k)
        out = np.zeros((len(sentences), k, weights.DIM), np.float16)
        for start in range(0, len(sentences), _GROUP):
            ids = [self.tokenizer.encode(text) for text in sentences[start : start + _GROUP + k - 1]]
            starts, stops = self._run_bounds(ids)
            tokens = np.cumsum([0, *map(len, ids)])
            own = out[start : start + _GROUP]
            i, r = np.nonzero(np.add.outer(np.arange(len(own)), np.arange(k)) < len(ids))
            sums = (stops[i + r] - starts[i]).astype(np.float32)
            own[i, r] = self.network.head(sums, tokens[i + r + 1] - tokens[i] + 2)
        return out

    def spans(self, texts: Sequence[str]) -> list[SpanVectors]:
        """Return access to the vectors of any stretch of words of each text; see `MuseSpans`."""
        tokenized = [_tokenize(self.tokenizer, text) for text in texts]
        sums = _sums(self.network, (stream for one in tokenized for stream in one.streams()))
        return [MuseSpans(self.network, _compute_arrays(one, sums)) for one in tokenized]

    def restore_spans(self, text: str, arrays: Arrays) -> SpanVectors:  # noqa: ARG002
        """Rebuild the result of `spans` for a text from its arrays; raise ValueError for another encoder's arrays."""
        if arrays.keys() != set(_ARRAYS):
            raise ValueError("not the spans of this encoder")
        return MuseSpans(self.network, arrays)

    def _run_bounds(self, sentences: list[list[int]]) -> tuple[Totals, Totals]:
        """Return two running totals of features, `starts` and `stops`: the sum of the run i..j is stops[j] - starts[i].

        Each sentence passes through the network as a text of its own. In a run, the `REACH` tokens on either side of a
        junction of two sentences have other features, because the text continues. So each junction passes through the
        network too, with another `REACH` tokens of context on either side, and its features replace theirs.
        """
        n = len(sentences)
        first, middle, last, junction = range(0, 4 * n, n)  # First label of each kind of sum.
        stream = _Stream(4 * n)
        for i, ids in enumerate(sentences):
            a, b = sorted((min(REACH, len(ids)), max(0, len(ids) - REACH)))
            parts = [first + i] * (1 + a), [middle + i] * (b - a), [last + i] * (len(ids) - b + 1)
            stream.add([BEGIN, *ids, END], [label for part in parts for label in part])
            if i:
                left, right = [BEGIN, *sentences[i - 1]][-2 * REACH :], [*ids, END][: 2 * REACH]
                before, after = min(REACH, len(sentences[i - 1])), min(REACH, len(ids))
                beyond = [-1] * (len(left) - before), [-1] * (len(right) - after)
                stream.add(left + right, [*beyond[0], *[junction + i] * (before + after), *beyond[1]])
        [sums] = _sums(self.network, [stream])
        firsts, middles, lasts, junctions = sums.reshape(4, n, weights.DIM)
        whole = firsts + middles + lasts
        # In a sentence shorter than 2 * REACH, the middle is near both ends.
        both = middles * (np.array([*map(len, sentences)])[:, None] < 2 * REACH)
        junctions[1:] -= (lasts + both)[:-1] + (firsts + both)[1:]
        stops = np.cumsum(whole + junctions, axis=0, dtype=np.float64)
        return stops - whole, stops


class MuseSpans:
    """The vectors of stretches of words, from running totals over the whole text.

    A token keeps its features from the text, as if the stretch did not begin or end nearby. The contribution of the two
    ends of a text is measured on excerpts and taken as constant. Mean cosine to a true re-encoding, in English, French
    and Russian prose: 0.92 to 0.94 for 3 words, 0.96 to 0.98 for 12, 0.98 to 0.99 for 25.
    """

    def __init__(self, network: Network, arrays: Arrays) -> None:
        self._network = network
        self.arrays = arrays
        self.offsets: Indices = arrays["offsets"]
        self._tokens, self._totals, self._ends = (arrays[name] for name in _ARRAYS[1:])

    def vectors(self, starts: Indices, ends: Indices) -> Vectors:
        """Return the vectors of stretches of words; raise ValueError if one is empty or not inside the text."""
        check_stretches(starts, ends, len(self.offsets))
        out = np.empty((len(starts), weights.DIM), np.float32)
        for at in range(0, len(starts), _GROUP):
            group = slice(at, at + _GROUP)
            out[group] = self._head(
                _between(self._totals, starts[group], ends[group]), self._count(starts[group], ends[group])
            )
        return out

    def vectors_without(self, starts: Indices, ends: Indices, first: Indices, last: Indices) -> Vectors:
        """Return the vectors of stretches of words, each without some of its words.

        Raises ValueError as `vectors` does, and if the omitted words are none, all, or outside their stretch.
        """
        check_stretches(starts, ends, len(self.offsets))
        check_gaps(starts, ends, first, last)
        whole, part = (_between(self._totals, *some) for some in ((starts, ends), (first, last)))
        return self._head(whole - part, self._count(starts, ends) - self._count(first, last))

    def _head(self, sums: Vectors, counts: Indices) -> Vectors:
        return self._network.head(sums + self._ends, counts + 2)

    def _count(self, starts: Indices, ends: Indices) -> Indices:
        """Count the tokens of stretches of words."""
        count: Indices = self._tokens[ends] - self._tokens[starts]
        return count


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _TokenizedText:
    """A text cut into words and tokens."""

    offsets: Indices
    """First code point and one past the last of each word: (m, 2)."""
    ids: list[int]
    """Ids of its tokens."""
    owners: Indices
    """Index of the word to which each token belongs."""
    bounds: Indices
    """Index of the first token of each word, and the number of tokens: (m + 1,)."""

    def streams(self) -> Iterator[_Stream]:
        """Yield streams of `_WORDS` words each, and then one stream of the excerpts, each a text of its own."""
        stream = [*[PAD] * (REACH - 1), BEGIN, *self.ids, END, *[PAD] * (REACH - 1)]
        m = len(self.offsets)
        for first in range(0, m, _WORDS):
            last = min(first + _WORDS, m)
            own = slice(self.bounds[first], self.bounds[last])
            words = _Stream(last - first)
            labels = np.pad(self.owners[own] - first, REACH, constant_values=-1)
            words.add(stream[own.start : own.stop + 2 * REACH], labels.tolist())
            yield words
        starts, ends = self.excerpts()
        excerpts = _Stream(len(starts))
        for i, (start, end) in enumerate(zip(self.bounds[starts], self.bounds[ends], strict=True)):
            excerpts.add([BEGIN, *self.ids[start:end], END], [i] * (end - start + 2))
        yield excerpts

    def excerpts(self) -> tuple[Indices, Indices]:
        """Return excerpts spread over the text: the first word, and one past the last, of each."""
        m = len(self.offsets)
        count = min(_EXCERPTS, max(1, 2 * m // _EXCERPT))  # In a short text, excerpts overlap by half.
        starts = np.unique(np.linspace(0, max(0, m - _EXCERPT), count, dtype=np.int64))
        return starts, np.minimum(starts + _EXCERPT, m)


def _tokenize(tokenizer: Tokenizer, text: str) -> _TokenizedText:
    offsets = word_offsets(text)
    located = tokenizer.locate(text)
    positions = np.array([position for position, _ in located], np.int64)
    owners = np.searchsorted(offsets[:, 0], positions, side="right") - 1
    counts = np.bincount(owners, minlength=len(offsets))
    ids = [piece for _, piece in located]
    return _TokenizedText(offsets=offsets, ids=ids, owners=owners, bounds=np.concatenate([[0], np.cumsum(counts)]))


def _compute_arrays(text: _TokenizedText, sums: Iterator[Vectors]) -> dict[str, NDArray[Any]]:
    """Return the arrays named in `_ARRAYS`, taking from `sums` one item for each stream of the text.

    `totals[i]` is the running total before word i, in units of `_UNIT`; `ends` is the contribution of a text's ends.
    """
    m = len(text.offsets)
    totals = np.zeros((m + 1, weights.DIM), np.int32)
    for first in range(0, m, _WORDS):
        rows = next(sums)
        rows /= _UNIT
        running = totals[first : first + len(rows) + 1]
        running[1:] = np.rint(rows, out=rows)
        for before, row in pairwise(running):  # Row by row, because `np.cumsum` is slow along columns.
            np.add(before, row, out=row)
    # The mean difference between a re-encoded excerpt and the sum of its words.
    ends = (next(sums) - _between(totals, *text.excerpts())).mean(axis=0)
    return dict(zip(_ARRAYS, (text.offsets, text.bounds, totals, ends), strict=True))


def _between(totals: NDArray[np.int32], starts: Indices, ends: Indices) -> Vectors:
    """Return the sum of the features of the words of each stretch."""
    between = totals[ends]
    between -= totals[starts]
    return between.astype(np.float32) * _UNIT


class _Stream:
    """Texts laid end to end for the network; each token has a label from 0 to n - 1, or -1 for none."""

    def __init__(self, n: int) -> None:
        self.n = n
        self.ids: list[int] = []
        self.labels: list[int] = []

    def add(self, ids: list[int], labels: list[int]) -> None:
        """Append a text, with a label for each of its tokens."""
        self.ids += [*ids, PAD, PAD]
        self.labels += [*labels, -1, -1]


def _sums(network: Network, streams: Iterable[_Stream]) -> Iterator[Vectors]:
    """Yield for each stream the sums of the features by label; small streams pass through the network together."""
    waiting: list[_Stream] = []
    for stream in streams:
        waiting.append(stream)
        if sum(one.n for one in waiting) >= _WORDS:
            yield from _run_network(network, waiting)
            waiting = []
    yield from _run_network(network, waiting)


def _run_network(network: Network, streams: Sequence[_Stream]) -> Iterator[Vectors]:
    ends = np.cumsum([0, *(stream.n for stream in streams)]).tolist()
    ids = np.array([piece for stream in streams for piece in stream.ids], np.int64)
    labels = [
        label if label < 0 else first + label
        for stream, first in zip(streams, ends, strict=False)
        for label in stream.labels
    ]
    sums = network.sums(ids, np.array(labels, np.int64), ends[-1])
    for first, last in pairwise(ends):
        yield sums[first:last]
