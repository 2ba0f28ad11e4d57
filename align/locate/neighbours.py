"""Where the other quotations of an article seem to come from -> what this says of each candidate of one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from align.locate.chain import best_chain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from align.locate.chain import Posterior
    from align.locate.search import Candidates
    from align.locate.source import Doubles, Floats, Ints

NEIGHBOURS: dict[str, str] = {
    "others here": "log of 1 + the number of other quotations of the article that come from the source, as expected",
    "share here": "their share in those that come from any source",
    "others found": "share of the other quotations that come from any source",
    "next": "how close the candidate lies behind the place of the quotation before it, or before that of the next",
    "cited": "1 if the note of the quotation names the source",
}
"""Names of the features of the second step in the order of their columns, and what they measure."""
_CLOSE = 40.0
"""Words over which closeness falls by the factor e."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """Where a quotation seems to come from, judged by itself."""

    mass: Mapping[int, float]
    """Probability of each source."""
    reach: Mapping[int, tuple[int, int]]
    """Where it lies in each of these sources: first word, and one past the last."""


def sight(posterior: Posterior) -> Sight:
    """Sum up what is known of one quotation."""
    reach = {}
    for number, places in posterior.sources.items():
        chosen = best_chain(places)
        reach[number] = (int(places[0].start[chosen[0]]), int(places[-1].end[chosen[-1]]))
    return Sight(mass=posterior.mass, reach=reach)


def neighbours(sights: Sequence[Sight], index: int, found: Candidates, cited: int | None) -> Floats:
    """Return the features of the candidates of one of the quotations: (candidates, features).

    `sights` are those of all quotations of the article, in its order.
    """
    out = np.zeros((len(found), len(NEIGHBOURS)), np.float32)
    others = [sight for i, sight in enumerate(sights) if i != index]
    anywhere = sum(sum(sight.mass.values()) for sight in others)
    out[:, 2] = anywhere / max(1, len(others))
    for number, here in found.parts():
        expected = sum(sight.mass.get(number, 0.0) for sight in others)
        out[here, 0] = np.log1p(expected)
        out[here, 1] = expected / max(1.0, anywhere)
        if index > 0 and number in sights[index - 1].mass:
            _, end = sights[index - 1].reach[number]
            out[here, 3] += sights[index - 1].mass[number] * _closeness(found.start[here] - end)
        if index + 1 < len(sights) and number in sights[index + 1].mass:
            start, _ = sights[index + 1].reach[number]
            out[here, 3] += sights[index + 1].mass[number] * _closeness(start - found.end[here])
        out[here, 4] = number == cited
    return out


def _closeness(gap: Ints) -> Doubles:
    """Return 1 for what adjoins, less the further, 0 for the wrong order."""
    closeness: Doubles = np.where(gap >= 0, np.exp(-np.maximum(gap, 0) / _CLOSE), 0.0)
    return closeness
