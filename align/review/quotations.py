"""Quotations and decisions -> what people hold of each: its verdict, where it comes from, comments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from align.model import ABOUT_QUOTATIONS, Action, QuotationMatch, Rendering, Verdict
from align.review.standing import Parked, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from align.model import Decision, Quotation, QuotationKey
    from align.result import TracedQuotation
    from align.review.passages import SegmentRuns, Stretches


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationOpinion:
    """What people say of a quotation."""

    verdict: Decision | None = None
    """The one that upheld or overruled the verdict, `value`; None if nobody did."""
    place: QuotationMatch | None = None
    """Where it comes from, as a person says; None if nobody does."""
    placed: Decision | None = None
    """The decision that says so."""
    comments: tuple[Decision, ...] = ()
    """By time."""

    @property
    def action(self) -> str:
        """What was done last but commenting: "uphold", "overrule", "span"; empty if nothing."""
        return self._last.action if self._last else ""

    @property
    def value(self) -> str:
        """The verdict that a person upheld or gave; empty if nobody did."""
        return self.verdict.value if self.verdict else ""

    @property
    def reason(self) -> str:
        """Why, in the words of the person."""
        return self._last.note if self._last else ""

    @property
    def reviewer(self) -> str:
        """Who that was, or else who commented last."""
        decision = self._last or (self.comments[-1] if self.comments else None)
        return decision.reviewer if decision else ""

    @property
    def at(self) -> datetime | None:
        """When that was."""
        return self._last.at if self._last else None

    @property
    def _last(self) -> Decision | None:
        return max(
            (item for item in (self.verdict, self.placed) if item), key=lambda item: (item.at, item.id), default=None
        )


def stand_quotations(
    quoted: Mapping[str, tuple[SegmentRuns, Sequence[Quotation]]],
    sources: Mapping[str, Stretches],
    decisions: Sequence[Decision],
) -> tuple[dict[QuotationKey, QuotationOpinion], tuple[Parked, ...]]:
    """Say what holds of effective decisions, given by time.

    `quoted` has, for each document that quotes, the words of its quotations and these themselves; `sources`, by id, the
    texts that may be quoted. Of two decisions on one thing the later one holds.
    """
    opinions: dict[QuotationKey, QuotationOpinion] = {}
    parked: list[Parked] = []
    for decision in decisions:
        if decision.quotation is None:
            continue
        found = _find(decision, quoted)
        if isinstance(found, Reason):
            parked.append(Parked(decision=decision, pin=0, reason=found))
            continue
        key = decision.src, found.id
        opinion = opinions.get(key, QuotationOpinion())
        if decision.action is Action.COMMENT:
            opinions[key] = replace(opinion, comments=(*opinion.comments, decision))
        elif decision.action is Action.SPAN:
            place = _place(decision, key, len(found.fragments), sources)
            if isinstance(place, Reason):
                parked.append(Parked(decision=decision, pin=0, reason=place))
            else:
                opinions[key] = replace(opinion, place=place, placed=decision, verdict=_still(opinion, place))
        elif decision.action in ABOUT_QUOTATIONS:
            opinions[key] = replace(opinion, verdict=decision)
    return opinions, tuple(parked)


def _still(opinion: QuotationOpinion, place: QuotationMatch) -> Decision | None:
    """Return what people held of the verdict before they said that the quotation comes from a place.

    Who found the machine's verdict right did so of the words that it was compared with then, maybe others.
    """
    verdict = opinion.verdict
    moved = opinion.place != place
    return None if verdict and verdict.action is Action.UPHOLD and moved else verdict


def _find(decision: Decision, quoted: Mapping[str, tuple[SegmentRuns, Sequence[Quotation]]]) -> Quotation | Reason:
    if decision.src not in quoted or decision.quotation is None:
        return Reason.DOCUMENT
    runs, quotations = quoted[decision.src]
    found = [run for run in runs.find(decision.quotation) if len(run) == 1]
    return quotations[found[0].start] if found else Reason.TEXT


def _place(
    decision: Decision, key: QuotationKey, fragments: int, sources: Mapping[str, Stretches]
) -> QuotationMatch | Reason:
    if decision.source is None or decision.source.document not in sources:
        return Reason.DOCUMENT
    found = sources[decision.source.document].find(decision.source.passage)
    if not found:
        return Reason.TEXT
    document, quotation = key
    return QuotationMatch(
        quotation=quotation,
        document=document,
        source=decision.source.document,
        span=found[0],
        # A person marks one stretch, and every fragment of the quotation stands in it.
        fragments=found[:1] * max(fragments, 1),
        confidence=1.0,
    )


def mark_quotations(
    traced: Sequence[TracedQuotation], opinions: Mapping[QuotationKey, QuotationOpinion]
) -> tuple[TracedQuotation, ...]:
    """Put the places and verdicts of people in the place of the machine's."""
    return tuple(_marked(item, opinions.get((item.document, item.quotation.id))) for item in traced)


def _marked(traced: TracedQuotation, opinion: QuotationOpinion | None) -> TracedQuotation:
    if opinion is None:
        return traced
    place, rendering = traced.place, traced.rendering
    if opinion.place is not None and opinion.place != place:
        # A verdict on words that it does not come from says nothing; a new run judges it by the right ones.
        place, rendering = opinion.place, None
    decision = opinion.verdict
    if decision is not None and decision.action is Action.OVERRULE:
        rendering = Rendering(
            document=traced.document,
            differences=rendering.differences if rendering else (),
            verdict=Verdict(decision.value),
            reasons=(f"{decision.reviewer}: {decision.note}",),
        )
    return replace(traced, place=place, rendering=rendering)
