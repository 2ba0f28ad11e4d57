"""Decisions as they were made -> those that hold, and what a person can take back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.model import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from align.model import Decision

_STEPS = (Action.UNDO, Action.REDO)


def in_order(decisions: Iterable[Decision]) -> list[Decision]:
    """Return decisions by time, each once: the lines of a merged file may stand in any order, and twice."""
    return sorted({decision.id: decision for decision in decisions}.values(), key=lambda item: (item.at, item.id))


def effective(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the decisions that hold, by time: neither undone nor replaced by one that holds.

    One of which a bead was replaced holds on for the others; `align.review.standing` knows which. So does one of
    several beads that another takes the place of without saying of which bead.
    """
    ordered = in_order(decisions)
    undone = _undone(ordered)
    holding = [item for item in ordered if item.action not in _STEPS and item.id not in undone]
    replaced = {item.of for item in holding if item.of}
    return tuple(item for item in holding if item.id not in replaced or len(item.pins) > 1)


def to_undo(decisions: Iterable[Decision], reviewer: str) -> Decision | None:
    """Return the last decision of a person that holds; None if there is none."""
    ordered = in_order(decisions)
    undone = _undone(ordered)
    own = [item for item in ordered if item.reviewer == reviewer and item.action not in _STEPS]
    return next((item for item in reversed(own) if item.id not in undone), None)


def to_redo(decisions: Iterable[Decision], reviewer: str) -> Decision | None:
    """Return the decision of a person that they undid last, unless they have decided something new since."""
    ordered = in_order(decisions)
    undone = _undone(ordered)
    by_id = {item.id: item for item in ordered}
    own = [item for item in ordered if item.reviewer == reviewer]
    redone: set[str] = set()
    for item in reversed(own):
        if item.action is Action.REDO:
            redone.add(item.of)
        elif item.action is not Action.UNDO:
            return None
        elif item.of in redone:
            redone.discard(item.of)
        elif item.of in undone:
            return by_id.get(item.of)
    return None


def _undone(ordered: Sequence[Decision]) -> set[str]:
    last = {item.of: item.action for item in ordered if item.action in _STEPS}
    return {name for name, action in last.items() if action is Action.UNDO}
