"""Ladders over every pair of parallel versions -> n-way links that tile each version.

The ladders that start from the pivot decide: a link ends where each of them has a rung at the same place of the pivot.
What stands in one version only, between two rungs, is a link of its own. The ladders of the other pairs do not move a
link, but they are witnesses: where one of them disagrees, the confidence of the link says so.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from align.model import Link, Links, SegSpan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.model import Alignment, Bead


def link(documents: Sequence[str], alignments: Sequence[Alignment]) -> Links:
    """Join ladders into links.

    `documents` are the ids of the versions, the pivot first; `alignments` are the ladders of all pairs of them, in the
    order of `itertools.combinations`.
    """
    pivot, *others = documents
    ladders = {(alignment.src, alignment.tgt): alignment.beads for alignment in alignments}
    spokes = [ladders[pivot, other] for other in others]
    members = _members(spokes)
    places = {document: place for place, document in enumerate(documents)}
    witnesses = [
        _Witness(places[src], places[tgt], beads)
        for (src, tgt), beads in ladders.items()
        if src in places and tgt in places
    ]
    return Links(
        documents=tuple(documents),
        links=tuple(
            Link(members=runs, confidence=min(witness.confidence(runs) for witness in witnesses)) for runs in members
        ),
    )


def _members(spokes: Sequence[Sequence[Bead]]) -> list[tuple[SegSpan, ...]]:
    """Cut all versions where every spoke has a rung; of each link, the run of every version, the pivot's first."""
    rungs = [{bead.src.start for bead in spoke} | {spoke[-1].src.end if spoke else 0} for spoke in spokes]
    cuts = sorted(set.intersection(*rungs))
    at = [0] * len(spokes)
    links = []
    reached = [0] * len(spokes)
    for start, end in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        for version, spoke in enumerate(spokes):
            while at[version] < len(spoke) and spoke[at[version]].src.end == start:
                # The bead has nothing in the pivot: a link of this version alone.
                run = spoke[at[version]].tgt
                links.append(_alone(SegSpan(start=start, end=start), reached, version, run))
                reached[version] = run.end
                at[version] += 1
        if start == end:
            continue
        runs = [SegSpan(start=start, end=end)]
        for version, spoke in enumerate(spokes):
            first = reached[version]
            while at[version] < len(spoke) and spoke[at[version]].src.start < end:
                reached[version] = spoke[at[version]].tgt.end
                at[version] += 1
            runs.append(SegSpan(start=first, end=reached[version]))
        links.append(tuple(runs))
    return links


def _alone(pivot: SegSpan, reached: Sequence[int], version: int, run: SegSpan) -> tuple[SegSpan, ...]:
    return (pivot, *(run if other == version else SegSpan(start=at, end=at) for other, at in enumerate(reached)))


class _Witness:
    """What the ladder of one pair of versions says of a link."""

    def __init__(self, src: int, tgt: int, beads: Sequence[Bead]) -> None:
        self._src, self._tgt = src, tgt
        self._beads = beads
        self._src_ends = [bead.src.end for bead in beads]
        self._src_starts = [bead.src.start for bead in beads]
        self._tgt_ends = [bead.tgt.end for bead in beads]
        self._tgt_starts = [bead.tgt.start for bead in beads]

    def confidence(self, runs: Sequence[SegSpan]) -> float:
        """Return the least confidence of the beads inside the link, or the doubt that beads across its border leave."""
        src, tgt = runs[self._src], runs[self._tgt]
        touching = [
            self._beads[k]
            for k in sorted(
                {*_touching(self._src_starts, self._src_ends, src), *_touching(self._tgt_starts, self._tgt_ends, tgt)}
            )
        ]
        inside = [bead for bead in touching if _within(bead.src, src) and _within(bead.tgt, tgt)]
        against = [bead for bead in touching if bead not in inside]
        if src and tgt and not any(bead.src and bead.tgt for bead in touching):
            against = touching  # The ladder knows both runs and keeps them apart.
        return min([bead.confidence for bead in inside] + [1 - bead.confidence for bead in against], default=1.0)


def _touching(starts: Sequence[int], ends: Sequence[int], run: SegSpan) -> range:
    """Return the numbers of the beads that share a segment with the run; `starts` and `ends` ascend."""
    return range(bisect_right(ends, run.start), bisect_left(starts, run.end)) if run else range(0)


def _within(inner: SegSpan, outer: SegSpan) -> bool:
    return not inner or (outer.start <= inner.start and inner.end <= outer.end)
