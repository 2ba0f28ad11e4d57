"""The full result of a run, which exporters show and the store keeps; no I/O."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from align.model import CharSpan, NotFound, NotFoundReason, QuotationMatch, UsageError, Verdict, worst_verdict
from align.wording import quantity, two_digits

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from align.model import (
        Alignment,
        Document,
        Links,
        Quotation,
        QuotationKey,
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

    def version(self, name: str) -> Segmented:
        """Return the version with an id ("fr/letter"), or the only version in a language ("fr").

        Raises `UsageError` if there is none, or if several are in this language.
        """
        found = [each for each in self.versions if each.document.id == name]
        found = found or [each for each in self.versions if each.document.lang == name]
        if len(found) != 1:
            fault = f'{len(found)} versions are in "{name}"' if found else f'no version is named "{name}"'
            known = ", ".join(each.document.id for each in self.versions)
            raise UsageError(f"{self.stem}: {fault}; known are {known}")
        return found[0]

    def alignment(self, src: str, tgt: str) -> Alignment:
        """Return the ladder between two versions, each named as `version` takes it.

        Raises `UsageError` if there is none in this direction.
        """
        pair = self.version(src).document.id, self.version(tgt).document.id
        ladders = {(ladder.src, ladder.tgt): ladder for ladder in self.alignments}
        if pair not in ladders:
            known = ", ".join(map(" : ".join, ladders))
            raise UsageError(f"{self.stem}: no alignment {' : '.join(pair)}; known are {known or 'none'}")
        return ladders[pair]

    def __repr__(self) -> str:
        return f"<Family {self.stem}: {', '.join(each.document.id for each in self.versions)}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class TracedQuotation:
    """One piece of quoted words in one version, its place in a source, and the judgement on its rendering."""

    document: str
    """Id of the document that quotes."""
    quotation: Quotation
    counterparts: tuple[QuotationKey, ...] = ()
    """The quotations of the other versions that render the same words."""
    place: QuotationMatch | NotFound | None = None
    """Its place in a source, or the reason why none was found; None for terms and titles: nobody searches for them."""
    rendering: Rendering | None = None
    """How it renders its source; pieces that were judged together share one rendering.

    None without a place, or if the versions lead to several sources."""
    otherwise: tuple[CharSpan, ...] = ()
    """Where the same document renders the same source words in other words."""

    @property
    def key(self) -> QuotationKey:
        """The ids of its document and of itself."""
        return self.document, self.quotation.id

    @property
    def match(self) -> QuotationMatch | None:
        """Its place in a source; None if it was not found."""
        return self.place if isinstance(self.place, QuotationMatch) else None

    @property
    def verdict(self) -> Verdict | None:
        """The verdict on it; None for a term or a title, without any source, or if it was not judged."""
        if isinstance(self.place, NotFound):
            return None if self.place.reason is NotFoundReason.NO_SOURCE else Verdict.NOT_FOUND
        return self.rendering.verdict if self.place and self.rendering else None

    def __repr__(self) -> str:
        return f"<TracedQuotation {':'.join(self.key)}, {self.verdict or 'without verdict'}>"


@dataclass(frozen=True, slots=True, kw_only=True)
class CitingVersion:
    """How one version of an article quotes the words of a citation."""

    document: str
    """Id of the version."""
    pieces: tuple[TracedQuotation, ...]
    """At least one, in the order of the text. A reporting clause cuts a quotation into pieces."""

    @property
    def renderings(self) -> tuple[Rendering, ...]:
        """The judgements on the pieces. Pieces that were judged together have one."""
        return tuple(dict.fromkeys(piece.rendering for piece in self.pieces if piece.rendering))

    @property
    def verdict(self) -> Verdict | None:
        """The worst verdict on a piece, as `worst_verdict` orders them; None if no piece has one."""
        return worst_verdict(piece.verdict for piece in self.pieces if piece.verdict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """Words that the versions of an article quote: the place in the source, and how each version renders them.

    Quotations of two versions that render the same words are in one citation, and so are all pieces of a quotation
    that a reporting clause interrupts.
    """

    versions: tuple[CitingVersion, ...]
    """The versions that quote the words, at least one, in the order of the article's versions."""

    @classmethod
    def of(cls, pieces: Iterable[TracedQuotation]) -> Citation:
        """Make a citation of pieces that belong together, at least one; the order of the versions is theirs."""
        versions: defaultdict[str, list[TracedQuotation]] = defaultdict(list)
        for piece in pieces:
            versions[piece.document].append(piece)
        return cls(versions=tuple(CitingVersion(document=name, pieces=tuple(own)) for name, own in versions.items()))

    @property
    def id(self) -> str:
        """The ids of the first piece, for example "fr/letter:9bb58e52f9-1"; stable while its words stay the same."""
        return ":".join(self.versions[0].pieces[0].key)

    @property
    def pieces(self) -> tuple[TracedQuotation, ...]:
        """The pieces of all versions, version by version."""
        return tuple(piece for version in self.versions for piece in version.pieces)

    @property
    def parts(self) -> tuple[Citation, ...]:
        """The citation, cut where all versions interrupt the quotation.

        A part has only the pieces that render the same words. Where one version interrupts a quotation and another
        does not, that is a single part.
        """
        return tuple(_group(self.pieces, chains=False))

    @property
    def places(self) -> tuple[QuotationMatch, ...]:
        """The places in the sources, one for each piece that has one."""
        return tuple(piece.match for piece in self.pieces if piece.match)

    @property
    def found(self) -> bool:
        """Whether any piece has a place in a source."""
        return bool(self.places)

    @property
    def sources(self) -> tuple[str, ...]:
        """The ids of the documents quoted; more than one if the versions lead to several."""
        return tuple(dict.fromkeys(place.source for place in self.places))

    @property
    def source(self) -> str | None:
        """The id of the document quoted; None if none was found, or several."""
        return self.sources[0] if len(self.sources) == 1 else None

    @property
    def fragments(self) -> tuple[CharSpan, ...]:
        """The quoted words in the text of `source`, sorted; empty without one source."""
        found = {fragment for place in self.places for fragment in place.fragments}
        return tuple(sorted(found)) if self.source else ()

    @property
    def span(self) -> CharSpan | None:
        """From the first quoted word to the last in the text of `source`; None without one source."""
        if not self.source:
            return None
        spans = [place.span for place in self.places]
        return CharSpan(start=min(span.start for span in spans), end=max(span.end for span in spans))

    @property
    def confidence(self) -> float:
        """The probability of the likeliest place; 0 without places."""
        return max((place.confidence for place in self.places), default=0.0)

    @property
    def verdict(self) -> Verdict | None:
        """The worst verdict on a version, as `worst_verdict` orders them; None if no version has one."""
        return worst_verdict(version.verdict for version in self.versions if version.verdict)

    def __repr__(self) -> str:
        return f"<Citation {self}>"

    def __str__(self) -> str:
        """Return one line for people: the place with its probability, and the verdict on each version."""
        if not self.found:
            first = self.pieces[0]
            why = "not found in any source" if self.verdict else "no source supplied"
            return f"{first.document}, {_characters(first.quotation.span)}: {why}"
        where = f"{self.source}, {_characters(self.span)}" if self.span else " or ".join(self.sources)
        verdicts = (f"{version.verdict or 'not judged'} in {version.document}" for version in self.versions)
        return f"{where} (probability {two_digits(self.confidence):.2f}): {', '.join(verdicts)}"


