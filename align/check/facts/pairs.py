"""The ladders of a text -> beads with words on both sides, their neighbours, and the facts that they state."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.model import BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.passage import Pair, Passage
    from align.check.rule import Subject
    from align.lang.facts import Fact


@dataclass(frozen=True, slots=True, kw_only=True)
class PairInContext:
    """A bead with words on both sides, and its neighbours in the ladder."""

    pair: Pair
    neighbours: tuple[Pair, ...]
    """The bead before and the bead after, where they exist; they may be null beads."""


def ladders_in_context(subject: Subject) -> Iterator[tuple[PairInContext, ...]]:
    """Yield for every ladder its beads with words on both sides that nobody rejected, in order."""
    for pairs in subject.ladders:
        yield tuple(
            PairInContext(pair=pair, neighbours=(*pairs[max(0, k - 1) : k], *pairs[k + 1 : k + 2]))
            for k, pair in enumerate(pairs)
            if pair.corresponds
        )


def facts_of_pair(subject: Subject, pair: Pair) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Return the facts of both sides of a bead that can be read in both languages; see `facts_in_text`."""
    return facts_in_text(subject, pair.src, pair.tgt.lang), facts_in_text(subject, pair.tgt, pair.src.lang)


def facts_in_text(subject: Subject, passage: Passage, beside: str = "") -> tuple[Fact, ...]:
    """Return the facts of a passage without its note calls; none for a passage of a note, which has its own rules.

    `beside` is the language of the passage that it is compared with, "" if that does not matter.
    """
    quoted = subject.quoted.get(passage.document)
    if quoted is None:
        return subject.facts(passage, beside)
    start, end = passage.span.start, passage.span.end
    blocks = subject.versions[passage.document].document.blocks
    block = blocks[bisect_right(blocks, start, key=lambda each: each.span.start) - 1]
    if block.kind is BlockKind.NOTE:
        return ()
    calls = {
        offset - start
        for call in quoted.calls
        if start <= call.span.start < end
        for offset in range(call.span.start, call.span.end)
    }
    return tuple(fact for fact in subject.facts(passage, beside) if fact.span.start not in calls)
