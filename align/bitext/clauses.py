"""Uncertain beads -> evidence for or against them from an alignment of their clauses.

A bead is usually uncertain because sentence vectors blur where one sentence ends and the next begins. So the sentences
around it are split into clauses, and the same bead model aligns these. A bead with both sides becomes likelier, the
more probable it is that the ladder of clauses passes through the point where it ends. A null bead becomes likelier,
the more of its clauses have no counterpart.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from align.bitext.bead_model import BARRED, CLAUSE_FEATURES
from align.bitext.cues import cues
from align.bitext.cut import clauses
from align.bitext.features import MOVES, compare
from align.bitext.similarity import RUN, DocumentVectors
from align.dp import Band, posteriors
from align.vectors import Vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from align.bitext.bead_model import BeadModel
    from align.dp import Floats, Ints

Encode = Callable[[Sequence[str]], Vectors]
"""Encodes texts to unit vectors, as `Encoder.encode` does."""

_MARKS = ("ends differ", "both ask or exclaim", "one goes on", "both go on")
"""Features of sentence ends, which mean nothing at clause ends."""
_LEAST = 3
"""Fewest words of a clause: the vector of one or two words says little."""
_LARGEST = 40_000
"""Most pairs of clauses in a region: in a larger one, more is uncertain than where a sentence ends."""
_AT_ONCE = 10_000
"""Clauses of both sides that are aligned at once; bounds the memory, and is about a novel."""
_NONE = 1e-4
"""Added to a probability before its logarithm is taken."""
_LITTLE = 1e-9
"""Below the length of any vector except zero."""
_SURE = 1e-3
"""Added to a share and to 1 minus the share before the log odds are taken."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Side:
    """Regions of one document, laid end to end."""

    clauses: list[str]
    first: Ints
    """Index of the first clause of each segment, and the number of clauses: (segments + 1,)."""
    bounds: Ints
    """Index of the first clause of each region, and the number of clauses: (regions + 1,)."""
    shift: Ints
    """Segments of the document that are skipped before each region: (regions,)."""

    @classmethod
    def of(cls, starts: Ints, regions: Sequence[Sequence[Sequence[str]]]) -> _Side:
        """Lay regions end to end, given the first segment of each and the clauses of its segments."""
        segments = [clauses for region in regions for clauses in region]
        first = np.cumsum([0, *map(len, segments)])
        sizes = np.cumsum([0, *map(len, regions)])
        return cls(
            clauses=[clause for clauses in segments for clause in clauses],
            first=first,
            bounds=first[sizes],
            shift=starts - sizes[:-1],
        )

    def alone(self, ends: Ints, shares: Floats) -> Floats:
        """Return the expected share of each segment's clauses that are null beads, from posteriors by bead end."""
        lone = np.bincount(ends, shares, len(self.clauses) + 1)[1:]
        return (np.add.reduceat(lone, self.first[:-1]) / np.diff(self.first)).astype(np.float32)


