"""Traced quotations -> records for programs, rows for spreadsheets, a table for the terminal; no I/O."""

from __future__ import annotations

import json
from itertools import groupby
from typing import TYPE_CHECKING, Any

from align.model import NotFound, QuotationMatch, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align.model import Segmented
    from align.result import Traced

_COLUMNS = (
    "id", "doc", "lang", "line", "kind", "note", "speaker", "source", "confidence", "verdict", "text", "source text",
    "reasons",
)  # fmt: skip
_WHY_NOT = {
    "no-source": "no source supplied",
    "below-threshold": "not found",
    "ambiguous": "several places fit",
}


def jsonl(traced: Sequence[Traced], sources: Mapping[str, Segmented]) -> Iterator[str]:
    """Yield a JSON object a line for each quotation; offsets count code points of the text of its document."""
    for item in traced:
        yield json.dumps(_record(item, sources), ensure_ascii=False, sort_keys=True) + "\n"


def _record(item: Traced, sources: Mapping[str, Segmented]) -> dict[str, Any]:
    quotation, text = item.quotation, item.document.text
    match: dict[str, Any] | None = None
    if isinstance(item.place, QuotationMatch):
        words = sources[item.place.source].document.text
        match = {
            "source": item.place.source,
            "start": item.place.span.start,
            "end": item.place.span.end,
            "text": words[item.place.span.start : item.place.span.end],
            "fragments": [[span.start, span.end] for span in item.place.fragments],
            "confidence": round(item.place.confidence, 4),
            "agreed": item.place.agreed,
            "verdict": item.verdict,
            "reasons": list(item.reasons),
        }
    return {
        "id": quotation.id,
        "doc": item.document.id,
        "lang": item.document.lang,
        "text": text[quotation.span.start : quotation.span.end],
        "start": quotation.span.start,
        "end": quotation.span.end,
        "depth": quotation.depth,
        "kind": quotation.kind,
        "note": quotation.note,
        "speaker": quotation.speaker,
        "fragments": [[span.start, span.end] for span in quotation.fragments],
        "counterpart": [list(key) for key in item.counterparts],
        "match": match,
        "reason": None if match else item.place.reason if isinstance(item.place, NotFound) else "not-a-quotation",
    }


def tsv(traced: Sequence[Traced], sources: Mapping[str, Segmented]) -> Iterator[str]:
    """Yield a header and a row of tab-separated cells for each quotation."""
    yield "\t".join(_COLUMNS) + "\n"
    for item in traced:
        record = _record(item, sources)
        match = record["match"] or {}
        cells = {
            **record,
            "line": item.document.origin.position(item.quotation.span.start)[0],
            "source": match.get("source", ""),
            "confidence": match.get("confidence", ""),
            "verdict": match.get("verdict", "") or record["reason"],
            "source text": match.get("text", ""),
            "reasons": "; ".join(match.get("reasons", ())),
        }
        yield "\t".join(_cell(cells[column]) for column in _COLUMNS) + "\n"


def _cell(value: object) -> str:
    text = plain(str(value))
    # A spreadsheet would take such a cell for a formula.
    return f"'{text}" if text.startswith(("=", "+", "-", "@", "'")) else text


def table(traced: Sequence[Traced], sources: Mapping[str, Segmented], width: int) -> Iterator[str]:
    """Yield the lines of a table for people, a block for each quotation, cut to a width in columns."""
    for path, items in groupby(traced, key=lambda item: item.document.path):
        yield path
        for item in items:
            if item.place is None:
                continue
            line = item.document.origin.position(item.quotation.span.start)[0]
            head = f"  {line}" + (f" [{item.quotation.note}]" if item.quotation.note else "")
            quoted = plain(item.document.text[item.quotation.span.start : item.quotation.span.end])
            yield _cut(f"{head}  {quoted}", width)
            if isinstance(item.place, QuotationMatch):
                place = item.place
                source = sources[place.source].document
                at = source.origin.position(place.span.start)[0]
                words = plain(source.text[place.span.start : place.span.end])
                yield _cut(f"      {place.source}:{at} ({place.confidence:.2f})  {words}", width)
                yield _cut(f"      {item.verdict}: {'; '.join(item.reasons)}", width)
            else:
                yield f"      {_WHY_NOT[item.place.reason]}"
    searched = [item for item in traced if item.place is not None]
    located = sum(isinstance(item.place, QuotationMatch) for item in searched)
    yield f"{len(searched)} quotations, {located} located"


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else line[: width - 1] + "…"
