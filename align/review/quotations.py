"""Quotations and decisions -> the opinions of people on each quotation: verdict, place in a source, comments."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from align.model import ABOUT_QUOTATIONS, Action, QuotationMatch, Rendering, Verdict
from align.review.resolution import ParkedDecision, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from align.model import Decision, Quotation, QuotationKey
    from align.result import TracedQuotation
    from align.review.passages import RunIndex, TextIndex


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationOpinion:
    """The opinion of people on a quotation."""

    verdict: Decision | None = None
    """The decision that upheld or overruled the verdict; None if there is none."""
    place: QuotationMatch | None = None
    """Its place in a source according to a person; None if nobody gave one."""
    placed: Decision | None = None
    """The decision that gave the place."""
    comments: tuple[Decision, ...] = ()
    """By time."""

    @property
    def action(self) -> str:
        """The action of the last decision, "uphold", "overrule" or "span"; empty without one. Comments do not count."""
        return self._last.action if self._last else ""

    @property
    def value(self) -> str:
        """The verdict that a person upheld or gave; empty without one."""
        return self.verdict.value if self.verdict else ""

    @property
    def reason(self) -> str:
        """The note of that decision."""
        return self._last.note if self._last else ""

    @property
    def reviewer(self) -> str:
        """The person who made it, or else the last who commented."""
        decision = self._last or (self.comments[-1] if self.comments else None)
        return decision.reviewer if decision else ""

    @property
    def at(self) -> datetime | None:
        """Its time."""
        return self._last.at if self._last else None

    @property
    def _last(self) -> Decision | None:
        return max(
            (item for item in (self.verdict, self.placed) if item), key=lambda item: (item.at, item.id), default=None
        )


def resolve_quotations(
    quoted: Mapping[str, tuple[RunIndex, Sequence[Quotation]]],
    sources: Mapping[str, TextIndex],
    decisions: Sequence[Decision],
) -> tuple[dict[QuotationKey, QuotationOpinion], tuple[ParkedDecision, ...]]:
    """Find the quotations of decisions, and return the opinions on them and the parked decisions.

    Args:
        quoted: The words of the quotations of each quoting document, and the quotations themselves, by document id.
        sources: The texts that may be quoted, by id.
        decisions: Effective decisions, by time. A later one replaces an earlier one on the same matter.

    """
    opinions: dict[QuotationKey, QuotationOpinion] = {}
    parked: list[ParkedDecision] = []
    for decision in decisions:
        if decision.quotation is None:
            continue
        found = _find_quotation(decision, quoted)
        if isinstance(found, Reason):
            parked.append(ParkedDecision(decision=decision, pin=0, reason=found))
            continue
        key = decision.src, found.id
        opinion = opinions.get(key, QuotationOpinion())
        if decision.action is Action.COMMENT:
            opinions[key] = replace(opinion, comments=(*opinion.comments, decision))
        elif decision.action is Action.SPAN:
            place = _find_place(decision, key, len(found.fragments), sources)
            if isinstance(place, Reason):
                parked.append(ParkedDecision(decision=decision, pin=0, reason=place))
            else:
                opinions[key] = replace(opinion, place=place, placed=decision, verdict=_keep_verdict(opinion, place))
        elif decision.action in ABOUT_QUOTATIONS:
            opinions[key] = replace(opinion, verdict=decision)
    return opinions, tuple(parked)


def _keep_verdict(opinion: QuotationOpinion, place: QuotationMatch) -> Decision | None:
    """Return the decision on the verdict that still holds after a person has given a place.

    A person who upheld the machine's verdict may have compared the quotation with other words of a source.
    """
    verdict = opinion.verdict
    moved = opinion.place != place
    return None if verdict and verdict.action is Action.UPHOLD and moved else verdict


def _find_quotation(
    decision: Decision, quoted: Mapping[str, tuple[RunIndex, Sequence[Quotation]]]
) -> Quotation | Reason:
    if decision.src not in quoted or decision.quotation is None:
        return Reason.DOCUMENT
    runs, quotations = quoted[decision.src]
    found = [run for run in runs.find(decision.quotation) if len(run) == 1]
    return quotations[found[0].start] if found else Reason.TEXT


def _find_place(
    decision: Decision, key: QuotationKey, fragments: int, sources: Mapping[str, TextIndex]
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
        # A person marks one stretch; it contains every fragment of the quotation.
        fragments=found[:1] * max(fragments, 1),
        confidence=1.0,
    )


def apply_opinions(
    traced: Sequence[TracedQuotation], opinions: Mapping[QuotationKey, QuotationOpinion]
) -> tuple[TracedQuotation, ...]:
    """Replace the places and verdicts of the machine by those of people."""
    return tuple(_apply_opinion(item, opinions.get((item.document, item.quotation.id))) for item in traced)


def _apply_opinion(traced: TracedQuotation, opinion: QuotationOpinion | None) -> TracedQuotation:
    if opinion is None:
        return traced
    place, rendering = traced.place, traced.rendering
    if opinion.place is not None and opinion.place != place:
        # The machine's verdict compared the quotation with other words. A new run judges it by the right ones.
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
