"""A version of quoted words, as this stage holds it against others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from align.model import CharSpan, Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The words of a quotation in one document: as the source has them, or as somebody rendered them."""

    document: str
    """Id of the document."""
    lang: str
    """BCP 47 tag."""
    text: str
    """All of `Document.text`."""
    fragments: tuple[CharSpan, ...]
    """The quoted words, in order and without overlap."""
    marks: tuple[Mark, ...] = ()
    """What interrupts them; a source has none."""
    beside: tuple[str, ...] = ()
    """Languages of the versions that it is held against."""
    wordiness: float = 1.0
    """How long its document is for what it says; only the proportion to that of another rendering counts."""

    @property
    def length(self) -> int:
        """Return how many characters are quoted."""
        return sum(fragment.end - fragment.start for fragment in self.fragments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inconsistency:
    """The same source words, rendered in two ways by the same document."""

    source: CharSpan
    """The words that both quotations have."""
    first: CharSpan
    """How the one renders them."""
    second: CharSpan
    """How the other does."""