def clause_evidence(
    src: Sequence[str],
    tgt: Sequence[str],
    beads: Ints,
    encode: Encode,
    model: BeadModel,
    *,
    proportion: float,
    threads: int = 1,
) -> Floats:
    """Return the features of the clause evidence, in the order of `bead_model.CLAUSE_FEATURES`: (beads, features).

    `beads`: rows (i, j, a, b), for the a source segments before i and the b target segments before j.
    `proportion`: ratio of target to source characters.

    All features are 0 in a region that is too large, has one side only, or has no sentence of two clauses.
    """
    out = np.zeros((len(beads), len(CLAUSE_FEATURES)), np.float32)
    if not len(beads):
        return out
    number, regions = _regions(beads)
    cut = [
        [
            [clauses(text, _LEAST) for text in texts[slice(*ends)]]
            for texts, ends in zip((src, tgt), region, strict=True)
        ]
        for region in regions.tolist()
    ]
    sizes = np.array([[sum(map(len, side)) for side in sides] for sides in cut])
    total = sizes.sum(axis=1)
    # Where every sentence is one clause, clauses would repeat the evidence of the sentences.
    usable = sizes.all(axis=1) & (total > np.diff(regions).sum(axis=(1, 2)))
    usable &= (sizes.prod(axis=1) <= _LARGEST) & (total <= _AT_ONCE)
    # The portion of work that each region belongs to; -1 for unusable regions.
    portion = np.where(usable, (total * usable).cumsum() // _AT_ONCE, -1)
    for kept in (portion == k for k in np.unique(portion[portion >= 0])):
        left, right = (
            _Side.of(regions[kept, side, 0], [cut[k][side] for k in np.flatnonzero(kept)]) for side in range(2)
        )
        asked = kept[number]
        place = (np.cumsum(kept) - 1)[number[asked]]
        placed = beads[asked]
        placed[:, 0] -= left.shift[place]
        placed[:, 1] -= right.shift[place]
        band, shares = _clause_posteriors(left, right, encode, model, proportion=proportion, threads=threads)
        out[asked] = _evidence(left, right, band, shares, placed)
    return out


def _evidence(left: _Side, right: _Side, band: Band, shares: Floats, beads: Ints) -> Floats:
    """Return the features of beads from the posteriors of clause beads; segments are counted within the regions."""
    meeting = shares.sum(axis=1)
    rows, columns = band.coordinates()
    alone = left.alone(rows, shares[:, 0]), right.alone(columns, shares[:, 1])
    i, j, a, b = beads.T
    points, _ = band.numbers(left.first[i], right.first[j])
    both = (a > 0) & (b > 0)
    lone = np.where(b, alone[1][j - 1], alone[0][i - 1])
    odds = np.log((lone + _SURE) / (1 - lone + _SURE))
    # Null beads may come in any order, so the points where they end carry no evidence.
    return np.column_stack((both, np.where(both, np.log(meeting[points] + _NONE), 0), np.where(both, 0, odds)))


def _clause_posteriors(
    left: _Side, right: _Side, encode: Encode, model: BeadModel, *, proportion: float, threads: int
) -> tuple[Band, Floats]:
    """Return the band of the ladders of clauses, and the posterior of every move: (points, moves)."""
    band = _rectangles(left.bounds, right.bounds)
    signs = cues(left.clauses, right.clauses)
    one, other = (_encode_clauses(side.clauses, encode) for side in (left, right))
    grid = compare(one, other, band, *signs, proportion=proportion, threads=threads)
    scores = model.without(_MARKS).scores(grid, threads=threads)
    scores[_crossing_moves(left.bounds, right.bounds, band)] = BARRED
    _, shares, _ = posteriors(scores, band, MOVES, null_bonus=model.null_bonus, threads=threads)
    return band, shares


def _regions(beads: Ints) -> tuple[Ints, Ints]:
    """Group beads into regions; return the region of each bead, and the segments of each region on each side.

    The segments are half-open spans, (regions, sides, 2). On both sides, a region ends before the next one begins.
    """
    ends, starts = beads[:, :2], beads[:, :2] - beads[:, 2:]
    order = np.argsort(starts.sum(axis=1), kind="stable")
    reached = np.maximum.accumulate(ends[order])
    ahead = np.minimum.accumulate(starts[order][::-1])[::-1]
    begins = np.append(True, (reached[:-1] <= ahead[1:]).all(axis=1))
    number = np.empty(len(beads), np.int64)
    number[order] = np.cumsum(begins) - 1
    first = np.flatnonzero(begins)
    return number, np.stack((ahead[first], reached[np.append(first[1:], len(beads)) - 1]), axis=2)


def _rectangles(rows: Ints, columns: Ints) -> Band:
    """Return the band of rectangles that each begin where the previous one ends."""
    sizes = np.diff(rows)
    return Band.of(
        np.append(0, np.repeat(columns[:-1], sizes)), np.append(np.repeat(columns[1:] + 1, sizes), columns[-1] + 1)
    )


def _crossing_moves(rows: Ints, columns: Ints, band: Band) -> NDArray[np.bool_]:
    """Return which beads with both sides leave their rectangle: (points, moves)."""
    i, j = band.coordinates()
    above, before = (np.maximum(np.searchsorted(ends, at) - 1, 0) for ends, at in ((rows, i), (columns, j)))
    reach = i - rows[above], j - columns[before]
    out: NDArray[np.bool_] = (MOVES > 0).all(axis=1) & (
        (above != before)[:, None] | (MOVES[:, 0] > reach[0][:, None]) | (MOVES[:, 1] > reach[1][:, None])
    )
    return out


def _encode_clauses(texts: Sequence[str], encode: Encode) -> DocumentVectors:
    """Return the vectors of clauses and of their runs: sums of clause vectors weighted by characters."""
    distinct = sorted(set(texts))
    number = {clause: k for k, clause in enumerate(distinct)}
    lengths = np.array([*map(len, texts)], np.float32)
    own = encode(distinct)[[number[clause] for clause in texts]] * lengths[:, None]
    out = np.zeros((len(texts), RUN, own.shape[1]), np.float16)
    sums = np.zeros_like(own)
    for more in range(min(RUN, len(texts))):
        run = sums[: len(texts) - more]
        run += own[more:]
        out[: len(run), more] = run / np.maximum(np.sqrt(np.einsum("ij,ij->i", run, run)), _LITTLE)[:, None]
    return DocumentVectors(runs=out, outer=out[:, [0, 0]])
