"""How much work a function does, for tests that must not depend on the clock."""

from __future__ import annotations

from cProfile import Profile
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def calls(action: Callable[[], object]) -> int:
    """Return how many functions an action calls, those of extension modules included."""
    profile = Profile()
    profile.runcall(action)
    return sum(entry.callcount for entry in profile.getstats())
