"""Findings that may stand: dismissed, open again, and all of that taken back and done again in its turn.

The project's file of suppressions says what may stand now; it has no history. So the steps are remembered here, as long
as the server runs, each with the decision after which it came: they are taken back in their places among decisions.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.model import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppressions:
    """How it is kept that a finding may stand."""

    add: Callable[[str, str, str, str], None]
    """Takes fingerprint, rule, message and reason."""
    remove: Callable[[str], None]
    """Takes a fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """That a finding was dismissed, or is open again."""

    fingerprint: str
    rule: str
    message: str
    before: str
    """Why it might stand before; empty if it was open."""
    reason: str
    """Why it may stand; empty if it is open."""
    last: str
    """Id of the last decision that held then; empty if there was none."""


class Dismissals:
    """What one person let stand and did not, in order."""

    def __init__(self, suppressions: Suppressions) -> None:
        self._suppressions = suppressions
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._closed = ""

    def do(self, step: Step, following: str) -> None:
        """Keep a new step, after which nothing is done again: not `following` either, the decision taken back last."""
        self._write(step, step.reason)
        self._done.append(step)
        self._undone.clear()
        self._closed = following

    def undo(self, last: str) -> Step | None:
        """Take the last step back if none of the decisions that hold came later; `last` is the id of the last one."""
        if not self._done or last not in {"", self._done[-1].last}:
            return None
        step = self._done[-1]
        self._write(step, step.before)
        self._undone.append(self._done.pop())
        return step

    def redo(self, last: str, following: str) -> Step | None:
        """Do the next step again if it is its turn, and not that of `following`, the decision taken back last.

        Raises `UsageError` if something new was dismissed since that was taken back.
        """
        if not self._undone or last != self._undone[-1].last:
            if following and following == self._closed:
                raise UsageError("nothing to redo")
            return None
        step = self._undone[-1]
        self._write(step, step.reason)
        self._done.append(self._undone.pop())
        return step

    def decided(self) -> None:
        """Take note of a new decision, after which nothing is done again."""
        self._undone.clear()

    def _write(self, step: Step, reason: str) -> None:
        if reason:
            self._suppressions.add(step.fingerprint, step.rule, step.message, reason)
        else:
            self._suppressions.remove(step.fingerprint)
