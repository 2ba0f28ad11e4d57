"""Who hears how the work goes."""

from __future__ import annotations

from typing import Protocol


class Listener(Protocol):
    """Whoever wants to hear how the work goes."""

    def progress(self, what: str, done: int, total: int) -> None:
        """Hear that `done` of `total` steps of a piece of work are over."""
        ...

    def note(self, message: str) -> None:
        """Hear of something that may be of interest."""
        ...

    def warn(self, message: str) -> None:
        """Hear of something that a person should look at."""
        ...


class Silence:
    """A listener that ignores everything."""

    def progress(self, what: str, done: int, total: int) -> None:
        """Ignore it."""

    def note(self, message: str) -> None:
        """Ignore it."""

    def warn(self, message: str) -> None:
        """Ignore it."""
