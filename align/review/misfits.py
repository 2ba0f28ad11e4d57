"""Decisions that do not apply to a text as it is, and what they may be about now: for the rules about review."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from align.check import Misfit
from align.model import Action, CharSpan, Place, SegSpan, plain
from align.review.apply import quotation_opinions
from align.review.near import Nearby
from align.review.passages import SegmentRuns, Stretches
from align.review.standing import Reason, stand

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align.model import Decision, Passage, Quoted, Segmented
    from align.result import Family
    from align.review.standing import BeadKey, Parked, Standing

_LEAST = 0.5
"""Likeness below which words are others."""


def misfits(family: Family, sources: Sequence[Segmented], decisions: Sequence[Decision]) -> Iterator[Misfit]:
    """Yield what does not apply of the effective decisions on a family, those on beads first.

    What a person has looked at since its words changed, and decided on anew, is left out.
    """
    if not decisions:
        return
    versions = {version.document.id: version for version in family.versions}
    for ladder in family.alignments:
        src, tgt = versions[ladder.src], versions[ladder.tgt]
        runs = SegmentRuns(src.texts()), SegmentRuns(tgt.texts())
        standing = stand(*runs, ladder, decisions)
        nearby = Nearby(*runs, ladder) if standing.parked else None
        for item in standing.parked:
            pin = item.decision.pins[item.pin]
            if item.reason is Reason.TEXT and _judged_since(item, runs, standing):
                continue
            found = nearby.near(pin, limit=1) if nearby else ()
            sides = (
                _where(runs[0], pin.src, found[0].src if found else None),
                _where(runs[1], pin.tgt, found[0].tgt if found else None),
            )
            changed = 0 if pin.src.length and not runs[0].find(pin.src) else 1
            yield Misfit(
                decision=item.decision,
                changed=item.reason is Reason.TEXT,
                about=pin.src.excerpt or pin.tgt.excerpt,
                places=(_place(src, sides[0]), _place(tgt, sides[1])),
                at=changed if sides[changed] or not sides[1 - changed] else 1 - changed,
            )
    quoted = {each.document: each for each in family.quoted}
    resting = list(_resting(versions, quoted, sources, decisions))
    yield from _moved(resting)
    known = {decision.id for decision, *_ in resting}
    waiting = quotation_opinions(family, sources, decisions)[1]
    parked = {item.decision.id for item in waiting}
    holding = [decision for decision in decisions if decision.quotation and decision.id not in parked]
    for item in waiting:
        if item.decision.id in known or any(_same_place(item.decision, other) for other in holding):
            continue
        about = item.decision.quotation.excerpt if item.decision.quotation else ""
        document = item.decision.src
        yield Misfit(
            decision=item.decision,
            changed=item.reason is Reason.TEXT,
            about=about,
            places=(_quotation(versions[document], quoted[document], about),),
        )


def _where(runs: SegmentRuns, words: Passage, near: SegSpan | None) -> SegSpan | None:
    """Return where some words stand, or else what is like them; None if nothing is."""
    found = runs.find(words) if words.length else ()
    return found[0] if found else near


def _judged_since(parked: Parked, runs: tuple[SegmentRuns, SegmentRuns], standing: Standing) -> bool:
    """Tell whether a person judged the words later that are left of a bead: those of the side that did not change."""
    pin = parked.decision.pins[parked.pin]
    judged = [
        sides
        for sides, opinion in standing.opinions.items()
        if opinion.decision and opinion.decision.at > parked.decision.at
    ]
    for side, passage in enumerate((pin.src, pin.tgt)):
        found = runs[side].find(passage) if passage.length else ()
        # Of words that are repeated, nobody can tell which were meant.
        if len(found) == 1 and any(
            found[0].start < run.end and run.start < found[0].end for run in _runs(judged, side)
        ):
            return True
    return False


def _runs(judged: Sequence[BeadKey], side: int) -> Iterator[SegSpan]:
    return (run for sides in judged if (run := sides[side]) is not None)


def _same_place(parked: Decision, later: Decision) -> bool:
    """Tell whether a later decision is on the quotation between the same two others, whatever its words are now."""
    old, new = parked.quotation, later.quotation
    return (
        old is not None
        and new is not None
        and later.at > parked.at
        and (later.src, new.before, new.after) == (parked.src, old.before, old.after)
    )


def _resting(
    versions: Mapping[str, Segmented],
    quoted: Mapping[str, Quoted],
    sources: Sequence[Segmented],
    decisions: Sequence[Decision],
) -> Iterator[tuple[Decision, CharSpan, Segmented]]:
    """Yield the decisions that rest on words of a source, with the quotation and the source, if both are here."""
    supplied = {source.document.id: source for source in sources}
    texts = {document: versions[document].document.text for document in quoted}
    runs = {
        document: SegmentRuns([plain(q.span.slice(texts[document])) for q in each.quotations])
        for document, each in quoted.items()
    }
    for decision in decisions:
        source = supplied.get(decision.source.document) if decision.source else None
        if source and decision.quotation and decision.src in quoted:
            found = [run for run in runs[decision.src].find(decision.quotation) if len(run) == 1]
            if found:
                yield decision, quoted[decision.src].quotations[found[0].start].span, source


def _moved(resting: Sequence[tuple[Decision, CharSpan, Segmented]]) -> Iterator[Misfit]:
    """Yield the last decision on each quotation whose words in the source have changed since.

    Where a person said where it comes from, nothing else counts.
    """
    last: dict[tuple[str, CharSpan], tuple[Decision, Segmented]] = {}
    for decision, span, source in resting:
        key = decision.src, span
        if decision.action is Action.SPAN or key not in last or last[key][0].action is not Action.SPAN:
            last[key] = decision, source
    for (_, span), (decision, source) in last.items():
        rests = decision.source
        if rests and not Stretches(source.document.text).find(rests.passage):
            quotation = Place(document=decision.src, span=span)
            yield Misfit(
                decision=decision,
                changed=True,
                quoted=True,
                about=decision.quotation.excerpt if decision.quotation else "",
                places=(quotation, _nearest(source, rests.passage.excerpt)),
            )


def _nearest(source: Segmented, about: str) -> Place:
    """Return the sentence of a source that is most like some words; if none is like them, where it begins."""
    likeness = [
        SequenceMatcher(None, plain(text)[: len(about)], about, autojunk=False).ratio() for text in source.texts()
    ]
    best = max(range(len(likeness)), key=likeness.__getitem__)
    return _place(source, SegSpan(start=best, end=best + 1) if likeness[best] >= _LEAST else None)


def _place(version: Segmented, run: SegSpan | None) -> Place:
    """Return where a run of segments stands; without one, where the document begins."""
    run_or_first = range(run.start, run.end) if run else range(1)
    first, last = version.segments[run_or_first[0]], version.segments[run_or_first[-1]]
    words = version.document.text[first.span.start : last.span.end].rstrip()
    return Place(document=version.document.id, span=CharSpan(start=first.span.start, end=first.span.start + len(words)))


def _quotation(version: Segmented, quoted: Quoted, about: str) -> Place:
    """Return where the quotation most like some words stands; if none is like them, where the document begins."""
    text = version.document.text
    ratios = [
        SequenceMatcher(None, each.span.slice(text)[: len(about)], about, autojunk=False).ratio()
        for each in quoted.quotations
    ]
    if not ratios or max(ratios) < _LEAST:
        return _place(version, None)
    return Place(document=version.document.id, span=quoted.quotations[ratios.index(max(ratios))].span)
