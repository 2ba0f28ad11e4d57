"""A snapshot of a project under review: the machine's result with the decisions applied.

It never changes, so it can be read for as long as needed while others decide. Costly parts are made on first use.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from align.link import link
from align.review.apply import decisions_on_missing_texts, quotation_opinions
from align.review.quotations import apply_opinions
from align.review.similar_beads import BeadIndex

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from align.model import Alignment, Decision, QuotationKey
    from align.result import Family, Result, TracedQuotation
    from align.review.passages import RunIndex
    from align.review.quotations import QuotationOpinion
    from align.review.resolution import ParkedDecision
    from align.review.similar_beads import SimilarBead


@dataclass(frozen=True, slots=True, kw_only=True)
class LadderView:
    """One ladder of the snapshot."""

    ladder: Alignment
    runs: tuple[RunIndex, RunIndex]
    parked: tuple[ParkedDecision, ...]


class View:
    """The snapshot."""

    def __init__(
        self, machine: Result, ladders: Mapping[tuple[str, str], LadderView], decisions: Sequence[Decision]
    ) -> None:
        self._machine = machine
        self._ladders = ladders
        self._decisions = decisions
        self._indexes: dict[tuple[str, str], BeadIndex] = {}

    @cached_property
    def opinions(self) -> Mapping[QuotationKey, QuotationOpinion]:
        """Opinions of people on quotations, by ids of document and quotation."""
        return self._quotations[0]

    @cached_property
    def traced(self) -> tuple[TracedQuotation, ...]:
        """Quotations, with places and verdicts as people corrected them."""
        return apply_opinions(self._machine.traced, self.opinions)

    @cached_property
    def result(self) -> Result:
        """The whole result, decisions applied."""
        return replace(self._machine, families=tuple(map(self._family, self._machine.families)), traced=self.traced)

    @cached_property
    def parked(self) -> tuple[ParkedDecision, ...]:
        """Decisions that do not fit the texts any more, by time, with the beads that they may be about now."""
        found = [item for ladder in self._ladders.values() for item in ladder.parked]
        found += (*self._quotations[1], *decisions_on_missing_texts(self._machine.families, self._decisions))
        return tuple(
            replace(item, similar=self._similar(item))
            for item in sorted(found, key=lambda item: (item.decision.at, item.decision.id, item.pin))
        )

    @cached_property
    def _quotations(self) -> tuple[dict[QuotationKey, QuotationOpinion], tuple[ParkedDecision, ...]]:
        opinions: dict[QuotationKey, QuotationOpinion] = {}
        parked: tuple[ParkedDecision, ...] = ()
        for family in self._machine.families:
            own, own_parked = quotation_opinions(family, self._machine.sources, self._decisions)
            opinions |= own
            parked += own_parked
        return opinions, parked

    def _family(self, family: Family) -> Family:
        ladders = tuple(self._ladders[ladder.src, ladder.tgt].ladder for ladder in family.alignments)
        if not ladders:
            return family
        return replace(
            family, alignments=ladders, links=link([version.document.id for version in family.versions], ladders)
        )

    def _similar(self, item: ParkedDecision) -> tuple[SimilarBead, ...]:
        pair, pins = (item.decision.src, item.decision.tgt), item.decision.pins
        if not pins or pair not in self._ladders:
            return ()
        if pair not in self._indexes:
            ladder = self._ladders[pair]
            self._indexes[pair] = BeadIndex(*ladder.runs, ladder.ladder)
        return self._indexes[pair].find(pins[item.pin])
