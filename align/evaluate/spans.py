"""Gold quotations and located ones -> shares found, found in the right source, and the overlap of their spans.

Both come as the records of JSON Lines files. Gold has one of two formats: code points of article and source
(`_GoldSpans`), or words (`_GoldWords`). If a gold quotation has no source, its source was withheld: the right answer is
that it was not found.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated, Any

import msgspec
from msgspec import Meta, Struct

from align.files.typed import explain
from align.model import CharSpan, ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_SOURCE_LANG = "ru"
"""Language of the sources in both gold formats, removed as a suffix of their names."""


class _GoldSpans(Struct):
    """Gold that gives code points; without `ru_start`, the source was withheld."""

    doc: str
    lang: str
    start: int
    end: int
    ru_start: int | None = None
    ru_end: int | None = None
    source: str | None = None


class _GoldWords(Struct):
    """Gold that gives words; without `source`, the source was withheld."""

    doc: str
    lang: str
    text: str
    occurrence: Annotated[int, Meta(ge=0)]
    """How often the words occur earlier in the document."""
    source: str | None = None
    source_text: str | None = None


class _Match(Struct):
    """The place of a located quotation."""

    source: str
    start: int
    end: int


class _Located(Struct):
    """A line of `align quotes --format jsonl`."""

    doc: str
    lang: str
    start: int
    end: int
    match: _Match | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePlace:
    """A stretch of a source."""

    source: str
    """Name of the source, from `name_of`."""
    span: CharSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class LocatedQuotation:
    """A quotation and its place in a source, from the gold or from the program."""

    document: str
    """Name of the article, from `name_of`."""
    lang: str
    span: CharSpan
    """The quoted words in the article."""
    place: SourcePlace | None
    """None if it was not found, or if the gold has no source."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One gold quotation and the corresponding located one."""

    gold: LocatedQuotation
    auto: LocatedQuotation | None
    """The located quotation with the largest overlap in the article; None without any overlap."""

    @property
    def found(self) -> bool:
        """Whether any place was found."""
        return self.auto is not None and self.auto.place is not None

    @property
    def overlap(self) -> float:
        """Intersection over union of the two places, in code points; 0 in a wrong source or if a place is missing."""
        if self.auto is None or self.auto.place is None or self.gold.place is None:
            return 0.0
        if self.auto.place.source != self.gold.place.source:
            return 0.0
        return intersection_over_union(self.auto.place.span, self.gold.place.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures of `align eval quotes` for one language; each share is 0 if there is nothing to count."""

    supplied: int
    """Number of gold quotations with a source."""
    extracted: float
    """Share of them that overlap an extracted quotation of the article."""
    found: float
    """Share of them with a place, right or wrong."""
    right: float
    """Share of them with a place that is in the right source and overlaps the true one."""
    overlap: float
    """Mean intersection over union of the places, over all of them."""
    withheld: int
    """Number of gold quotations whose source was withheld."""
    not_found: float
    """Share of these reported as not found."""


def figures(compared: Iterable[Comparison]) -> dict[str, Figures]:
    """Summarise comparisons by language of the article."""
    by_language: defaultdict[str, list[Comparison]] = defaultdict(list)
    for one in compared:
        by_language[one.gold.lang].append(one)
    return {lang: _figures(some) for lang, some in sorted(by_language.items())}


def _figures(compared: Sequence[Comparison]) -> Figures:
    supplied = [one for one in compared if one.gold.place is not None]
    withheld = [one for one in compared if one.gold.place is None]
    return Figures(
        supplied=len(supplied),
        extracted=_mean([one.auto is not None for one in supplied]),
        found=_mean([one.found for one in supplied]),
        right=_mean([one.overlap > 0 for one in supplied]),
        overlap=_mean([one.overlap for one in supplied]),
        withheld=len(withheld),
        not_found=_mean([not one.found for one in withheld]),
    )


def _mean(values: Sequence[float]) -> float:
    return sum(values) / len(values) if values else 0.0


def compare(gold: Iterable[LocatedQuotation], auto: Iterable[LocatedQuotation]) -> list[Comparison]:
    """Find for each gold quotation the located one with the largest overlap in the article."""
    by_document: defaultdict[tuple[str, str], list[LocatedQuotation]] = defaultdict(list)
    for one in auto:
        by_document[one.document, one.lang].append(one)
    compared = []
    for wanted in gold:
        shared = [
            (intersection_over_union(one.span, wanted.span), one) for one in by_document[wanted.document, wanted.lang]
        ]
        share, best = max(shared, key=lambda pair: pair[0], default=(0.0, wanted))
        compared.append(Comparison(gold=wanted, auto=best if share > 0 else None))
    return compared


def intersection_over_union(one: CharSpan, other: CharSpan) -> float:
    """Return the number of code points covered by both spans, divided by the number covered by either."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    joined = max(one.end, other.end) - min(one.start, other.start)
    return shared / joined if shared > 0 else 0.0


def name_of(document: str, lang: str) -> str:
    """Return the name of a document without folder, suffix .txt or .md, and language: "ru/x", "x.ru.txt" -> "x"."""
    name = document.rpartition("/")[2]
    for suffix in (".txt", ".md", f".{lang}"):
        name = name.removesuffix(suffix)
    return name


def read_located(records: Iterable[Mapping[str, Any]], *, path: Path | None = None) -> list[LocatedQuotation]:
    """Read the output of `align quotes --format jsonl`, one record a line.

    Raises `ReadError`, with `path`, line and key, if a field is missing or of a wrong type.
    """
    return [_read_located(record, path, line) for line, record in enumerate(records, 1)]


def _read_located(record: Mapping[str, Any], path: Path | None, line: int) -> LocatedQuotation:
    try:
        one = msgspec.convert(record, _Located)
        return LocatedQuotation(
            document=name_of(one.doc, one.lang),
            lang=one.lang,
            span=CharSpan(start=one.start, end=one.end),
            place=_place(one.match.source, CharSpan(start=one.match.start, end=one.match.end)) if one.match else None,
        )
    except ValueError as error:
        raise ReadError(f"not a located quotation: {explain(error)}", path=path, line=line) from error


def read_gold(
    records: Iterable[Mapping[str, Any]],
    texts: Mapping[str, str] | None = None,
    *,
    path: Path | None = None,
) -> list[LocatedQuotation]:
    """Read gold in either format, one record a line.

    `texts` has the text of each document that gold gives words of, by its id. Raises `ReadError`, with `path`, line and
    key, if a field is missing or of a wrong type, or the text lacks the words.
    """
    return [_read_gold(record, texts or {}, path, line) for line, record in enumerate(records, 1)]


def _read_gold(record: Mapping[str, Any], texts: Mapping[str, str], path: Path | None, line: int) -> LocatedQuotation:
    try:
        if "occurrence" in record:
            return _gold_words(msgspec.convert(record, _GoldWords), texts)
        return _gold_spans(msgspec.convert(record, _GoldSpans))
    except ValueError as error:
        raise ReadError(f"not a gold quotation: {explain(error)}", path=path, line=line) from error


def _gold_words(one: _GoldWords, texts: Mapping[str, str]) -> LocatedQuotation:
    span = _find(_text("doc", one.doc, texts), one.text, one.occurrence)
    place = None
    if one.source:
        if one.source_text is None:
            raise ValueError("source_text is missing")
        place = _place(one.source, _find(_text("source", one.source, texts), one.source_text, 0))
    return LocatedQuotation(document=name_of(one.doc, one.lang), lang=one.lang, span=span, place=place)


def _text(key: str, name: str, texts: Mapping[str, str]) -> str:
    if name not in texts:
        raise ValueError(f'{key}: no text "{name}" here')
    return texts[name]


def _gold_spans(one: _GoldSpans) -> LocatedQuotation:
    place = None
    if one.ru_start is not None:
        if one.ru_end is None:
            raise ValueError("ru_end is missing")
        place = _place(one.source or one.doc, CharSpan(start=one.ru_start, end=one.ru_end))
    span = CharSpan(start=one.start, end=one.end)
    return LocatedQuotation(document=name_of(one.doc, one.lang), lang=one.lang, span=span, place=place)


def _place(source: str, span: CharSpan) -> SourcePlace:
    return SourcePlace(source=name_of(source, _SOURCE_LANG), span=span)


def _find(text: str, words: str, occurrence: int) -> CharSpan:
    """Return the span of an occurrence of some words, counted from 0; raise `ValueError` if there is none.

    Without an exact match, only letters and figures are compared, because the gold omits marks repeated at the
    beginning of a paragraph.
    """
    if words in text:
        start = _nth(text, words, occurrence)
        return CharSpan(start=start, end=start + len(words))
    places = [at for at, char in enumerate(text) if char.isalnum()]
    letters = "".join(filter(str.isalnum, words))
    start = _nth("".join(text[at] for at in places), letters, occurrence)
    return CharSpan(start=places[start], end=places[start + len(letters) - 1] + 1)


def _nth(text: str, words: str, occurrence: int) -> int:
    start = -1
    for _ in range(occurrence + 1):
        start = text.find(words, start + 1) if words else -1
        if start < 0:
            raise ValueError(f'the text lacks "{words}", or has it too seldom')
    return start
