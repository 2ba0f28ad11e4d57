"""Articles and their sources -> the place of each quotation, and the verdict on its rendering."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from align.lang.facts import facts, shared_names
from align.locate import Article, locate, source_index
from align.model import CharSpan, FragmentMark, NotFoundReason, QuotationKind, QuotationMatch
from align.quote import pair
from align.rendering import Excerpt, inconsistencies, judge_all
from align.result import Citation, TracedQuotation

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from align.encoders import Encoder
    from align.locate import SourceIndex
    from align.model import NotFound, Quotation, QuotationKey, Quoted, Rendering, Segmented
    from align.result import CitingVersion, Family
    from align.vectors import Vectors

_ENOUGH = 5
"""Fewest beads from which the relative length of a version is estimated."""


def trace(
    family: Family,
    sources: Sequence[Segmented],
    cites: Mapping[str, str],
    encoder: Encoder,
    *,
    index: Callable[[Segmented], SourceIndex] | None = None,
    vectors: Callable[[Segmented], Vectors] | None = None,
    absent: Mapping[str, str] = MappingProxyType({}),
    placed: Mapping[QuotationKey, QuotationMatch] = MappingProxyType({}),
) -> tuple[TracedQuotation, ...]:
    """Trace the quotations of all versions of an article.

    Args:
        family: The article.
        sources: The texts that it may quote.
        cites: Stem of the source that a note names, by label of the note. A note that repeats the reference of another
            counts as that one.
        encoder: Gives the vectors of words.
        index: Makes or loads the index of a source; `align.locate.source_index` if None.
        vectors: Makes or loads the vectors of the segments of a version; made while locating if None.
        absent: Descriptions of the sources that were not supplied, by stem.
        placed: Places that people found, by quotation; they replace those found here.

    Returns:
        All quotations, terms and titles too, in the order of the versions and of their texts.
    """
    versions = {version.document.id: version for version in family.versions}
    found = {(quoted.document, quotation.id): quotation for quoted in family.quoted for quotation in quoted.quotations}
    groups = _groups(family, versions, found)
    ids = {source.document.stem: source.document.id for source in sources}
    articles = [
        Article(
            segmented=versions[quoted.document],
            quotations=tuple(item for item in quoted.quotations if item.kind is QuotationKind.QUOTATION),
            sources=_cited_sources(quoted, cites, ids),
            vectors=vectors(versions[quoted.document]) if vectors and sources else None,
        )
        for quoted in family.quoted
    ]
    searched = sources if any(article.quotations for article in articles) else ()
    indexes = [index(source) if index else source_index(source, encoder) for source in searched]
    places = locate(articles, indexes, encoder, counterparts=groups)
    missing = _missing_sources(family, cites, absent)
    places = {key: _with_source(place, missing.get(key, "")) for key, place in places.items()}
    places.update(placed)
    texts = versions | {source.document.id: source for source in searched}
    known = _names(versions.values(), searched) if searched else frozenset()
    counterparts = {key: tuple(other for other in group if other[0] != key[0]) for group in groups for key in group}
    traced = {
        key: TracedQuotation(
            document=key[0],
            quotation=quotation,
            counterparts=counterparts.get(key, ()),
            place=places.get(key),
        )
        for key, quotation in found.items()
    }
    together = [[traced[key] for key in group if traced[key].match] for group in groups]
    renderings, otherwise = _judge(
        [Citation.of(pieces) for pieces in together if pieces],
        texts,
        known,
        wordiness=_wordiness(family, versions),
        encoder=encoder,
    )
    return tuple(
        replace(item, rendering=renderings.get(key), otherwise=otherwise.get(key, ())) for key, item in traced.items()
    )


def _cited_sources(quoted: Quoted, cites: Mapping[str, str], ids: Mapping[str, str]) -> dict[str, str]:
    """Return the id of the source that its note names, by the id of the quotation."""
    return {name: ids[stem] for name, stem in _stems(quoted, cites) if stem in ids}


def _stems(quoted: Quoted, cites: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the id of each quotation whose note names a source, and the stem of the source."""
    bases = {note.label: note.refers or note.label for note in quoted.notes}
    for item in quoted.quotations:
        # align.toml may name a note that the text lacks.
        stem = cites.get(item.note, cites.get(bases.get(item.note, item.note), ""))
        if item.note and stem:
            yield item.id, stem


def _missing_sources(family: Family, cites: Mapping[str, str], absent: Mapping[str, str]) -> dict[QuotationKey, str]:
    """Return the descriptions of sources that were not supplied, by the quotations whose notes name them."""
    return {
        (quoted.document, name): absent[stem]
        for quoted in family.quoted
        for name, stem in _stems(quoted, cites)
        if stem in absent
    }


def _with_source(place: QuotationMatch | NotFound, source: str) -> QuotationMatch | NotFound:
    """Give a quotation that was not found its missing source, if `source` describes one."""
    if not source or isinstance(place, QuotationMatch):
        return place
    return replace(place, reason=NotFoundReason.NO_SOURCE, cited=source)


