"""BCP 47 tag -> direction of writing."""

from __future__ import annotations

from align.lang.names import script

_RIGHT_TO_LEFT = frozenset({"Adlm", "Arab", "Armi", "Hebr", "Mand", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa"})
"""Scripts in use that are written from right to left."""


def is_right_to_left(tag: str) -> bool:
    """Tell whether a language is written from right to left, in the script of its tag or else in its usual one."""
    return script(tag) in _RIGHT_TO_LEFT
