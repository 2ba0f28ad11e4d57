"""Quotations of one document that share source words -> those that render the same words differently."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from itertools import combinations
from typing import TYPE_CHECKING

from align.model import CharSpan
from align.rendering.model import Inconsistency

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.rendering.model import Version

_WORD = re.compile(r"\w+")
_FEW = 2
"""Source words from which a repetition is one."""
_LETTERS = 3
"""Of the shortest word whose change is told."""


def repeated(quotations: Sequence[tuple[Version, Version]]) -> Iterator[Inconsistency]:
    """Yield where one document renders the same source words in two ways; each pair is a source and its rendering.

    Only quotations of which one lies within the other in the source are compared, for then all words of the shorter
    must be found in the longer, side by side. Case, punctuation and words of one or two letters do not count.
    """
    for (source, one), (other_source, other) in combinations(quotations, 2):
        versions = (source, other_source, one, other)
        if source.document != other_source.document or one.document != other.document:
            continue
        if not all(version.fragments for version in versions):
            continue
        inner, outer = sorted((_whole(source), _whole(other_source)), key=len)
        if not (outer.start <= inner.start and inner.end <= outer.end):
            continue
        if len(_WORD.findall(source.text[inner.start : inner.end])) < _FEW:
            continue
        first, second = (one, other) if _whole(source) == inner else (other, one)
        changed = _changed(first, second)
        if changed:
            yield Inconsistency(source=inner, first=_whole(first), second=changed)


def _whole(version: Version) -> CharSpan:
    return CharSpan(start=version.fragments[0].start, end=version.fragments[-1].end)


def _changed(short: Version, long: Version) -> CharSpan | None:
    """Return where the longer rendering should have the words of the shorter and has others; None if it has them."""
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


def _matches(version: Version) -> list[re.Match[str]]:
    return [match for span in version.fragments for match in _WORD.finditer(version.text, span.start, span.end)]
