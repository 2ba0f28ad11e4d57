"""Beads or links -> TMX 1.4, as translation memory that CAT tools open and find matches in.

One file per pair of languages is what people load; the multilingual master is for archives and converters, because
OmegaT 3.6 shows a third language as the translation of a unit that lacks the target language. Hence also: UTF-8
without BOM, LF, a real `srclang`, tags with hyphens, plain segments without inline elements, properties before the
variants and named `x-align-...`, no unit with fewer than two texts, no unit twice, and no date, so that the same result
makes the same bytes.

Beads of several sentences stay in the same file and say `segtype="paragraph"` on their own `tu`, as the specification
provides. A second file with that type in its header would be worse, as tried with OmegaT 3.6 (tests/omegat): it loads
"A. B." : "C." unchanged from either, and finds either in a project segmented by paragraphs; in a project segmented by
sentences it splits units of the second file where both sides have as many sentences as each other, so that a bead of
2-2, which is one just because its first sentences do not render each other, becomes two wrong pairs.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from align.formats.quotation_units import all_quotations, pair_quotations
from align.formats.units import Export, fit, link_units, pair_units, units_of
from align.model import Status, UsageError
from align.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from align.formats.units import Unit, Units
    from align.result import Result

LONGEST = 2000
"""Characters of a segment that every tool takes; Trados documents this limit, the others none."""

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="align" creationtoolversion="{version}" segtype="sentence" o-tmf="align" adminlang="en" \
srclang="{srclang}" datatype="plaintext">
    <prop type="x-align-signature">{signature}</prop>
  </header>
  <body>
"""
_TAIL = """\
  </body>
</tmx>
"""


def bilingual(result: Result, src: str, tgt: str) -> Export:
    """Return the memory of two languages, from all families that have both, and of quotations with their sources.

    Raises `UsageError` if the two are the same.
    """
    return _export(_joined(pair_units(result, src, tgt), pair_quotations(result, src, tgt)), result)


def multilingual(result: Result) -> Export:
    """Return the master memory: the links of all families in all their languages, and quotations with their sources."""
    units = link_units(result)
    return _export(_joined(units, all_quotations(result, units.langs)), result)


def _joined(units: Units, quotations: Units) -> Units:
    # A document that both take from lost its characters once.
    lost = [found for found in quotations.dropped if found not in units.dropped]
    return replace(units, units=(*units.units, *quotations.units), dropped=(*units.dropped, *lost))


def export(result: Result) -> Export:
    """Return the memory of a result: bilingual where it has two languages, else multilingual."""
    return _export(units_of(result), result)


def _export(units: Units, result: Result) -> Export:
    if len(set(units.langs)) < len(units.langs):
        raise UsageError(f"a translation memory needs two languages, and both texts are in {units.langs[0]}; write TSV")
    wanted = [unit for unit in units.units if unit.status is not Status.REJECTED]
    kept, repeated = _distinct(wanted)
    notes = [str(dropped) for dropped in units.dropped]
    notes += [
        f"{unit.id}: a segment of {longest} characters; Trados takes at most {LONGEST}"
        for unit in kept
        if (longest := max(len(side.text) for side in unit.sides)) > LONGEST
    ]
    if rejected := len(units.units) - len(wanted):
        notes.append(f"{quantity(rejected, 'unit')} left out that reviewers rejected")
    if repeated:
        notes.append(f"{repeated} units left out that repeat the texts of another one")
    head = _HEAD.format(
        version=escape(fit(result.signature.version)),
        srclang=escape(units.langs[0]),
        signature=escape(fit(units.signature), quote=False),
    )
    return Export(chunks=_render(head, kept, srclang=units.langs[0]), notes=tuple(notes))


def _distinct(units: Iterable[Unit]) -> tuple[list[Unit], int]:
    """Return the units that have two texts, the first of those with the same texts, and how many repeat one."""
    distinct: dict[tuple[tuple[str, str], ...], Unit] = {}
    repeated = 0
    for unit in units:
        texts = tuple((side.lang, side.text) for side in unit.sides if side.text)
        if len(texts) > 1:
            repeated += texts in distinct
            distinct.setdefault(texts, unit)
    return list(distinct.values()), repeated


def _render(head: str, units: Iterable[Unit], *, srclang: str) -> Iterator[str]:
    yield head
    for unit in units:
        yield _tu(unit, srclang)
    yield _TAIL


def _tu(unit: Unit, srclang: str) -> str:
    sides = [side for side in unit.sides if side.text]
    several = any(len(side.run) > 1 for side in sides)
    attributes = f'tuid="{escape(unit.id)}"'
    if several:
        attributes += ' segtype="paragraph"'
    if all(side.lang != srclang for side in sides):
        attributes += f' srclang="{escape(sides[0].lang)}"'
    properties = {
        "bead": unit.id,
        "confidence": f"{unit.confidence:.3f}",
        "type": unit.type,
        "status": unit.status,
        "document": unit.document,
        **dict(unit.properties),
    }
    lines = [f"    <tu {attributes}>"]
    lines += [
        f'      <prop type="x-align-{name}">{escape(value, quote=False)}</prop>' for name, value in properties.items()
    ]
    lines += [
        f'      <tuv xml:lang="{escape(side.lang)}"><seg>{escape(side.text, quote=False)}</seg></tuv>' for side in sides
    ]
    return "\n".join([*lines, "    </tu>\n"])
