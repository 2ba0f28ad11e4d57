"""Unmatched quotation marks -> those of one version only, the first of each muddle."""

from __future__ import annotations

from bisect import bisect_right
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from align.check.rule import once
from align.model import AnomalyKind, QuotationForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from align.check.passage import Pair, Passage
    from align.check.rule import Subject
    from align.model import Anomaly, CharSpan

_KINDS = frozenset({AnomalyKind.UNCLOSED, AnomalyKind.UNOPENED})
_REACH = 5
"""Blocks after an unmatched mark in which it may confuse others."""


class Unbalanced(NamedTuple):
    """An unmatched mark."""

    document: str
    anomaly: Anomaly
    pair: Pair | None
    """The bead of the mark."""


@once
def unbalanced_marks(subject: Subject) -> Iterator[Unbalanced]:
    """Yield the unmatched marks that no other version has in the same bead or the next one on either side.

    Such a mark confuses the marks after it, so of several close together only the first is reported.
    """
    for document, starts in subject.blocks.items():
        last = -_REACH
        for anomaly in _anomalies(subject)[document]:
            block = bisect_right(starts, anomaly.span.start) - 1
            near = list(_near(subject, document, anomaly.span.start))
            if block - last >= _REACH and not any(_is_shared(subject, document, anomaly, pairs) for _, pairs in near):
                last = block
                yield Unbalanced(document, anomaly, near[0][0] if near else None)


def is_muddled(subject: Subject, document: str, span: CharSpan) -> bool:
    """Tell whether a stretch of a version, with the paragraphs around it, has an unmatched mark."""
    anomalies = subject.quoted[document].anomalies
    return _holds(subject, document, span, [anomaly for anomaly in anomalies if anomaly.kind in _KINDS])


def _holds(subject: Subject, document: str, span: CharSpan, anomalies: Iterable[Anomaly]) -> bool:
    blocks, starts = subject.versions[document].document.blocks, subject.blocks[document]
    first, last = (bisect_right(starts, at) - 1 for at in (span.start, span.end))
    start, end = starts[max(0, first - 1)], blocks[min(len(blocks) - 1, last + 1)].span.end
    return any(start <= anomaly.span.start < end for anomaly in anomalies)


def _anomalies(subject: Subject) -> Mapping[str, Sequence[Anomaly]]:
    """Return the unmatched marks of every version, by its id."""
    return dict(_remaining(subject))


@once
def _remaining(subject: Subject) -> Iterator[tuple[str, Sequence[Anomaly]]]:
    """Yield every version with its unmatched marks.

    An opening mark and the next closing one match even far apart, if nothing between them is quoted or if another
    version quotes the whole: it is a speech of many paragraphs.
    """
    for document, quoted in subject.quoted.items():
        starts = [each.span.start for each in quoted.quotations if each.form is QuotationForm.MARKS]
        found: list[Anomaly] = []
        for anomaly in quoted.anomalies:
            if anomaly.kind not in _KINDS:
                continue
            last = found[-1] if found else None
            speech = last is not None and (last.kind, anomaly.kind) == (AnomalyKind.UNCLOSED, AnomalyKind.UNOPENED)
            if (
                last
                and speech
                and (
                    bisect_right(starts, last.span.end + 1) == bisect_right(starts, anomaly.span.start)
                    or _is_quoted_whole(subject, document, last, anomaly)
                )
            ):
                found.pop()
            else:
                found.append(anomaly)
        yield document, tuple(found)


def _is_quoted_whole(subject: Subject, document: str, opening: Anomaly, closing: Anomaly) -> bool:
    """Tell whether another version has a single quotation from the bead of one mark to the bead of the other."""
    beads = [[pair for pair, _ in _near(subject, document, mark.span.start)] for mark in (opening, closing)]
    for first, last in product(*beads):
        other, end = (pair.tgt if pair.src.document == document else pair.src for pair in (first, last))
        if other.document == end.document and any(
            other.span.start <= each.span.start < other.span.end and end.span.start < each.span.end <= end.span.end
            for each in subject.quoted[other.document].quotations
        ):
            return True
    return False


def _near(subject: Subject, document: str, offset: int) -> Iterator[tuple[Pair, Sequence[Pair]]]:
    """Yield the beads of the pivot's ladders that contain a code point, each with itself and its neighbours."""
    for ladder in subject.pivotal:
        for k, pair in enumerate(ladder):
            own = _side(pair, document)
            if own and own.span.start <= offset < own.span.end:
                yield pair, ladder[max(0, k - 1) : k + 2]


def _side(pair: Pair, document: str) -> Passage | None:
    return next((side for side in (pair.src, pair.tgt) if side.document == document), None)


def _is_shared(subject: Subject, document: str, anomaly: Anomaly, pairs: Sequence[Pair]) -> bool:
    """Tell whether the other side of some beads has an unmatched mark of the same kind."""
    others = [side for pair in pairs for side in (pair.src, pair.tgt) if side.document != document]
    return any(
        each.kind is anomaly.kind and other.span.start <= each.span.start < other.span.end
        for other in others
        for each in _anomalies(subject)[other.document]
    )
