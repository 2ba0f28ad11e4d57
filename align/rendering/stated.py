"""Two renderings and their source -> numbers, dates, names, negations and the like that they do not share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from align.lang.facts import Fact, FactKind, Mismatch, compare, similar_names
from align.model import DifferenceKind
from align.rendering.clauses import facing, turned

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from align.model import CharSpan
    from align.rendering.side import Side

_REACH = {FactKind.NEGATION: 0, FactKind.MODALITY: 1, FactKind.PERSON: 1, FactKind.RECURRENCE: 1}
"""How many rungs away a cue may be answered: a sentence may have several negations, and each counts."""
_LONE = frozenset({FactKind.MODALITY})
"""Cues whose loss is told without a witness."""
_SHARED = frozenset({FactKind.MODALITY, FactKind.RECURRENCE})
"""Cues that are told to be added where both renderings have them."""


class Stated(NamedTuple):
    """A fact that is not shared; places are in the strings of words."""

    kind: DifferenceKind
    source: CharSpan | None
    rendering: CharSpan | None
    shared: CharSpan | None
    """What the witness says or does alike; where both lack a fact, the place of the lack."""
    added: bool = False


def amounts_and_names(side: Side, witness: Side | None, known: Collection[str]) -> Iterator[Stated]:
    """Yield the numbers, dates and names that differ by value.

    What only the source states, at the end of a fragment, is passed over unless the witness has it: it may be that the
    source was quoted no further. So is what the rendering has from just beyond the ends of the source.
    """
    strange = {mismatch.right for mismatch in compare(side.source.context_facts, side.words.facts, known=known)}
    others = compare(witness.source.facts, witness.words.facts, known=known) if witness else ()
    for mismatch in compare(side.source.facts, side.words.facts, known=known):
        shared = next((other.right or other.left for other in others if _departs_alike(mismatch, other)), None)
        if mismatch.right and mismatch.right not in strange and side.words.at_an_end(mismatch.right.span):
            continue
        lost = mismatch.left if mismatch.right is None else None
        if lost and (shared or witness is None) and side.source.at_an_end(lost.span):
            continue
        yield Stated(DifferenceKind(mismatch.kind), _span(mismatch.left), _span(mismatch.right), _span(shared))


def _span(fact: Fact | None) -> CharSpan | None:
    return fact.span if fact else None


def _departs_alike(one: Mismatch, other: Mismatch) -> bool:
    if one.kind is not other.kind or _span(one.left) != _span(other.left):
        return False
    if one.right is None or other.right is None:
        return one.right is other.right
    if one.kind is FactKind.NAME:
        return similar_names(str(one.right.value), str(other.right.value))
    return one.right.value == other.right.value


def cues(side: Side, witness: Side | None) -> Iterator[Stated]:
    """Yield the negations, possibilities, persons and recurrences that the rendering lacks or adds.

    Languages differ too much in them to be compared two by two. A lack counts where the witness has the cue; but every
    language says that a thing is only possible. An addition counts where the witness has it too, and so spread.
    """
    back = turned(side.rungs)
    for cue in _firm(side.source.facts):
        place = facing(side.rungs, side.source, side.words, cue.span, _REACH[cue.kind])
        if _near(cue, side.words.facts, place):
            continue
        seen = _witnessed(cue, witness)
        if any(fact.firm for fact in seen) or cue.kind in _LONE:
            shared = cue.span if witness and not seen else None
            yield Stated(DifferenceKind(cue.kind), cue.span, _closest(side, cue), shared)
    for cue in _firm(side.words.facts):
        place = facing(back, side.words, side.source, cue.span, _REACH[cue.kind])
        if cue.kind not in _SHARED or place is None or witness is None or _near(cue, side.source.facts, place):
            continue
        there = facing(witness.rungs, witness.source, witness.words, place, 0)
        echo = next((fact for fact in _near(cue, witness.words.facts, there) if fact.firm), None)
        if echo:
            yield Stated(DifferenceKind(cue.kind), place, cue.span, echo.span, added=True)


def _closest(side: Side, cue: Fact) -> CharSpan | None:
    return facing(side.rungs, side.source, side.words, cue.span, 0)


def _firm(facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.kind in _REACH and fact.firm]


def _witnessed(cue: Fact, witness: Side | None) -> list[Fact]:
    if witness is None:
        return []
    place = facing(witness.rungs, witness.source, witness.words, cue.span, _REACH[cue.kind])
    return _near(cue, witness.words.facts, place)


def _near(cue: Fact, facts: Sequence[Fact], place: CharSpan | None) -> list[Fact]:
    """Return the cues like a cue in a place, be they firm or not."""
    if place is None:
        return []
    return [
        fact for fact in facts if fact.kind is cue.kind and fact.span.start < place.end and place.start < fact.span.end
    ]
