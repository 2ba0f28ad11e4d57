"""Data from files of other programs: reviewed beads, or texts that are already aligned."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewedBead:
    """A bead in a file that people reviewed."""

    id: str
    """Id of the bead, as exported."""
    line: int
    """Line of the file, or row of the sheet."""
    source: str
    target: str
    status: str
    """Present status."""
    was: str
    """Exported status; empty if the file has lost it."""
    comments: tuple[str, ...]
    """Lines of comment, old and new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BitextUnit:
    """Two texts that render each other."""

    texts: tuple[str, str]
    """Source and target."""
    line: int
    """Line of the file where they begin."""
