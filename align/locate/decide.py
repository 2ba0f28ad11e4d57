"""Evidence -> a place for each quotation, or the reason for its absence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from align.locate.chain import best_chain, posterior
from align.locate.neighbours import estimate, neighbours
from align.model import CharSpan, NotFound, NotFoundReason, QuotationMatch

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.locate.chain import Places, Posterior
    from align.locate.evidence import Evidence
    from align.locate.library import Library
    from align.locate.neighbours import Estimate
    from align.locate.source import Floats, SourceIndex
    from align.locate.span_model import SpanModel
    from align.model import QuotationKey

_PROBABLE = 0.5
"""Minimum total probability of all places to report AMBIGUOUS instead of BELOW_THRESHOLD."""
_EQUAL = 0.9
"""Minimum probability of a second place, relative to the first, to count as equally good."""


def decide(
    library: Library, known: Sequence[Evidence], model: SpanModel
) -> dict[QuotationKey, QuotationMatch | NotFound]:
    """Decide on the quotations of one article, or of its parallel versions, in order; the library is not empty."""
    results: dict[QuotationKey, QuotationMatch | NotFound] = {}
    for one, places in zip(known, posteriors(known, model), strict=True):
        result = _result(library, places, one.voices[0], model.threshold)
        if isinstance(result, QuotationMatch) and len(one.voices) > 1:
            result = replace(result, agreed=_voices_agree(library, one, result, model))
        for voice, key in enumerate(one.voices):
            results[key] = _for_voice(result, key, [part.fragments[voice] for part in one.stretches])
    return results


def posteriors(known: Sequence[Evidence], model: SpanModel) -> list[Posterior]:
    """Compute the probabilities of each quotation: first on its own, then with the estimates of the others."""
    alone, estimates = first_step(known, model)
    return [
        _posterior(
            one,
            [
                model.score_together(score, neighbours(estimates, i, part.found, one.cited))
                for part, score in zip(one.stretches, scores, strict=True)
            ],
        )
        for i, (one, scores) in enumerate(zip(known, alone, strict=True))
    ]


def first_step(known: Sequence[Evidence], model: SpanModel) -> tuple[list[list[Floats]], list[Estimate]]:
    """Score each quotation on its own: return the scores of the candidates of its stretches, and its estimate."""
    alone = [[model.score_alone(part.features) for part in one.stretches] for one in known]
    return alone, [estimate(_posterior(one, scores)) for one, scores in zip(known, alone, strict=True)]


def _posterior(one: Evidence, scores: Sequence[Floats]) -> Posterior:
    return posterior([part.found for part in one.stretches], scores, [part.length for part in one.stretches])


def _result(library: Library, places: Posterior, key: QuotationKey, threshold: float) -> QuotationMatch | NotFound:
    document, quotation = key
    ranked = _rank(library, places, key)
    if not ranked:
        return NotFound(quotation=quotation, document=document, reason=NotFoundReason.BELOW_THRESHOLD)
    best = ranked[0]
    if best.confidence < threshold:
        # Probably quoted, but from an uncertain place, differs from probably not quoted at all.
        reason = NotFoundReason.AMBIGUOUS if places.found >= _PROBABLE else NotFoundReason.BELOW_THRESHOLD
        return NotFound(quotation=quotation, document=document, reason=reason, best=best)
    if _second_best(library, places, best) >= _EQUAL * best.confidence:
        return NotFound(quotation=quotation, document=document, reason=NotFoundReason.AMBIGUOUS, best=best)
    return best


def _rank(library: Library, places: Posterior, key: QuotationKey) -> list[QuotationMatch]:
    """Return the best place in each source, most probable first."""
    matches = [_match(library.sources[number], some, key) for number, some in places.sources.items()]
    return sorted(matches, key=lambda match: -match.confidence)


def _match(source: SourceIndex, places: Sequence[Places], key: QuotationKey) -> QuotationMatch:
    document, quotation = key
    chosen = best_chain(places)
    spans = []
    total = weight = 0.0
    for some, at in zip(places, chosen, strict=True):
        start, end = int(some.start[at]), int(some.end[at])
        spans.append(source.span(start, end))
        overlapping = (some.start < end) & (some.end > start)
        total += float(some.probability[overlapping].sum()) * (end - start)
        weight += end - start
    return QuotationMatch(
        quotation=quotation,
        document=document,
        source=source.id,
        span=CharSpan(start=spans[0].start, end=spans[-1].end),
        fragments=tuple(spans),
        confidence=min(1.0, total / weight),
    )


def _voices_agree(library: Library, one: Evidence, match: QuotationMatch, model: SpanModel) -> bool:
    """Tell whether each voice on its own, without the other quotations, leads to a place that overlaps the match."""
    for voice in range(len(one.voices)):
        scores = [model.score_alone(part.features[voice : voice + 1]) for part in one.stretches]
        alone = _rank(library, _posterior(one, scores), one.voices[voice])[0]
        if alone.source != match.source or not alone.span.overlaps(match.span):
            return False
    return True


def _for_voice(
    result: QuotationMatch | NotFound, key: QuotationKey, fragments: Sequence[int]
) -> QuotationMatch | NotFound:
    """Return the joint result as the result of one voice."""
    if isinstance(result, QuotationMatch):
        return _match_for_voice(result, key, fragments)
    document, quotation = key
    best = result.best and _match_for_voice(result.best, key, fragments)
    return replace(result, document=document, quotation=quotation, best=best)


def _match_for_voice(match: QuotationMatch, key: QuotationKey, fragments: Sequence[int]) -> QuotationMatch:
    """Return the joint match as the match of one voice, with each stretch repeated for each of its fragments."""
    document, quotation = key
    spans = tuple(span for span, count in zip(match.fragments, fragments, strict=True) for _ in range(count))
    return replace(match, document=document, quotation=quotation, fragments=spans)


def _second_best(library: Library, places: Posterior, best: QuotationMatch) -> float:
    """Return the probability of the best other place for the longest stretch."""
    longest = int(np.argmax([len(span) for span in best.fragments]))
    taken = best.fragments[longest]
    second = 0.0
    for number, stretches in places.sources.items():
        source, some = library.sources[number], stretches[longest]
        elsewhere = np.ones(len(some.start), np.bool_)
        if source.id == best.source:
            elsewhere = (source.offsets[some.end - 1, 1] <= taken.start) | (source.offsets[some.start, 0] >= taken.end)
        if elsewhere.any():
            likely = int(np.where(elsewhere, some.probability, -1).argmax())
            near = elsewhere & (some.start < some.end[likely]) & (some.end > some.start[likely])
            second = max(second, float(some.probability[near].sum()))
    return second
