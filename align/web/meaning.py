"""What `align find` found -> the beads of the page that say it, or that quote it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.model import CharSpan, Place, plain
from align.workspace.search import find_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from align.listener import Listener
    from align.model import Document
    from align.web.rows import Record
    from align.web.sheet import Sheet
    from align.workspace.aligner import Aligner
    from align.workspace.search import Found

_MOST = 30
"""Places that are shown at most."""


def look_up(
    aligner: Aligner, listener: Listener, root: Path, words: str, encoding: str | None = None
) -> tuple[Found, ...]:
    """Find words in any language, as work for another process."""
    return find_words(root, words, aligner, listener, encoding=encoding)


def records(
    found: Iterable[Found], sheets: Sequence[Sheet], documents: Mapping[str, Document], pair: int
) -> Iterator[Record]:
    """Yield the places that were found, each bead once, with its pair and key; those of `pair` if it has the words.

    A place in a source leads to the bead that quotes it. One that no bead has or quotes has neither pair nor key.
    """
    order = sorted(range(len(sheets)), key=lambda number: number != pair)
    seen: set[tuple[int, str]] = set()
    for each in found:
        document = documents.get(each.document)
        if document is None or plain(document.text[each.start : each.end]) != each.text:
            continue  # The file is another than when the page was opened.
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
