"""Two passages that render each other -> the negations of one without a counterpart in the other."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from align.lang.facts import CueStrength, FactKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from align.lang.facts import Fact

_NEAR = 15
"""Greatest distance, in characters, between a negation and its counterpart in other words."""
_MANY = 12
"""Most negations of a passage that are matched; with more, nobody can tell which belong together."""


def unanswered_negations(
    facts: Iterable[Fact], length: int, others: Iterable[Fact], other_length: int
) -> tuple[Fact, ...]:
    """Return the negations of a passage that another passage lacks, in order.

    A translation negates as often as its original. Where it negates less often, the negations are left over whose
    positions fit its own worst. A word that may replace a negation ("unhappy" for "not happy") counts as the
    counterpart of a negation at about the same position, unless the other passage has such a word there too.

    Parameters:
        facts: the facts of the passage.
        length: its length in characters.
        others: the facts of the other passage.
        other_length: the length of the other passage in characters.
    """
    ours, theirs = tuple(facts), tuple(others)
    scale = length / max(1, other_length)
    said, answers = _positions(negations(ours), 1), _positions(negations(theirs), scale)
    if not len(answers) < len(said) <= _MANY:
        return ()
    left = _worst_fits(said, answers)
    free = [place for place, _ in _positions(_loose(theirs), scale)]
    for one in (*_positions(_loose(ours), 1), *left):
        answer = min(free, key=lambda place: abs(place - one[0]), default=None)
        if answer is not None and abs(answer - one[0]) <= _NEAR:
            free.remove(answer)
            left = [each for each in left if each is not one]
    return tuple(fact for _, fact in left)


def negations(facts: Iterable[Fact]) -> list[Fact]:
    """Return the negations of a passage; a joined one ("nor") counts only where no other does."""
    cues = [fact for fact in facts if _is(fact, CueStrength.FIRM, CueStrength.IMPLIED, CueStrength.JOINED)]
    return [fact for fact in cues if not _is(fact, CueStrength.JOINED)] or cues[:1]


def _loose(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if _is(fact, CueStrength.LOOSE)]


def _is(fact: Fact, *said: CueStrength) -> bool:
    return fact.kind is FactKind.NEGATION and fact.value in said


def _positions(facts: Iterable[Fact], scale: float) -> list[tuple[float, Fact]]:
    return [(fact.span.start * scale, fact) for fact in facts]


def _worst_fits(long: Sequence[tuple[float, Fact]], short: Sequence[tuple[float, Fact]]) -> list[tuple[float, Fact]]:
    """Return the rest of the longer list when as many items as the shorter has are paired by best fit of position."""
    paired = min(
        combinations(long, len(short)),
        key=lambda some: sum(abs(one[0] - other[0]) for one, other in zip(some, short, strict=True)),
    )
    return [one for one in long if not any(one is each for each in paired)]
