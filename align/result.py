"""The full result of a run: what the exporters show and the store keeps; no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from align.model import (
        Alignment,
        CharSpan,
        Document,
        Links,
        NotFound,
        Quotation,
        QuotationMatch,
        Quoted,
        Rendering,
        Segmented,
        Signature,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """The parallel versions of one text."""

    stem: str
    """The name that the versions share."""
    versions: tuple[Segmented, ...]
    """The pivot first."""
    alignments: tuple[Alignment, ...]
    """One for each pair of versions, in the order of `itertools.combinations(versions, 2)`."""
    links: Links
    """Over all versions, in their order."""
    quoted: tuple[Quoted, ...]
    """For each version, its quotations and notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A quotation, where it comes from and how it was rendered."""

    document: str
    """Id of the document that quotes."""
    quotation: Quotation
    counterparts: tuple[tuple[str, str], ...] = ()
    """The quotations of parallel versions that render the same words: ids of document and quotation."""
    place: QuotationMatch | NotFound | None = None
    """Where it stands in a source; None for a term or a title, which nobody quotes from anywhere."""
    rendering: Rendering | None = None
    """How it was rendered, of a chain the whole; None without a place, or if the versions lead to several sources."""
    otherwise: tuple[CharSpan, ...] = ()
    """Where the same document renders the same source words in other words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Everything that one run found."""

    title: str
    """Of the project, for people."""
    families: tuple[Family, ...]
    """Texts that are here in several languages, and articles that are here in one."""
    sources: tuple[Segmented, ...]
    """Documents that exist in one language only, and may be quoted."""
    signature: Signature
    traced: tuple[Traced, ...] = ()
    """Everything that stands between quotation marks, in the order of the families, their versions and their texts."""

    @property
    def texts(self) -> dict[str, Segmented]:
        """Return all versions and then all sources, by the id of the document."""
        versions = (version for family in self.families for version in family.versions)
        return {text.document.id: text for text in (*versions, *self.sources)}

    @property
    def documents(self) -> dict[str, Document]:
        """Return the same without their segments."""
        return {name: text.document for name, text in self.texts.items()}
