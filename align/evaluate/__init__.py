"""Gold beads and an aligner's beads -> precision, recall, F1, and the calibration of the aligner's confidences.

The counts are those of Vecalign's scorer (Thompson and Koehn 2019), the usual one of the field. Scorers differ by up to
two points on the same beads, so never put figures from two scorers into one table.
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
_LEAST_COVERED = 0.9
"""Two ladders belong to different documents if one covers less than this share of the segments paired in the other."""
_EXCHANGED = 0.5
"""The sides of a ladder are exchanged if its strict F1 is below this value, and above it with the sides swapped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """Numbers of right beads, strictly and laxly judged, and of all beads."""

    strict: int = 0
    """Beads with both index sets equal to those of a bead of the other ladder."""
    lax: int = 0
    """Strictly right beads, and beads that share a source and a target sentence with one bead of the other ladder."""
    total: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(strict=self.strict + other.strict, lax=self.lax + other.lax, total=self.total + other.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Precision, recall and F1 between 0 and 1; each is 0 if there are no beads to count."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The counts behind the figures; add the counts of several documents to pool them."""

    found: Tally = Tally()
    """The aligner's beads, including null beads, judged by the gold."""
    wanted: Tally = Tally()
    """The gold beads with both sides, judged by the aligner's beads with both sides."""

    def __add__(self, other: Counts) -> Counts:
        return Counts(found=self.found + other.found, wanted=self.wanted + other.wanted)

    @property
    def strict(self) -> Score:
        """The score if a bead counts when both its index sets are right."""
        return Score(
            precision=_ratio(self.found.strict, self.found.total), recall=_ratio(self.wanted.strict, self.wanted.total)
        )

    @property
    def lax(self) -> Score:
        """The score if a bead counts when it shares sentences with a right one on both sides."""
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
    """Return why `auto` and `gold` seem to belong to different documents or to have exchanged sides; "" if not."""
    unchanged, swapped = count(gold, auto), count(gold, [IndexBead(src=bead.tgt, tgt=bead.src) for bead in auto])
    if unchanged.strict.f1 < _EXCHANGED < swapped.strict.f1:
        figures = f"{swapped.strict.f1:.4f} and not {unchanged.strict.f1:.4f}"
        return f"the sides seem to be exchanged; the other way round, strict F1 would be {figures}"
    wanted, found = _extent(gold), _extent(auto)
    # Not every aligner writes null beads, so a ladder only needs to reach the last pair of the other.
    paired = [_extent([bead for bead in beads if bead.src and bead.tgt]) for beads in (auto, gold)]
    speaks, least = (*wanted, *found), (*paired[0], *paired[1])
    if any(size < _LEAST_COVERED * other - 1 for size, other in zip(speaks, least, strict=True)):
        sizes = "{:,} and {:,} segments, the gold of {:,} and {:,}".format(*found, *wanted)
        return f"are these of one document? The beads speak of {sizes}"
    return ""


def _extent(beads: Sequence[IndexBead]) -> tuple[int, int]:
    """Return the number of segments covered on each side: up to the last one named in a bead."""
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
    """The beads with a confidence between two bounds."""

    lower: float
    """Lower bound of the bin, inclusive."""
    upper: float
    """Upper bound of the bin, exclusive; the last bin includes 1."""
    beads: int
    confidence: float
    """Mean confidence of its beads."""
    right: float
    """Share of strictly right beads."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reliability:
    """Calibration: beads of confidence p should be right with frequency p."""

    bins: tuple[Bin, ...]
    """In ascending order, without empty bins."""

    @property
    def error(self) -> float:
        """Expected calibration error: the mean of |confidence - share right|, weighted by the beads of each bin."""
        total = sum(item.beads for item in self.bins)
        return sum(item.beads * abs(item.confidence - item.right) for item in self.bins) / total if total else 0.0


def judge_beads(gold: Iterable[IndexBead], auto: Iterable[IndexBead]) -> list[tuple[float, bool]]:
    """Return for each bead of `auto` with a score this score, and whether the bead is strictly right.

    If any score is not a probability, the scores are costs, like Vecalign's, and the result is empty.
    """
    scored = [(bead.score, bead) for bead in auto if bead.score is not None]
    if not all(0 <= score <= 1 for score, _ in scored):
        return []
    right = _pairs(gold)
    return [(score, _pairs([bead]) <= right) for score, bead in scored]


def reliability(verdicts: Sequence[tuple[float, bool]], *, bins: int = 10) -> Reliability:
    """Sort the verdicts of `judge_beads`, pooled over documents, into bins of equal width."""
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
