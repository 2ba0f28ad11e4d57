"""A stretch that a person had aligned anew: the beads that the machine then found there, which nobody has accepted.

That a person asked for it is kept like all that they decide, by the words of the beads that came; so whoever aligns the
texts later, from whatever is in a cache or not, gets these beads, until somebody corrects them or takes it back.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from align.review.splice import splice
from align.review.standing import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.model import Alignment, Bead


def redraw(ladder: Alignment, beads: Sequence[Bead]) -> Alignment:
    """Put beads, given in order, into a ladder as what the machine found."""
    if not beads:
        return ladder
    redrawn = splice(ladder, [(bead.src, bead.tgt) for bead in beads])
    return restore_confidence(redrawn, beads)


def restore_confidence(ladder: Alignment, beads: Sequence[Bead]) -> Alignment:
    """Give beads of a ladder the confidence that the machine had in them, and the status of what nobody judged."""
    own = {key(bead): bead for bead in beads}
    return replace(ladder, beads=tuple(own.get(key(bead), bead) for bead in ladder.beads))
