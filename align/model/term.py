"""Terms: names and expressions with fixed renderings in a project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing and its names in several languages."""

    renderings: Mapping[str, tuple[str, ...]]
    """By BCP 47 tag, its accepted renderings, the preferred one first; none is empty."""
