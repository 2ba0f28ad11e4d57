"""Quotations of one document that share words of a source -> those that render these words differently."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING

from align.model import CharSpan
from align.rendering.model import Inconsistency

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.rendering.model import Excerpt

_WORD = re.compile(r"\w+")
_FEW = 2
"""Fewest source words that count as a repetition."""
_LETTERS = 3
"""Letters of the shortest word whose change is reported."""


def inconsistencies(quotations: Sequence[tuple[Excerpt, Excerpt]]) -> Iterator[Inconsistency]:
    """Yield the places where one document renders the same source words in two ways.

    `quotations` are pairs of a source and its rendering. Two of them are compared if one lies within the other in the
    source, because the longer rendering must then contain all words of the shorter in a row. Case, punctuation and
    words of one or two letters do not count.
    """
    for (source, one), (other_source, other) in combinations(quotations, 2):
        excerpts = (source, other_source, one, other)
        if source.document != other_source.document or one.document != other.document:
            continue
        if not all(excerpt.fragments for excerpt in excerpts):
            continue
        inner, outer = sorted((_whole(source), _whole(other_source)), key=len)
        if not outer.contains(inner):
            continue
        if len(_WORD.findall(inner.slice(source.text))) < _FEW:
            continue
        first, second = (one, other) if _whole(source) == inner else (other, one)
        changed = _changed(first, second)
        if changed:
            yield Inconsistency(source=inner, first=_whole(first), second=changed)


def _whole(excerpt: Excerpt) -> CharSpan:
    return CharSpan(start=excerpt.fragments[0].start, end=excerpt.fragments[-1].end)


def _changed(short: Excerpt, long: Excerpt) -> CharSpan | None:
    """Return the stretch of the longer rendering that should have the words of the shorter; None if it has them."""
    ours, theirs = _matches(short), _matches(long)
    words, others = ([match[0].lower() for match in side] for side in (ours, theirs))
    if not words or not others:
        return None
    count = min(len(words), len(others))
    starts = range(len(others) - count + 1)
    matchers = [SequenceMatcher(None, words, others[start : start + count], autojunk=False) for start in starts]
    best = max(starts, key=lambda start: matchers[start].ratio())
    lost = [
        word
        for tag, i, j, _, _ in matchers[best].get_opcodes()
        if tag != "equal"
        for word in words[i:j]
        if len(word) >= _LETTERS and word not in others
    ]
    return CharSpan(start=theirs[best].start(), end=theirs[best + count - 1].end()) if lost else None


def _matches(excerpt: Excerpt) -> list[re.Match[str]]:
    return [match for span in excerpt.fragments for match in _WORD.finditer(excerpt.text, span.start, span.end)]
