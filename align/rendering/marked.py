"""What a rendering itself says it has left out or put in; and what its fragments pass over without saying so."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from align.model import CharSpan, Difference, DifferenceKind, FragmentMark

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.rendering.model import Version

_REPORTING = re.compile(r"[\s,.!?…»”\"]*[—–-]\s.{1,80}\s[—–-][\s«“]*|\W*", re.DOTALL)
"""A reporting clause of the source between two dashes, or marks alone."""
_WORDS = re.compile(r"\w(?:.*\w)?", re.DOTALL)
"""What there is without the marks at its ends."""


def marked(source: Version, rendering: Version) -> Iterator[Difference]:
    """Yield the omissions and insertions of a rendering, and what lies between the located fragments of the source.

    A gap between two fragments is marked if the rendering has a mark of omission for it, in order. A reporting clause
    of the source is no part of what is quoted, and so no gap.
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
