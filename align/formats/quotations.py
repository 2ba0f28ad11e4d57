"""Traced quotations -> JSON Lines for programs, TSV for spreadsheets, a table for the terminal; no I/O."""

from __future__ import annotations

import json
from itertools import groupby
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from align.formats.tsv import table_row
from align.model import NotFound, NotFoundReason, plain
from align.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from align.model import Document
    from align.result import Result, TracedQuotation

_COLUMNS = (
    "id", "doc", "lang", "line", "kind", "note", "speaker", "source", "confidence", "verdict", "text", "source text",
    "reasons",
)  # fmt: skip
_WHY_NOT = {
    NotFoundReason.NO_SOURCE: "no source supplied",
    NotFoundReason.BELOW_THRESHOLD: "not found",
    NotFoundReason.AMBIGUOUS: "several places fit",
}


def jsonl(result: Result) -> Iterator[str]:
    """Yield a line with a JSON object for each quotation; offsets count code points of the document's text."""
    documents = result.documents
    for item in result.traced:
        yield json.dumps(_record(item, documents), ensure_ascii=False, sort_keys=True) + "\n"


def reasons(item: TracedQuotation, text: str) -> tuple[str, ...]:
    """Return the reasons of the verdict on a quotation, then `elsewhere`; `text` is that of the document it is in."""
    own = item.rendering.reasons if item.rendering else ()
    return (*own, *elsewhere(item, text))


def elsewhere(item: TracedQuotation, text: str) -> tuple[str, ...]:
    """Return a sentence for each other rendering of the same source words in the same document, whose text is given."""
    others = (plain(span.slice(text)) for span in item.otherwise)
    return tuple(f"elsewhere the same words are rendered “{words}”" for words in others)


def why_not(place: NotFound) -> str:
    """Return the reason why a quotation has no place, with its source if that is known."""
    return f"{_WHY_NOT[place.reason]}: {place.cited}" if place.cited else _WHY_NOT[place.reason]


def _record(item: TracedQuotation, documents: Mapping[str, Document]) -> dict[str, Any]:
    quotation, document = item.quotation, documents[item.document]
    match: dict[str, Any] | None = None
    if place := item.match:
        match = {
            "source": place.source,
            "start": place.span.start,
            "end": place.span.end,
            "text": place.span.slice(documents[place.source].text),
            "fragments": [[span.start, span.end] for span in place.fragments],
            "confidence": round(place.confidence, 4),
            "agreed": place.agreed,
            "verdict": item.rendering.verdict if item.rendering else "",
            "reasons": list(reasons(item, document.text)),
        }
    return {
        "id": quotation.id,
        "doc": document.id,
        "lang": document.lang,
        "text": quotation.span.slice(document.text),
        "start": quotation.span.start,
        "end": quotation.span.end,
        "depth": quotation.depth,
        "kind": quotation.kind,
        "note": quotation.note,
        "speaker": quotation.speaker,
        "fragments": [[span.start, span.end] for span in quotation.fragments],
        "counterpart": [list(key) for key in item.counterparts],
        "match": match,
        "cited": item.place.cited if isinstance(item.place, NotFound) else "",
        "reason": None if match else item.place.reason if isinstance(item.place, NotFound) else "not-a-quotation",
    }


def tsv(result: Result) -> Iterator[str]:
    """Yield a header and, for each quotation, a row of tab-separated cells, as `align.formats.tsv` describes them."""
    documents = result.documents
    yield table_row(_COLUMNS)
    for item in result.traced:
        record = _record(item, documents)
        match = record["match"] or {}
        cells = {
            **record,
            "line": documents[item.document].origin.position(item.quotation.span.start)[0],
            "source": match.get("source", ""),
            "confidence": match.get("confidence", ""),
            "verdict": match.get("verdict", "") or record["reason"],
            "source text": match.get("text", ""),
            "reasons": "; ".join(match.get("reasons", ())),
        }
        yield table_row(plain(str(cells[column])) for column in _COLUMNS)


def table(result: Result, width: int) -> Iterator[str]:
    """Yield the lines of a table for people, a block for each quotation; quoted words are cut to `width` columns."""
    documents = result.documents
    searched = [item for item in result.traced if item.place is not None]
    for name, items in groupby(searched, key=lambda item: item.document):
        document = documents[name]
        yield document.path
        for item in items:
            span = item.quotation.span
            line = document.origin.position(span.start)[0]
            head = f"  {line}" + (f" [{item.quotation.note}]" if item.quotation.note else "")
            yield _cut(f"{head}  {plain(span.slice(document.text))}", width)
            if place := item.match:
                source = documents[place.source]
                at = source.origin.position(place.span.start)[0]
                words = plain(place.span.slice(source.text))
                yield _cut(f"      {place.source}:{at} ({place.confidence:.2f})  {words}", width)
                if item.rendering:
                    judgement = f"{item.rendering.verdict}: {'; '.join(reasons(item, document.text))}"
                    yield from wrap(judgement, width, initial_indent=" " * 6, subsequent_indent=" " * 8)
            elif isinstance(item.place, NotFound):
                yield _cut(f"      {why_not(item.place)}", width)
    located = sum(item.match is not None for item in searched)
    yield f"{quantity(len(searched), 'quotation')}, {located} found in a source"


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else line[: width - 1] + "…"
