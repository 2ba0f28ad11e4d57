"""Beads -> a gettext catalogue for review in any PO editor; null beads, which have no message, stay out.

`msgctxt` is the id of the bead, `msgid` and `msgstr` are its two texts, `#` holds what people said of it, `#.` what the
machine says, with the sources of what it quotes, and `#:` its first segment (from 0) in either document. A bead that
nobody has accepted yet is fuzzy, so accepting it is taking that flag away; `align.formats.po.reader` reads that back.
Nothing that a person needs stands in the header, which editors hide.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polib

from align.formats.review_rows import NO_COMMENTS, rows
from align.formats.units import Export, fit, units_of
from align.model import Status, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from align.formats.review_rows import BeadKey, ReviewRow
    from align.result import Result


def export(result: Result) -> Export:
    """Return the catalogue of a result in two languages; raise `UsageError` where there are more."""
    src, tgt, *more = units_of(result).langs
    if more:
        langs = ", ".join((src, tgt, *more))
        raise UsageError(f"PO holds two languages, and these texts are in {langs}; give texts in two")
    return bilingual(result, src, tgt)


def bilingual(result: Result, src: str, tgt: str, comments: Mapping[BeadKey, tuple[str, ...]] = NO_COMMENTS) -> Export:
    """Return the catalogue of two languages, from all families that have both; `comments` are what people said."""
    units, beads = rows(result, src, tgt, comments)
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": fit(result.title),
        # gettext wants these; a date would make the same result differ from day to day.
        "PO-Revision-Date": "",
        "Last-Translator": "",
        "Language-Team": "",
        "Language": tgt.replace("-", "_"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Align-Signature": fit(units.signature),
        "X-Source-Language": src.replace("-", "_"),
    }
    catalogue.extend(_entry(row) for row in beads if all(side.text for side in row.unit.sides))
    return Export(chunks=(str(catalogue),), notes=tuple(str(dropped) for dropped in units.dropped))


def _entry(row: ReviewRow) -> polib.POEntry:
    unit = row.unit
    src, tgt = unit.sides
    return polib.POEntry(
        msgctxt=unit.id,
        msgid=src.text,
        msgstr=tgt.text,
        comment="\n".join(_said_by_the_machine(row)),
        tcomment="\n".join(map(fit, row.comments)),
        # Readers of PO split references at white space.
        occurrences=[(fit(side.document).replace(" ", "_"), str(side.run.start)) for side in unit.sides],
        flags=[] if unit.status is Status.ACCEPTED else ["fuzzy"],
    )


def _said_by_the_machine(row: ReviewRow) -> Iterator[str]:
    unit = row.unit
    yield f"confidence {unit.confidence:.3f}, type {unit.type}, status {unit.status}"
    for each in row.beside:
        # Readers of PO take white space off the ends of a line.
        yield f"quotes {fit(each.place)}: {each.text}".rstrip()
        if each.verdict:
            yield f"{each.verdict}: {'; '.join(each.reasons)}".rstrip()
