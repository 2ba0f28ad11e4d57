"""Estimated places of the other quotations of an article -> features of the candidates of one quotation."""

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
    "others here": "log of 1 + the expected number of other quotations of the article from this source",
    "share here": "their share of the expected number of other quotations from any source",
    "others found": "expected share of the other quotations that come from any source",
    "next": "closeness of the candidate to the preceding place of the previous quotation and the place of the next one",
    "cited": "1 if the note of the quotation names this source",
}
"""Names of the features of the second step in the order of their columns, with descriptions."""
_CLOSE = 40.0
"""Distance in words over which closeness falls by the factor e."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """The probable places of a quotation on its own."""

    mass: Mapping[int, float]
    """Probability of each source."""
    reach: Mapping[int, tuple[int, int]]
    """Its best place in each of these sources: first word, and one past the last."""


def estimate(posterior: Posterior) -> Estimate:
    """Summarise the probabilities of one quotation."""
    reach = {}
    for number, places in posterior.sources.items():
        chosen = best_chain(places)
        reach[number] = (int(places[0].start[chosen[0]]), int(places[-1].end[chosen[-1]]))
    return Estimate(mass=posterior.mass, reach=reach)


def neighbours(estimates: Sequence[Estimate], index: int, found: Candidates, cited: int | None) -> Floats:
    """Return the features of the candidates of one of the quotations: (candidates, features).

    `estimates` are the estimates for all quotations of the article, in order; `index` is the number of this quotation.
    """
    out = np.zeros((len(found), len(NEIGHBOURS)), np.float32)
    others = [estimate for i, estimate in enumerate(estimates) if i != index]
    anywhere = sum(sum(estimate.mass.values()) for estimate in others)
    out[:, 2] = anywhere / max(1, len(others))
    for number, here in found.parts():
        expected = sum(estimate.mass.get(number, 0.0) for estimate in others)
        out[here, 0] = np.log1p(expected)
        out[here, 1] = expected / max(1.0, anywhere)
        if index > 0 and number in estimates[index - 1].mass:
            _, end = estimates[index - 1].reach[number]
            out[here, 3] += estimates[index - 1].mass[number] * _closeness(found.start[here] - end)
        if index + 1 < len(estimates) and number in estimates[index + 1].mass:
            start, _ = estimates[index + 1].reach[number]
            out[here, 3] += estimates[index + 1].mass[number] * _closeness(start - found.end[here])
        out[here, 4] = number == cited
    return out


def _closeness(gap: Ints) -> Doubles:
    """Return 1 for a gap of 0 words, less for larger gaps, and 0 for the wrong order."""
    closeness: Doubles = np.where(gap >= 0, np.exp(-np.maximum(gap, 0) / _CLOSE), 0.0)
    return closeness
