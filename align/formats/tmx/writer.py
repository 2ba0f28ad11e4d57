"""Beads or links -> TMX 1.4, a translation memory that CAT tools can open and match.

People load one file for each pair of languages. The multilingual master is for archives and converters, because OmegaT
3.6 shows a third language as the translation of a unit that lacks the target language. For compatibility: UTF-8 without
BOM, LF, a real `srclang`, tags with hyphens, plain segments without inline elements, properties before the variants and
named `x-align-...`, at least two texts in a unit, no unit twice, and no date, so the same result gives the same bytes.

Beads of several sentences are in the same file, with `segtype="paragraph"` on their `tu`, as the specification allows.
A second file with that type in its header is worse, as tested with OmegaT 3.6 (tests/omegat). OmegaT loads "A. B." :
"C." unchanged from either file, and finds either in a project segmented by paragraphs. But in a project segmented by
sentences it splits units of the second file that have equally many sentences on both sides. A 2-2 bead exists because
its sentences do not render each other one by one, so the split makes two wrong pairs.
"""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from align.formats.quotation_units import all_quotations, pair_quotations
from align.formats.tmx.layout import DOCUMENT, SIGNATURE, property_type
from align.formats.units import Export, fit, link_units, pair_units, units_of
from align.model import Status, UsageError
from align.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from align.formats.units import Unit, Units
    from align.result import Result

LONGEST = 2000
"""Most characters of a segment that every tool accepts: the limit of Trados; the others document none."""

_HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="align" creationtoolversion="{version}" segtype="sentence" o-tmf="align" adminlang="en" \
srclang="{srclang}" datatype="plaintext">
    <prop type="{signature_type}">{signature}</prop>
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
    # Characters lost from a document are reported once, even if both lists contain it.
    lost = [found for found in quotations.lost if found not in units.lost]
    return replace(units, units=(*units.units, *quotations.units), lost=(*units.lost, *lost))


def export(result: Result) -> Export:
    """Return the memory of a result: bilingual for two languages, otherwise multilingual."""
    return _export(units_of(result), result)


def _export(units: Units, result: Result) -> Export:
    if len(set(units.langs)) < len(units.langs):
        raise UsageError(f"a translation memory needs two languages, and both texts are in {units.langs[0]}; write TSV")
    wanted = [unit for unit in units.units if unit.status is not Status.REJECTED]
    kept, repeated = _distinct(wanted)
    notes = [str(lost) for lost in units.lost]
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
        signature_type=SIGNATURE,
        signature=escape(fit(units.signature), quote=False),
    )
    return Export(chunks=_render(head, kept, srclang=units.langs[0]), notes=tuple(notes))


def _distinct(units: Iterable[Unit]) -> tuple[list[Unit], int]:
    """Return the units with at least two texts, without repetitions, and the number of repetitions."""
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
        DOCUMENT: unit.document,
        **dict(unit.properties),
    }
    lines = [f"    <tu {attributes}>"]
    lines += [
        f'      <prop type="{property_type(name)}">{escape(value, quote=False)}</prop>'
        for name, value in properties.items()
    ]
    lines += [
        f'      <tuv xml:lang="{escape(side.lang)}"><seg>{escape(side.text, quote=False)}</seg></tuv>' for side in sides
    ]
    return "\n".join([*lines, "    </tu>\n"])
