"""Terms: names and expressions whose renderings a project has settled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One thing and what it is called in several languages."""

    renderings: Mapping[str, tuple[str, ...]]
    """By BCP 47 tag, what it may be called, the preferred rendering first; none of them empty."""
