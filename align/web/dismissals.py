"""Dismissal of findings, with undo and redo.

The project's file of suppressions says which findings are dismissed now, but has no history. So the steps of this run
of the server are kept here. Each step remembers the decision before it: undo goes through steps and decisions in the
order in which they were made.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.model import UsageError

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppressions:
    """Functions that write the project's suppressions."""

    add: Callable[[str, str, str, str], None]
    """Takes fingerprint, rule, message and reason."""
    remove: Callable[[str], None]
    """Takes a fingerprint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A finding was dismissed or reopened."""

    fingerprint: str
    rule: str
    message: str
    before: str
    """The reason of the dismissal before this step; empty if the finding was open."""
    reason: str
    """The reason of the dismissal after this step; empty if the finding is open."""
    last: str
    """Id of the last decision in effect at that time; empty if there was none."""


class Dismissals:
    """The steps of one person, in order."""

    def __init__(self, suppressions: Suppressions) -> None:
        self._suppressions = suppressions
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._dropped = ""
        """Id of the undone decision that must not be redone, since a step was made after it was undone."""

    def do(self, step: Step, following: str) -> None:
        """Do a new step. Nothing can be redone after it, neither steps nor `following`, the last undone decision."""
        self._write(step, step.reason)
        self._done.append(step)
        self._undone.clear()
        self._dropped = following

    def undo(self, last: str) -> Step | None:
        """Undo the last step and return it.

        Returns None if a decision must be undone first; `last` is the id of the last decision in effect.
        """
        if not self._done or last not in {"", self._done[-1].last}:
            return None
        step = self._done[-1]
        self._write(step, step.before)
        self._undone.append(self._done.pop())
        return step

    def redo(self, last: str, following: str) -> Step | None:
        """Redo the next step and return it.

        Returns None if `following`, the last undone decision, must be redone first. Raises `UsageError` if that
        decision cannot be redone, because a step was made after it was undone.
        """
        if not self._undone or last != self._undone[-1].last:
            if following and following == self._dropped:
                raise UsageError("nothing to redo")
            return None
        step = self._undone[-1]
        self._write(step, step.reason)
        self._done.append(self._undone.pop())
        return step

    def drop_undone(self) -> None:
        """Forget the undone steps, since a new decision was made."""
        self._undone.clear()

    def _write(self, step: Step, reason: str) -> None:
        if reason:
            self._suppressions.add(step.fingerprint, step.rule, step.message, reason)
        else:
            self._suppressions.remove(step.fingerprint)
