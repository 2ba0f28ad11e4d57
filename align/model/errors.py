"""The error tree: errors that the user can correct."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST = 800
"""Maximum length of a message, in code points."""


def one_line(words: str) -> str:
    """Make untrusted words safe to show in one line.

    Characters that end the line, control the terminal or change the writing direction are escaped; the middle of a long
    text is omitted.
    """
    half = _LONGEST // 2
    short = words if len(words) <= _LONGEST else f"{words[:half]} […] {words[-half:]}"
    return _STEERING.sub(lambda match: ascii(match[0])[1:-1], short)


class AlignError(Exception):
    """An error that the user can correct: its place, the fault, and the remedy."""

    def __init__(self, message: str, *, path: Path | str | None = None, line: int | None = None) -> None:
        self.message = message
        self.path = path
        self.line = line
        place = "" if path is None else f"{path}: " if line is None else f"{path}:{line}: "
        super().__init__(one_line(place + message))


class ReadError(AlignError):
    """A text cannot be read: unknown encoding, binary content, a path outside the project."""


class ConfigError(AlignError):
    """A configuration file is malformed or names something that does not exist."""


class EncoderError(AlignError):
    """An encoder is unknown or not installed, or its model is not available."""


class StoreError(AlignError):
    """A stored result is damaged or has a schema unknown to this version."""


class UsageError(AlignError):
    """The arguments of a command do not fit together."""
