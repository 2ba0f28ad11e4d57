"""Documents made from invented meanings, with known vectors and true ladders."""

from __future__ import annotations

from bisect import bisect
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

import numpy as np

from align import bitext
from align.bitext import DocumentVectors
from align.model import Alignment, Bead, BeadSpans, Block, BlockKind, CharSpan, Document, Segment, Segmented, SegSpan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from align.vectors import RunVectors

Meanings = tuple[int, ...]
"""The content of a segment: numbers of meanings, several for a merged segment."""

DIM = 128


def document(identity: str, texts: Sequence[str], begun: Sequence[int] = (0,)) -> Segmented:
    """Return a document with these segments, which may be none; `begun` are the first segments of its paragraphs."""
    text = " ".join(texts)
    starts = [0, *accumulate(len(words) + 1 for words in texts)]
    last = {after - 1 for after in (*begun[1:], len(texts))}
    ends = [start - 1 if index in last else start for index, start in enumerate(starts[1:])]
    edges = [*begun, len(texts)] if texts else []
    return Segmented(
        document=Document(
            id=identity,
            lang=identity[:2],
            path=f"{identity}.txt",
            text=text,
            blocks=tuple(
                Block(kind=BlockKind.PARAGRAPH, span=CharSpan(start=starts[first], end=ends[after - 1]))
                for first, after in pairwise(edges)
            ),
        ),
        segments=tuple(
            Segment(block=bisect(begun, index) - 1, span=CharSpan(start=start, end=end))
            for index, (start, end) in enumerate(zip(starts[:-1], ends, strict=True))
        ),
    )


def vectors(segments: Sequence[Meanings], *, seed: int, noise: float = 0.8, dim: int = DIM) -> RunVectors:
    """Return the vectors of all runs: sums of random unit vectors of the meanings, each rendered with noise.

    The cosine of two renderings of a meaning is about 1 / (1 + noise squared); equal seeds give equal noise.
    """
    rng = np.random.default_rng(seed)
    sums = np.zeros((len(segments) + 1, dim))
    for index, segment in enumerate(segments):
        own = [_meaning(meaning, dim) + noise * _unit(rng.standard_normal(dim)) for meaning in segment]
        sums[index + 1] = sums[index] + np.sum(own, axis=0)
    out = np.zeros((len(segments), bitext.RUN, dim), np.float16)
    for run in range(min(bitext.RUN, len(segments))):
        whole = sums[run + 1 :] - sums[: len(segments) - run]
        out[: len(whole), run] = whole / np.linalg.norm(whole, axis=1, keepdims=True)
    return out


def whole(runs: RunVectors) -> DocumentVectors:
    """Return the vectors of a document in which each segment is one clause."""
    return DocumentVectors(runs=runs, outer=runs[:, [0, 0]])


def vectors_of(segments: Sequence[Meanings], *, seed: int) -> DocumentVectors:
    """Return the vectors of runs and clauses of a document in which each segment is one clause."""
    return whole(vectors(segments, seed=seed))


@cache
def _meaning(number: int, dim: int) -> NDArray[np.float64]:
    return _unit(np.random.default_rng((7, number)).standard_normal(dim))


def _unit(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    return vector / np.linalg.norm(vector)


def words(segments: Sequence[Meanings], *, lang: str) -> list[str]:
    """Return texts that share only lengths and final punctuation with those in another language."""
    return [" ".join(_sentence(meaning, lang) for meaning in segment) for segment in segments]


@cache
def _sentence(meaning: int, lang: str) -> str:
    rng = np.random.default_rng((11, meaning))
    letters = {"aa": "aeioubdgk", "bb": "àéîôùpszv"}[lang]
    lengths = rng.integers(3, 9, rng.integers(4, 16))
    made = np.random.default_rng((13, meaning, ord(lang[0])))
    return " ".join("".join(made.choice(list(letters), length)) for length in lengths).capitalize() + "."


def align(
    src: Sequence[Meanings],
    tgt: Sequence[Meanings],
    *,
    noise: float = 0.8,
    threads: int = 1,
    same: bool = False,
    barred: Sequence[BeadSpans] = (),
    part: bool = False,
) -> Alignment:
    """Align two documents with these meanings; `same` makes the second a copy of the first."""
    (one, seed), (other, other_seed) = ("aa", 1), ("aa", 1) if same else ("bb", 2)
    return bitext.align(
        document(f"{one}/x", words(src, lang=one)),
        document(f"{other}/x", words(tgt, lang=other)),
        whole(vectors(src, seed=seed, noise=noise)),
        whole(vectors(tgt, seed=other_seed, noise=noise)),
        barred=barred,
        part=part,
        threads=threads,
    )


def ones(*ranges: range) -> list[Meanings]:
    """Return segments with one meaning each."""
    return [(meaning,) for part in ranges for meaning in part]


def expected(src: Sequence[Meanings], tgt: Sequence[Meanings]) -> list[tuple[SegSpan, SegSpan]]:
    """Return the true ladder, with the smallest beads, of documents whose shared meanings have the same order."""
    places = [{meaning: index for index, side in enumerate(sides) for meaning in side} for sides in (src, tgt)]
    beads = []
    i = j = 0
    while i < len(src) or j < len(tgt):
        if i < len(src) and not any(meaning in places[1] for meaning in src[i]):
            a, b = i + 1, j
        elif j < len(tgt) and not any(meaning in places[0] for meaning in tgt[j]):
            a, b = i, j + 1
        else:
            a, b = i + 1, j + 1
            while True:
                reach_b = max(places[1].get(meaning, -1) for side in src[i:a] for meaning in side) + 1
                reach_a = max(places[0].get(meaning, -1) for side in tgt[j : max(b, reach_b)] for meaning in side) + 1
                if (max(a, reach_a), max(b, reach_b)) == (a, b):
                    break
                a, b = max(a, reach_a), max(b, reach_b)
        beads.append((SegSpan(start=i, end=a), SegSpan(start=j, end=b)))
        i, j = a, b
    return beads


def sides(beads: Sequence[Bead]) -> list[tuple[SegSpan, SegSpan]]:
    return [(bead.src, bead.tgt) for bead in beads]


def agreement(alignment: Alignment, gold: Sequence[tuple[SegSpan, SegSpan]]) -> float:
    """Return F1 of the beads that have both sides."""
    found, wanted = ({pair for pair in pairs if pair[0] and pair[1]} for pairs in (sides(alignment.beads), gold))
    return 2 * len(found & wanted) / (len(found) + len(wanted))
