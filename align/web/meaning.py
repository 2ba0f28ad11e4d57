"""Places that `Workspace.find` returned -> the beads of the page that hold or quote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.model import CharSpan, Place, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from align import Found
    from align.model import Document
    from align.web.rows import Record
    from align.web.sheet import Sheet

_MOST = 30
"""Most places shown."""


def records(
    found: Iterable[Found], sheets: Sequence[Sheet], documents: Mapping[str, Document], pair: int
) -> Iterator[Record]:
    """Yield records of the places, each bead once, with the pair and key of the bead; the ladder `pair` goes first.

    A place in a source leads to the bead that quotes it. Without such a bead, pair and key are None.
    """
    order = sorted(range(len(sheets)), key=lambda number: number != pair)
    seen: set[tuple[int, str]] = set()
    for each in found:
        document = documents.get(each.document)
        if document is None or plain(document.text[each.start : each.end]) != each.text:
            continue  # The file was edited after the page was opened.
        where = next(_beads(each, sheets, order), None)
        if where in seen or len(seen) == _MOST:
            continue
        if where is not None:
            seen.add(where)
        yield {
            "pair": where and where[0],
            "key": where and where[1],
            "title": document.title,
            "lang": each.lang,
            "words": [each.before, each.text, each.after],
            "score": each.confidence,
        }


def _beads(found: Found, sheets: Sequence[Sheet], order: Sequence[int]) -> Iterator[tuple[int, str]]:
    place = Place(document=found.document, span=CharSpan(start=found.start, end=found.end))
    for number in order:
        sheet = sheets[number]
        spot = sheet.spot(place)
        if spot is None:
            spot = next((at for at, cards in sheet.cards.items() if any(_quotes(card, found) for card in cards)), None)
        if spot is not None:
            yield number, sheet.ids[sheet.at(spot)]


def _quotes(card: Record, found: Found) -> bool:
    source = card["source"]
    if not source or source["document"] != found.document:
        return False
    return bool(source["start"] < found.end and found.start < source["end"])
