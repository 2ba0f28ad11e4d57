"""The ladders of a text -> beads with words on both sides, each with the beads beside it."""

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
class Facing:
    """Words of two versions that render each other."""

    pair: Pair
    beside: tuple[Pair, ...]
    """The bead before it and the one after it, as far as there are any; they may lack one side."""


def ladders(subject: Subject) -> Iterator[tuple[Facing, ...]]:
    """Yield for every ladder its beads with words on both sides, in order."""
    for pairs in subject.ladders:
        yield tuple(
            Facing(pair=pair, beside=(*pairs[max(0, k - 1) : k], *pairs[k + 1 : k + 2]))
            for k, pair in enumerate(pairs)
            if pair.bead.src and pair.bead.tgt
        )


def both_stated(subject: Subject, pair: Pair) -> tuple[tuple[Fact, ...], tuple[Fact, ...]]:
    """Return what the two sides of a bead state, as `stated` does, as far as it can be read in both languages."""
    return stated(subject, pair.src, pair.tgt.lang), stated(subject, pair.tgt, pair.src.lang)


def stated(subject: Subject, passage: Passage, beside: str = "") -> tuple[Fact, ...]:
    """Return what a passage of the running text states, note calls left out; nothing of a note, which has its rules.

    `beside` is the language of what it is compared with, if that matters.
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
