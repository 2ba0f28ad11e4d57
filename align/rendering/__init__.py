"""A located quotation and its renderings -> their differences, and a verdict on each rendering."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from align.model import CharSpan, Difference, DifferenceKind, FragmentMark, Rendering
from align.rendering.clauses import facing
from align.rendering.contrast import lost_words, relayed_words
from align.rendering.marks import marked_differences
from align.rendering.model import Excerpt, Inconsistency
from align.rendering.repetitions import inconsistencies
from align.rendering.side import Side
from align.rendering.silent import additions, cuts
from align.rendering.statements import amounts_and_names, cues
from align.rendering.verdict import reason, verdict
from align.rendering.words import words_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from align.rendering.words import Words
    from align.vectors import Encoder

__all__ = ["RULES", "Excerpt", "Inconsistency", "inconsistencies", "judge", "judge_all"]

RULES = "clauses-7"
"""Name of the rules for judging renderings, part of the signature of a result; change it with the rules."""

_TOGETHER = 32
"""Quotations whose vectors are in memory at a time."""
_INTELLIGIBLE = 0.2
"""Cosine of a source and its rendering below which the rendering is not judged."""
_BESIDE = 3
"""Most characters between the last word of a clause and a mark of omission that belongs to it."""


def judge(
    source: Excerpt, renderings: Sequence[Excerpt], encoder: Encoder, *, known: Collection[str] = ()
) -> tuple[Rendering, ...]:
    """Compare each rendering of a quotation with its source; another rendering is the witness.

    Args:
        source: The words that any of the renderings quotes; a single rendering may quote fewer.
        renderings: The original article's first, then those of its translations, which may follow it.
        encoder: Gives the vectors of the words.
        known: Names that the source and the articles both spell, from `align.lang.facts.shared_names`.

    Returns:
        One judgement for each rendering, in their order. Its differences are in the order of the source, then of the
        rendering; of two in one place only the first is kept.
    """
    [judged] = judge_all([(source, renderings)], encoder, known=known)
    return judged


def judge_all(
    quotations: Sequence[tuple[Excerpt, Sequence[Excerpt]]], encoder: Encoder, *, known: Collection[str] = ()
) -> Iterator[tuple[Rendering, ...]]:
    """Judge the renderings of several quotations, each as `judge` does; faster than one by one."""
    for first in range(0, len(quotations), _TOGETHER):
        some = quotations[first : first + _TOGETHER]
        words = iter(
            words_of([excerpt for source, others in some for excerpt in _with_languages(source, *others)], encoder)
        )
        for _, renderings in some:
            source = next(words)
            sides = [Side(source, next(words)) for _ in renderings]
            yield tuple(_judge(sides, index, known) for index in range(len(sides)))


def _with_languages(*excerpts: Excerpt) -> list[Excerpt]:
    languages = tuple(excerpt.lang for excerpt in excerpts)
    return [replace(excerpt, beside=languages) for excerpt in excerpts]


def _judge(sides: Sequence[Side], index: int, known: Collection[str]) -> Rendering:
    side = sides[index]
    witness = next((other for other in sides if other is not side and other.likeness >= _INTELLIGIBLE), None)
    source, rendering = side.source.excerpt, side.words.excerpt
    found = list(marked_differences(source, rendering))
    intelligible = side.likeness >= _INTELLIGIBLE
    if intelligible:
        found += [*_disagreements(side, witness, known), *_silent(side, witness)]
    differences = _merge(found)
    other = witness.words.excerpt if witness else None
    reasons = tuple(reason(difference, source, rendering, other) for difference in differences)
    if not intelligible:
        reasons = ("too unlike its source to be judged", *reasons)
    return Rendering(
        document=rendering.document,
        differences=differences,
        verdict=verdict(differences, original=index == 0, intelligible=intelligible),
        reasons=reasons or ("no departure found",),
    )


def _disagreements(side: Side, witness: Side | None, known: Collection[str]) -> Iterator[Difference]:
    for found in (*amounts_and_names(side, witness, known), *cues(side, witness)):
        yield Difference(
            kind=found.kind,
            source=_in_document(side.source, found.source),
            rendering=_in_document(side.words, found.rendering),
            shared=_in_document(witness.words, found.shared) if witness else None,
            added=found.added,
        )


def _silent(side: Side, witness: Side | None) -> Iterator[Difference]:
    for gap in cuts(side, witness):
        yield Difference(
            kind=DifferenceKind.CUT,
            marked=_omission_faces(side, gap.span),
            source=_in_document(side.source, gap.span),
            shared=_in_document(side.source, gap.shared),
        )
    for gap in additions(side, witness):
        shared = _in_document(witness.words, gap.shared) if witness else None
        yield Difference(kind=DifferenceKind.ADDITION, rendering=_in_document(side.words, gap.span), shared=shared)
    if witness is None:
        return
    for one, _ in lost_words(side, witness):
        yield Difference(kind=DifferenceKind.CUT, source=_in_document(side.source, one))
    for one, other in relayed_words(side, witness):
        yield Difference(
            kind=DifferenceKind.ADDITION,
            rendering=_in_document(side.words, one),
            shared=_in_document(witness.words, other),
        )


def _omission_faces(side: Side, span: CharSpan) -> bool:
    """Tell whether the rendering has a mark of omission near the place that faces a stretch of the source."""
    place = _in_document(side.words, facing(side.rungs, side.source, side.words, span, 1))
    omissions = [mark.span for mark in side.words.excerpt.marks if mark.kind is FragmentMark.OMISSION]
    return any(place.start - _BESIDE <= one.start and one.end <= place.end + _BESIDE for one in omissions if place)


def _in_document(words: Words, span: CharSpan | None) -> CharSpan | None:
    return words.document_span(span) if span else None


def _merge(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """Leave out differences within the place of an earlier one, and sort the rest by place."""
    kept: list[Difference] = []
    for difference in differences:
        if not any(_within(difference, other) for other in kept):
            kept.append(difference)
    return tuple(sorted(kept, key=_place))


def _within(difference: Difference, other: Difference) -> bool:
    return any(
        one is not None and two is not None and two.contains(one)
        for one, two in ((difference.source, other.source), (difference.rendering, other.rendering))
    )


def _place(difference: Difference) -> tuple[CharSpan, CharSpan]:
    nowhere = CharSpan(start=0, end=0)
    return difference.source or nowhere, difference.rendering or nowhere
