"""Where paragraphs begin in two documents -> what that says of every bead.

Translators seldom join paragraphs or part them, and then mostly between sentences. So it speaks for a bead that it
begins or ends where paragraphs begin on both sides, and against it that one begins within it. It says the more, the
fewer paragraphs there are, for then they hardly meet by chance; where one document has every segment on a line of its
own, or one paragraph only, it says nothing. Nor does it that both documents begin, or end: all do. Headings, verses and
notes count as paragraphs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from align.bitext.features import MOVES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.dp import Band, Floats, Ints
    from align.model import Segmented

Beginnings = NDArray[np.bool_]
"""Whether a paragraph begins with each of n segments; the end of the document counts as one more: (n + 1,)."""

PARAGRAPHS = {
    "paragraphs meet": "at how many of its two ends paragraphs of both sides begin, by how rare they are",
    "paragraphs within": "how many paragraphs begin within the sides of the bead, by how rare they are",
}
"""Names of the features of paragraphs, and what they measure."""
_MOST = 6
"""Segments of a paragraph beyond which it is no rarer: a break where there are hardly any may be an accident."""


def beginnings(document: Segmented) -> Beginnings:
    """Say where the paragraphs of a document begin."""
    blocks = [segment.block for segment in document.segments]
    return np.diff(blocks, prepend=-1, append=len(document.document.blocks)) > 0


def of_paragraphs(src: Beginnings, tgt: Beginnings, band: Band) -> Iterator[tuple[int, Floats]]:
    """Yield every move of both sides with the features of the beads that end with it at a point: (2, points).

    The values of beads that there cannot be mean nothing. Nothing is yielded where paragraphs say nothing.
    """
    rarity = _rarity(src, tgt)
    if not rarity:
        return
    rows, columns = band.coordinates()
    begun = [np.cumsum(side, dtype=np.float32) for side in (src, tgt)]
    for kind, (one, other) in enumerate(MOVES.tolist()):
        if one and other:
            top, left = np.maximum(rows - one, 0), np.maximum(columns - other, 0)
            meet = _meet(src, tgt, top, left).astype(np.float32) + _meet(src, tgt, rows, columns)
            # A paragraph that begins with the first segment of a side is not within it.
            within = sum(
                count[np.maximum(end - 1, 0)] - count[start]
                for count, start, end in zip(begun, (top, left), (rows, columns), strict=True)
            )
            yield kind, np.float32(rarity) * np.stack((meet, within))


def _meet(src: Beginnings, tgt: Beginnings, rows: Ints, columns: Ints) -> NDArray[np.bool_]:
    """Say at which points paragraphs of both sides begin, other than those where both documents begin or end."""
    corner = (rows + columns == 0) | (rows + columns == len(src) + len(tgt) - 2)
    met: NDArray[np.bool_] = src[rows] & tgt[columns] & ~corner
    return met


def _rarity(src: Beginnings, tgt: Beginnings) -> float:
    """Return the log of the segments of a paragraph on the side that has fewer, 0 if a side has but one paragraph.

    That is how much less likely it is that two paragraphs meet by chance than by design.
    """
    paragraphs = [np.count_nonzero(side[:-1]) for side in (src, tgt)]
    if 1 in paragraphs:
        return 0.0
    sizes = [(len(side) - 1) / count for side, count in zip((src, tgt), paragraphs, strict=True)]
    return float(np.log(min(_MOST, *sizes)))
