"""A located quotation and its renderings -> what differs, and a verdict on each rendering."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from align.model import CharSpan, Difference, DifferenceKind, FragmentMark, Rendering
from align.rendering.clauses import facing
from align.rendering.contrast import lost_words, relayed_words
from align.rendering.marked import marked
from align.rendering.model import Inconsistency, Version
from align.rendering.repeated import repeated
from align.rendering.side import Side
from align.rendering.silent import additions, cuts
from align.rendering.stated import amounts_and_names, cues
from align.rendering.verdict import reason, verdict
from align.rendering.words import worded

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from align.rendering.words import Words
    from align.vectors import Encoder

__all__ = ["RULES", "Inconsistency", "Version", "judge", "judge_all", "repeated"]

RULES = "clauses-7"
"""Name of the rules by which renderings are judged, for the signature of a result; a change of them takes a new one."""

_TOGETHER = 32
"""Quotations whose vectors are in memory at a time."""
_INTELLIGIBLE = 0.2
"""Cosine of a source and its rendering below which nothing is said about the rendering."""
_BESIDE = 3
"""Characters between the last word of a clause and a mark of omission that belongs to it, at most."""


def judge(
    source: Version, renderings: Sequence[Version], encoder: Encoder, *, known: Collection[str] = ()
) -> tuple[Rendering, ...]:
    """Hold each rendering of a quotation against its source, with the next one as its witness.

    `source` has all that any of them renders, and so may have more than one of them. `renderings` begin with the one
    that may have been the model of the others: the original article before its translation. `known` are the names that
    the source and the articles spell, from `align.lang.facts.shared_names`.
    Differences are in the order of the source, then of the rendering; what is found twice in one place is told once.
    """
    [judged] = judge_all([(source, renderings)], encoder, known=known)
    return judged


def judge_all(
    quotations: Sequence[tuple[Version, Sequence[Version]]], encoder: Encoder, *, known: Collection[str] = ()
) -> Iterator[tuple[Rendering, ...]]:
    """Judge the renderings of several quotations, each as `judge` does, at less cost."""
    for first in range(0, len(quotations), _TOGETHER):
        some = quotations[first : first + _TOGETHER]
        words = iter(
            worded([version for source, others in some for version in _side_by_side(source, *others)], encoder)
        )
        for _, renderings in some:
            source = next(words)
            sides = [Side(source, next(words)) for _ in renderings]
            yield tuple(_judged(sides, index, known) for index in range(len(sides)))


def _side_by_side(*versions: Version) -> list[Version]:
    languages = tuple(version.lang for version in versions)
    return [replace(version, beside=languages) for version in versions]


def _judged(sides: Sequence[Side], index: int, known: Collection[str]) -> Rendering:
    side = sides[index]
    witness = next((other for other in sides if other is not side and other.likeness >= _INTELLIGIBLE), None)
    source, rendering = side.source.version, side.words.version
    found = list(marked(source, rendering))
    intelligible = side.likeness >= _INTELLIGIBLE
    if intelligible:
        found += [*_stated(side, witness, known), *_unsaid(side, witness)]
    differences = _told_once(found)
    reasons = tuple(reason(difference, source, rendering) for difference in differences)
    if not intelligible:
        reasons = ("the rendering is too unlike its source to be judged", *reasons)
    return Rendering(
        document=rendering.document,
        differences=differences,
        verdict=verdict(differences, original=index == 0, intelligible=intelligible),
        reasons=reasons or ("complete, and nothing in it was found to differ",),
    )


def _stated(side: Side, witness: Side | None, known: Collection[str]) -> Iterator[Difference]:
    for found in (*amounts_and_names(side, witness, known), *cues(side, witness)):
        yield Difference(
            kind=found.kind,
            source=_placed(side.source, found.source),
            rendering=_placed(side.words, found.rendering),
            shared=_placed(witness.words, found.shared) if witness else None,
            added=found.added,
        )


def _unsaid(side: Side, witness: Side | None) -> Iterator[Difference]:
    for gap in cuts(side, witness):
        yield Difference(
            kind=DifferenceKind.CUT,
            marked=_omission_faces(side, gap.span),
            source=_placed(side.source, gap.span),
            shared=_placed(side.source, gap.shared),
        )
    for gap in additions(side, witness):
        shared = _placed(witness.words, gap.shared) if witness else None
        yield Difference(kind=DifferenceKind.ADDITION, rendering=_placed(side.words, gap.span), shared=shared)
    if witness is None:
        return
    for one, _ in lost_words(side, witness):
        yield Difference(kind=DifferenceKind.CUT, source=_placed(side.source, one))
    for one, other in relayed_words(side, witness):
        yield Difference(
            kind=DifferenceKind.ADDITION, rendering=_placed(side.words, one), shared=_placed(witness.words, other)
        )


def _omission_faces(side: Side, span: CharSpan) -> bool:
    """Tell whether the rendering has a mark of omission about where a stretch of the source should be."""
    place = _placed(side.words, facing(side.rungs, side.source, side.words, span, 1))
    omissions = [mark.span for mark in side.words.version.marks if mark.kind is FragmentMark.OMISSION]
    return any(place.start - _BESIDE <= one.start and one.end <= place.end + _BESIDE for one in omissions if place)


def _placed(words: Words, span: CharSpan | None) -> CharSpan | None:
    return words.document_span(span) if span else None


def _told_once(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """Leave out what lies within the place of a difference found before it, and sort by place."""
    kept: list[Difference] = []
    for difference in differences:
        if not any(_within(difference, other) for other in kept):
            kept.append(difference)
    return tuple(sorted(kept, key=_place))


def _within(difference: Difference, other: Difference) -> bool:
    return any(
        one is not None and two is not None and two.start <= one.start and one.end <= two.end
        for one, two in ((difference.source, other.source), (difference.rendering, other.rendering))
    )


def _place(difference: Difference) -> tuple[CharSpan, CharSpan]:
    nowhere = CharSpan(start=0, end=0)
    return difference.source or nowhere, difference.rendering or nowhere