def _wordiness(family: Family, versions: Mapping[str, Segmented]) -> dict[str, float]:
    """Return the length of each version relative to the pivot, by id; versions with too few beads are left out."""
    found: dict[str, float] = {}
    for ladder in family.alignments:
        src, tgt = versions[ladder.src], versions[ladder.tgt]
        pairs = [(src.text(bead.src), tgt.text(bead.tgt)) for bead in ladder.beads if bead.src and bead.tgt]
        if ladder.src == family.versions[0].document.id and len(pairs) >= _ENOUGH:
            found[ladder.tgt] = sum(len(text) for _, text in pairs) / sum(len(text) for text, _ in pairs)
    return found


def _groups(
    family: Family, versions: Mapping[str, Segmented], found: Mapping[QuotationKey, Quotation]
) -> list[tuple[QuotationKey, ...]]:
    """Return the groups of quotations that render the same words, those of the pivot first.

    Each quotation is in a group, if only in one of its own.
    """
    quoted = {item.document: item for item in family.quoted}
    pivot = family.versions[0].document.id
    groups: dict[QuotationKey, list[QuotationKey]] = {}
    for ladder in family.alignments:
        if ladder.src != pivot:
            continue
        sides = versions[ladder.src], versions[ladder.tgt]
        for both in pair(quoted[ladder.src], quoted[ladder.tgt], ladder, *sides):
            src, tgt = [(ladder.src, name) for name in both.src], [(ladder.tgt, name) for name in both.tgt]
            if len(src) == len(tgt):
                for one, other in zip(src, tgt, strict=True):
                    groups.setdefault(one, [one]).append(other)
            elif src:
                groups.setdefault(src[0], list(src)).extend(tgt)
    taken = {key for group in groups.values() for key in group}
    return [tuple(group) for group in groups.values()] + [(key,) for key in found if key not in taken]


def _names(versions: Iterable[Segmented], sources: Iterable[Segmented]) -> frozenset[str]:
    """Return the names that occur in a version and in a source."""
    ours, theirs = ([facts(item.document.text, item.document.lang) for item in side] for side in (versions, sources))
    return frozenset(name for one in ours for other in theirs for name in shared_names(one, other))


def _judge(
    citations: Iterable[Citation],
    texts: Mapping[str, Segmented],
    known: Collection[str],
    *,
    wordiness: Mapping[str, float],
    encoder: Encoder,
) -> tuple[dict[QuotationKey, Rendering], dict[QuotationKey, tuple[CharSpan, ...]]]:
    """Judge the citations that have one source, the pieces of each version as one rendering.

    Returns the renderings, and the spans where the same document renders the same source words in other words.
    """
    cases: list[tuple[Excerpt, list[Excerpt]]] = []
    pieces: dict[Excerpt, Sequence[TracedQuotation]] = {}
    for citation in citations:
        if citation.source:
            source = _source_excerpt(texts[citation.source], citation.versions[0])
            renderings = [
                _rendering_excerpt(texts[version.document], version, wordiness.get(version.document, 1.0))
                for version in citation.versions
            ]
            pieces.update(zip(renderings, (version.pieces for version in citation.versions), strict=True))
            cases.append((source, renderings))
    pairs = [(source, rendering) for source, renderings in cases for rendering in renderings]
    results = [result for case in judge_all(cases, encoder, known=known) for result in case]
    judged = {
        piece.key: result for (_, rendering), result in zip(pairs, results, strict=True) for piece in pieces[rendering]
    }
    otherwise: defaultdict[QuotationKey, tuple[CharSpan, ...]] = defaultdict(tuple)
    for rendering, span in _inconsistent_renderings(pairs):
        for piece in pieces[rendering]:
            otherwise[piece.key] += (span,)
    return judged, otherwise


def _source_excerpt(source: Segmented, version: CitingVersion) -> Excerpt:
    spans = sorted({fragment for piece in version.pieces if piece.match for fragment in piece.match.fragments})
    return Excerpt(
        document=source.document.id, lang=source.document.lang, text=source.document.text, fragments=tuple(spans)
    )


def _rendering_excerpt(version: Segmented, citing: CitingVersion, wordiness: float) -> Excerpt:
    quotations = [piece.quotation for piece in citing.pieces]
    return Excerpt(
        document=version.document.id,
        lang=version.document.lang,
        text=version.document.text,
        fragments=tuple(fragment for quotation in quotations for fragment in quotation.fragments),
        marks=tuple(mark for quotation in quotations for mark in quotation.marks if mark.kind is not FragmentMark.CALL),
        wordiness=wordiness,
    )


def _inconsistent_renderings(pairs: Sequence[tuple[Excerpt, Excerpt]]) -> Iterator[tuple[Excerpt, CharSpan]]:
    """Yield each rendering whose document renders the same words differently elsewhere, and that other place."""
    documents: defaultdict[str, list[tuple[Excerpt, Excerpt]]] = defaultdict(list)
    for source, rendering in pairs:
        documents[rendering.document].append((source, rendering))
    for own in documents.values():
        for found in inconsistencies(own):
            for _, rendering in own:
                whole = CharSpan(start=rendering.fragments[0].start, end=rendering.fragments[-1].end)
                for here, there in ((found.first, found.second), (found.second, found.first)):
                    if whole.contains(here):
                        yield rendering, there
