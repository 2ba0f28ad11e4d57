"""Two passages that render each other -> the denials of the one that nothing in the other answers."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from align.lang.facts import CueStrength, FactKind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from align.lang.facts import Fact

_NEAR = 15
"""Characters from the place of a denial within which an answer to it may stand."""
_MANY = 12
"""Denials of a passage from which on nobody can tell which is which."""


def unanswered_denials(
    facts: Iterable[Fact], length: int, others: Iterable[Fact], other_length: int
) -> tuple[Fact, ...]:
    """Return the denials of a passage that another lacks, in order; the passages have so many characters.

    A translation denies as often as its original. Where it denies less often, those denials are left over whose places
    agree worst with its own. What may be put without a denial, "unhappy" for "not happy", answers to one about the same
    place, unless it answers to its like there.
    """
    ours, theirs = tuple(facts), tuple(others)
    scale = length / max(1, other_length)
    said, answers = _places(denials(ours), 1), _places(denials(theirs), scale)
    if not len(answers) < len(said) <= _MANY:
        return ()
    left = _unpaired(said, answers)
    free = [place for place, _ in _places(_loose(theirs), scale)]
    for one in (*_places(_loose(ours), 1), *left):
        answer = min(free, key=lambda place: abs(place - one[0]), default=None)
        if answer is not None and abs(answer - one[0]) <= _NEAR:
            free.remove(answer)
            left = [each for each in left if each is not one]
    return tuple(fact for _, fact in left)


def denials(facts: Iterable[Fact]) -> list[Fact]:
    """Return what denies in a passage: all that does by itself, or one word that does so only where it is alone."""
    cues = [fact for fact in facts if _is(fact, CueStrength.FIRM, CueStrength.IMPLIED, CueStrength.JOINED)]
    return [fact for fact in cues if not _is(fact, CueStrength.JOINED)] or cues[:1]


def _loose(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if _is(fact, CueStrength.LOOSE)]


def _is(fact: Fact, *said: CueStrength) -> bool:
    return fact.kind is FactKind.NEGATION and fact.value in said


def _places(facts: Iterable[Fact], scale: float) -> list[tuple[float, Fact]]:
    return [(fact.span.start * scale, fact) for fact in facts]


def _unpaired(long: Sequence[tuple[float, Fact]], short: Sequence[tuple[float, Fact]]) -> list[tuple[float, Fact]]:
    """Return what is left of the longer of two lists when the places of the others agree best with the shorter."""
    chosen = min(
        combinations(long, len(short)),
        key=lambda some: sum(abs(one[0] - other[0]) for one, other in zip(some, short, strict=True)),
    )
    return [one for one in long if not any(one is each for each in chosen)]
