"""Who hears how the work goes."""

from __future__ import annotations

import logging
from typing import Protocol

_LOGGER = logging.getLogger("align")


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


class LoggingListener:
    """A listener that logs warnings and notes to the logger "align" and ignores progress."""

    def progress(self, what: str, done: int, total: int) -> None:
        """Ignore it."""

    def note(self, message: str) -> None:
        """Log it as information."""
        _LOGGER.info(message)

    def warn(self, message: str) -> None:
        """Log it as a warning."""
        _LOGGER.warning(message)