def _characters(span: CharSpan) -> str:
    return f"characters {span.start}-{span.end}"


def citations_of(traced: Iterable[TracedQuotation]) -> tuple[Citation, ...]:
    """Group quotations into citations, in the order of their first pieces.

    Quotations belong together if one of them is a counterpart of another, or if they are pieces of one quotation. Only
    the given quotations count: a counterpart that is not among them connects nothing.
    """
    return tuple(_group(traced, chains=True))


def _group(traced: Iterable[TracedQuotation], *, chains: bool) -> Iterator[Citation]:
    """Yield the connected components of quotations by their counterparts and, with `chains`, by their chains."""
    items = {item.key: item for item in traced}
    near: defaultdict[QuotationKey, list[QuotationKey]] = defaultdict(list)
    for key, item in items.items():
        ties = [other for other in item.counterparts if other in items]
        if chains and item.quotation.chain:
            # The key of the first piece represents its chain, even if that piece is not among the items.
            ties.append((item.document, item.quotation.chain))
        for other in ties:
            near[key].append(other)
            near[other].append(key)
    order = {key: number for number, key in enumerate(items)}
    seen: set[QuotationKey] = set()
    for key in items:
        if key in seen:
            continue
        seen.add(key)
        group = [key]
        for member in group:
            new = dict.fromkeys(other for other in near[member] if other not in seen)
            seen.update(new)
            group += new
        yield Citation.of(items[member] for member in sorted(filter(items.__contains__, group), key=order.__getitem__))


@dataclass(frozen=True, kw_only=True)
class Result:
    """Everything that one run found."""

    title: str
    """Of the project, for people."""
    families: tuple[Family, ...]
    """Texts in several languages, and articles in one language."""
    sources: tuple[Segmented, ...]
    """Documents in one language only, which the families may quote."""
    signature: Signature
    traced: tuple[TracedQuotation, ...] = ()
    """Everything between quotation marks, terms and titles too, in the order of families, versions and texts."""

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """All citations, in the order of `traced`. Terms and titles are left out: they are not searched for.

        A citation belongs to one family: counterparts in another family do not count.
        """
        stems = {version.document.id: family.stem for family in self.families for version in family.versions}
        groups: defaultdict[str, list[TracedQuotation]] = defaultdict(list)
        for item in self.traced:
            if item.place is not None:
                groups[stems[item.document]].append(item)
        return tuple(citation for own in groups.values() for citation in citations_of(own))

    @property
    def texts(self) -> dict[str, Segmented]:
        """All versions and then all sources, by the id of the document."""
        versions = (version for family in self.families for version in family.versions)
        return {text.document.id: text for text in (*versions, *self.sources)}

    def text(self, document: str) -> Segmented:
        """Return the version or source with an id; raise `UsageError` if there is none."""
        texts = self.texts
        if document not in texts:
            raise UsageError(f'no text is named "{document}"; known are {", ".join(texts)}')
        return texts[document]

    @property
    def documents(self) -> dict[str, Document]:
        """The same without their segments."""
        return {name: text.document for name, text in self.texts.items()}

    def __repr__(self) -> str:
        families = f"{len(self.families):,} {'family' if len(self.families) == 1 else 'families'}"
        counts = quantity(len(self.sources), "source"), quantity(len(self.traced), "quotation")
        return f"<Result {self.title!r}: {', '.join((families, *counts))}>"
