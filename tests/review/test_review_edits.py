from __future__ import annotations

import pytest
from review_samples import ladder_of

from align.model import SegSpan, UsageError
from align.review import edits


def span(start: int, end: int) -> SegSpan:
    return SegSpan(start=start, end=end)


@pytest.mark.parametrize(
    ("make", "left"),
    [
        (lambda ladder: edits.merge(ladder, [0, 1]), [(0, 3, 0, 2)]),
        (lambda ladder: edits.split(ladder, 0, (1, 1)), [(0, 1, 0, 1), (1, 2, 1, 1)]),
        (lambda ladder: edits.split(ladder, 0, (1, 0)), [(0, 1, 0, 0), (1, 2, 0, 1)]),
        (lambda ladder: edits.shift(ladder, 0, "src", 1), [(0, 1, 0, 1), (1, 3, 1, 2)]),
        (lambda ladder: edits.shift(ladder, 1, "src", -1), [(0, 3, 0, 1), (3, 3, 1, 2)]),
        (lambda ladder: edits.unlink(ladder, 0), [(0, 1, 0, 0), (1, 2, 0, 0), (2, 2, 0, 1)]),
        (lambda ladder: edits.link(ladder, span(0, 1), span(1, 3)), [(0, 1, 1, 3)]),
    ],
)
def test_an_edit_returns_the_new_beads(make: object, left: list[tuple[int, int, int, int]]) -> None:
    ladder = ladder_of([(2, 1), (1, 1), (0, 1)])
    beads = make(ladder)  # type: ignore[operator]
    assert [(a.start, a.end, b.start, b.end) for a, b in beads] == left


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda ladder: edits.merge(ladder, [0, 2]), "neighbouring"),
        (lambda ladder: edits.merge(ladder, [1]), "at least two"),
        (lambda ladder: edits.split(ladder, 1, (1, 1)), "cannot be split after 1 and 1"),
        (lambda ladder: edits.split(ladder, 0, (3, 0)), "cannot be split after 3 and 0"),
        (lambda ladder: edits.shift(ladder, 0, "src", -1), "no pair to move"),
        (lambda ladder: edits.shift(ladder, 2, "tgt", 1), "no pair to move"),
        (lambda ladder: edits.shift(ladder, 1, "elsewhere", 1), "the side must be"),
        (lambda ladder: edits.shift(ladder, 2, "src", -1), "no sentence on this side"),
        (lambda ladder: edits.unlink(ladder, 2), "on one side already"),
        (lambda ladder: edits.link(ladder, span(0, 1), span(3, 4)), "sentences of both"),
    ],
)
def test_an_impossible_edit_is_refused(make: object, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        make(ladder_of([(2, 1), (1, 1), (0, 1)]))  # type: ignore[operator]
