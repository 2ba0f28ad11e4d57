"""Quotations of two parallel versions and their ladder -> pairs of quotations, and quotations without a partner."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from align.model import QuotationPair

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from align.model import Alignment, Quotation, Quoted, Segmented, SegSpan

_FARTHEST = 1.0
"""Maximum distance between a quotation and its rendering on the ladder, summed over both ends, in beads."""
_LEAST_SHARED = 0.3
"""At a larger distance, the minimum overlap of the two as a share of their union on the ladder."""
_SAME_NOTE = 1.0
_SAME_KIND = 0.5
_SPLITS = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Unit:
    """A quotation with all its pieces, and its place on the ladder."""

    pieces: tuple[Quotation, ...]
    start: float
    """Index of the bead, plus the relative position in its text."""
    end: float


def pair(
    quoted_a: Quoted, quoted_b: Quoted, alignment: Alignment, segmented_a: Segmented, segmented_b: Segmented
) -> tuple[QuotationPair, ...]:
    """Pair the quotations of two versions in order, chains as wholes; one quotation may match up to three neighbours.

    Partners have nearly the same place on the ladder; among several candidates their kind and their note decide.
    Raises `ValueError` if the ladder belongs to other documents.
    """
    ids = (segmented_a.document.id, segmented_b.document.id)
    if ids != (alignment.src, alignment.tgt) or ids != (quoted_a.document, quoted_b.document):
        raise ValueError(f"the ladder {alignment.src} : {alignment.tgt} is not that of {ids[0]} : {ids[1]}")
    units_a = _units(quoted_a, _scale(segmented_a, [bead.src for bead in alignment.beads]))
    units_b = _units(quoted_b, _scale(segmented_b, [bead.tgt for bead in alignment.beads]))
    pairs: list[QuotationPair] = []
    for group_a, group_b in _groups(units_a, units_b):
        pairs += (QuotationPair(src=_ids(a), tgt=_ids(b)) for a, b in _match(group_a, group_b))
    return tuple(pairs)


def _ids(units: Sequence[_Unit]) -> tuple[str, ...]:
    return tuple(piece.id for unit in units for piece in unit.pieces)


def _scale(segmented: Segmented, runs: Sequence[SegSpan]) -> Callable[[int], float]:
    """Return a function from a code point offset to its place on the ladder."""
    starts, ends, beads = [], [], []
    for index, run in enumerate(runs):
        if run:
            starts.append(segmented.segments[run.start].span.start)
            ends.append(segmented.segments[run.end - 1].span.end)
            beads.append(index)

    def place(offset: int) -> float:
        k = max(0, bisect_right(starts, offset) - 1)
        return beads[k] + min(1.0, (offset - starts[k]) / (ends[k] - starts[k]))

    return place


def _units(quoted: Quoted, place: Callable[[int], float]) -> list[_Unit]:
    chains: dict[str, list[Quotation]] = {}
    for quotation in quoted.quotations:
        chains.setdefault(quotation.chain or quotation.id, []).append(quotation)
    return [
        _Unit(pieces=tuple(pieces), start=place(pieces[0].span.start), end=place(pieces[-1].span.end))
        for pieces in chains.values()
    ]


def _groups(units_a: Sequence[_Unit], units_b: Sequence[_Unit]) -> Iterator[tuple[list[_Unit], list[_Unit]]]:
    """Cut both sequences wherever no unit of either side is close to a unit after the cut."""
    sided = sorted(
        [*((unit, 0) for unit in units_a), *((unit, 1) for unit in units_b)], key=lambda one: (one[0].start, one[1])
    )
    group: tuple[list[_Unit], list[_Unit]] = ([], [])
    reach = -_FARTHEST
    for unit, side in sided:
        if unit.start > reach + _FARTHEST and any(group):
            yield group
            group = ([], [])
        group[side].append(unit)
        reach = max(reach, unit.end)
    if any(group):
        yield group


def _match(units_a: Sequence[_Unit], units_b: Sequence[_Unit]) -> Iterator[tuple[Sequence[_Unit], Sequence[_Unit]]]:
    """Choose the pairs with the greatest total score, in the order of both sides; the rest have an empty partner."""
    n, m = len(units_a), len(units_b)
    best = [[0.0] * (m + 1) for _ in range(n + 1)]
    step = [[(1, 0) if i else (0, 1) for _ in range(m + 1)] for i in range(n + 1)]
    for i in range(n + 1):
        for j in range(m + 1):
            options = [(best[i - di][j - dj], (di, dj)) for di, dj in ((1, 0), (0, 1)) if i >= di and j >= dj]
            for di, dj in _SPLITS:
                if i >= di and j >= dj:
                    score = _score(units_a[i - di : i], units_b[j - dj : j])
                    options.append((best[i - di][j - dj] + score if score else -1.0, (di, dj)))
            if options:
                best[i][j], step[i][j] = max(options)
    found: list[tuple[Sequence[_Unit], Sequence[_Unit]]] = []
    i, j = n, m
    while i or j:
        di, dj = step[i][j]
        found.append((units_a[i - di : i], units_b[j - dj : j]))
        i, j = i - di, j - dj
    return reversed(found)


def _score(some: Sequence[_Unit], others: Sequence[_Unit]) -> float:
    """Return the score of pairing neighbouring quotations of both sides; 0 if they cannot correspond."""
    if not (_are_disjoint(some) and _are_disjoint(others)):
        return 0.0
    starts, ends = (some[0].start, others[0].start), (some[-1].end, others[-1].end)
    distance = abs(starts[0] - starts[1]) + abs(ends[0] - ends[1])
    shared = (min(ends) - max(starts)) / (max(ends) - min(starts))
    if distance > _FARTHEST and shared < _LEAST_SHARED:
        return 0.0
    first, other = some[0].pieces[0], others[0].pieces[0]
    same_note = bool(first.note) and some[-1].pieces[-1].note == others[-1].pieces[-1].note
    return max(1 - distance / 2, shared) + _SAME_NOTE * same_note + _SAME_KIND * (first.kind is other.kind)


def _are_disjoint(units: Sequence[_Unit]) -> bool:
    """Tell whether each quotation ends before the next one begins."""
    return all(one.pieces[-1].span.end <= two.pieces[0].span.start for one, two in pairwise(units))
