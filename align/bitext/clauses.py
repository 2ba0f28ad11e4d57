"""Beads in question -> what the ladders of their clauses say of them.

Vectors of sentences blur where one ends and the next begins, which is what a bead in question is about. The sentences
beside it are therefore cut into clauses, and these aligned by the same bead model: every ladder of clauses is weighed,
and a bead with both sides is the likelier the more of them lead through the point where it ends. A sentence that
nothing renders is one whose clauses nothing renders.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from align.bitext.bead_model import BARRED, SECOND
from align.bitext.cues import cues
from align.bitext.cut import clauses
from align.bitext.features import MOVES, compared
from align.bitext.similarity import RUN, Encoded
from align.dp import Band, posteriors
from align.vectors import Vectors

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from align.bitext.bead_model import BeadModel
    from align.dp import Floats, Ints

Encode = Callable[[Sequence[str]], Vectors]
"""Makes unit vectors of texts, as `Encoder.encode` does."""

_MARKS = ("ends differ", "both ask or exclaim", "one goes on", "both go on")
"""Features that say something of the ends of sentences and nothing of those of clauses."""
_LEAST = 3
"""Words of the shortest clause: the vector of a word or two says little."""
_LARGEST = 40_000
"""Pairs of clauses of the largest region that is looked at: where more is in question, it is not about where a sentence
ends."""
_AT_ONCE = 10_000
"""Clauses of both sides that are aligned at once: it bounds what they take of memory, and a novel is hardly more."""
_NONE = 1e-4
"""Share of the ladders that is as good as none."""
_LITTLE = 1e-9
"""Less than the length of any vector but that of nothing."""
_SURE = 1e-3
"""Share of a sentence's clauses that is as good as none, and so much less than all that is as good as all."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class _Side:
    """Regions of one document, one after the other."""

    clauses: list[str]
    first: Ints
    """Where the clauses of each segment begin, and of all at the end."""
    bounds: Ints
    """Where the clauses of each region begin, and of all at the end."""
    shift: Ints
    """How many segments of the document are left out before each region: (regions,)."""

    @classmethod
    def of(cls, starts: Ints, regions: Sequence[Sequence[Sequence[str]]]) -> _Side:
        """Put regions together: the first segment of each, and the clauses of its segments."""
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
        """Return how much of each segment stands alone: its share of clauses in null beads, by where these end."""
        lone = np.bincount(ends, shares, len(self.clauses) + 1)[1:]
        return (np.add.reduceat(lone, self.first[:-1]) / np.diff(self.first)).astype(np.float32)


def by_clauses(
    src: Sequence[str],
    tgt: Sequence[str],
    beads: Ints,
    encode: Encode,
    model: BeadModel,
    *,
    proportion: float,
    threads: int = 1,
) -> Floats:
    """Return what the second look weighs, in the order of `bead_model.SECOND`: (beads, features).

    The beads are rows (i, j, a, b), for the a segments of the source before i and the b segments of the target before
    j. All is 0 for those of regions that are too large, have one side only, or have no sentence of two clauses.
    `proportion` is that of the target's characters to the source's.
    """
    out = np.zeros((len(beads), len(SECOND)), np.float32)
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
    # Where no sentence is cut, its clauses say nothing that the sentences have not said.
    looked_at = sizes.all(axis=1) & (total > np.diff(regions).sum(axis=(1, 2)))
    looked_at &= (sizes.prod(axis=1) <= _LARGEST) & (total <= _AT_ONCE)
    # The number of the portion to which each region belongs; none where it is not looked at.
    portion = np.where(looked_at, (total * looked_at).cumsum() // _AT_ONCE, -1)
    for kept in (portion == k for k in np.unique(portion[portion >= 0])):
        left, right = (
            _Side.of(regions[kept, side, 0], [cut[k][side] for k in np.flatnonzero(kept)]) for side in range(2)
        )
        asked = kept[number]
        place = (np.cumsum(kept) - 1)[number[asked]]
        placed = beads[asked]
        placed[:, 0] -= left.shift[place]
        placed[:, 1] -= right.shift[place]
        band, shares = _ladders(left, right, encode, model, proportion=proportion, threads=threads)
        out[asked] = _told(left, right, band, shares, placed)
    return out


def _told(left: _Side, right: _Side, band: Band, shares: Floats, beads: Ints) -> Floats:
    """Return what the ladders of clauses say of beads, whose segments are counted as those of the regions."""
    meeting = shares.sum(axis=1)
    rows, columns = band.coordinates()
    alone = left.alone(rows, shares[:, 0]), right.alone(columns, shares[:, 1])
    i, j, a, b = beads.T
    points, _ = band.numbers(left.first[i], right.first[j])
    both = (a > 0) & (b > 0)
    lone = np.where(b, alone[1][j - 1], alone[0][i - 1])
    odds = np.log((lone + _SURE) / (1 - lone + _SURE))
    # Null beads may stand in any order, so that the points where they end tell nothing.
    return np.column_stack((both, np.where(both, np.log(meeting[points] + _NONE), 0), np.where(both, 0, odds)))


def _ladders(
    left: _Side, right: _Side, encode: Encode, model: BeadModel, *, proportion: float, threads: int
) -> tuple[Band, Floats]:
    """Return the band of all ladders of clauses, and the share of every move in them: (points, moves)."""
    band = _blocks(left.bounds, right.bounds)
    signs = cues(left.clauses, right.clauses)
    one, other = (_encoded(side.clauses, encode) for side in (left, right))
    grid = compared(one, other, band, *signs, proportion=proportion, threads=threads)
    scores = model.without(_MARKS).scores(grid, threads=threads)
    scores[_leaps(left.bounds, right.bounds, band)] = BARRED
    _, shares, _ = posteriors(scores, band, MOVES, going=model.going, threads=threads)
    return band, shares


def _regions(beads: Ints) -> tuple[Ints, Ints]:
    """Return the number of the region of each bead, and first and last segment of each on each side.

    A region is made of beads between two points that none of them leaps over or passes by: (regions, sides, 2).
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


def _blocks(rows: Ints, columns: Ints) -> Band:
    """Return the band of rectangles that each begin where the one before ends."""
    sizes = np.diff(rows)
    return Band.of(
        np.append(0, np.repeat(columns[:-1], sizes)), np.append(np.repeat(columns[1:] + 1, sizes), columns[-1] + 1)
    )


def _leaps(rows: Ints, columns: Ints, band: Band) -> NDArray[np.bool_]:
    """Return which beads with both sides are not within one rectangle: (points, moves)."""
    i, j = band.coordinates()
    above, before = (np.maximum(np.searchsorted(ends, at) - 1, 0) for ends, at in ((rows, i), (columns, j)))
    reach = i - rows[above], j - columns[before]
    out: NDArray[np.bool_] = (MOVES > 0).all(axis=1) & (
        (above != before)[:, None] | (MOVES[:, 0] > reach[0][:, None]) | (MOVES[:, 1] > reach[1][:, None])
    )
    return out


def _encoded(texts: Sequence[str], encode: Encode) -> Encoded:
    """Return the vectors of clauses and of their runs: sums of theirs, each as long as its clause has characters."""
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
    return Encoded(runs=out, outer=out[:, [0, 0]])
