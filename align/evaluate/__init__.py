"""Gold beads and an aligner's beads -> precision, recall, F1, and how far the aligner's confidences can be trusted.

The counts are those of Vecalign's scorer (Thompson and Koehn 2019), the field's usual one. Scorers differ by up to two
points on the same beads, so figures from two of them must never stand in one table.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.beads import IndexBead

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Pair = tuple[tuple[int, ...], tuple[int, ...]]
"""The two index tuples of a bead."""
_APART = 0.9
"""Ladders that speak of fewer segments than this share of what the other pairs are hardly of one document."""
_MOSTLY = 0.5
"""A ladder whose strict F1 is more than this one way round and less than this the other has its sides exchanged."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of some beads are right, judged strictly and laxly."""

    strict: int = 0
    """Both index sets equal those of a bead of the other side."""
    lax: int = 0
    """Strictly right, or sharing a source sentence and, with it, a target sentence with a bead of the other side."""
    total: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(strict=self.strict + other.strict, lax=self.lax + other.lax, total=self.total + other.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and F1 between 0 and 1; each is 0 where nothing was to be counted."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What the figures are made of; add the counts of several documents to pool them."""

    found: Tally = Tally()
    """The aligner's beads, null beads included, judged by the gold."""
    wanted: Tally = Tally()
    """The gold beads that have both sides, judged by the aligner's beads that have both sides."""

    def __add__(self, other: Counts) -> Counts:
        return Counts(found=self.found + other.found, wanted=self.wanted + other.wanted)

    @property
    def strict(self) -> Score:
        """A bead counts when both its index sets are right."""
        return Score(
            precision=_ratio(self.found.strict, self.found.total), recall=_ratio(self.wanted.strict, self.wanted.total)
        )

    @property
    def lax(self) -> Score:
        """A bead counts when it touches a right one on both sides."""
        return Score(
            precision=_ratio(self.found.lax, self.found.total), recall=_ratio(self.wanted.lax, self.wanted.total)
        )


def count(gold: Iterable[IndexBead], auto: Iterable[IndexBead]) -> Counts:
    """Judge the beads `auto` of one document by its `gold`."""
    gold_pairs, auto_pairs = _pairs(gold), _pairs(auto)
    return Counts(
        found=_judge(auto_pairs, by=gold_pairs),
        wanted=_judge(_two_sided(gold_pairs), by=_two_sided(auto_pairs)),
    )


def mismatch(gold: Sequence[IndexBead], auto: Sequence[IndexBead]) -> str:
    """Say why the beads `auto` are hardly of the document, and in the order of sides, of `gold`; "" if they may be."""
    as_named, turned = count(gold, auto), count(gold, [IndexBead(src=bead.tgt, tgt=bead.src) for bead in auto])
    if as_named.strict.f1 < _MOSTLY < turned.strict.f1:
        figures = f"{turned.strict.f1:.4f} and not {as_named.strict.f1:.4f}"
        return f"the sides seem to be exchanged; the other way round, strict F1 would be {figures}"
    wanted, found = _extent(gold), _extent(auto)
    # Not everybody writes null beads, so that what lies behind the last pair is not held against the other.
    paired = [_extent([bead for bead in beads if bead.src and bead.tgt]) for beads in (auto, gold)]
    speaks, least = (*wanted, *found), (*paired[0], *paired[1])
    if any(size < _APART * other - 1 for size, other in zip(speaks, least, strict=True)):
        sizes = "{:,} and {:,} segments, the gold of {:,} and {:,}".format(*found, *wanted)
        return f"are these of one document? The beads speak of {sizes}"
    return ""


def _extent(beads: Sequence[IndexBead]) -> tuple[int, int]:
    """Return how many segments of each side beads speak of, the last that they name and all before it."""
    return (
        max((index + 1 for bead in beads for index in bead.src), default=0),
        max((index + 1 for bead in beads for index in bead.tgt), default=0),
    )


def _pairs(beads: Iterable[IndexBead]) -> set[Pair]:
    return {(tuple(sorted(bead.src)), tuple(sorted(bead.tgt))) for bead in beads if bead.src or bead.tgt}


def _two_sided(pairs: set[Pair]) -> set[Pair]:
    return {(src, tgt) for src, tgt in pairs if src and tgt}


def _judge(judged: set[Pair], *, by: set[Pair]) -> Tally:
    partners: defaultdict[int, set[int]] = defaultdict(set)
    for src, tgt in by:
        for index in src:
            partners[index].update(tgt)
    strict = judged & by
    lax = sum(1 for src, tgt in judged - by if any(not partners[index].isdisjoint(tgt) for index in src))
    return Tally(strict=len(strict), lax=len(strict) + lax, total=len(judged))


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Bin:
    """The beads whose confidence lies between two bounds."""

    lower: float
    """Least confidence of the bin."""
    upper: float
    """Confidence below which the bin ends; the last bin holds 1 as well."""
    beads: int
    confidence: float
    """Mean confidence of its beads."""
    right: float
    """Share of its beads that are strictly right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Whether beads of confidence p are right in a share p of cases."""

    bins: tuple[Bin, ...]
    """Ascending; empty bins are left out."""

    @property
    def error(self) -> float:
        """Expected calibration error: the mean of |confidence - share right|, each bin weighted by its beads."""
        total = sum(item.beads for item in self.bins)
        return sum(item.beads * abs(item.confidence - item.right) for item in self.bins) / total if total else 0.0


def judged(gold: Iterable[IndexBead], auto: Iterable[IndexBead]) -> list[tuple[float, bool]]:
    """Return, for every bead of `auto` that has a score, the score and whether the bead is strictly right.

    Scores of which one is no probability are costs, as Vecalign's are, and say nothing of what can be relied on.
    """
    scored = [(bead.score, bead) for bead in auto if bead.score is not None]
    if not all(0 <= score <= 1 for score, _ in scored):
        return []
    right = _pairs(gold)
    return [(score, _pairs([bead]) <= right) for score, bead in scored]


def reliability(verdicts: Sequence[tuple[float, bool]], *, bins: int = 10) -> Reliability:
    """Sort verdicts as `judged` returns them, pooled over documents, into bins of equal width."""
    cells: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in verdicts:
        cells[max(0, min(int(confidence * bins), bins - 1))].append((confidence, right))
    return Reliability(
        bins=tuple(
            Bin(
                lower=index / bins,
                upper=(index + 1) / bins,
                beads=len(cell),
                confidence=sum(confidence for confidence, _ in cell) / len(cell),
                right=sum(right for _, right in cell) / len(cell),
            )
            for index, cell in enumerate(cells)
            if cell
        )
    )
