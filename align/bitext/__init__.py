"""Two segmented documents and the vectors of their runs -> a ladder of beads with confidences.

The steps:

1. `corridor` finds the band that must contain the ladder.
2. `similarity` compares the runs that could make a bead, and the first and last clauses of segments (`cut`); `cues`
   counts other signs.
3. `bead_model` turns these `features` into a score for every possible bead.
4. Where several ladders remain likely, `clauses` aligns all clauses of the sentences with the same model.
5. `paragraphs` adds a score for where paragraphs begin.
6. The confidence of a bead is its posterior over all ladders of the band (`align.dp`). The result is the ladder whose
   confidences have the greatest product.
"""

from __future__ import annotations

import hashlib
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from align.bitext.cut import encode_document, have_similar_clause_rates, lower_capitals, merge_clauses
from align.bitext.similarity import RUN, DocumentVectors
from align.model import Alignment, Bead, BeadSpans, SegSpan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.bitext.bead_model import BeadModel
    from align.bitext.clauses import Encode
    from align.bitext.features import Grid
    from align.bitext.paragraphs import Beginnings
    from align.dp import Band, Floats, Ints
    from align.model import Segmented

__all__ = [
    "RUN",
    "DocumentVectors",
    "align",
    "best_beads",
    "encode_document",
    "model_name",
    "prepare",
    "search_space",
]

_UNLIKELY = 0.5
"""A bead below this confidence counts as the several pairs that could replace it."""


class _Side(NamedTuple):
    """One document."""

    texts: Sequence[str]
    vectors: DocumentVectors
    paragraphs: Beginnings


def model_name() -> str:
    """Return the name of the built-in bead model: a digest of its weights."""
    return hashlib.sha256((files("align.bitext") / "bead_model.json").read_bytes()).hexdigest()[:8]


def align(
    src: Segmented,
    tgt: Segmented,
    src_vectors: DocumentVectors,
    tgt_vectors: DocumentVectors,
    *,
    barred: Sequence[BeadSpans] = (),
    part: bool = False,
    encode: Encode | None = None,
    model: BeadModel | None = None,
    threads: int = 1,
) -> Alignment:
    """Align two documents.

    The result is the best ladder that contains no barred bead. It does not depend on `threads`.

    `src_vectors`, `tgt_vectors`: from `encode_document`.
    `barred`: beads that people rejected.
    `part`: the shorter document is a part of the longer; text of the longer before and after it costs nothing.
    `encode`: encodes clauses, with the encoder of the vectors. Without it clauses are not aligned, which is faster and
    less exact.
    `model`: replaces the built-in model.
    """
    from align.bitext.paragraphs import beginnings

    source = _Side(src.texts(), src_vectors, beginnings(src))
    target = _Side(tgt.texts(), tgt_vectors, beginnings(tgt))
    beads = _beads(source, target, barred, part=part, encode=encode, model=model, threads=threads)
    return Alignment(src=src.document.id, tgt=tgt.document.id, beads=beads)


def prepare() -> None:
    """Load or compile the kernels ahead of `align`, for example while texts are encoded."""
    nothing = DocumentVectors(runs=np.zeros((1, RUN, 1), np.float16), outer=np.zeros((1, 2, 1), np.float16))
    side = _Side(["a"], nothing, np.ones(2, np.bool_))
    _beads(side, side, (), encode=None, model=None, threads=1)


def _beads(
    source: _Side,
    target: _Side,
    barred: Sequence[BeadSpans],
    *,
    part: bool = False,
    encode: Encode | None,
    model: BeadModel | None,
    threads: int,
) -> tuple[Bead, ...]:
    (src, src_vectors, src_begun), (tgt, tgt_vectors, tgt_begun) = source, target
    if not (src and tgt):
        lone = [(SegSpan(start=i, end=i + 1), SegSpan(start=0, end=0)) for i in range(len(src))]
        lone += [(SegSpan(start=0, end=0), SegSpan(start=j, end=j + 1)) for j in range(len(tgt))]
        return tuple(Bead(src=left, tgt=right, confidence=1.0) for left, right in lone)

    if not have_similar_clause_rates(src_vectors, tgt_vectors):
        src_vectors, tgt_vectors, encode = merge_clauses(src_vectors), merge_clauses(tgt_vectors), None

    # Importing the compiled kernels takes half a second, so only an alignment that needs them does it.
    from align.bitext.bead_model import default_model

    band, grid = search_space(src, tgt, src_vectors, tgt_vectors, threads=threads)
    model = model or default_model(uneven=grid.uneven)
    scores = model.scores(grid, threads=threads)
    if part:
        _free_ends(scores, band, model)
    _bar(scores, band, barred)
    likely = None
    if encode:
        likely = _add_clause_evidence(
            scores, band, src, tgt, encode, model=model, proportion=grid.proportion, threads=threads
        )
    scores += _paragraph_scores(src_begun, tgt_begun, band, model)
    return tuple(best_beads(scores, band, model.null_bonus, likely=likely, threads=threads))


def _paragraph_scores(src: Beginnings, tgt: Beginnings, band: Band, model: BeadModel) -> Floats:
    """Score every bead by the paragraphs that begin at or within it: (points, moves)."""
    from align.bitext.features import MOVES
    from align.bitext.paragraphs import paragraph_features

    out = np.zeros((band.points, len(MOVES)), np.float32)
    for kind, values in paragraph_features(src, tgt, band):
        out[:, kind] = model.paragraphs @ values
    return out


