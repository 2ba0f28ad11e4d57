"""A source, a rendering and its witness -> numbers, dates, names, negations and the like that they do not share."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from align.lang.facts import Fact, FactKind, Mismatch, compare, similar_names
from align.model import DifferenceKind
from align.rendering.clauses import facing, flip

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from align.model import CharSpan
    from align.rendering.side import Side

_REACH = {FactKind.NEGATION: 0, FactKind.MODALITY: 1, FactKind.PERSON: 1, FactKind.RECURRENCE: 1}
"""How many rungs away the counterpart of a cue may be. None for negations: a sentence may have several."""
_LONE = frozenset({FactKind.MODALITY})
"""Cues whose loss is reported even without a witness."""
_SHARED = frozenset({FactKind.MODALITY, FactKind.RECURRENCE})
"""Cues that are reported as added if both renderings have them."""


class Disagreement(NamedTuple):
    """A fact of one side that the other does not have; spans are in the strings of words."""

    kind: DifferenceKind
    source: CharSpan | None
    rendering: CharSpan | None
    shared: CharSpan | None
    """The words of the witness that depart alike; if both lack the fact, its place in the source."""
    added: bool = False


def amounts_and_names(side: Side, witness: Side | None, known: Collection[str]) -> Iterator[Disagreement]:
    """Yield the numbers, dates and names that differ by value.

    A fact of the source at the end of a fragment is left out if only the source states it: the quotation may end
    earlier. A fact of the rendering is left out if the source states it just beyond the ends of the quotation.
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
        yield Disagreement(DifferenceKind(mismatch.kind), _span(mismatch.left), _span(mismatch.right), _span(shared))


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


def cues(side: Side, witness: Side | None) -> Iterator[Disagreement]:
    """Yield the negations, possibilities, persons and recurrences that the rendering lacks or adds.

    Two languages alone do not tell, because they differ too much in the use of such cues. A lack counts if the witness
    has the cue; the lack of a possibility always counts. An addition counts if the witness has it too: it spread.
    """
    back = flip(side.rungs)
    for cue in _firm(side.source.facts):
        place = facing(side.rungs, side.source, side.words, cue.span, _REACH[cue.kind])
        if _near(cue, side.words.facts, place):
            continue
        seen = _witnessed(cue, witness)
        if any(fact.firm for fact in seen) or cue.kind in _LONE:
            shared = cue.span if witness and not seen else None
            yield Disagreement(DifferenceKind(cue.kind), cue.span, _closest(side, cue), shared)
    for cue in _firm(side.words.facts):
        place = facing(back, side.words, side.source, cue.span, _REACH[cue.kind])
        if cue.kind not in _SHARED or place is None or witness is None or _near(cue, side.source.facts, place):
            continue
        there = facing(witness.rungs, witness.source, witness.words, place, 0)
        echo = next((fact for fact in _near(cue, witness.words.facts, there) if fact.firm), None)
        if echo:
            yield Disagreement(DifferenceKind(cue.kind), place, cue.span, echo.span, added=True)


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
    """Return the cues of the same kind in a place, firm or not."""
    if place is None:
        return []
    return [fact for fact in facts if fact.kind is cue.kind and fact.span.overlaps(place)]
