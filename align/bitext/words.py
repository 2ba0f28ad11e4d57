"""Beads in question -> how well the words of each side are explained by those of the other.

A word of the target is the likelier beside some words of the source the closer it is to them in meaning: r(t | s) is
how much likelier t is beside s than anywhere in its document, by the vectors of the two words, and the words of a run
share in explaining it, as in the first model of Brown and others (1993). A ladder explains every word once, so that
sums of the logarithms tell which of two ways to cut the same sentences into beads says more about their words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numba import njit
from threadpoolctl import threadpool_limits

from align.vectors import Vectors

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.dp import Floats, Ints

Encode = Callable[[Sequence[str]], Vectors]
"""Makes unit vectors of texts, as `Encoder.encode` does."""

_TOGETHER = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_TOGETHER}]{{1,2}}|[^\W_{_TOGETHER}]{{1,100}}")
"""A word; two signs of a script that does not set words apart."""
_SHARPNESS = 16.0
"""How much likelier a word is for a cosine greater by 1, as a logarithm."""
_UNEXPLAINED = 0.1
"""Share of the words that have nothing to do with the other side."""
_SAMPLE = 1000
"""Most segments, and words, of a document that stand for all of them."""
_ROWS = 16
"""Segments whose words are compared at once, those of a bead that reaches further aside."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Words:
    """The words of one document that are needed."""

    segments: Ints
    """The segments that are in question, ascending."""
    first: Ints
    """Where the words of each of them begin, and of all at the end."""
    numbers: Ints
    """The words of these segments, one after the other."""
    vectors: Vectors
    """Of each word, by its number."""
    sample: list[int]
    """Numbers of the words that stand for the whole document."""

    @classmethod
    def of(cls, texts: Sequence[str], starts: Ints, ends: Ints, encode: Encode) -> _Words:
        """Take the words of the runs from `starts` to `ends`."""
        segments = sorted({k for run in set(zip(starts.tolist(), ends.tolist(), strict=True)) for k in range(*run)})
        bags = [_words(texts[k]) for k in segments]
        sample = _evenly([word for text in _evenly(texts) for word in _words(text)])
        number = {word: k for k, word in enumerate(sorted({word for bag in (*bags, sample) for word in bag}))}
        return cls(
            segments=np.array(segments),
            first=np.cumsum([0, *map(len, bags)]),
            numbers=np.array([number[word] for bag in bags for word in bag], np.int64),
            vectors=encode(list(number)),
            sample=[number[word] for word in sample],
        )

    def before(self, segments: Ints) -> Ints:
        """Return how many of the words stand before each of some segments."""
        count: Ints = self.first[np.searchsorted(self.segments, segments)]
        return count

    def usual(self, other: _Words) -> Floats:
        """Return how close each word is to those of the other document, on the whole: logarithms, (words,)."""
        sample = _SHARPNESS * other.vectors[other.sample].T
        parts = (self.vectors[start : start + _SAMPLE] @ sample for start in range(0, len(self.vectors), _SAMPLE))
        return np.concatenate([np.log(np.exp(part, out=part).mean(axis=1)) for part in parts])


def explained(src: Sequence[str], tgt: Sequence[str], beads: Ints, encode: Encode, *, threads: int = 1) -> Floats:
    """Return how much likelier the words of each bead are beside each other than anywhere: logarithms, (beads,).

    The beads are rows (i, j, a, b) in the order of i, for the a segments of the source before i and the b segments of
    the target before j, at least one of each.
    """
    out = np.zeros(len(beads), np.float32)
    if not len(beads):
        return out
    ends = beads[:, :2]
    starts = ends - beads[:, 2:]
    left, right = (_Words.of(texts, starts[:, side], ends[:, side], encode) for side, texts in enumerate((src, tgt)))
    if not (left.sample and right.sample):
        return out
    first, last = (
        np.column_stack([side.before(edges[:, k]) for k, side in enumerate((left, right))]) for edges in (starts, ends)
    )
    # With one thread the products do not depend on how many there are.
    with threadpool_limits(1), ThreadPoolExecutor(threads) as pool:
        usual = tuple(pool.map(_Words.usual, (left, right), (right, left)))
        for group in _groups(starts[:, 0], ends[:, 0]):
            top, bottom = first[group].min(axis=0), last[group].max(axis=0)
            ours, theirs = left.numbers[top[0] : bottom[0]], right.numbers[top[1] : bottom[1]]
            alike = _SHARPNESS * (left.vectors[ours] @ right.vectors[theirs].T)
            there, back = np.exp(alike - usual[0][ours, None]), np.exp(alike - usual[1][theirs])
            _add_up(out[group], there, back, first[group] - top, last[group] - top, _UNEXPLAINED)
    return out


def _groups(starts: Ints, ends: Ints) -> Iterator[slice]:
    """Cut beads that are in the order of their ends into groups of near ones."""
    first, reached = 0, 0
    for at, (start, end) in enumerate(zip(starts.tolist(), ends.tolist(), strict=True)):
        if at > first and (start >= reached or end - ends[first] >= _ROWS):
            yield slice(first, at)
            first = at
        reached = max(reached, end)
    yield slice(first, len(ends))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _evenly(things: Sequence[str]) -> list[str]:
    """Return some of these things, from everywhere among them."""
    return [things[k * len(things) // _SAMPLE] for k in range(_SAMPLE)] if len(things) > _SAMPLE else list(things)


@njit(cache=True, nogil=True)
def _add_up(out, there, back, first, last, unexplained):  # type: ignore[no-untyped-def]
    """Add up the logarithms for some beads.

    `there` and `back` are (source words, target words): how much likelier the one makes the other; `first` and `last`
    are the words of each bead: (beads, sides).
    """
    for k in range(len(out)):
        top, bottom, left, right = first[k, 0], last[k, 0], first[k, 1], last[k, 1]
        if top == bottom or left == right:
            continue
        # Loops of sums, rather than the sums of numpy, take half the time to compile.
        for t in range(left, right):
            share = 0.0
            for s in range(top, bottom):
                share += there[s, t]
            out[k] += np.log(unexplained + (1 - unexplained) * share / (bottom - top))
        for s in range(top, bottom):
            share = 0.0
            for t in range(left, right):
                share += back[s, t]
            out[k] += np.log(unexplained + (1 - unexplained) * share / (right - left))
