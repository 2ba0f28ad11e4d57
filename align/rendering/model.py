"""The types of this stage: quoted words in their text, and two renderings of the same words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from align.model import CharSpan, Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """Quoted words of one document, either the source or a rendering, with the text around them."""

    document: str
    """Id of the document."""
    lang: str
    """BCP 47 tag."""
    text: str
    """All of `Document.text`."""
    fragments: tuple[CharSpan, ...]
    """The quoted words, in order and without overlap."""
    marks: tuple[Mark, ...] = ()
    """What interrupts the words; a source has no marks."""
    beside: tuple[str, ...] = ()
    """Languages of the excerpts that it is compared with."""
    wordiness: float = 1.0
    """Characters that its document needs to say the same; only the ratio between two renderings counts."""

    @property
    def length(self) -> int:
        """Return the number of quoted characters."""
        return sum(fragment.end - fragment.start for fragment in self.fragments)


@dataclass(frozen=True, slots=True, kw_only=True)
class Inconsistency:
    """The same words of a source, rendered in two ways by one document."""

    source: CharSpan
    """The source words of both quotations."""
    first: CharSpan
    """The one rendering, in the document that quotes."""
    second: CharSpan
    """The other rendering, in the same document."""
