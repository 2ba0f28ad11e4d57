"""One ladder -> the field's notation, a line such as `[0]:[0, 1]:0.93` for each bead; see `align.beads`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.beads import index_beads
from align.formats.units import Export
from align.model import UsageError

if TYPE_CHECKING:
    from align.result import Result


def export(result: Result) -> Export:
    """Return the beads of two texts; raise `UsageError` for more texts, since the notation names no document."""
    alignments = [alignment for family in result.families for alignment in family.alignments]
    if len(alignments) != 1:
        raise UsageError(f"beads are written for two texts at a time, and here are {len(alignments)} pairs; give two")
    return Export(chunks=(f"{bead}\n" for bead in index_beads(alignments[0])))
