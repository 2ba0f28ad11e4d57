"""A result -> what a reviewer gets to see of each bead, whatever the medium: PO, a spreadsheet, a table on paper."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from align.export.units import fit, pair_units
from align.model import QuotationMatch, SegSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from align.export.units import Side, Unit, Units
    from align.model import Segmented
    from align.result import Result, Traced

BeadKey = tuple[tuple[str, SegSpan], tuple[str, SegSpan]]
"""Id and segments of both documents of a bead, in the order of the ladder."""
NO_COMMENTS: Mapping[BeadKey, tuple[str, ...]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """Words of a source that a bead quotes."""

    place: str
    """Id of the source and line in its file: "ru/letter:12"."""
    text: str
    """The words, fit for exchange."""
    verdict: str
    """How they were rendered; empty if that was not judged."""
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A bead with all that is known of it."""

    unit: Unit
    beside: tuple[Beside, ...]
    """In the order of the quotations."""
    comments: tuple[str, ...]
    """What people said of it, by time, "Ann: the words"."""

    @property
    def verdicts(self) -> str:
        """The verdicts on what it quotes, for a cell."""
        return "; ".join(dict.fromkeys(each.verdict for each in self.beside if each.verdict))


def rows(
    result: Result, src: str, tgt: str, comments: Mapping[BeadKey, tuple[str, ...]] = NO_COMMENTS
) -> tuple[Units, Iterator[Row]]:
    """Return the beads between two languages, null beads included, and the units that they are made of."""
    units = pair_units(result, src, tgt)
    quoting = _Quoting(result)
    return units, (
        Row(unit=unit, beside=quoting.beside(unit), comments=_comments(unit, comments)) for unit in units.units
    )


def _comments(unit: Unit, comments: Mapping[BeadKey, tuple[str, ...]]) -> tuple[str, ...]:
    one, other = ((side.document, side.run) for side in unit.sides)
    return comments.get((one, other)) or comments.get((other, one), ())


class _Quoting:
    """Which segments quote what."""

    def __init__(self, result: Result) -> None:
        self._sources = {source.document.id: source for source in result.sources}
        self._versions = {version.document.id: version for family in result.families for version in family.versions}
        self._traced: dict[str, list[Traced]] = {}
        for traced in result.traced:
            if isinstance(traced.place, QuotationMatch):
                self._traced.setdefault(traced.document, []).append(traced)

    def beside(self, unit: Unit) -> tuple[Beside, ...]:
        """Return the sources of what a unit quotes, each once: both sides quote the same."""
        found = [self._beside(traced) for side in unit.sides for traced in self._in(side)]
        return tuple(dict.fromkeys(found))

    def _in(self, side: Side) -> Iterator[Traced]:
        if not side.run or side.document not in self._traced:
            return
        segments = self._versions[side.document].segments
        start, end = segments[side.run.start].span.start, segments[side.run.end - 1].span.end
        for traced in self._traced[side.document]:
            span = traced.quotation.span
            if span.start < end and start < span.end:
                yield traced

    def _beside(self, traced: Traced) -> Beside:
        place = traced.place
        assert isinstance(place, QuotationMatch)  # noqa: S101 - others were left out
        source: Segmented | None = self._sources.get(place.source)
        rendering = traced.rendering
        return Beside(
            place=place.source if source is None else _line(source, place.span.start),
            text="" if source is None else fit(source.document.text[place.span.start : place.span.end]),
            verdict="" if rendering is None else str(rendering.verdict),
            reasons=() if rendering is None else tuple(map(fit, rendering.reasons)),
        )


def _line(source: Segmented, offset: int) -> str:
    return f"{source.document.id}:{source.document.origin.position(offset)[0]}"
