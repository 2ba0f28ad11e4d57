"""Decisions that do not apply to a text as it is, and what they may be about now: for the rules about review."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from align.check import Unfit
from align.model import CharSpan, Place
from align.pipeline.decided import quotation_opinions
from align.review.near import Nearby
from align.review.passages import Runs
from align.review.standing import Reason, stand

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.model import Decision, Quoted, Segmented, SegSpan
    from align.result import Family

_LEAST = 0.5
"""Likeness below which words are others."""


def unfit(family: Family, sources: Sequence[Segmented], decisions: Sequence[Decision]) -> Iterator[Unfit]:
    """Yield what does not apply of the effective decisions on a family, those on beads first."""
    if not decisions:
        return
    versions = {version.document.id: version for version in family.versions}
    for ladder in family.alignments:
        src, tgt = versions[ladder.src], versions[ladder.tgt]
        runs = Runs(src.texts()), Runs(tgt.texts())
        for item in stand(*runs, ladder, decisions).parked:
            pin = item.decision.pins[item.pin]
            found = Nearby(*runs, ladder).near(pin, limit=1)
            sides = (found[0].src, found[0].tgt) if found else (None, None)
            yield Unfit(
                decision=item.decision,
                changed=item.reason is Reason.TEXT,
                about=pin.src.excerpt or pin.tgt.excerpt,
                places=(_place(src, sides[0]), _place(tgt, sides[1])),
                at=0 if pin.src.length and not runs[0].find(pin.src) else 1,
            )
    quoted = {each.document: each for each in family.quoted}
    for item in quotation_opinions(family, sources, decisions)[1]:
        about = item.decision.quotation.excerpt if item.decision.quotation else ""
        document = item.decision.src
        yield Unfit(
            decision=item.decision,
            changed=item.reason is Reason.TEXT,
            about=about,
            places=(_quotation(versions[document], quoted[document], about),),
        )


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
        SequenceMatcher(None, text[each.span.start : each.span.end][: len(about)], about, autojunk=False).ratio()
        for each in quoted.quotations
    ]
    if not ratios or max(ratios) < _LEAST:
        return _place(version, None)
    return Place(document=version.document.id, span=quoted.quotations[ratios.index(max(ratios))].span)
