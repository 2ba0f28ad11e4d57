"""Where paragraphs begin in two documents -> features of every bead.

Translators seldom join or divide paragraphs, and if they do, mostly between sentences. So a bead gains if it begins or
ends where paragraphs begin on both sides, and loses if a paragraph begins within it. The fewer paragraphs, the stronger
the evidence, because fewer coincide by chance; it is 0 if every segment of one document is a paragraph of its own, or
if one document has a single paragraph. The beginnings and ends of the documents do not count, as they always coincide.
Headings, verses and notes count as paragraphs.
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
"""Whether a paragraph begins with each of n segments; the end of the document counts as a beginning: (n + 1,)."""

PARAGRAPH_FEATURES = {
    "paragraphs meet": "number of its two ends where paragraphs of both sides begin, times their rarity",
    "paragraphs within": "number of paragraphs that begin within the sides of the bead, times their rarity",
}
"""Names of the paragraph features, and what they measure."""
_MOST = 6
"""Mean segments of a paragraph from which rarity no longer grows: a very rare break may be an accident."""


def beginnings(document: Segmented) -> Beginnings:
    """Return where the paragraphs of a document begin."""
    blocks = [segment.block for segment in document.segments]
    return np.diff(blocks, prepend=-1, append=len(document.document.blocks)) > 0


def paragraph_features(src: Beginnings, tgt: Beginnings, band: Band) -> Iterator[tuple[int, Floats]]:
    """Yield every move with both sides and the features of its beads by the point where they end: (2, points).

    Yields nothing if the paragraphs carry no evidence. Values of impossible beads are meaningless.
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
            # A paragraph that begins with the first segment of a side does not begin within it.
            within = sum(
                count[np.maximum(end - 1, 0)] - count[start]
                for count, start, end in zip(begun, (top, left), (rows, columns), strict=True)
            )
            yield kind, np.float32(rarity) * np.stack((meet, within))


def _meet(src: Beginnings, tgt: Beginnings, rows: Ints, columns: Ints) -> NDArray[np.bool_]:
    """Say at which points paragraphs of both sides begin, the first and last point of the grid excepted."""
    corner = (rows + columns == 0) | (rows + columns == len(src) + len(tgt) - 2)
    met: NDArray[np.bool_] = src[rows] & tgt[columns] & ~corner
    return met


def _rarity(src: Beginnings, tgt: Beginnings) -> float:
    """Return the log of the mean segments of a paragraph, on the side where they are fewer; 0 for a single paragraph.

    This estimates how much less likely two paragraphs are to coincide by chance than by design.
    """
    paragraphs = [np.count_nonzero(side[:-1]) for side in (src, tgt)]
    if 1 in paragraphs:
        return 0.0
    sizes = [(len(side) - 1) / count for side, count in zip((src, tgt), paragraphs, strict=True)]
    return float(np.log(min(_MOST, *sizes)))
