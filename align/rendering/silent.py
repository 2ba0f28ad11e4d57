"""A source, a rendering and its witness, compared by clauses -> silent cuts and silent additions.

The witness is the other rendering. A clause that the witness has and the rendering lacks needs less evidence than one
that both lack: there the encoder may simply not understand the words.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

from align.lang.facts import Fact, FactKind, compare, similar_names
from align.model import CharSpan
from align.rendering.clauses import flip
from align.rendering.gaps import Suspect, suspects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from align.rendering.side import Side
    from align.rendering.words import Words

_LEFT_OUT, _SHORT = 0.12, 0.3
"""Least difference between the gains of rendering and witness if a stretch of the source is left out; and how much
less is enough for each factor e by which the rendering is shorter than expected."""
_UNLIKE_SHARED, _UNLIKE_ALONE = 0.5, 0.4
"""A clause counts as missing below this cosine (witness also lacks it, no witness)."""
_GAIN, _GAIN_SHARED = 0.05, 0.01
"""Least gain in cosine if the clause is left out; least gain for each of two renderings that both lack it."""
_ADDED_WITNESSED, _ADDED_ALONE = 0.45, 0.3
"""A clause counts as added below this cosine (witness has nothing like it, otherwise)."""
_FEW = 3
"""Fewest words of a clause that is judged without the help of a witness."""


class Gap(NamedTuple):
    """A stretch of one side that the other lacks; spans are in the strings of words."""

    span: CharSpan
    shared: CharSpan | None
    """For a cut, the same span if the witness lacks it too. For an addition, the same words of the witness."""


def cuts(side: Side, witness: Side | None) -> tuple[Gap, ...]:
    """Return the stretches of the source that a rendering lacks.

    A stretch at the end of a fragment is a cut only if the witness has it. Otherwise the quotation may end earlier.
    """
    found = list(_omissions(side, witness)) if witness else []
    for span, suspect in side.unrendered.items():
        if suspect.gain <= _GAIN_SHARED or side.source.at_an_end(span):
            continue
        seen = witness.unrendered.get(span) if witness else None
        if _lacks(suspect, seen) and not _shares_fact(side.source.facts, span, side.words.facts):
            found.append(Gap(span, span if seen else None))
    return _join(found)


def _omissions(side: Side, witness: Side) -> Iterator[Gap]:
    """Yield the stretches of the source that the witness has and the rendering lacks.

    There are two signs: without the stretch, the source is more similar to the rendering but not to the witness; and
    the rendering is shorter than the length of the witness suggests.
    """
    ours, theirs = side.words.excerpt, witness.words.excerpt
    expected = theirs.length * ours.wordiness / theirs.wordiness
    least = _LEFT_OUT - _SHORT * log(expected / ours.length)
    lost = {span: gain - max(witness.gains.get(span, 0.0), 0.0) for span, gain in side.gains.items()}
    taken: list[CharSpan] = []
    for span in sorted((span for span in lost if lost[span] >= least), key=lambda span: -lost[span]):
        if not any(span.overlaps(other) for other in taken):
            taken.append(span)
            if not _shares_fact(side.source.facts, span, side.words.facts):
                yield Gap(span, None)


def additions(side: Side, witness: Side | None) -> tuple[Gap, ...]:
    """Return the clauses of a rendering that the source lacks and nothing marks as added."""
    found = []
    for suspect in suspects(side.words, side.source, flip(side.rungs)):
        if suspect.words < _FEW or suspect.gain <= _GAIN:
            continue
        if _shares_fact(side.words.facts, suspect.span, side.source.facts) or suspect.likeness >= _ADDED_WITNESSED:
            continue
        echo = _most_like(side.words, suspect.span, witness.words)[0] if witness else None
        limit = _ADDED_WITNESSED if witness and echo is None else _ADDED_ALONE
        likeness = suspect.likeness
        if side.words.at_an_end(suspect.span):
            likeness = max(likeness, _most_like(side.words, suspect.span, side.source.context)[1])
        if likeness < limit:
            found.append(Gap(suspect.span, echo))
    return _join(found)


def _lacks(suspect: Suspect, seen: Suspect | None) -> bool:
    """Tell whether a rendering lacks a clause, if no witness has it. `seen` is the evidence on the witness."""
    if suspect.words < _FEW:
        return False
    if seen is None:
        return suspect.gain > _GAIN and suspect.likeness < _UNLIKE_ALONE
    return all(one.gain > _GAIN_SHARED and one.likeness < _UNLIKE_SHARED for one in (suspect, seen))


def _most_like(words: Words, span: CharSpan, other: Words) -> tuple[CharSpan | None, float]:
    """Return the stretch of another text that is most like `span`, or None if it is not like it, and the cosine."""
    bounds, vectors = other.stretches()
    cosines = vectors @ words.vectors_of([span])[0]
    best = int(cosines.argmax())
    start, end = bounds[best].tolist()
    found = CharSpan(start=start, end=end) if cosines[best] >= _ADDED_WITNESSED else None
    return found, float(cosines[best])


def _shares_fact(facts: Sequence[Fact], span: CharSpan, others: Sequence[Fact]) -> bool:
    """Tell whether a clause has a number, a date or a name that the other side has too: it is probably not missing."""
    inside = [fact for fact in facts if fact.firm and span.contains(fact.span)]
    amounts = [fact for fact in inside if fact.kind in (FactKind.NUMBER, FactKind.DATE)]
    names = [str(fact.value) for fact in inside if fact.kind is FactKind.NAME]
    theirs = [str(fact.value) for fact in others if fact.kind is FactKind.NAME]
    missing = {mismatch.left for mismatch in compare(amounts, others)}
    return any(fact not in missing for fact in amounts) or any(similar_names(a, b) for a in names for b in theirs)


def _join(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Join gaps that overlap, and sort them."""

    def disjoint() -> Iterator[Gap]:
        last: Gap | None = None
        for gap in sorted(gaps, key=lambda gap: gap.span):
            if last and gap.span.start < last.span.end:
                end = max(last.span.end, gap.span.end)
                last = Gap(CharSpan(start=last.span.start, end=end), last.shared or gap.shared)
                continue
            if last:
                yield last
            last = gap
        if last:
            yield last

    return tuple(disjoint())
