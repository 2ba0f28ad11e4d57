"""What stands inside quotations without being quoted words: omissions, insertions, [sic], calls, reporting clauses.

An ellipsis in brackets is an omission. A bare one is an omission only if it stands apart from the word before it, or at
the very start: a glued one ("well… perhaps", "he said…") is the hesitation of the quoted author and stays.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cache
from typing import TYPE_CHECKING

import regex

from align.model import CharSpan, FragmentMark, Mark
from align.quote.found import trimmed

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


def marks_of(document: Document, calls: Iterable[NoteCall], rules: QuoteRules) -> list[Mark]:
    """Find every mark of a document, inside quotations or not, calls among them; in order, without overlap."""
    found = [Mark(kind=FragmentMark.CALL, span=call.span) for call in calls]
    for block in document.blocks:
        for match in _BRACKETED.finditer(document.text, block.span.start, block.span.end):
            kind = _kind(match, document.text, rules)
            if kind is not None:
                found.append(Mark(kind=kind, span=CharSpan(start=match.start(), end=match.end())))
    return list(disjoint(found))


def _kind(match: regex.Match[str], text: str, rules: QuoteRules) -> FragmentMark | None:
    if match["omission"] or match["bare"]:
        return FragmentMark.OMISSION
    if match["square"]:
        if match["square"].strip(" !?.").lower() in rules.sic:
            return FragmentMark.SIC
        # In "[T]he" only a capital was changed: the word is still the author's.
        return None if _CHANGED_INITIAL.match(text, match.start()) else FragmentMark.INSERTION
    content = match["round"].strip(" !?.").lower()
    # A bare "(так)" could be the author's own word.
    if content in rules.sic and (content == "sic" or " " in content or "!" in match["round"]):
        return FragmentMark.SIC
    return FragmentMark.INSERTION if _signed(rules).search(match["round"]) else None


@cache
def _signed(rules: QuoteRules) -> regex.Pattern[str]:
    return regex.compile("|".join(rules.editors) or r"(?!)")


def disjoint(marks: Iterable[Mark]) -> Iterator[Mark]:
    """Yield marks in order; of two that overlap the earlier, and of two that start together a call or the longer."""
    end = 0
    for mark in sorted(marks, key=lambda m: (m.span.start, m.kind is not FragmentMark.CALL, -m.span.end)):
        if mark.span.start >= end:
            yield mark
            end = mark.span.end


def within(marks: Sequence[Mark], span: CharSpan) -> list[Mark]:
    """Return those of ordered, disjoint marks that lie inside a span."""
    first = bisect_left(marks, span.start, key=lambda m: m.span.start)
    last = bisect_left(marks, span.end, key=lambda m: m.span.start)
    return [mark for mark in marks[first:last] if mark.span.end <= span.end]


def fragments(text: str, span: CharSpan, marks: Sequence[Mark]) -> tuple[CharSpan, ...]:
    """Cut the words of a quotation at its marks, without the punctuation that then heads a fragment."""
    pieces = []
    start = span.start
    for end, following in [*((mark.span.start, mark.span.end) for mark in marks), (span.end, span.end)]:
        while start > span.start and start < end and text[start] in _NO_WORDS:
            start += 1
        piece = trimmed(text, start, end)
        if any(char.isalnum() for char in piece.slice(text)):
            pieces.append(piece)
        start = following
    return tuple(pieces)