def _add_clause_evidence(
    scores: Floats,
    band: Band,
    src: Sequence[str],
    tgt: Sequence[str],
    encode: Encode,
    *,
    model: BeadModel,
    proportion: float,
    threads: int,
) -> Ints:
    """Re-score uncertain beads with clause-level evidence, in place.

    Returns the points that had more than a negligible probability before. The scores of paragraphs are too small to
    make the other points likely again.
    """
    from align.bitext.bead_model import uncertain_beads
    from align.bitext.clauses import clause_evidence
    from align.bitext.features import MOVES
    from align.dp import posteriors

    _, shares, _ = posteriors(scores, band, MOVES, null_bonus=model.null_bonus, threads=threads)
    points, kinds, beads = uncertain_beads(shares, band)
    evidence = clause_evidence(
        lower_capitals(src),
        lower_capitals(tgt),
        beads,
        encode,
        model,
        proportion=proportion,
        threads=threads,
    )
    scores[points, kinds] += evidence @ model.clauses
    return np.append(0, np.flatnonzero(shares.any(axis=1)))


def _free_ends(scores: Floats, band: Band, model: BeadModel) -> None:
    """Make null beads of the longer side before and after the shorter cost nothing, in place.

    They get the score of a segment that resembles nothing, and the first one at either end also gets the bonus of a
    null bead that follows another, so that splitting them costs nothing. "Not found" would gain probability from the
    many places where the null beads of the shorter side could go; they lose as much together.
    """
    ends = np.stack(band.coordinates())
    size = ends[:, -1]
    longer, shorter = (0, 1) if size[0] > size[1] else (1, 0)
    before, behind = ends[shorter] == 0, ends[shorter] == size[shorter]
    scores[before | behind, longer] = model.null
    scores[before & (ends[longer] == 1), longer] += model.null_bonus
    scores[behind & (ends[longer] < size[longer]), 2:] += model.null_bonus
    scores[:, shorter] -= np.log(size[longer] + 1) / size[shorter]


def _bar(scores: Floats, band: Band, barred: Sequence[BeadSpans]) -> None:
    """Score the barred beads below any ladder without them, in place; a null bead is barred at every point."""
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
    null_bonus: float = 0.0,
    *,
    likely: Ints | None = None,
    threads: int = 1,
) -> list[Bead]:
    """Return the best ladder through a band: the one whose confidences have the greatest product.

    This is posterior-Viterbi decoding (Fariselli and others 2005). Unlike the single likeliest ladder, it takes all
    ladders into account. The confidence of a bead is its posterior; for a null bead, the posterior that its segment has
    no counterpart, summed over all orders of null beads. Neighbouring null beads are returned target first.

    `scores`: of all beads, (points, moves).
    `null_bonus`: of the model.
    `likely`: if given, only ladders near these points are searched; they include the first and the last point.
    """
    from align.bitext.bead_model import BARRED
    from align.bitext.features import MOVES
    from align.dp import best_path, posteriors

    near, points = (band, slice(None)) if likely is None else band.narrow(likely)
    shares = posteriors(scores[points], near, MOVES, null_bonus=null_bonus, threads=threads)[1]
    for kind, ends_at in enumerate(near.coordinates()):
        shares[:, kind] = np.bincount(ends_at, weights=shares[:, kind])[ends_at]
    with np.errstate(divide="ignore"):
        worth = np.maximum(np.log(shares), BARRED)
    worth += np.minimum(worth - np.log(_UNLIKELY), 0) * np.maximum(MOVES.sum(axis=1) / 2 - 1, 0)
    i, j, move = best_path(worth, near, MOVES).T
    confidence = shares[near.numbers(i, j)[0], move]
    order = _order_beads(move)
    move, confidence = move[order], confidence[order]
    ends = np.cumsum(MOVES[move], axis=0)
    return [
        Bead(src=SegSpan(start=top, end=bottom), tgt=SegSpan(start=left, end=right), confidence=share)
        for top, left, bottom, right, share in zip(
            *(ends - MOVES[move]).T.tolist(), *ends.T.tolist(), np.minimum(confidence, 1).tolist(), strict=True
        )
    ]


def _order_beads(move: Ints) -> Ints:
    """Return the order of a path's beads that puts, among neighbouring null beads, those of the target first."""
    paired = (move > 1).astype(np.int64)
    # A stretch is one bead with both sides, or all null beads between two of them.
    stretch = np.cumsum(paired + np.append(0, paired[:-1]))
    return np.lexsort((-move, stretch))


def search_space(
    src: Sequence[str],
    tgt: Sequence[str],
    src_vectors: DocumentVectors,
    tgt_vectors: DocumentVectors,
    *,
    threads: int = 1,
) -> tuple[Band, Grid]:
    """Return the band that must contain the ladder, and the grid from which the features of its beads are computed."""
    from align.bitext.corridor import corridor, is_uneven
    from align.bitext.cues import cues
    from align.bitext.features import compare

    left, right = cues(src, tgt)
    band, chain = corridor(src_vectors.runs, tgt_vectors.runs, threads=threads)
    proportion = _proportion(left.length[chain[:, 0]].sum(), right.length[chain[:, 1]].sum())
    grid = compare(src_vectors, tgt_vectors, band, left, right, proportion=proportion, threads=threads)
    return band, grid._replace(uneven=is_uneven(chain))


def _proportion(src: float, tgt: float) -> float:
    """Return the ratio of target to source characters, smoothed towards 1 by 200 characters on each side."""
    prior = 200.0
    return float((tgt + prior) / (src + prior))
