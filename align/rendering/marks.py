"""A rendering with its marks -> omissions and insertions that it marks, and gaps between fragments of the source."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from align.model import CharSpan, Difference, DifferenceKind, FragmentMark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.rendering.model import Excerpt

_REPORTING = re.compile(r"[\s,.!?…»”\"]*[—–-]\s.{1,80}\s[—–-][\s«“]*|\W*", re.DOTALL)
"""A reporting clause of the source between two dashes, or marks alone."""
_WORDS = re.compile(r"\w(?:.*\w)?", re.DOTALL)
"""A stretch without the punctuation at its ends."""


def marked_differences(source: Excerpt, rendering: Excerpt) -> Iterator[Difference]:
    """Yield the omissions and insertions that a rendering marks, and the gaps between the fragments of the source.

    The marks of omission belong to the gaps in their order; a gap without a mark is a silent cut. A reporting clause
    of the source is not quoted, so it is no gap.
    """
    omissions = [mark.span for mark in rendering.marks if mark.kind is FragmentMark.OMISSION]
    gaps = [CharSpan(start=a.end, end=b.start) for a, b in pairwise(source.fragments)]
    real = [gap for gap in gaps if not _REPORTING.fullmatch(source.text, gap.start, gap.end)]
    for index, gap in enumerate(real):
        place = omissions[index] if index < len(omissions) else None
        words = _WORDS.search(source.text, gap.start, gap.end)
        lost = CharSpan(start=words.start(), end=words.end()) if words else gap
        yield Difference(kind=DifferenceKind.CUT, marked=place is not None, source=lost, rendering=place)
    for place in omissions[len(real) :]:
        yield Difference(kind=DifferenceKind.CUT, marked=True, rendering=place)
    for mark in rendering.marks:
        if mark.kind is FragmentMark.INSERTION:
            yield Difference(kind=DifferenceKind.ADDITION, marked=True, rendering=mark.span)
