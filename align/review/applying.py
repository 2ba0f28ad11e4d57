"""What people decided, applied to what the machine found: the join of `align.review` and the other stages."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from align.model import Alignment, Bead, ReadError, SegSpan, plain
from align.review.history import effective
from align.review.ladders import has, mark, splice
from align.review.log import Log
from align.review.passages import Runs, Stretches
from align.review.quotations import stand_quotations
from align.review.redrawn import fixed, redraw, weighed
from align.review.standing import Parked, Reason, stand

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from align.listener import Listener
    from align.model import Decision, QuotationKey, Segmented
    from align.result import Family, Result
    from align.review.quotations import QuotationOpinion
    from align.workspace.aligner import Aligner


def project_decisions(root: Path) -> tuple[Decision, ...]:
    """Return the decisions that hold in a project; raise `StoreError` if the file of them is damaged."""
    return effective(Log(root).read())


def decided(
    src: Segmented,
    tgt: Segmented,
    decisions: Sequence[Decision],
    aligner: Aligner,
    listener: Listener,
    *,
    paired: bool = False,
) -> Alignment:
    """Align two documents as effective decisions want it: what people locked is there, what they barred is not.

    Of `paired` documents the ladder is given: paragraph by paragraph. Raises `ReadError` if they have not as many.
    """
    machine = paragraphs(src, tgt) if paired else aligner.align(src, tgt, listener)
    if not decisions:
        return machine
    standing = stand(Runs(src.texts()), Runs(tgt.texts()), machine, decisions)
    ladder = redraw(machine, standing.redrawn)
    if paired:
        ladder = splice(ladder, standing.locked)
    elif not has(ladder, standing):
        sought = aligner.align(src, tgt, listener, locked=fixed(standing), barred=standing.barred)
        ladder = weighed(sought, standing.redrawn)
    return mark(ladder, standing.opinions)


def paragraphs(src: Segmented, tgt: Segmented) -> Alignment:
    """Return the ladder whose beads are paragraphs; raise `ReadError` if one document has more of them."""
    runs = [_blocks(side) for side in (src, tgt)]
    if len(runs[0]) != len(runs[1]):
        raise ReadError(
            f"{len(runs[1])} paragraphs, and {src.document.path} has {len(runs[0])}; align.paired in align.toml is for "
            "texts with the same paragraphs",
            path=tgt.document.path,
        )
    beads = tuple(Bead(src=one, tgt=other, confidence=1.0) for one, other in zip(*runs, strict=True))
    return Alignment(src=src.document.id, tgt=tgt.document.id, beads=beads)


def _blocks(side: Segmented) -> list[SegSpan]:
    """Return the segments of each block."""
    runs = []
    for _, numbers in groupby(range(len(side.segments)), key=lambda number: side.segments[number].block):
        own = list(numbers)
        runs.append(SegSpan(start=own[0], end=own[-1] + 1))
    return runs


def quotation_opinions(
    family: Family, sources: Sequence[Segmented], decisions: Sequence[Decision]
) -> tuple[dict[QuotationKey, QuotationOpinion], tuple[Parked, ...]]:
    """Return what people hold of the quotations of a family, and the decisions on them that do not apply."""
    texts = {version.document.id: version.document.text for version in family.versions}
    quoted = {
        item.document: (
            Runs([plain(each.span.slice(texts[item.document])) for each in item.quotations]),
            item.quotations,
        )
        for item in family.quoted
    }
    own = [decision for decision in decisions if decision.quotation is not None and decision.src in quoted]
    named = {decision.source.document for decision in own if decision.source is not None}
    searched = {
        source.document.id: Stretches(source.document.text) for source in sources if source.document.id in named
    }
    return stand_quotations(quoted, searched, own)


def parked(result: Result, decisions: Sequence[Decision]) -> tuple[Parked, ...]:
    """Return the decisions, effective ones given, that do not apply to the texts of a result."""
    found: list[Parked] = []
    for family in result.families:
        runs = {version.document.id: Runs(version.texts()) for version in family.versions}
        for ladder in family.alignments:
            found += stand(runs[ladder.src], runs[ladder.tgt], ladder, decisions).parked
        found += quotation_opinions(family, result.sources, decisions)[1]
    return (*found, *elsewhere(result.families, decisions))


def elsewhere(families: Sequence[Family], decisions: Sequence[Decision]) -> tuple[Parked, ...]:
    """Return the decisions, effective ones given, on texts that none of these families has."""
    pairs = {frozenset((ladder.src, ladder.tgt)) for family in families for ladder in family.alignments}
    documents = {version.document.id for family in families for version in family.versions}
    return tuple(
        Parked(decision=decision, pin=0, reason=Reason.DOCUMENT)
        for decision in decisions
        if (decision.pins and frozenset((decision.src, decision.tgt)) not in pairs)
        or (decision.quotation is not None and decision.src not in documents)
    )
