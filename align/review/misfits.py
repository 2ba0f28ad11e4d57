"""The decisions on a text -> misfits: those that do not fit it any more, and the places that they may concern now.

A misfit is a parked decision, or a judgement on a quotation whose words in the source changed. The rules of review
report misfits.
"""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from align.check import Misfit
from align.model import Action, CharSpan, Place, SegSpan, plain
from align.review.apply import quotation_opinions
from align.review.passages import RunIndex, TextIndex
from align.review.resolution import Reason, resolve
from align.review.similar_beads import BeadIndex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align.model import Decision, Passage, Quoted, Segmented
    from align.result import Family
    from align.review.resolution import BeadKey, ParkedDecision, Resolution

_MIN_SIMILARITY = 0.5
"""Words below this similarity are different words."""


def misfits(family: Family, sources: Sequence[Segmented], decisions: Sequence[Decision]) -> Iterator[Misfit]:
    """Yield the effective decisions that do not fit the texts of a family, those on beads first.

    A decision is left out if a later one judges the same place after its words changed.
    """
    if not decisions:
        return
    versions = {version.document.id: version for version in family.versions}
    for ladder in family.alignments:
        src, tgt = versions[ladder.src], versions[ladder.tgt]
        runs = RunIndex(src.texts()), RunIndex(tgt.texts())
        resolution = resolve(*runs, ladder, decisions)
        index = BeadIndex(*runs, ladder) if resolution.parked else None
        for item in resolution.parked:
            pin = item.decision.pins[item.pin]
            if item.reason is Reason.TEXT and _is_judged_later(item, runs, resolution):
                continue
            found = index.find(pin, limit=1) if index else ()
            sides = (
                _locate_side(runs[0], pin.src, found[0].src if found else None),
                _locate_side(runs[1], pin.tgt, found[0].tgt if found else None),
            )
            changed = 0 if pin.src.length and not runs[0].find(pin.src) else 1
            yield Misfit(
                decision=item.decision,
                changed=item.reason is Reason.TEXT,
                about=pin.src.excerpt or pin.tgt.excerpt,
                places=(_place_of(src, sides[0]), _place_of(tgt, sides[1])),
                at=changed if sides[changed] or not sides[1 - changed] else 1 - changed,
            )
    quoted = {each.document: each for each in family.quoted}
    sourced = list(_locate_sourced(versions, quoted, sources, decisions))
    yield from _changed_sources(sourced)
    known = {decision.id for decision, *_ in sourced}
    parked = quotation_opinions(family, sources, decisions)[1]
    parked_ids = {item.decision.id for item in parked}
    holding = [decision for decision in decisions if decision.quotation and decision.id not in parked_ids]
    for item in parked:
        if item.decision.id in known or any(_is_replaced_by(item.decision, other) for other in holding):
            continue
        about = item.decision.quotation.excerpt if item.decision.quotation else ""
        document = item.decision.src
        yield Misfit(
            decision=item.decision,
            changed=item.reason is Reason.TEXT,
            about=about,
            places=(_most_similar_quotation(versions[document], quoted[document], about),),
        )


def _locate_side(runs: RunIndex, words: Passage, near: SegSpan | None) -> SegSpan | None:
    """Return the run with some words, or else the run most similar to them; None if neither exists."""
    found = runs.find(words) if words.length else ()
    return found[0] if found else near


def _is_judged_later(parked: ParkedDecision, runs: tuple[RunIndex, RunIndex], resolution: Resolution) -> bool:
    """Tell whether a person later judged a bead with the side that did not change."""
    pin = parked.decision.pins[parked.pin]
    judged = [
        sides
        for sides, opinion in resolution.opinions.items()
        if opinion.decision and opinion.decision.at > parked.decision.at
    ]
    for side, passage in enumerate((pin.src, pin.tgt)):
        found = runs[side].find(passage) if passage.length else ()
        # If the words are repeated, their place is uncertain.
        if len(found) == 1 and any(
            found[0].start < run.end and run.start < found[0].end for run in _judged_runs(judged, side)
        ):
            return True
    return False


