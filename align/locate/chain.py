"""Scores of candidates -> probabilities, for a quotation of one stretch or of several in order.

The stretches between omissions form a chain: in the source, each begins at or after the end of the previous one, and
larger gaps are less probable. The score of a chain is the mean score of its candidates, weighted by the length of the
words, minus the costs of its gaps. Its probability is its share among all chains of all sources and the possibility, of
score 0, that none is right (forward-backward, as in Rabiner 1989).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.locate.search import Candidates
    from align.locate.source import Doubles, Floats, Ints

_KEPT = 64
"""Number of best candidates for each stretch and source that enter the chains."""
_GAP = 0.3
"""Cost of a gap, times log(1 + words / 5)."""
_GAP_WORDS = 5.0
_LIKELY = 200
"""Number of most probable places of a stretch from which the result is chosen."""
_NEVER = -1e9


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Places:
    """The candidates for one stretch kept in one source, with their probabilities."""

    start: Ints
    end: Ints
    probability: Doubles


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Posterior:
    """Probabilities of the places of one quotation."""

    sources: dict[int, tuple[Places, ...]]
    """By source with candidates for all stretches, the places of each stretch."""
    mass: dict[int, float]
    """By source, its probability."""

    @property
    def found(self) -> float:
        """Probability that the quotation comes from any of these sources."""
        return sum(self.mass.values())


def posterior(stretches: Sequence[Candidates], scores: Sequence[Floats], lengths: Sequence[int]) -> Posterior:
    """Turn scores into probabilities.

    `scores` has the scores of the candidates of each stretch, relative to the possibility that none is right; `lengths`
    are the lengths of the stretches, in code points.
    """
    shares = np.array(lengths, np.float64) / max(1, sum(lengths))
    numbers = [set(found.source.tolist()) for found in stretches]
    totals: dict[int, float] = {}
    chains: dict[int, list[tuple[Ints, Ints, Doubles]]] = {}
    for number in sorted(set.intersection(*numbers)) if numbers else ():
        kept = []
        for found, score, share in zip(stretches, scores, shares, strict=True):
            here = found.in_source(number)
            start, end, worth = found.start[here], found.end[here], score[here].astype(np.float64) * share
            if len(stretches) > 1:
                best = np.sort(np.argsort(-worth, kind="stable")[:_KEPT])
                start, end, worth = start[best], end[best], worth[best]
            kept.append((start, end, worth))
        totals[number], chains[number] = _marginals(kept)
    peak = max([0.0, *totals.values()])
    whole = np.exp(-peak) + sum(np.exp(total - peak) for total in totals.values())
    mass = {number: float(np.exp(total - peak) / whole) for number, total in totals.items() if total > _NEVER / 2}
    return Posterior(
        mass=mass,
        sources={
            number: tuple(
                Places(start=start, end=end, probability=mass[number] * np.exp(log))
                for start, end, log in chains[number]
            )
            for number in mass
        },
    )


def best_chain(places: Sequence[Places]) -> tuple[int, ...]:
    """Return the index of the chosen place of each stretch: in order, with the greatest expected overlap with truth."""
    gains = [_expected_overlap(some) for some in places]
    total, back = gains[0], []
    for before, after, gain in zip(places, places[1:], gains[1:], strict=False):
        steps = total[:, None] + np.where(_gaps(before, after) >= 0, 0, _NEVER)
        back.append(steps.argmax(axis=0))
        total = steps.max(axis=0) + gain
    chosen = [int(total.argmax())]
    for choice in reversed(back):
        chosen.append(int(choice[chosen[-1]]))
    return tuple(reversed(chosen))


def _marginals(kept: Sequence[tuple[Ints, Ints, Doubles]]) -> tuple[float, list[tuple[Ints, Ints, Doubles]]]:
    """Return the log of the summed weight of all chains, and for each candidate the log of its share in this sum."""
    transitions = []
    for (_, end, _), (start, _, _) in pairwise(kept):
        gap = start[None, :] - end[:, None]
        transitions.append(np.where(gap < 0, _NEVER, -_GAP * np.log1p(np.maximum(gap, 0) / _GAP_WORDS)))
    forward = [kept[0][2]]
    for transition, (_, _, worth) in zip(transitions, kept[1:], strict=True):
        forward.append(_log_sum(forward[-1][:, None] + transition) + worth)
    backward = [np.zeros(len(kept[-1][2]))]
    for transition, (_, _, worth) in zip(reversed(transitions), reversed(kept[1:]), strict=True):
        backward.append(_log_sum((transition + worth + backward[-1]).T))
    total = float(_log_sum(forward[-1][:, None])[0])
    return total, [
        (start, end, ahead + behind - total)
        for (start, end, _), ahead, behind in zip(kept, forward, reversed(backward), strict=True)
    ]


def _log_sum(rows: Doubles) -> Doubles:
    """Return the log of the sum of the exponentials of each column."""
    peak = rows.max(axis=0)
    sums: Doubles = peak + np.log(np.exp(rows - peak).sum(axis=0))
    return sums


def _gaps(before: Places, after: Places) -> Ints:
    return after.start[None, :] - before.end[:, None]


def _expected_overlap(places: Places) -> Doubles:
    """Return for each place its expected intersection over union with the true one, in words; 0 if improbable."""
    likely = np.argsort(-places.probability, kind="stable")[:_LIKELY]
    start, end = places.start[likely], places.end[likely]
    shared = np.minimum(end[:, None], end) - np.maximum(start[:, None], start)
    joined = np.maximum(end[:, None], end) - np.minimum(start[:, None], start)
    expected = np.zeros(len(places.start))
    expected[likely] = np.maximum(shared, 0) / joined @ places.probability[likely]
    return expected
