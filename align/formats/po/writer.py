"""Beads -> a gettext catalogue for review in any PO editor; null beads are left out, as they have no message.

`msgctxt` is the id of the bead; `msgid` and `msgstr` are its two texts; `#` holds the comments of people; `#.` the
facts of the bead and the sources that it quotes; `#:` its first segment (from 0) in both documents. A bead that nobody
has accepted is fuzzy, and removing the flag accepts it. Editors hide the header, so it holds nothing that people need.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polib

from align.formats.comments import join_comments
from align.formats.po.layout import SOURCE_LANGUAGE, TARGET_LANGUAGE, flags_of, format_facts, format_language
from align.formats.review_rows import NO_COMMENTS, rows
from align.formats.units import Export, fit, units_of
from align.model import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from align.formats.review_rows import BeadKey, ReviewRow
    from align.result import Result


def export(result: Result) -> Export:
    """Return the catalogue of a result in two languages; raise `UsageError` for more languages."""
    src, tgt, *more = units_of(result).langs
    if more:
        langs = ", ".join((src, tgt, *more))
        raise UsageError(f"PO holds two languages, and these texts are in {langs}; give texts in two")
    return bilingual(result, src, tgt)


def bilingual(result: Result, src: str, tgt: str, comments: Mapping[BeadKey, tuple[str, ...]] = NO_COMMENTS) -> Export:
    """Return the catalogue of two languages, from all families that have both; `comments` are those of people."""
    units, beads = rows(result, src, tgt, comments)
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": fit(result.title),
        # gettext requires these fields; with a date, the same result would give other bytes every day.
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        TARGET_LANGUAGE: format_language(tgt),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Align-Signature": fit(units.signature),
        SOURCE_LANGUAGE: format_language(src),
    }
    catalogue.extend(_entry(row) for row in beads if all(side.text for side in row.unit.sides))
    return Export(chunks=(str(catalogue),), notes=tuple(str(lost) for lost in units.lost))


def _entry(row: ReviewRow) -> polib.POEntry:
    unit = row.unit
    src, tgt = unit.sides
    return polib.POEntry(
        msgctxt=unit.id,
        msgid=src.text,
        msgstr=tgt.text,
        comment="\n".join(_facts(row)),
        tcomment=join_comments(row.comments),
        # Readers of PO split references at white space.
        occurrences=[(fit(side.document).replace(" ", "_"), str(side.run.start)) for side in unit.sides],
        flags=flags_of(unit.status),
    )


def _facts(row: ReviewRow) -> Iterator[str]:
    """Yield the comment lines of the program."""
    unit = row.unit
    yield format_facts(unit.confidence, unit.type, unit.status)
    for each in row.quotings:
        # Readers of PO strip white space at the ends of a line.
        yield f"quotes {fit(each.place)}: {each.text}".rstrip()
        if each.verdict:
            yield f"{each.verdict}: {'; '.join(each.reasons)}".rstrip()
