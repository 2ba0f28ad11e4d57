"""The error tree: what a user can mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class AlignError(Exception):
    """Something the user can mend: where it is, what is wrong, what to do."""

    def __init__(self, message: str, *, path: Path | str | None = None, line: int | None = None) -> None:
        self.message = message
        self.path = path
        self.line = line
        place = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(place + message)


class ReadError(AlignError):
    """A text cannot be read: unknown encoding, binary content, a path outside the project."""


class ConfigError(AlignError):
    """A configuration file is malformed or names something that does not exist."""


class EncoderError(AlignError):
    """An encoder is unknown, is not installed, or its model is not at hand."""


class StoreError(AlignError):
    """A stored result is damaged or of a schema that this version does not know."""


class UsageError(AlignError):
    """The arguments of a command do not fit together."""
