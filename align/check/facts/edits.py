"""The versions before and after -> the edits, and which of them caused a mismatch."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from align.check.facts.negation import negations
from align.check.rule import once
from align.lang.facts import FactKind, readings

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from align.check.facts.mismatch import PairMismatch
    from align.check.passage import Passage
    from align.check.rule import Subject
    from align.lang.facts import Fact
    from align.model import Segmented, SegSpan

_Key = tuple[FactKind, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """The words of some segments before and after an edit; segments that only moved are left out."""

    was: tuple[str, ...]
    now: tuple[str, ...]


def edits(before: Segmented, version: Segmented) -> dict[int, Edit]:
    """Return the edits of a version by the numbers of its segments; pure insertions are not edits.

    A deletion is an edit of the segment before the gap and of the segment after it.
    """
    was, now = before.texts(), version.texts()
    kept = set(was) & set(now)
    found: dict[int, Edit] = {}
    for kind, top, bottom, start, end in SequenceMatcher(None, was, now).get_opcodes():
        if kind == "delete":
            found |= dict.fromkeys((start - 1, start), _edit(was[top:bottom], (), kept))
        elif kind == "replace" and bottom - top == end - start:
            # The number of sentences is the same, so each was edited by itself.
            found |= {start + k: _edit([was[top + k]], [now[start + k]], kept) for k in range(end - start)}
        elif kind == "replace":
            found |= dict.fromkeys(range(start, end), _edit(was[top:bottom], now[start:end], kept))
    return found


def _edit(was: Sequence[str], now: Sequence[str], kept: Collection[str]) -> Edit:
    return Edit(
        was=tuple(text for text in was if text not in kept), now=tuple(text for text in now if text not in kept)
    )


def edited_version(subject: Subject, found: PairMismatch) -> Passage | None:
    """Return the side of the bead whose edit caused a mismatch; None if no edit is known to have caused it.

    Either the version that has the fact gained it, or the version that lacks the fact lost it.
    """
    (pair, mismatch), changed = found, dict(_edits_by_version(subject))
    src, tgt = (pair.src, pair.bead.src), (pair.tgt, pair.bead.tgt)
    for fact, (own, its), (other, others) in ((mismatch.left, src, tgt), (mismatch.right, tgt, src)):
        if fact:
            keys = set(_keys([fact]))
            gained, _ = _changes(subject, changed.get(own.document, {}), own, its, other.lang)
            _, lost = _changes(subject, changed.get(other.document, {}), other, others, own.lang)
            if keys & gained:
                return own
            if keys & lost:
                return other
    return None


@once
def _edits_by_version(subject: Subject) -> Iterator[tuple[str, Mapping[int, Edit]]]:
    for name, before in subject.before.items():
        yield name, edits(before, subject.versions[name])


def _changes(
    subject: Subject, edited: Mapping[int, Edit], passage: Passage, run: SegSpan, beside: str
) -> tuple[set[_Key], set[_Key]]:
    """Return the keys of the facts that a passage states more often than before the edits, and less often."""
    gained: set[_Key] = set()
    lost: set[_Key] = set()
    for edit in {edited[segment] for segment in run if segment in edited}:
        was, now = (
            Counter(key for text in texts for key in _keys(subject.facts_of(text, passage.lang, beside)))
            for texts in (edit.was, edit.now)
        )
        gained |= (now - was).keys()
        lost |= (was - now).keys()
    return gained, lost


def _keys(facts: Sequence[Fact]) -> Iterator[_Key]:
    """Yield the keys by which facts are compared: one key for all negations, and one for each reading of a number."""
    for fact in negations(facts):
        yield fact.kind, None
    for fact in facts:
        for reading in readings(fact):
            yield fact.kind, reading.amount
