"""The interface through which use cases report their progress."""

from __future__ import annotations

from typing import Protocol


class Listener(Protocol):
    """An object that receives progress, notes and warnings."""

    def progress(self, what: str, done: int, total: int) -> None:
        """Receive the progress of a task: `done` of `total` steps."""
        ...

    def note(self, message: str) -> None:
        """Receive a message of interest."""
        ...

    def warn(self, message: str) -> None:
        """Receive a message about something that a person should look at."""
        ...


class Silence:
    """A listener that ignores everything."""

    def progress(self, what: str, done: int, total: int) -> None:
        """Ignore the progress."""

    def note(self, message: str) -> None:
        """Ignore the message."""

    def warn(self, message: str) -> None:
        """Ignore the message."""
