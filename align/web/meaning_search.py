"""Results of a search by meaning -> records with the beads that contain or quote them; pure."""

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
"""Maximum number of results."""


def records(
    found: Iterable[Found], sheets: Sequence[Sheet], documents: Mapping[str, Document], pair: int
) -> Iterator[Record]:
    """Yield a record for each place that `Workspace.find` returned, each bead once.

    A record has the number of a ladder and the key of the bead in it; the ladder `pair` is preferred. A place in a
    source gets the bead that quotes it. If no bead quotes it, both are None.
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
        key = sheet.key(place)
        if key is None:
            key = next((at for at, cards in sheet.cards.items() if any(_quotes(card, found) for card in cards)), None)
        if key is not None:
            yield number, sheet.ids[sheet.bead_of(key)]


def _quotes(card: Record, found: Found) -> bool:
    source = card["source"]
    if not source or source["document"] != found.document:
        return False
    return bool(source["start"] < found.end and found.start < source["end"])
