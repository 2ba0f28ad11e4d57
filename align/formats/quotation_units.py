"""Located quotations -> units of their own for translation memories: the words of the source and their renderings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from align.formats.units import Side, Unit, Units, dropped, fit, numbered, unit_id
from align.model import FragmentMark, QuotationMatch, SegSpan, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align.model import CharSpan, Segmented
    from align.result import Result, TracedQuotation

_OMISSION = " […] "
_NOT_WORDS = frozenset({FragmentMark.CALL, FragmentMark.REPEAT})


def quoted_pairs(result: Result) -> tuple[tuple[str, str], ...]:
    """Return the pairs of languages in which there are quotations with their sources, the source first."""
    texts = result.texts
    pairs = (
        (texts[item.place.source].document.lang, texts[item.document].document.lang)
        for item in result.traced
        if isinstance(item.place, QuotationMatch)
    )
    return tuple(pair for pair in dict.fromkeys(pairs) if pair[0] != pair[1])


def pair_quotations(result: Result, src: str, tgt: str) -> Units:
    """Return the quotations in one of two languages whose sources are in the other, each with its source."""
    texts = result.texts
    units = [
        unit
        for item in result.traced
        for unit in _units([item], texts)
        if {side.lang for side in unit.sides} == {src, tgt}
    ]
    return _finished(result, (src, tgt), units, texts)


def all_quotations(result: Result, langs: Sequence[str]) -> Units:
    """Return all quotations with their sources; those that render the same words in several languages are one unit."""
    texts = result.texts
    items = {(item.document, item.quotation.id): item for item in result.traced}
    units: list[Unit] = []
    taken: set[tuple[str, str]] = set()
    for key, item in items.items():
        if key in taken:
            continue
        others = [items[other] for other in item.counterparts if other in items and other not in taken]
        together = [item, *(other for other in others if _same_place(item, other))]
        several = len({each.document for each in together}) < len(together)
        group = [item] if several else together
        taken |= {(each.document, each.quotation.id) for each in group}
        units += _units(group, texts)
    return _finished(result, tuple(langs), units, texts)


def _finished(result: Result, langs: tuple[str, ...], units: list[Unit], texts: Mapping[str, Segmented]) -> Units:
    keys = numbered(unit.id for unit in units)
    used = dict.fromkeys(side.document for unit in units for side in unit.sides)
    return Units(
        langs=langs,
        units=tuple(replace(unit, id=key) for unit, key in zip(units, keys, strict=True)),
        dropped=tuple(chain.from_iterable(dropped(texts[name].document) for name in used)),
        signature=str(result.signature),
    )


def _same_place(one: TracedQuotation, other: TracedQuotation) -> bool:
    places = [place for place in (one.place, other.place) if isinstance(place, QuotationMatch)]
    return len(places) > 1 and len({(place.source, place.span) for place in places}) == 1


def _units(group: Sequence[TracedQuotation], texts: Mapping[str, Segmented]) -> Iterator[Unit]:
    """Yield the unit of quotations that come from one place; none if they have no place, or are in its language."""
    place = group[0].place
    if not isinstance(place, QuotationMatch):
        return
    source = texts[place.source]
    group = [item for item in group if texts[item.document].document.lang != source.document.lang]
    if not group:
        return
    fragments = sorted(dict.fromkeys(place.fragments))
    words = fit(_OMISSION.join(source.document.text[span.start : span.end] for span in fragments))
    sides = (_side(source, place.span, words), *(_side(texts[item.document], *_quoted(item, texts)) for item in group))
    verdicts = [(texts[item.document].document.lang, item.rendering.verdict) for item in group if item.rendering]
    properties = {
        "type": "quotation",
        "quotation": ", ".join(f"{item.document}:{item.quotation.id}" for item in group),
        "note": ", ".join(dict.fromkeys(item.quotation.note for item in group if item.quotation.note)),
        "source": place.source,
        "verdict": verdicts[0][1]
        if len(verdicts) == 1
        else ", ".join(f"{lang}: {verdict}" for lang, verdict in verdicts),
    }
    stem = texts[group[0].document].document.stem
    yield Unit(
        id=unit_id(f"{stem}.quotation", [(side.lang, side.text) for side in sides]),
        document=fit(stem),
        sides=sides,
        confidence=place.confidence,
        status=Status.MACHINE,
        properties=tuple((name, fit(value)) for name, value in properties.items() if value),
    )


def _quoted(item: TracedQuotation, texts: Mapping[str, Segmented]) -> tuple[CharSpan, str]:
    """Return where a quotation stands, and its words without note calls and repeated marks."""
    text, span = texts[item.document].document.text, item.quotation.span
    out, at = [], span.start
    for mark in item.quotation.marks:
        if mark.kind in _NOT_WORDS:
            out.append(text[at : mark.span.start])
            at = mark.span.end
    return span, fit(" ".join([*out, text[at : span.end]]) if out else text[at : span.end])


def _side(version: Segmented, span: CharSpan, words: str) -> Side:
    starts = [segment.span.start for segment in version.segments]
    run = SegSpan(start=max(0, bisect_right(starts, span.start) - 1), end=max(1, bisect_left(starts, span.end)))
    return Side(lang=version.document.lang, document=version.document.id, run=run, text=words)
