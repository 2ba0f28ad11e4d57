"""A result -> the rows of a review file, one for each bead: in PO, a spreadsheet or a table on paper."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from align.formats.units import fit, pair_units
from align.model import QuotationMatch, SegSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from align.formats.units import Side, Unit, Units
    from align.result import Result, TracedQuotation

BeadKey = tuple[tuple[str, SegSpan], tuple[str, SegSpan]]
"""Id and segments of both documents of a bead, in the order of the ladder."""
NO_COMMENTS: Mapping[BeadKey, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoting:
    """Words of a source that a bead quotes."""

    place: str
    """Id of the source and line in its file: "ru/letter:12"."""
    text: str
    """The words, fit for exchange."""
    verdict: str
    """Verdict on the rendering; empty if it was not judged."""
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewRow:
    """A bead with its quotations and comments."""

    unit: Unit
    quotings: tuple[Quoting, ...]
    """Words of sources that it quotes, in the order of the quotations."""
    comments: tuple[str, ...]
    """Comments of people by time, "Ann: the words"."""

    @property
    def verdicts(self) -> str:
        """The distinct verdicts on its quotations, for a cell."""
        return "; ".join(dict.fromkeys(each.verdict for each in self.quotings if each.verdict))


def rows(
    result: Result, src: str, tgt: str, comments: Mapping[BeadKey, tuple[str, ...]] = NO_COMMENTS
) -> tuple[Units, Iterator[ReviewRow]]:
    """Return the units between two languages, and a row for each, null beads included."""
    units = pair_units(result, src, tgt)
    quotings = _Quotings(result)
    return units, (
        ReviewRow(unit=unit, quotings=quotings.of(unit), comments=_comments(unit, comments)) for unit in units.units
    )


def _comments(unit: Unit, comments: Mapping[BeadKey, tuple[str, ...]]) -> tuple[str, ...]:
    one, other = ((side.document, side.run) for side in unit.sides)
    return comments.get((one, other)) or comments.get((other, one), ())


class _Quotings:
    """The traced quotations of a result, by document."""

    def __init__(self, result: Result) -> None:
        self._texts = result.texts
        self._traced: defaultdict[str, list[tuple[TracedQuotation, QuotationMatch]]] = defaultdict(list)
        for traced in result.traced:
            if isinstance(traced.place, QuotationMatch):
                self._traced[traced.document].append((traced, traced.place))

    def of(self, unit: Unit) -> tuple[Quoting, ...]:
        """Return the words of sources that a unit quotes, each once, since both sides quote the same."""
        found = (self._quoting(traced, place) for side in unit.sides for traced, place in self._in(side))
        return tuple(dict.fromkeys(found))

    def _in(self, side: Side) -> Iterator[tuple[TracedQuotation, QuotationMatch]]:
        if not side.run:
            return
        segments = self._texts[side.document].segments
        start, end = segments[side.run.start].span.start, segments[side.run.end - 1].span.end
        for traced, place in self._traced[side.document]:
            span = traced.quotation.span
            if span.start < end and start < span.end:
                yield traced, place

    def _quoting(self, traced: TracedQuotation, place: QuotationMatch) -> Quoting:
        source = self._texts[place.source].document
        rendering = traced.rendering
        return Quoting(
            place=f"{source.id}:{source.origin.position(place.span.start)[0]}",
            text=fit(place.span.slice(source.text)),
            verdict="" if rendering is None else str(rendering.verdict),
            reasons=() if rendering is None else tuple(map(fit, rendering.reasons)),
        )
