"""All decisions -> the effective ones, and the decision that a person can undo or redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.model import Action

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from align.model import Decision

_STEPS = (Action.UNDO, Action.REDO)


def sort_decisions(decisions: Iterable[Decision]) -> list[Decision]:
    """Return decisions by time, each once; the lines of a merged file may be out of order or repeated."""
    return sorted({decision.id: decision for decision in decisions}.values(), key=lambda item: (item.at, item.id))


def effective(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """Return the effective decisions by time: those neither undone nor replaced by an effective one.

    A decision on several beads stays, because a replacement concerns one of them (`align.review.resolution`).
    """
    ordered = sort_decisions(decisions)
    undone = _undone_ids(ordered)
    holding = [item for item in ordered if item.action not in _STEPS and item.id not in undone]
    replaced = {item.of for item in holding if item.of}
    return tuple(item for item in holding if item.id not in replaced or len(item.pins) > 1)


def find_undoable(decisions: Iterable[Decision], reviewer: str) -> Decision | None:
    """Return the last decision of a person that is not undone; None if there is none."""
    ordered = sort_decisions(decisions)
    undone = _undone_ids(ordered)
    own = [item for item in ordered if item.reviewer == reviewer and item.action not in _STEPS]
    return next((item for item in reversed(own) if item.id not in undone), None)


def find_redoable(decisions: Iterable[Decision], reviewer: str) -> Decision | None:
    """Return the decision that a person undid last; None if there is none, or if they made a new one since."""
    ordered = sort_decisions(decisions)
    undone = _undone_ids(ordered)
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


def _undone_ids(ordered: Sequence[Decision]) -> set[str]:
    last = {item.of: item.action for item in ordered if item.action in _STEPS}
    return {name for name, action in last.items() if action is Action.UNDO}
