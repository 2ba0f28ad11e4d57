"""Outcome -> text for people: place, message, and the passages side by side with the words concerned marked."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from align.check.outcome import State
from align.check.report.where import Where
from align.model import CharSpan, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align.check.outcome import Outcome, Reported
    from align.model import Document, Finding

_INDENT, _GAP = 2, 3
_NARROWEST = 32
"""Least width of a column in characters; narrower passages are printed one below the other."""
_LONGEST = 480
"""Most characters of a passage that are shown, round the words concerned."""
_BREAKS = " \t\n"
"""Characters at which a line may break; a no-break space is not one."""
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
_BOLD, _DIM = "1", "2"


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """The terminal to print on."""

    width: int
    """Characters in a line."""
    colour: bool

    def paint(self, text: str, code: str) -> str:
        """Return a text in a colour, or unchanged if the terminal has no colours."""
        return f"\x1b[{code}m{text}\x1b[0m" if self.colour and text else text


def text(outcome: Outcome, style: Style) -> Iterator[str]:
    """Yield the lines of the report: the open findings, stale suppressions and baseline, and a summary."""
    for each in outcome.open:
        yield from _finding(each, outcome.documents, style)
        yield ""
    for suppression in outcome.stale_suppressions:
        about = f" ({suppression.rule}: {suppression.reason})" if suppression.rule else f" ({suppression.reason})"
        yield f"stale suppression {suppression.fingerprint}{about}: it has expired, or its finding no longer exists"
    if outcome.stale_baseline:
        count = len(outcome.stale_baseline)
        verb = "exists" if count == 1 else "exist"
        yield f"stale baseline: {_count(count, 'finding')} no longer {verb}; write it again with --baseline"
    yield summary(outcome)


def summary(outcome: Outcome) -> str:
    """Return one line with the numbers of findings."""
    counts, states = outcome.counts(), [each.state for each in outcome.reported]
    kinds = [
        _count(counts[Severity.ERROR], "error"),
        _count(counts[Severity.WARNING], "warning"),
        f"{counts[Severity.INFO]} info",
    ]
    accepted = [
        f"{states.count(state)} {words}"
        for state, words in ((State.SUPPRESSED, "suppressed"), (State.BASELINE, "in the baseline"))
        if state in states
    ]
    found = ", ".join(kinds) if outcome.open else "nothing to report"
    return "; ".join([f"{found} in {_count(len(outcome.documents), 'document')}", *accepted])


def _count(count: int, name: str) -> str:
    return f"{count} {name}" if count == 1 else f"{count} {name}s"


def _finding(each: Reported, documents: Mapping[str, Document], style: Style) -> Iterator[str]:
    finding = each.finding
    where = style.paint(str(Where.of(finding.place, documents)), _BOLD)
    severity = style.paint(finding.severity, _COLOURS[finding.severity])
    yield f"{where}: {severity} {finding.rule}: {finding.message} {style.paint(f'[{each.fingerprint}]', _DIM)}"
    passages = finding.passages or (_line(finding.place, documents),)
    width = (style.width - _INDENT - _GAP * (len(passages) - 1)) // len(passages)
    beside = width >= _NARROWEST
    columns = [
        _column(place, finding, documents, width if beside else max(_NARROWEST, style.width - _INDENT), style)
        for place in passages
    ]
    if beside:
        for row in zip_longest(*columns, fillvalue=("", 0)):
            cells = [cell + " " * (width - shown) for cell, shown in row]
            if line := (" " * _GAP).join(cells).rstrip():
                yield " " * _INDENT + line
    else:
        for column in columns:
            yield from (" " * _INDENT + line for line, _ in column)


def _line(place: Place, documents: Mapping[str, Document]) -> Place:
    """Return the line of the text in which a place begins."""
    words = documents[place.document].text
    start = words.rfind("\n", 0, place.span.start) + 1
    end = words.find("\n", place.span.start)
    return Place(document=place.document, span=CharSpan(start=start, end=len(words) if end < 0 else max(start, end)))


def _column(
    place: Place, finding: Finding, documents: Mapping[str, Document], width: int, style: Style
) -> list[tuple[str, int]]:
    """Return lines with their widths: the name of the document, then the words with marks below them."""
    marks = [
        (mark.span.start, mark.span.end)
        for mark in (finding.place, *finding.marked)
        if mark.document == place.document
        and mark.span.overlaps(place.span)
        # A mark under all words would say nothing.
        and not mark.span.contains(place.span)
    ]
    span = _window(place.span, marks)
    words = documents[place.document].text
    head = place.document[:width]
    lines = [(style.paint(head, _DIM), len(head))]
    lines += [("…", 1)] if span.start > place.span.start else []
    for start, end in _wrap(words, span, width):
        shown = "".join(" " if char.isspace() else char for char in words[start:end])
        lines.append((shown, _width(shown)))
        below = "".join(
            ("^" if any(a <= at < b for a, b in marks) else " ") * _width(words[at]) for at in range(start, end)
        ).rstrip()
        if below:
            lines.append((style.paint(below, _COLOURS[finding.severity]), len(below)))
    return [*lines, ("…", 1)] if span.end < place.span.end else lines


def _window(span: CharSpan, marks: Sequence[tuple[int, int]]) -> CharSpan:
    """Return the part of a long passage round the words concerned."""
    if len(span) <= _LONGEST:
        return span
    middle = marks[0][0] if marks else span.start
    start = max(span.start, min(middle - _LONGEST // 2, span.end - _LONGEST))
    return CharSpan(start=start, end=start + _LONGEST)


def _wrap(words: str, span: CharSpan, width: int) -> Iterator[tuple[int, int]]:
    """Yield the start and end of lines at most this wide, broken at white space if possible."""
    start = span.start
    while start < span.end:
        while start < span.end and words[start].isspace():
            start += 1
        end, shown, space = start, 0, 0
        while end < span.end and shown + _width(words[end]) <= width:
            shown += _width(words[end])
            if words[end] in _BREAKS:
                space = end
            end += 1
        if end < span.end and space > start and words[end] not in _BREAKS:
            end = space
        if end > start:
            yield start, end
        elif start < span.end:  # A character is wider than the column.
            end = start + 1
        start = end


def _width(text: str) -> int:
    """Return the width of a text in columns of a terminal."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )
