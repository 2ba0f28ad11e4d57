"""What comes back from other programs: a review of beads, or texts that are aligned already."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """What a file that people worked on says of one bead."""

    id: str
    """Of the bead, as the export wrote it."""
    line: int
    """Of the file, or row of the sheet."""
    source: str
    target: str
    status: str
    """As it is now."""
    was: str
    """As the export wrote it; empty if the file has lost it."""
    comments: tuple[str, ...]
    """Lines of comment, old and new."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BitextUnit:
    """Two texts that render each other, source first."""

    texts: tuple[str, str]
    line: int
    """Where they begin in the file."""
