"""A snapshot of a project under review: the machine's result with the decisions applied.

It never changes, so it can be read for as long as needed while others decide. Costly parts are made on first use.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from align.link import link
from align.review.apply import decisions_on_missing_texts, quotation_opinions
from align.review.near import Nearby
from align.review.quotations import mark_quotations

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from align.model import Alignment, Decision, QuotationKey
    from align.result import Family, Result, TracedQuotation
    from align.review.near import Near
    from align.review.passages import SegmentRuns
    from align.review.quotations import QuotationOpinion
    from align.review.standing import Parked, Reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A decision that does not fit the texts any more, and beads that it may be about now."""

    name: str
    """Value of `of` in a decision that replaces this one."""
    decision: Decision
    pin: int
    """Which of its beads, from 0."""
    reason: Reason
    near: tuple[Near, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """One ladder of the snapshot."""

    ladder: Alignment
    runs: tuple[SegmentRuns, SegmentRuns]
    parked: tuple[Parked, ...]


class View:
    """The snapshot."""

    def __init__(
        self, machine: Result, ladders: Mapping[tuple[str, str], Shown], decisions: Sequence[Decision]
    ) -> None:
        self._machine = machine
        self._ladders = ladders
        self._decisions = decisions
        self._nearby: dict[tuple[str, str], Nearby] = {}

    @cached_property
    def opinions(self) -> Mapping[QuotationKey, QuotationOpinion]:
        """Opinions of people on quotations, by ids of document and quotation."""
        return self._quotations[0]

    @cached_property
    def traced(self) -> tuple[TracedQuotation, ...]:
        """Quotations, with places and verdicts as people corrected them."""
        return mark_quotations(self._machine.traced, self.opinions)

    @cached_property
    def result(self) -> Result:
        """The whole result, decisions applied."""
        return replace(self._machine, families=tuple(map(self._family, self._machine.families)), traced=self.traced)

    @cached_property
    def parked(self) -> tuple[Waiting, ...]:
        """Decisions that do not fit the texts any more, by time."""
        found = [item for shown in self._ladders.values() for item in shown.parked]
        found += (*self._quotations[1], *decisions_on_missing_texts(self._machine.families, self._decisions))
        return tuple(
            Waiting(name=item.name, decision=item.decision, pin=item.pin, reason=item.reason, near=self._near(item))
            for item in sorted(found, key=lambda item: (item.decision.at, item.decision.id, item.pin))
        )

    @cached_property
    def _quotations(self) -> tuple[dict[QuotationKey, QuotationOpinion], tuple[Parked, ...]]:
        opinions: dict[QuotationKey, QuotationOpinion] = {}
        parked: tuple[Parked, ...] = ()
        for family in self._machine.families:
            own, waiting = quotation_opinions(family, self._machine.sources, self._decisions)
            opinions |= own
            parked += waiting
        return opinions, parked

    def _family(self, family: Family) -> Family:
        ladders = tuple(self._ladders[ladder.src, ladder.tgt].ladder for ladder in family.alignments)
        if not ladders:
            return family
        return replace(
            family, alignments=ladders, links=link([version.document.id for version in family.versions], ladders)
        )

    def _near(self, item: Parked) -> tuple[Near, ...]:
        pair, pins = (item.decision.src, item.decision.tgt), item.decision.pins
        if not pins or pair not in self._ladders:
            return ()
        if pair not in self._nearby:
            shown = self._ladders[pair]
            self._nearby[pair] = Nearby(*shown.runs, shown.ladder)
        return self._nearby[pair].near(pins[item.pin])
