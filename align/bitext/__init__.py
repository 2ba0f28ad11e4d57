"""Two segmented documents and the vectors of their runs -> a ladder of beads with confidences.

The steps: a band is found in which the ladder must run (`corridor`); in it, the runs that could make a bead, and the
first and last clauses of segments (`cut`), are compared (`similarity`) and other signs counted (`cues`); a bead model
turns these `features` into the worth of every possible bead (`bead_model`); where that leaves more than one ladder
likely, all `clauses` of the sentences are aligned by the same model; at last it counts where `paragraphs` begin. The
confidence of a bead is its share in all ladders through the band, weighed by their worth (`align.dp`), and the ladder
whose confidences have the greatest product is taken.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from align.bitext.cut import divided_alike, encoded, lowered, undivided
from align.bitext.similarity import RUN, Encoded
from align.model import Alignment, Bead, SegSpan, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.bitext.bead_model import BeadModel
    from align.bitext.clauses import Encode
    from align.bitext.features import Grid
    from align.bitext.paragraphs import Beginnings
    from align.dp import Band, Floats, Ints
    from align.model import Segmented

__all__ = [
    "RUN",
    "Encoded",
    "Runs",
    "align",
    "best_beads",
    "encoded",
    "model_name",
    "prepare",
    "search_space",
]

Runs = tuple[SegSpan, SegSpan]
"""Segments of the source and of the target."""

_UNLIKELY = 0.5
"""Confidence below which a bead is held against the pairs that could stand in its place, whatever they are."""


class _Side(NamedTuple):
    """One document."""

    texts: Sequence[str]
    vectors: Encoded
    paragraphs: Beginnings


class _Part(NamedTuple):
    """A part of the grid between two locked beads, or all of it."""

    scores: Floats
    band: Band
    start: tuple[int, int]
    """Where in the grid the band begins."""
    points: Ints | slice
    """Where in the whole band its points are."""


def model_name() -> str:
    """Return the name of the bead model that comes with the package: a digest of its weights."""
    return hashlib.sha256((files("align.bitext") / "bead_model.json").read_bytes()).hexdigest()[:8]


def align(
    src: Segmented,
    tgt: Segmented,
    src_vectors: Encoded,
    tgt_vectors: Encoded,
    *,
    locked: Sequence[Runs] = (),
    barred: Sequence[Runs] = (),
    part: bool = False,
    encode: Encode | None = None,
    model: BeadModel | None = None,
    threads: int = 1,
) -> Alignment:
    """Align two documents.

    The vectors are those that `encoded` makes, and the result does not depend on `threads`. What people decided holds:
    `locked` are runs that make a bead, of whatever size, and `barred` are runs that make none. The result is the best
    ladder that has the ones, in their order, and not the others; what is locked is not barred. With `part` the shorter
    document is taken to be a part of the longer: what the longer has before and behind it speaks against no ladder.
    `encode` makes the vectors of more clauses, by the encoder that made the others; without it there is no second look,
    which is faster and less exact.

    Raises `ValueError` if the locked runs cross or overlap.
    """
    from align.bitext.paragraphs import beginnings

    source = _Side(src.texts(), src_vectors, beginnings(src))
    target = _Side(tgt.texts(), tgt_vectors, beginnings(tgt))
    beads = _beads(source, target, locked, barred, part=part, encode=encode, model=model, threads=threads)
    return Alignment(src=src.document.id, tgt=tgt.document.id, beads=beads)


def prepare() -> None:
    """Load the compiled kernels, or compile them; `align` would do it, but this can go on while texts are encoded."""
    nothing = Encoded(runs=np.zeros((1, RUN, 1), np.float16), outer=np.zeros((1, 2, 1), np.float16))
    side = _Side(["a"], nothing, np.ones(2, np.bool_))
    _beads(side, side, (), (), encode=None, model=None, threads=1)


def _beads(
    source: _Side,
    target: _Side,
    locked: Sequence[Runs],
    barred: Sequence[Runs],
    *,
    part: bool = False,
    encode: Encode | None,
    model: BeadModel | None,
    threads: int,
) -> tuple[Bead, ...]:
    (src, src_vectors, src_begun), (tgt, tgt_vectors, tgt_begun) = source, target
    stops = [(0, 0), *(stop for one, other in locked for stop in ((one.start, other.start), (one.end, other.end)))]
    stops.append((len(src), len(tgt)))
    if any(one > two for here, there in pairwise(stops) for one, two in zip(here, there, strict=True)):
        raise ValueError("the locked runs cross or overlap")
    if not (src and tgt):
        lone = [(SegSpan(start=i, end=i + 1), SegSpan(start=0, end=0)) for i in range(len(src))]
        lone += [(SegSpan(start=0, end=0), SegSpan(start=j, end=j + 1)) for j in range(len(tgt))]
        return tuple(Bead(src=left, tgt=right, confidence=1.0) for left, right in lone)

    if not divided_alike(src_vectors, tgt_vectors):
        src_vectors, tgt_vectors, encode = undivided(src_vectors), undivided(tgt_vectors), None

    # Compiled kernels are imported only where there is something to align: to load them takes half a second.
    from align.bitext.bead_model import default_model

    band, grid = search_space(src, tgt, src_vectors, tgt_vectors, through=stops[1:-1], threads=threads)
    model = model or default_model(uneven=grid.uneven)
    scores = model.scores(grid, threads=threads)
    if part:
        _free_ends(scores, band, model)
    _bar(scores, band, barred)
    parts = list(_parts(scores, band, stops)) if locked else [_Part(scores, band, (0, 0), slice(None))]
    likely: Sequence[Ints | None] = [None] * len(parts)
    if encode:
        likely = _look_again(parts, src, tgt, encode, model, proportion=grid.proportion, threads=threads)
    heard = _heard(src_begun, tgt_begun, band, model)
    beads: list[Bead] = []
    for number, (stretch, points) in enumerate(zip(parts, likely, strict=True)):
        scores, between, start, _ = stretch
        scores += heard[stretch.points]
        beads += best_beads(scores, between, model.going, start=start, likely=points, threads=threads)
        beads += (Bead(src=a, tgt=b, confidence=1.0, status=Status.ACCEPTED) for a, b in locked[number : number + 1])
    return tuple(beads)


def _parts(scores: Floats, band: Band, stops: Sequence[tuple[int, int]]) -> Iterator[_Part]:
    """Cut the band between every second stop and the next."""
    for start, end in zip(stops[::2], stops[1::2], strict=True):
        between, points = band.between(start, end)
        yield _Part(scores[points], between, start, points)


def _heard(src: Beginnings, tgt: Beginnings, band: Band, model: BeadModel) -> Floats:
    """Return what paragraphs say of every bead that may end at a point of the band: (points, moves)."""
    from align.bitext.features import MOVES
    from align.bitext.paragraphs import of_paragraphs

    out = np.zeros((band.points, len(MOVES)), np.float32)
    for kind, values in of_paragraphs(src, tgt, band):
        out[:, kind] = model.paragraphs @ values
    return out


def _look_again(
    parts: Sequence[_Part],
    src: Sequence[str],
    tgt: Sequence[str],
    encode: Encode,
    model: BeadModel,
    *,
    proportion: float,
    threads: int,
) -> list[Ints]:
    """Add to the scores of some parts of the grid what the clauses of the beads say that they leave in question.

    Returns the points of each part that have more than a negligible share in all ladders before; to the others no
    paragraph leads back.
    """
    from align.bitext.bead_model import in_question
    from align.bitext.clauses import by_clauses
    from align.bitext.features import MOVES
    from align.dp import posteriors

    asked, likely = [], []
    for part in parts:
        _, shares, _ = posteriors(part.scores, part.band, MOVES, going=model.going, threads=threads)
        asked.append(in_question(shares, part.band))
        likely.append(np.append(0, np.flatnonzero(shares.any(axis=1))))
    beads = [beads + np.array((*part.start, 0, 0)) for (_, _, beads), part in zip(asked, parts, strict=True)]
    seen = by_clauses(
        lowered(src), lowered(tgt), np.concatenate(beads), encode, model, proportion=proportion, threads=threads
    )
    ends = np.cumsum([*map(len, beads)])[:-1]
    for (points, kinds, _), part, more in zip(asked, parts, np.split(seen, ends), strict=True):
        part.scores[points, kinds] += more @ model.second
    return likely


def _free_ends(scores: Floats, band: Band, model: BeadModel) -> None:
    """Make what the longer side has before and behind the shorter cost nothing, wherever the shorter stands.

    Its null beads there are as good as among segments like nothing, and the first of either end as good as those that
    follow a null bead, so that to part them costs nothing. That the shorter is nowhere can be said at as many places as
    the longer has; so that their number does not speak for it, the null beads of the shorter lose as much together.
    """
    ends = np.stack(band.coordinates())
    size = ends[:, -1]
    longer, shorter = (0, 1) if size[0] > size[1] else (1, 0)
    before, behind = ends[shorter] == 0, ends[shorter] == size[shorter]
    scores[before | behind, longer] = model.null
    scores[before & (ends[longer] == 1), longer] += model.going
    scores[behind & (ends[longer] < size[longer]), 2:] += model.going
    scores[:, shorter] -= np.log(size[longer] + 1) / size[shorter]


def _bar(scores: Floats, band: Band, barred: Sequence[Runs]) -> None:
    """Make beads of these runs worth less than any ladder without them; a null bead, wherever it stands."""
    from align.bitext.bead_model import BARRED
    from align.bitext.features import MOVES

    if not barred:
        return
    kinds = {(int(a), int(b)): kind for kind, (a, b) in enumerate(MOVES)}
    rows, columns = band.coordinates()
    for src, tgt in barred:
        ends = (rows == src.end if src else True) & (columns == tgt.end if tgt else True)
        if (len(src), len(tgt)) in kinds:
            scores[ends, kinds[len(src), len(tgt)]] = BARRED


def best_beads(
    scores: Floats,
    band: Band,
    going: float = 0.0,
    *,
    start: tuple[int, int] = (0, 0),
    likely: Ints | None = None,
    threads: int = 1,
) -> list[Bead]:
    """Return the best ladder through a band by the scores of all beads: (points, moves); `going` is that of the model.

    The confidence of a bead is its posterior; that of a null bead is the posterior of its segment having nothing on the
    other side, wherever in the order of null beads it stands; they come out with those of the target first. The best
    ladder is that whose confidences have the greatest product (posterior-Viterbi decoding, Fariselli and others 2005):
    unlike the likeliest single ladder it hears all others. `start` is where in the documents the band begins. Where it
    is known which points are `likely`, first and last among them, only the ladders near these are looked at.
    """
    from align.bitext.bead_model import BARRED
    from align.bitext.features import MOVES
    from align.dp import best_path, posteriors

    near, points = (band, slice(None)) if likely is None else band.narrowed(likely)
    shares = posteriors(scores[points], near, MOVES, going=going, threads=threads)[1]
    for kind, ends_at in enumerate(near.coordinates()):
        shares[:, kind] = np.bincount(ends_at, weights=shares[:, kind])[ends_at]
    with np.errstate(divide="ignore"):
        worth = np.maximum(np.log(shares), BARRED)
    worth += np.minimum(worth - np.log(_UNLIKELY), 0) * np.maximum(MOVES.sum(axis=1) / 2 - 1, 0)
    i, j, move = best_path(worth, near, MOVES).T
    confidence = shares[near.numbers(i, j)[0], move]
    order = _in_order(move)
    move, confidence = move[order], confidence[order]
    ends = np.cumsum(MOVES[move], axis=0) + start
    return [
        Bead(src=SegSpan(start=top, end=bottom), tgt=SegSpan(start=left, end=right), confidence=share)
        for top, left, bottom, right, share in zip(
            *(ends - MOVES[move]).T.tolist(), *ends.T.tolist(), np.minimum(confidence, 1).tolist(), strict=True
        )
    ]


def _in_order(move: Ints) -> Ints:
    """Return the beads of a path in an order in which neighbouring null beads are those of the target, then others."""
    paired = (move > 1).astype(np.int64)
    # A stretch is a bead with both sides, or the null beads between two of them.
    stretch = np.cumsum(paired + np.append(0, paired[:-1]))
    return np.lexsort((-move, stretch))


def search_space(
    src: Sequence[str],
    tgt: Sequence[str],
    src_vectors: Encoded,
    tgt_vectors: Encoded,
    *,
    through: Sequence[tuple[int, int]] = (),
    threads: int = 1,
) -> tuple[Band, Grid]:
    """Return the band in which the ladder must run, and what the features of its beads are made of.

    The band has all points `through` which the ladder must lead, none of them before the one that it follows.
    """
    from align.bitext.corridor import corridor, cut_unevenly
    from align.bitext.cues import cues
    from align.bitext.features import compared

    left, right = cues(src, tgt)
    band, chain = corridor(src_vectors.runs, tgt_vectors.runs, through, threads=threads)
    proportion = _proportion(left.length[chain[:, 0]].sum(), right.length[chain[:, 1]].sum())
    grid = compared(src_vectors, tgt_vectors, band, left, right, proportion=proportion, threads=threads)
    return band, grid._replace(uneven=cut_unevenly(chain))


def _proportion(src: float, tgt: float) -> float:
    """Return target characters to source characters, as if some characters in equal proportion had been seen before."""
    seen_before = 200.0
    return float((tgt + seen_before) / (src + seen_before))
