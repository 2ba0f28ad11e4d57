"""A value that a caller wrote as a word -> the member of an enumeration."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from align.model.errors import UsageError

if TYPE_CHECKING:
    from enum import StrEnum

Member = TypeVar("Member", bound="StrEnum")


def choose_member(kind: type[Member], value: str, what: str) -> Member:
    """Return the member of an enumeration that has a value, or is it.

    Raise `UsageError` that lists the known values if there is none; `what` names the value for people ("action").
    """
    try:
        return kind(value)
    except ValueError:
        raise UsageError(f'unknown {what} "{value}"; known are {", ".join(kind)}') from None