def _judged_runs(judged: Sequence[BeadKey], side: int) -> Iterator[SegSpan]:
    return (run for sides in judged if (run := sides[side]) is not None)


def _is_replaced_by(parked: Decision, later: Decision) -> bool:
    """Tell whether a later decision is on the quotation between the same two neighbours; its words may differ."""
    old, new = parked.quotation, later.quotation
    return (
        old is not None
        and new is not None
        and later.at > parked.at
        and (later.src, new.before, new.after) == (parked.src, old.before, old.after)
    )


def _locate_sourced(
    versions: Mapping[str, Segmented],
    quoted: Mapping[str, Quoted],
    sources: Sequence[Segmented],
    decisions: Sequence[Decision],
) -> Iterator[tuple[Decision, CharSpan, Segmented]]:
    """Yield the decisions based on words of a source, with quotation and source; left out if one of them is missing."""
    supplied = {source.document.id: source for source in sources}
    texts = {document: versions[document].document.text for document in quoted}
    runs = {
        document: RunIndex([plain(q.span.slice(texts[document])) for q in each.quotations])
        for document, each in quoted.items()
    }
    for decision in decisions:
        source = supplied.get(decision.source.document) if decision.source else None
        if source and decision.quotation and decision.src in quoted:
            found = [run for run in runs[decision.src].find(decision.quotation) if len(run) == 1]
            if found:
                yield decision, quoted[decision.src].quotations[found[0].start].span, source


def _changed_sources(sourced: Sequence[tuple[Decision, CharSpan, Segmented]]) -> Iterator[Misfit]:
    """Yield the last decision on each quotation whose words in the source changed since then.

    If a person gave the place of the quotation, only that decision counts.
    """
    last: dict[tuple[str, CharSpan], tuple[Decision, Segmented]] = {}
    for decision, span, source in sourced:
        key = decision.src, span
        if decision.action is Action.SPAN or key not in last or last[key][0].action is not Action.SPAN:
            last[key] = decision, source
    for (_, span), (decision, source) in last.items():
        words = decision.source
        if words and not TextIndex(source.document.text).find(words.passage):
            quotation = Place(document=decision.src, span=span)
            yield Misfit(
                decision=decision,
                changed=True,
                quoted=True,
                about=decision.quotation.excerpt if decision.quotation else "",
                places=(quotation, _most_similar_sentence(source, words.passage.excerpt)),
            )


def _most_similar_sentence(source: Segmented, about: str) -> Place:
    """Return the sentence of a source most similar to some words; the beginning of the source if none is similar."""
    similarity = [
        SequenceMatcher(None, plain(text)[: len(about)], about, autojunk=False).ratio() for text in source.texts()
    ]
    best = max(range(len(similarity)), key=similarity.__getitem__)
    return _place_of(source, SegSpan(start=best, end=best + 1) if similarity[best] >= _MIN_SIMILARITY else None)


def _place_of(version: Segmented, run: SegSpan | None) -> Place:
    """Return the place of a run of segments; the beginning of the document without a run."""
    run_or_first = range(run.start, run.end) if run else range(1)
    first, last = version.segments[run_or_first[0]], version.segments[run_or_first[-1]]
    words = version.document.text[first.span.start : last.span.end].rstrip()
    return Place(document=version.document.id, span=CharSpan(start=first.span.start, end=first.span.start + len(words)))


def _most_similar_quotation(version: Segmented, quoted: Quoted, about: str) -> Place:
    """Return the quotation most similar to some words; the beginning of the document if none is similar."""
    text = version.document.text
    ratios = [
        SequenceMatcher(None, each.span.slice(text)[: len(about)], about, autojunk=False).ratio()
        for each in quoted.quotations
    ]
    if not ratios or max(ratios) < _MIN_SIMILARITY:
        return _place_of(version, None)
    return Place(document=version.document.id, span=quoted.quotations[ratios.index(max(ratios))].span)
