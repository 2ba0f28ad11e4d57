"""Document -> its note calls and notes, the references between notes, and the missing ones."""

from __future__ import annotations

from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

import regex

from align.model import Anomaly, AnomalyKind, BlockKind, CharSpan, Note, NoteCall

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.lang.quotes import QuoteRules
    from align.model import Document

_LONGEST = 18
"""Maximum number of digits of a label from which the previous label is computed; longer numbers are no series."""
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# [12], [12, p. 7], [1, 3], [^a], ¹², (12); whether they are calls also depends on the notes and on the text before.
_CALL = regex.compile(
    r"\[(?P<numbers>\d{1,4}(?:\s*[,;]\s*\d{1,4})*)(?:,\s*(?:p|pp|s|с|c|стр)\.\s*[\d–-]+)?\]"
    r"|\[\^(?P<name>[^\[\]\s]{1,40})\]"
    r"|(?P<raised>[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,4})"
    r"|\((?P<round>\d{1,3})\)"
)
_UNIT = regex.compile(r"(?:\d|(?<!\p{L})(?:[kcdmµ]?m|[кдс]?м|мм))$")
_LONGEST_LABEL = 3
_URL = regex.compile(r"(?:https?://|www\.)[^\s<>\"«»“”]+")
_URL_TAIL = ".,;:!?)]’'"


def note_calls(document: Document) -> list[NoteCall]:
    """Find the calls outside notes, in order; [1, 2] makes two calls with one span."""
    labels = {block.label for block in document.blocks if block.kind is BlockKind.NOTE}
    calls: list[NoteCall] = []
    for block in document.blocks:
        if block.kind is BlockKind.NOTE:
            continue
        for match in _CALL.finditer(document.text, block.span.start, block.span.end):
            span = CharSpan(start=match.start(), end=match.end())
            calls.extend(NoteCall(label=label, span=span) for label in _labels_in(match, document.text, labels))
    return calls


def _labels_in(match: regex.Match[str], text: str, labels: set[str]) -> list[str]:
    """Return the note labels in a match; none if it is a year, a power or a plain parenthesis."""
    if match["numbers"]:
        numbers: list[str] = regex.findall(r"\d+", match["numbers"])
        return numbers if all(n in labels or len(n) <= _LONGEST_LABEL for n in numbers) else []
    if match["raised"]:
        power = _UNIT.search(text[max(0, match.start() - 4) : match.start()])
        return [] if power else [match["raised"].translate(_SUPERSCRIPTS)]
    if match["round"]:
        return [match["round"]] if match["round"] in labels else []
    return [match["name"]]


def notes(document: Document, rules: QuoteRules) -> tuple[list[Note], list[Anomaly]]:
    """Read the notes of a document, and follow each *Ibid.* and similar words to the repeated reference."""
    labels = {block.label for block in document.blocks if block.kind is BlockKind.NOTE}
    found: list[Note] = []
    anomalies: list[Anomaly] = []
    by_label: dict[str, Note] = {}
    authors = _Authors()
    for label, blocks in _group_by_note(document):
        span = CharSpan(start=document.blocks[blocks[0]].span.start, end=document.blocks[blocks[-1]].span.end)
        text = span.slice(document.text)
        if label in by_label:
            anomalies.append(Anomaly(kind=AnomalyKind.NOTE_TWICE, span=span, label=label))
        target = _repeated_note(text, label, found[-1].label if found else "", authors, rules)
        earlier = by_label.get(target or "")
        refers = (earlier.refers or earlier.label) if earlier else target or ""
        if target is not None and refers not in labels:
            anomalies.append(Anomaly(kind=AnomalyKind.REFERENCE_BROKEN, span=span, label=refers))
        note = Note(label=label, blocks=blocks, urls=tuple(_urls(text)), refers=refers)
        if target is None:
            authors.add(text, label)
        found.append(note)
        by_label[label] = note
    return found, anomalies


def _group_by_note(document: Document) -> Iterator[tuple[str, tuple[int, ...]]]:
    """Yield the label and the block indices of each note: neighbouring blocks with one label are its paragraphs."""
    for (kind, label), run in groupby(enumerate(document.blocks), key=lambda item: (item[1].kind, item[1].label)):
        if kind is BlockKind.NOTE:
            yield label, tuple(index for index, _ in run)


def missing_partners(document: Document, calls: Sequence[NoteCall], found: Sequence[Note]) -> Iterator[Anomaly]:
    """Yield an anomaly for each call without a note and each note without a call."""
    called, noted = {call.label for call in calls}, {note.label for note in found}
    for call in calls:
        if call.label not in noted:
            yield Anomaly(kind=AnomalyKind.CALL_WITHOUT_NOTE, span=call.span, label=call.label)
    for note in found:
        if note.label not in called:
            span = document.blocks[note.blocks[0]].span
            yield Anomaly(kind=AnomalyKind.NOTE_WITHOUT_CALL, span=span, label=note.label)


def _urls(text: str) -> Iterator[str]:
    for match in _URL.finditer(text):
        yield match[0].rstrip(_URL_TAIL)


class _Authors:
    """By author, the last note with a full reference to this author."""

    _NAME = regex.compile(r"\p{Lu}[\p{L}’-]{2,}")

    def __init__(self) -> None:
        self._notes: dict[str, str] = {}

    def add(self, text: str, label: str) -> None:
        for name in self._NAME.findall(text):
            self._notes[name] = label

    def find(self, text: str) -> str:
        """Return the label of the last note that names the first known author in a text, or an empty string."""
        return next((self._notes[name] for name in self._NAME.findall(text) if name in self._notes), "")


@cache
def _patterns(rules: QuoteRules) -> tuple[regex.Pattern[str], regex.Pattern[str], regex.Pattern[str]]:
    lead = r"^\W*(?:(?:see|see also|voir|cf\.|v\.|см\.|ср\.)\s+)?"
    ibid = regex.compile(rf"{lead}(?:{_alternatives(rules.ibid)})(?![\p{{L}}])", regex.IGNORECASE)
    op_cit = regex.compile(rf"(?:{_alternatives(rules.op_cit)})", regex.IGNORECASE)
    see_note = "|".join(rules.see_note) or r"(?!)"
    see = regex.compile(rf"^\W*(?:{see_note})\s*\[?(?P<label>\d+)", regex.IGNORECASE)
    return ibid, op_cit, see


def _alternatives(phrases: Sequence[str]) -> str:
    return "|".join(regex.escape(phrase).replace(r"\ ", r"\s*") for phrase in phrases)


def _repeated_note(text: str, label: str, previous: str, authors: _Authors, rules: QuoteRules) -> str | None:
    """Return the label of the note whose reference this note repeats.

    The label is empty if the repeated note is unknown; the result is None if the note repeats no reference.
    """
    ibid, op_cit, see = _patterns(rules)
    if ibid.search(text):
        return str(int(label) - 1) if label.isdecimal() and len(label) <= _LONGEST else previous
    if match := see.search(text):
        return str(match["label"])
    if match := op_cit.search(text):
        return authors.find(text[: match.start()])
    return None
