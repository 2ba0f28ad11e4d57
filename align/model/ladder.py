"""Corresponding segments: beads of two documents, links of several."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, overload

from align.model.text import SegSpan
from align.wording import quantity, two_digits

if TYPE_CHECKING:
    from collections.abc import Iterator

BeadSpans = tuple[SegSpan, SegSpan]
"""The segments of a bead: of the source and of the target."""


class Status(StrEnum):
    """The review status of a bead."""

    MACHINE = "machine"
    ACCEPTED = "accepted"
    """A person confirmed it; it is locked."""
    REJECTED = "rejected"
    """A person rejected it; a new alignment avoids it."""
    NEEDS_REVIEW = "needs-review"
    """A person asked for another review."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bead:
    """Segments of two documents that render each other; a null bead has segments on one side only."""

    src: SegSpan
    tgt: SegSpan
    confidence: float
    """Probability that exactly these segments belong together."""
    status: Status = Status.MACHINE

    @property
    def type(self) -> str:
        """The numbers of segments, source first: "1-1", "2-1", "0-1"."""
        return f"{len(self.src)}-{len(self.tgt)}"

    def __str__(self) -> str:
        """Return type and confidence: "2-1 0.97"."""
        return f"{self.type} {two_digits(self.confidence):.2f}"


_UNRELATED = 0.3
"""Trust below which two documents are probably not versions of one text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """Two segmented documents as a ladder of beads: monotone and complete; a sequence of the beads."""

    src: str
    """Id of the source document."""
    tgt: str
    """Id of the target document."""
    beads: tuple[Bead, ...]

    def __post_init__(self) -> None:
        i = j = 0
        for bead in self.beads:
            if (bead.src.start, bead.tgt.start) != (i, j) or not (bead.src or bead.tgt):
                raise ValueError(f"{self.src} : {self.tgt}: no ladder at segment {i} : {j}")
            i, j = bead.src.end, bead.tgt.end

    def __len__(self) -> int:
        return len(self.beads)

    def __iter__(self) -> Iterator[Bead]:
        return iter(self.beads)

    @overload
    def __getitem__(self, number: int) -> Bead: ...

    @overload
    def __getitem__(self, number: slice) -> tuple[Bead, ...]: ...

    def __getitem__(self, number: int | slice) -> Bead | tuple[Bead, ...]:
        return self.beads[number]

    def __repr__(self) -> str:
        return f"<Alignment {self.src} : {self.tgt}, {quantity(len(self.beads), 'bead')}>"

    @property
    def hardly_agrees(self) -> bool:
        """Whether the documents are probably not versions of one text; unreliable below ten segments."""
        return self.trust < _UNRELATED

    @property
    def trust(self) -> float:
        """Expected share of the segments of the shorter document in right beads with both sides.

        It is near 1 for a close translation, and near 0 for unrelated texts.
        """
        if not self.beads:
            return 0.0
        last = self.beads[-1]
        shares = (
            sum(bead.confidence * len(run) for bead, run in sides if bead.src and bead.tgt) / total
            for sides, total in (
                ([(bead, bead.src) for bead in self.beads], last.src.end),
                ([(bead, bead.tgt) for bead in self.beads], last.tgt.end),
            )
            if total
        )
        return max(shares)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Corresponding segments of n parallel documents; one `tu` of a multilingual TMX."""

    members: tuple[SegSpan, ...]
    """One run of segments for each document of the `Links`, in its order; empty if a version has no segments here."""
    confidence: float
    """Probability that all members belong together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """The parallel versions of one text, cut into links that tile each of them."""

    documents: tuple[str, ...]
    """Ids of the documents, the pivot first."""
    links: tuple[Link, ...]

    def __repr__(self) -> str:
        return f"<Links {' : '.join(self.documents)}, {quantity(len(self.links), 'link')}>"
