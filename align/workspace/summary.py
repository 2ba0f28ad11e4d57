"""A result in a few numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.model import QuotationKind, QuotationMatch

if TYPE_CHECKING:
    from align.result import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A result in a few numbers."""

    documents: int
    segments: int
    beads: tuple[tuple[str, int], ...]
    """Types of beads and their numbers, most frequent first."""
    confidence: float | None
    """Mean confidence of all beads; None without beads."""
    trust: tuple[float, float] | None
    """Least and greatest trust in a ladder; None without ladders."""
    quotations: tuple[tuple[str, int], ...]
    """For each language, the number of quotations; scare quotes and titles do not count."""
    located: tuple[tuple[str, int], ...] = ()
    """For the same languages, the number of quotations found in a source; empty without sources."""


def summarise(result: Result) -> Summary:
    """Count documents, segments, beads and quotations of a result."""
    versions = [version for family in result.families for version in family.versions]
    ladders = [ladder for family in result.families for ladder in family.alignments]
    beads = [bead for ladder in ladders for bead in ladder.beads]
    trust = [ladder.trust for ladder in ladders if ladder.beads]
    quoted = Counter(
        {version.document.lang: 0 for version in versions}
        | Counter(
            version.document.lang
            for family in result.families
            for version, found in zip(family.versions, family.quoted, strict=True)
            for quotation in found.quotations
            if quotation.kind is QuotationKind.QUOTATION
        )
    )
    langs = {version.document.id: version.document.lang for version in versions}
    located = Counter(langs[item.document] for item in result.traced if isinstance(item.place, QuotationMatch))
    everything = result.texts
    return Summary(
        documents=len(everything),
        segments=sum(len(text.segments) for text in everything.values()),
        beads=tuple(Counter(bead.type for bead in beads).most_common()),
        confidence=sum(bead.confidence for bead in beads) / len(beads) if beads else None,
        trust=(min(trust), max(trust)) if trust else None,
        quotations=tuple(quoted.items()),
        located=tuple((lang, located[lang]) for lang in quoted) if result.sources else (),
    )
