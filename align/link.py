"""Ladders over all pairs of parallel versions -> n-way links that tile each version.

The ladders from the pivot decide: a link ends where all of them have a rung at the same place of the pivot. Segments
between two rungs that exist in one version only form their own link. The ladders of the other pairs do not move links,
but if one of them disagrees, it lowers the confidence of the link.
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

    `documents` are the ids of the versions, the pivot first; `alignments` are the ladders of all their pairs, in the
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
    """Cut all versions where every spoke has a rung; return for each link the runs of all versions, pivot first."""
    rungs = [{bead.src.start for bead in spoke} | {spoke[-1].src.end if spoke else 0} for spoke in spokes]
    cuts = sorted(set.intersection(*rungs))
    at = [0] * len(spokes)
    links = []
    reached = [0] * len(spokes)
    for start, end in zip(cuts, [*cuts[1:], cuts[-1]], strict=True):
        for version, spoke in enumerate(spokes):
            while at[version] < len(spoke) and spoke[at[version]].src.end == start:
                # The bead has no segment of the pivot: make a link of this version alone.
                run = spoke[at[version]].tgt
                links.append(_link_of_one_version(SegSpan(start=start, end=start), reached, version, run))
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


def _link_of_one_version(pivot: SegSpan, reached: Sequence[int], version: int, run: SegSpan) -> tuple[SegSpan, ...]:
    return (pivot, *(run if other == version else SegSpan(start=at, end=at) for other, at in enumerate(reached)))


class _Witness:
    """The ladder of one pair of versions as evidence for the confidence of links."""

    def __init__(self, src: int, tgt: int, beads: Sequence[Bead]) -> None:
        self._src, self._tgt = src, tgt
        self._beads = beads
        self._src_ends = [bead.src.end for bead in beads]
        self._src_starts = [bead.src.start for bead in beads]
        self._tgt_ends = [bead.tgt.end for bead in beads]
        self._tgt_starts = [bead.tgt.start for bead in beads]

    def confidence(self, runs: Sequence[SegSpan]) -> float:
        """Return the lowest of the confidences of the beads inside the link, and of 1 - confidence of the others.

        The others are beads that cross the border of the link; without any bead the result is 1.
        """
        src, tgt = runs[self._src], runs[self._tgt]
        touching = [
            self._beads[k]
            for k in sorted(
                {
                    *_overlaps(self._src_starts, self._src_ends, src),
                    *_overlaps(self._tgt_starts, self._tgt_ends, tgt),
                }
            )
        ]
        inside = [bead for bead in touching if _within(bead.src, src) and _within(bead.tgt, tgt)]
        against = [bead for bead in touching if bead not in inside]
        if src and tgt and not any(bead.src and bead.tgt for bead in touching):
            against = touching  # The ladder contains both runs but does not pair them.
        return min([bead.confidence for bead in inside] + [1 - bead.confidence for bead in against], default=1.0)


def _overlaps(starts: Sequence[int], ends: Sequence[int], run: SegSpan) -> range:
    """Return the indices of the beads that share a segment with the run; `starts` and `ends` are ascending."""
    return range(bisect_right(ends, run.start), bisect_left(starts, run.end)) if run else range(0)


def _within(inner: SegSpan, outer: SegSpan) -> bool:
    return not inner or (outer.start <= inner.start and inner.end <= outer.end)
