"""Ladders, edits and decisions to try the review on: made by hand, or drawn by hypothesis."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from hypothesis import strategies as st

from align.model import Action, Alignment, Bead, Decision, Passage, Pin, SegSpan, Sourced

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.model import BeadSpans
    from align.review.passages import RunIndex

START = datetime(2026, 3, 1, 12, tzinfo=UTC)


def ladder_of(sizes: Sequence[tuple[int, int]], *, confidence: float = 0.8) -> Alignment:
    """Return a ladder of beads of these sizes."""
    beads, i, j = [], 0, 0
    for a, b in sizes:
        beads.append(Bead(src=SegSpan(start=i, end=i + a), tgt=SegSpan(start=j, end=j + b), confidence=confidence))
        i, j = i + a, j + b
    return Alignment(src="fr/a", tgt="en/a", beads=tuple(beads))


def decision(
    number: int, action: Action, src: RunIndex, tgt: RunIndex, beads: Sequence[BeadSpans], *, value: str = "",
    note: str = "", of: str = "", reviewer: str = "Ann",
) -> Decision:  # fmt: skip
    """Return the decision of a second since the start on beads."""
    return Decision(
        id=f"d{number}",
        action=action,
        reviewer=reviewer,
        at=START + timedelta(seconds=number),
        src="fr/a",
        tgt="en/a",
        pins=tuple(Pin(src=src.passage(one), tgt=tgt.passage(other)) for one, other in beads),
        value=value,
        note=note,
        of=of,
    )


def step(number: int, action: Action, of: str, *, reviewer: str = "Ann") -> Decision:
    """Return an undoing or redoing."""
    return Decision(id=f"d{number}", action=action, reviewer=reviewer, at=START + timedelta(seconds=number), of=of)


few_words = st.lists(st.sampled_from(["oui", "non", "un", "deux", "la"]), min_size=1, max_size=3).map(" ".join)
"""Sentences that often repeat themselves, and of which one often begins another."""
sentences = st.one_of(
    few_words, st.text("abcdéж ", min_size=1, max_size=30).filter(str.strip).map(lambda s: " ".join(s.split()))
)


@st.composite
def sizes(draw: st.DrawFn, src: int, tgt: int) -> list[tuple[int, int]]:
    """Draw sizes of beads that tile documents of so many segments."""
    out = []
    while src or tgt:
        a, b = draw(st.integers(0, min(2, src))), draw(st.integers(0, min(2, tgt)))
        if not (a and b):
            # A null bead is of one segment.
            a, b = (1, 0) if src and (a or not tgt) else (0, 1)
        out.append((a, b))
        src, tgt = src - a, tgt - b
    return out


digests = st.text("0123456789abcdef", min_size=16, max_size=16)
free_text = st.text(max_size=20)
passages = st.builds(
    Passage, digest=digests, length=st.integers(1, 999), excerpt=st.text(min_size=1, max_size=80),
    before=st.one_of(st.just(""), digests), after=st.one_of(st.just(""), digests), nth=st.integers(0, 9),
)  # fmt: skip
pins = st.one_of(
    st.builds(Pin, src=passages, tgt=passages), st.builds(Pin, src=passages, tgt=st.builds(Passage, before=digests))
)
ids = st.text("0123456789abcdef", min_size=1, max_size=16)
times = st.datetimes(datetime(1971, 1, 1), datetime(2999, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - naive on purpose
names = st.text(min_size=1, max_size=9)


@st.composite
def any_decisions(draw: st.DrawFn) -> Decision:
    """Draw a decision of any kind that could be kept."""
    action = draw(st.sampled_from(Action))
    basis = Decision(id=draw(ids), action=action, reviewer=draw(names), at=draw(times), note=draw(free_text))
    if action in {Action.UNDO, Action.REDO}:
        return replace(basis, of=draw(ids))
    if action in {Action.UPHOLD, Action.OVERRULE, Action.SPAN}:
        made = replace(basis, src=draw(names), quotation=draw(passages))
        if action is Action.SPAN:
            return replace(made, source=Sourced(document=draw(names), passage=draw(passages)))
        return replace(made, value="altered")
    made = replace(
        basis, src=draw(names), tgt=draw(names), pins=tuple(draw(st.lists(pins, min_size=1, max_size=3))),
        note=draw(names) if action is Action.COMMENT else basis.note,
    )  # fmt: skip
    if action is Action.REALIGN:
        return replace(made, value=" ".join(["0.5"] * len(made.pins)))
    return replace(made, value="needs-review") if action is Action.STATUS else made
