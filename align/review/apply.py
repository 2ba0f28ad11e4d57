"""Decisions of people, applied to what the machine found. A run and the review page both use these functions.

Applying asks no machine: the ladder that a reviewer sees is the ladder that is exported.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.model import plain
from align.review.history import effective
from align.review.log import Log
from align.review.passages import RunIndex, TextIndex
from align.review.quotations import resolve_quotations
from align.review.resolution import ParkedDecision, Reason, resolve
from align.review.splice import insert_realigned, set_statuses, splice

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from align.model import Alignment, Decision, QuotationKey, Segmented
    from align.result import Family, Result
    from align.review.quotations import QuotationOpinion
    from align.review.resolution import Resolution


def project_decisions(root: Path) -> tuple[Decision, ...]:
    """Read the effective decisions of a project; raise `StoreError` if their file is damaged."""
    return effective(Log(root).read())


def apply_decisions(machine: Alignment, src: Segmented, tgt: Segmented, decisions: Sequence[Decision]) -> Alignment:
    """Apply effective decisions to the ladder that the machine found between two documents."""
    if not decisions:
        return machine
    return apply_resolution(machine, resolve(RunIndex(src.texts()), RunIndex(tgt.texts()), machine, decisions))


def apply_resolution(machine: Alignment, resolution: Resolution) -> Alignment:
    """Put realigned and locked beads into a ladder, and give each bead the status that people gave it."""
    ladder = splice(insert_realigned(machine, resolution.realigned), resolution.locked)
    return set_statuses(ladder, resolution.opinions)


def quotation_opinions(
    family: Family, sources: Sequence[Segmented], decisions: Sequence[Decision]
) -> tuple[dict[QuotationKey, QuotationOpinion], tuple[ParkedDecision, ...]]:
    """Return what people decided about the quotations of a family, and the decisions that do not apply."""
    texts = {version.document.id: version.document.text for version in family.versions}
    quoted = {
        item.document: (
            RunIndex([plain(texts[item.document][each.span.start : each.span.end]) for each in item.quotations]),
            item.quotations,
        )
        for item in family.quoted
    }
    own = [decision for decision in decisions if decision.quotation is not None and decision.src in quoted]
    named = {decision.source.document for decision in own if decision.source is not None}
    searched = {
        source.document.id: TextIndex(source.document.text) for source in sources if source.document.id in named
    }
    return resolve_quotations(quoted, searched, own)


def parked_decisions(result: Result, decisions: Sequence[Decision]) -> tuple[ParkedDecision, ...]:
    """Return the effective decisions that do not apply to the texts of a result."""
    found: list[ParkedDecision] = []
    for family in result.families:
        runs = {version.document.id: RunIndex(version.texts()) for version in family.versions}
        for ladder in family.alignments:
            found += resolve(runs[ladder.src], runs[ladder.tgt], ladder, decisions).parked
        found += quotation_opinions(family, result.sources, decisions)[1]
    return (*found, *decisions_on_missing_texts(result.families, decisions))


def decisions_on_missing_texts(families: Sequence[Family], decisions: Sequence[Decision]) -> tuple[ParkedDecision, ...]:
    """Return the effective decisions on texts that none of these families has."""
    pairs = {frozenset((ladder.src, ladder.tgt)) for family in families for ladder in family.alignments}
    documents = {version.document.id for family in families for version in family.versions}
    return tuple(
        ParkedDecision(decision=decision, pin=0, reason=Reason.DOCUMENT)
        for decision in decisions
        if (decision.pins and frozenset((decision.src, decision.tgt)) not in pairs)
        or (decision.quotation is not None and decision.src not in documents)
    )
