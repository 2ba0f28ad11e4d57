"""What two renderings and their source have of each other, clause by clause -> silent cuts and silent additions.

A rendering is judged with the other one as its witness: where the witness has a clause and the rendering does not, less
evidence is needed than where neither has it, for then it may only be that the encoder does not understand the words.
"""

from __future__ import annotations

from math import log
from typing import TYPE_CHECKING, NamedTuple

from align.lang.facts import Fact, FactKind, compare, similar_names
from align.model import CharSpan
from align.rendering.clauses import turned
from align.rendering.gaps import Suspect, suspects

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from align.rendering.side import Side
    from align.rendering.words import Words

_LEFT_OUT, _SHORT = 0.12, 0.3
"""By how much more the source must come nearer to the rendering without a stretch than to the witness, and by how much
less of that for each time that the rendering is e times shorter than is to be expected."""
_UNLIKE_SHARED, _UNLIKE_ALONE = 0.5, 0.4
"""Cosines below which a clause is not: if the witness lacks it as well, without a witness."""
_GAIN, _GAIN_SHARED = 0.05, 0.01
"""By how much the source must come nearer to the rendering without the clause; to each of two that both lack it."""
_ADDED_WITNESSED, _ADDED_ALONE = 0.45, 0.3
"""Cosines below which a clause is added: if the witness has nothing like it, and otherwise."""
_FEW = 3
"""Words of a clause that is judged without the help of a witness."""


class Gap(NamedTuple):
    """A clause of one side that another lacks, in the string of its words."""

    span: CharSpan
    shared: CharSpan | None
    """Of a cut: the same span if the witness lacks it as well. Of an addition: what the witness says alike."""


def cuts(side: Side, witness: Side | None) -> tuple[Gap, ...]:
    """Return the stretches of the source that a rendering lacks.

    What stands at the end of a fragment is only told if the witness has it: for else the source was quoted no further.
    """
    found = list(_left_out(side, witness)) if witness else []
    for span, suspect in side.unrendered.items():
        if suspect.gain <= _GAIN_SHARED or side.source.at_an_end(span):
            continue
        seen = witness.unrendered.get(span) if witness else None
        if _lacks(suspect, seen) and not _stated(side.source.facts, span, side.words.facts):
            found.append(Gap(span, span if seen else None))
    return _disjoint(found)


def _left_out(side: Side, witness: Side) -> Iterator[Gap]:
    """Yield the stretches that the witness has and the rendering has not.

    Two signs speak for one: the source comes nearer to the rendering without it, but not to the witness; and the
    rendering is shorter than the witness lets expect.
    """
    ours, theirs = side.words.version, witness.words.version
    expected = theirs.length * ours.wordiness / theirs.wordiness
    least = _LEFT_OUT - _SHORT * log(expected / ours.length)
    lost = {span: gain - max(witness.gains.get(span, 0.0), 0.0) for span, gain in side.gains.items()}
    taken: list[CharSpan] = []
    for span in sorted((span for span in lost if lost[span] >= least), key=lambda span: -lost[span]):
        if not any(span.start < other.end and other.start < span.end for other in taken):
            taken.append(span)
            if not _stated(side.source.facts, span, side.words.facts):
                yield Gap(span, None)


def additions(side: Side, witness: Side | None) -> tuple[Gap, ...]:
    """Return the clauses of a rendering that the source lacks, though nothing marks them as added."""
    found = []
    for suspect in suspects(side.words, side.source, turned(side.rungs)):
        if suspect.words < _FEW or suspect.gain <= _GAIN or _stated(side.words.facts, suspect.span, side.source.facts):
            continue
        if suspect.likeness >= _ADDED_WITNESSED:
            continue
        echo = _most_like(side.words, suspect.span, witness.words)[0] if witness else None
        limit = _ADDED_WITNESSED if witness and echo is None else _ADDED_ALONE
        likeness = suspect.likeness
        if side.words.at_an_end(suspect.span):
            likeness = max(likeness, _most_like(side.words, suspect.span, side.source.context)[1])
        if likeness < limit:
            found.append(Gap(suspect.span, echo))
    return _disjoint(found)


def _lacks(suspect: Suspect, seen: Suspect | None) -> bool:
    """Tell whether a rendering lacks a clause without a witness that has it."""
    if suspect.words < _FEW:
        return False
    if seen is None:
        return suspect.gain > _GAIN and suspect.likeness < _UNLIKE_ALONE
    return all(one.gain > _GAIN_SHARED and one.likeness < _UNLIKE_SHARED for one in (suspect, seen))


def _most_like(words: Words, span: CharSpan, other: Words) -> tuple[CharSpan | None, float]:
    """Return the stretch of another text most like a stretch of this, None if it is not like it, and the cosine."""
    bounds, vectors = other.stretches()
    cosines = vectors @ words.vectors_of([span])[0]
    best = int(cosines.argmax())
    start, end = bounds[best].tolist()
    found = CharSpan(start=start, end=end) if cosines[best] >= _ADDED_WITNESSED else None
    return found, float(cosines[best])


def _stated(facts: Sequence[Fact], span: CharSpan, others: Sequence[Fact]) -> bool:
    """Tell whether a clause has a number, a date or a name that the other side has too, and so is hardly missing."""
    inside = [fact for fact in facts if fact.firm and span.start <= fact.span.start and fact.span.end <= span.end]
    amounts = [fact for fact in inside if fact.kind in (FactKind.NUMBER, FactKind.DATE)]
    names = [str(fact.value) for fact in inside if fact.kind is FactKind.NAME]
    theirs = [str(fact.value) for fact in others if fact.kind is FactKind.NAME]
    missing = {mismatch.left for mismatch in compare(amounts, others)}
    return any(fact not in missing for fact in amounts) or any(similar_names(a, b) for a in names for b in theirs)


def _disjoint(gaps: Iterable[Gap]) -> tuple[Gap, ...]:
    """Join gaps that touch or overlap."""

    def joined() -> Iterator[Gap]:
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

    return tuple(joined())
