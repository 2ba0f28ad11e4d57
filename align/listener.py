"""The interface through which use cases report their progress."""

from __future__ import annotations

import logging
from typing import Protocol

_LOGGER = logging.getLogger("align")


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


class LoggingListener:
    """A listener that logs warnings and notes to the logger "align" and ignores progress."""

    def progress(self, what: str, done: int, total: int) -> None:
        """Ignore the progress."""

    def note(self, message: str) -> None:
        """Log the message as information."""
        _LOGGER.info(message)

    def warn(self, message: str) -> None:
        """Log the message as a warning."""
        _LOGGER.warning(message)
