"""The comments of people on a bead <-> one field of a review file, with a line "Ann: the words" for each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.formats.units import fit
from align.model import plain

if TYPE_CHECKING:
    from collections.abc import Iterable


def join_comments(comments: Iterable[str]) -> str:
    """Return a field with a line for each comment."""
    return "\n".join(map(fit, comments))


def split_comments(field: str) -> tuple[str, ...]:
    """Return the lines of a field that are not empty, old and new."""
    return tuple(line for line in map(plain, field.splitlines()) if line)
