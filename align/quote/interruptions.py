"""Quotation -> its interruptions (omissions, insertions, [sic], calls, reporting clauses) and the fragments between.

An ellipsis in brackets is an omission. A bare one is an omission only after a space or at the beginning: directly after
a word ("well… perhaps", "he said…") it is a hesitation of the quoted author and part of the quoted words.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

import regex

from align.model import CharSpan, FragmentMark, Mark
from align.quote.tree import trim

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from align.lang.quotes import QuoteRules
    from align.model import Document, NoteCall

_DOTS = r"(?:…|\.{2,4}|\.\s\.\s\.)"
_BRACKETED = regex.compile(
    rf"(?P<omission>[\[(<]\s*{_DOTS}\s*[\])>])"
    r"|\[(?P<square>[^\[\]]{1,300})\]"
    r"|\((?P<round>[^()]{1,300})\)"
    r"|(?<![^\s«“„‘‚‹\"—–-])(?P<bare>…|\.{3,4}|\.\s\.\s\.)"
)
_CHANGED_INITIAL = regex.compile(r"\[\p{L}\]\p{L}")
_NO_WORDS = " \t\n\u00a0\u202f,.;:"


def find_marks(document: Document, calls: Iterable[NoteCall], rules: QuoteRules) -> list[Mark]:
    """Find all marks of a document, inside and outside quotations, including calls; in order, without overlap."""
    found = [Mark(kind=FragmentMark.CALL, span=call.span) for call in calls]
    for block in document.blocks:
        for match in _BRACKETED.finditer(document.text, block.span.start, block.span.end):
            kind = _mark_kind(match, document.text, rules)
            if kind is not None:
                found.append(Mark(kind=kind, span=CharSpan(start=match.start(), end=match.end())))
    return list(drop_overlaps(found))


def _mark_kind(match: regex.Match[str], text: str, rules: QuoteRules) -> FragmentMark | None:
    if match["omission"] or match["bare"]:
        return FragmentMark.OMISSION
    if match["square"]:
        if match["square"].strip(" !?.").lower() in rules.sic:
            return FragmentMark.SIC
        # In "[T]he" only a capital was changed: the word still belongs to the quoted author.
        return None if _CHANGED_INITIAL.match(text, match.start()) else FragmentMark.INSERTION
    content = match["round"].strip(" !?.").lower()
    # A bare "(так)" could be a word of the quoted author.
    if content in rules.sic and (content == "sic" or " " in content or "!" in match["round"]):
        return FragmentMark.SIC
    return FragmentMark.INSERTION if _editor_pattern(rules).search(match["round"]) else None


@cache
def _editor_pattern(rules: QuoteRules) -> regex.Pattern[str]:
    return regex.compile("|".join(rules.editors) or r"(?!)")


def drop_overlaps(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield marks in order without overlaps: the earlier of two, and at the same start a call or else the longer."""
    end = 0
    for mark in sorted(marks, key=lambda m: (m.span.start, m.kind is not FragmentMark.CALL, -m.span.end)):
        if mark.span.start >= end:
            yield mark
            end = mark.span.end


def marks_inside(marks: Sequence[Mark], span: CharSpan) -> list[Mark]:
    """Return the marks that lie inside a span; `marks` are in order and disjoint."""
    first = bisect_left(marks, span.start, key=lambda m: m.span.start)
    last = bisect_left(marks, span.end, key=lambda m: m.span.start)
    return [mark for mark in marks[first:last] if mark.span.end <= span.end]


def fragments(text: str, span: CharSpan, marks: Sequence[Mark]) -> tuple[CharSpan, ...]:
    """Cut the words of a quotation at its marks, and remove punctuation at the beginning of each later fragment."""
    pieces = []
    start = span.start
    for end, following in [*((mark.span.start, mark.span.end) for mark in marks), (span.end, span.end)]:
        while start > span.start and start < end and text[start] in _NO_WORDS:
            start += 1
        piece = trim(text, start, end)
        if any(char.isalnum() for char in piece.slice(text)):
            pieces.append(piece)
        start = following
    return tuple(pieces)
