"""Gold quotations and located ones -> how many were found, in the right source, and how well their spans agree.

Both come as the records of JSON Lines files. Two formats of gold are read: one that gives code points of article and
source (`doc, lang, start, end, ru_start, ru_end`), and one that gives words (`doc, lang, text, occurrence, source,
source_text`). A gold quotation without a source is one whose source was withheld: the right answer is that it was not
found.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from align.model import CharSpan, ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_SOURCE_LANG = "ru"
"""Of the sources in both formats of gold: a suffix of their names that says nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcePlace:
    """A stretch of a source."""

    source: str
    """Name of the source, as `name_of` makes it."""
    span: CharSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A quotation and where it comes from, by gold or by machine."""

    document: str
    """Name of the article, as `name_of` makes it."""
    lang: str
    span: CharSpan
    """The quoted words in the article."""
    place: SourcePlace | None
    """None if it was not found or, by gold, is not to be found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One gold quotation, and what was made of it."""

    gold: Located
    auto: Located | None
    """The located quotation that overlaps it most in the article; None if there is none."""

    @property
    def found(self) -> bool:
        """Whether any place was named."""
        return self.auto is not None and self.auto.place is not None

    @property
    def overlap(self) -> float:
        """Intersection over union of the two places, in code points; 0 in a wrong source or if one is lacking."""
        if self.auto is None or self.auto.place is None or self.gold.place is None:
            return 0.0
        if self.auto.place.source != self.gold.place.source:
            return 0.0
        return intersection_over_union(self.auto.place.span, self.gold.place.span)


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What `align eval quotes` prints for one language; every share is 0 where there was nothing to count."""

    supplied: int
    """Gold quotations whose source was supplied."""
    extracted: float
    """Share of them that overlap a quotation of the article that was extracted."""
    found: float
    """Share of them for which a place was named, right or wrong."""
    right: float
    """Share of them for which the place is in the right source and overlaps the true one."""
    overlap: float
    """Mean intersection over union of the places, over all of them."""
    withheld: int
    """Gold quotations whose source was withheld."""
    not_found: float
    """Share of these that were answered so."""


def figures(compared: Iterable[Comparison]) -> dict[str, Figures]:
    """Sum up comparisons, by language of the article."""
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


def compare(gold: Iterable[Located], auto: Iterable[Located]) -> list[Comparison]:
    """Find for every gold quotation the located one that shares most of its words in the article."""
    by_document: defaultdict[tuple[str, str], list[Located]] = defaultdict(list)
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
    """Return what part of the code points that either of two spans covers both cover."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    joined = max(one.end, other.end) - min(one.start, other.start)
    return shared / joined if shared > 0 else 0.0


def name_of(document: str, lang: str) -> str:
    """Return the name of a document without folder, suffix .txt or .md, and language: "ru/x", "x.ru.txt" -> "x"."""
    name = document.rpartition("/")[2]
    for suffix in (".txt", ".md", f".{lang}"):
        name = name.removesuffix(suffix)
    return name


def located(records: Iterable[Mapping[str, Any]], *, path: Path | None = None) -> list[Located]:
    """Read what `align quotes --format jsonl` writes, a record a line.

    Raises ReadError, with `path` and line, if a field is missing or of a wrong type.
    """
    return [_located(record, path, line) for line, record in enumerate(records, 1)]


def _located(record: Mapping[str, Any], path: Path | None, line: int) -> Located:
    try:
        match = record["match"]
        return Located(
            document=name_of(record["doc"], record["lang"]),
            lang=record["lang"],
            span=CharSpan(start=record["start"], end=record["end"]),
            place=match
            and SourcePlace(
                source=name_of(match["source"], _SOURCE_LANG), span=CharSpan(start=match["start"], end=match["end"])
            ),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ReadError(f"not a located quotation: {_fault(error)}", path=path, line=line) from error


def gold(
    records: Iterable[Mapping[str, Any]],
    texts: Mapping[str, str] | None = None,
    *,
    path: Path | None = None,
) -> list[Located]:
    """Read gold of either format, a record a line.

    `texts` has the text of each document that gold gives words of, by its id. Raises ReadError, with `path` and line,
    if a field is missing or the words are not there.
    """
    return [_gold(record, texts or {}, path, line) for line, record in enumerate(records, 1)]


def _gold(record: Mapping[str, Any], texts: Mapping[str, str], path: Path | None, line: int) -> Located:
    try:
        document, lang = record["doc"], record["lang"]
        place: SourcePlace | None = None
        if "occurrence" in record:
            span = _find(texts[document], record["text"], record["occurrence"])
            if record.get("source"):
                there = _find(texts[record["source"]], record["source_text"], 0)
                place = SourcePlace(source=name_of(record["source"], _SOURCE_LANG), span=there)
        else:
            span = CharSpan(start=record["start"], end=record["end"])
            if record.get("ru_start") is not None:
                there = CharSpan(start=record["ru_start"], end=record["ru_end"])
                place = SourcePlace(source=name_of(record.get("source", document), _SOURCE_LANG), span=there)
        return Located(document=name_of(document, lang), lang=lang, span=span, place=place)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ReadError(f"not a gold quotation: {_fault(error)}", path=path, line=line) from error


def _fault(error: Exception) -> str:
    return f"{error} is missing" if isinstance(error, KeyError) else str(error)


def _find(text: str, words: str, occurrence: int) -> CharSpan:
    """Return where some words stand for the nth time, from 0; raise ValueError if they do not.

    Where they do not stand as they are, only letters and figures count, for gold leaves out the marks that are repeated
    at the head of a paragraph.
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
        start = text.index(words, start + 1)
    return start
