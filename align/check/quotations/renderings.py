"""Renderings and their sources -> findings about cuts, additions, changes and departures taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.quotations import counterparts as quoting
from align.check.rule import once
from align.model import Place, Verdict

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from align.check.rule import Rule, Subject
    from align.model import Difference, DifferenceKind, Finding
    from align.result import TracedQuotation


def departures(
    subject: Subject, rule: Rule, kinds: Collection[DifferenceKind], *, relayed: bool = False
) -> Iterator[Finding]:
    """Yield a finding for each difference of some kinds that the rendering does not mark.

    With `relayed`, these are the departures that a translation shares with the version it was made from; without it,
    all others. The departures of the pivot are always its own.
    """
    for traced, difference, reason in _differences(subject):
        own = traced.document == next(iter(subject.versions)) or not difference.relayed
        if difference.kind not in kinds or difference.marked or own is relayed:
            continue
        span = difference.rendering if _inside(traced, difference) else None
        source = quoting.source(traced)
        marked = [Place(document=source[0].document, span=difference.source)] if source and difference.source else []
        yield quoting.finding(
            subject,
            rule,
            reason[:1].upper() + reason[1:],
            traced,
            at=span,
            witnesses=quoting.counterparts(subject, traced),
            beside=source,
            marked=marked,
        )


@once
def _differences(subject: Subject) -> Iterator[tuple[TracedQuotation, Difference, str]]:
    """Yield each difference once, with the piece of the quotation that contains it, or else with the first piece."""
    versions = [version for citation in quoting.citations(subject) for version in citation.versions]
    for own, rendering in ((version.pieces, rendering) for version in versions for rendering in version.renderings):
        pieces = [piece for piece in own if piece.rendering == rendering and quoting.is_certain(piece)]
        # No difference counts then; a person may have said so.
        if not pieces or rendering.verdict in {Verdict.VERBATIM, Verdict.ABRIDGED}:
            continue
        # Reasons that belong to no difference come first. A person gives one reason for all differences.
        count, extra = len(rendering.differences), len(rendering.reasons) - len(rendering.differences)
        reasons = rendering.reasons[extra:] if extra >= 0 else rendering.reasons * count
        for difference, reason in zip(rendering.differences, reasons, strict=True):
            yield next((piece for piece in pieces if _inside(piece, difference)), pieces[0]), difference, reason


def _inside(traced: TracedQuotation, difference: Difference) -> bool:
    span, own = difference.rendering, traced.quotation.span
    return span is not None and own.contains(span)


def overlaps_departure(subject: Subject, place: Place) -> bool:
    """Tell whether a place overlaps a departure of a rendering from its source, which the rules here report."""
    return any(
        difference.rendering is not None and difference.rendering.overlaps(place.span)
        for traced in subject.traced
        if traced.document == place.document and traced.rendering and quoting.is_certain(traced)
        for difference in traced.rendering.differences
    )
