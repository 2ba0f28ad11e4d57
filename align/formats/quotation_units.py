"""Citations -> units for translation memories: the words of the source and their renderings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from align.formats.units import Side, Unit, Units, fit, lost_characters, number_repetitions, unit_id
from align.model import FragmentMark, SegSpan, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align.model import CharSpan, QuotationMatch, Segmented
    from align.result import Citation, Result, TracedQuotation

_OMISSION = " […] "
_NOT_WORDS = frozenset({FragmentMark.CALL, FragmentMark.REPEAT})


def quoted_pairs(result: Result) -> tuple[tuple[str, str], ...]:
    """Return the pairs of languages that have quotations with their sources, the source first."""
    texts = result.texts
    pairs = (
        (texts[item.match.source].document.lang, texts[item.document].document.lang)
        for item in result.traced
        if item.match
    )
    return tuple(pair for pair in dict.fromkeys(pairs) if pair[0] != pair[1])


def pair_quotations(result: Result, src: str, tgt: str) -> Units:
    """Return a unit for each quotation in one of two languages whose source is in the other.

    The units are in the order of the quotations.
    """
    texts = result.texts
    units = [
        unit
        for item in result.traced
        if item.match
        for unit in _units([item], item.match, texts)
        if {side.lang for side in unit.sides} == {src, tgt}
    ]
    return _finish(result, (src, tgt), units, texts)


def all_quotations(result: Result, langs: Sequence[str]) -> Units:
    """Return a unit for each place that a citation has in a source, with the quotations of all versions.

    If a version quotes the place in several pieces, each piece has a unit of its own. The units are in the order of
    their first quotations.
    """
    texts = result.texts
    order = {item.key: number for number, item in enumerate(result.traced)}
    groups = sorted(
        (group for citation in result.citations for group in _places(citation)),
        key=lambda group: order[group[1][0].key],
    )
    units = [unit for place, pieces in groups for unit in _units(pieces, place, texts)]
    return _finish(result, tuple(langs), units, texts)


def _places(citation: Citation) -> Iterator[tuple[QuotationMatch, Sequence[TracedQuotation]]]:
    """Yield the places of a citation, each with the pieces that have it; of several of one version, each alone."""
    groups: defaultdict[tuple[str, CharSpan], list[tuple[QuotationMatch, TracedQuotation]]] = defaultdict(list)
    for piece in citation.pieces:
        if place := piece.match:
            groups[place.source, place.span].append((place, piece))
    for group in groups.values():
        if len({piece.document for _, piece in group}) == len(group):
            yield group[0][0], [piece for _, piece in group]
        else:
            yield from ((place, [piece]) for place, piece in group)


def _finish(result: Result, langs: tuple[str, ...], units: list[Unit], texts: Mapping[str, Segmented]) -> Units:
    keys = number_repetitions(unit.id for unit in units)
    used = dict.fromkeys(side.document for unit in units for side in unit.sides)
    return Units(
        langs=langs,
        units=tuple(replace(unit, id=key) for unit, key in zip(units, keys, strict=True)),
        lost=tuple(chain.from_iterable(lost_characters(texts[name].document) for name in used)),
        signature=str(result.signature),
    )


def _units(group: Sequence[TracedQuotation], place: QuotationMatch, texts: Mapping[str, Segmented]) -> Iterator[Unit]:
    """Yield the unit of quotations of one place; none if they are in the language of their source."""
    source = texts[place.source]
    group = [item for item in group if texts[item.document].document.lang != source.document.lang]
    if not group:
        return
    fragments = sorted(dict.fromkeys(place.fragments))
    words = fit(_OMISSION.join(span.slice(source.document.text) for span in fragments))
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
    """Return the span of a quotation, and its words without note calls and repeated marks."""
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
