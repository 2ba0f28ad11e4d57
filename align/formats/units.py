"""A result -> its beads or links with texts fit for exchange files; shared by the TMX, PO and TSV writers.

Only here are texts made fit: characters that XML 1.0 forbids are removed, and soft hyphens too (OmegaT never finds a
segment that has one), as reported in `Units.lost`; the rest becomes NFC, and every run of white space one space.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING

from align.model import SegSpan, Status, UsageError, plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from align.model import Document, Segmented
    from align.result import Family, Result

_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\u00ad")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The part of a unit that belongs to one document."""

    lang: str
    """BCP 47 tag."""
    document: str
    """Id of the document."""
    run: SegSpan
    """Its segments; empty for the empty side of a null bead."""
    text: str
    """Their words, fit for exchange; may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """A bead or a link with its texts."""

    id: str
    """Made from the document's stem and the texts, without white space, unique in its `Units`; see `pair_units`."""
    document: str
    """The stem that the versions share."""
    sides: tuple[Side, ...]
    """The pivot or source first."""
    confidence: float
    status: Status
    properties: tuple[tuple[str, str], ...] = ()
    """Further properties: names and values, fit for exchange."""

    @property
    def type(self) -> str:
        """The numbers of segments on its sides: "1-2", or "1-2-1" for a link of three versions."""
        return "-".join(str(len(side.run)) for side in self.sides)


@dataclass(frozen=True, slots=True, kw_only=True)
class LostCharacter:
    """A character that was removed from a document because exchange files cannot contain it."""

    document: Document
    character: str
    count: int
    """Number of its occurrences in the document."""
    first: int
    """Code point of its first occurrence in `Document.text`."""

    def __str__(self) -> str:
        line, column = self.document.origin.position(self.first)
        name = unicodedata.name(self.character, "no character of a text")
        place = f"{self.document.path}:{line}:{column}"
        return f"{place}: U+{ord(self.character):04X} ({name}) left out, {self.count} in this text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """The content of one exchange file."""

    langs: tuple[str, ...]
    """BCP 47 tags, the source first."""
    units: tuple[Unit, ...]
    """In the order of the families and, within each, of the text."""
    lost: tuple[LostCharacter, ...]
    signature: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Export:
    """The content of a file, not yet written."""

    chunks: Iterable[str]
    """The text of the file, in parts."""
    notes: tuple[str, ...] = ()
    """Notes for the user, a line each, such as what was left out and where."""


def language_pairs(result: Result) -> tuple[tuple[str, str], ...]:
    """Return the distinct pairs of languages that occur together in a family, source before target."""
    pairs: dict[frozenset[str], tuple[str, str]] = {}
    for family in result.families:
        for src, tgt in combinations((version.document.lang for version in family.versions), 2):
            pairs.setdefault(frozenset((src, tgt)), (src, tgt))
    return tuple(pairs.values())


def units_of(result: Result) -> Units:
    """Return the beads of a result in two languages, or the links of a result in more.

    Raises `UsageError` if no text exists in two languages.
    """
    pairs = language_pairs(result)
    if not pairs:
        raise UsageError("nothing to export: no text exists in two languages")
    return pair_units(result, *pairs[0]) if len(pairs) == 1 else link_units(result)


def pair_units(result: Result, src: str, tgt: str) -> Units:
    """Return the beads between two languages, null beads included, over all families that have both.

    The id of a unit depends only on its words and its document's name, and a number distinguishes repetitions within a
    document.
    """
    units = []
    versions: dict[str, Segmented] = {}
    for family in result.families:
        for (first, second), alignment in zip(combinations(family.versions, 2), family.alignments, strict=True):
            langs = first.document.lang, second.document.lang
            if langs not in {(src, tgt), (tgt, src)}:
                continue
            turn = 1 if langs == (src, tgt) else -1
            versions |= {first.document.id: first, second.document.id: second}
            for bead in alignment.beads:
                sides = (_side(first, bead.src), _side(second, bead.tgt))[::turn]
                units.append(_unit(family.stem, sides, bead.confidence, bead.status))
    return _units(result, (src, tgt), units, versions.values())


def link_units(result: Result) -> Units:
    """Return the links of all families over all their languages.

    Raises `UsageError` if two versions of a text are in one language, since the file could not distinguish them.
    """
    units = []
    langs: dict[str, None] = {}
    for family in result.families:
        own = [version.document.lang for version in family.versions]
        if len(set(own)) < len(own):
            raise UsageError(
                f"{family.stem}: two versions are in one language ({', '.join(own)}); export them in pairs"
            )
        langs |= dict.fromkeys(own)
        for link, status in zip(family.links.links, _statuses(family), strict=True):
            sides = tuple(_side(version, run) for version, run in zip(family.versions, link.members, strict=True))
            units.append(_unit(family.stem, sides, link.confidence, status))
    versions = [version for family in result.families for version in family.versions]
    return _units(result, tuple(langs), units, versions)


def fit(text: str) -> str:
    """Make a text fit for exchange files, as described at the top of this module."""
    return plain(unicodedata.normalize("NFC", _UNFIT.sub("", text)))


def _side(version: Segmented, run: SegSpan) -> Side:
    return Side(lang=version.document.lang, document=version.document.id, run=run, text=fit(version.text(run)))


def unit_id(stem: str, sides: Sequence[tuple[str, str]]) -> str:
    """Return the id of a unit, given language and fit text of each side; units with the same words have the same id."""
    document = fit(stem)
    content = "\0".join([document, *(part for side in sides for part in side)])
    return f"{document.replace(' ', '_')}:{hashlib.sha256(content.encode()).hexdigest()[:16]}"


def number_repetitions(ids: Iterable[str]) -> Iterator[str]:
    """Yield distinct ids: repetitions of an id get a number."""
    seen: Counter[str] = Counter()
    for each in ids:
        seen[each] += 1
        yield each if seen[each] == 1 else f"{each}.{seen[each]}"


def _unit(stem: str, sides: tuple[Side, ...], confidence: float, status: Status) -> Unit:
    key = unit_id(stem, [(side.lang, side.text) for side in sides])
    return Unit(id=key, document=fit(stem), sides=sides, confidence=confidence, status=status)


def _units(result: Result, langs: tuple[str, ...], units: list[Unit], versions: Iterable[Segmented]) -> Units:
    distinct = [
        replace(unit, id=key) for unit, key in zip(units, number_repetitions(unit.id for unit in units), strict=True)
    ]
    lost = tuple(found for version in versions for found in lost_characters(version.document))
    return Units(langs=langs, units=tuple(distinct), lost=lost, signature=str(result.signature))


def lost_characters(document: Document) -> Iterator[LostCharacter]:
    """Yield the characters of a document that exchange files cannot contain."""
    places: dict[str, list[int]] = {}
    for block in document.blocks:
        for match in _UNFIT.finditer(document.text, block.span.start, block.span.end):
            places.setdefault(match[0], []).append(match.start())
    for character, found in places.items():
        yield LostCharacter(document=document, character=character, count=len(found), first=found[0])


def _statuses(family: Family) -> Iterator[Status]:
    """Yield the status of every link, from the beads inside it.

    It is REJECTED or NEEDS_REVIEW if one of the beads is, in any ladder, and ACCEPTED if people accepted every bead
    between the pivot and another version.
    """
    pairs = list(combinations(range(len(family.versions)), 2))
    holders = [
        {
            (side, segment): bead
            for bead in ladder.beads
            for side, run in enumerate((bead.src, bead.tgt))
            for segment in run
        }
        for ladder in family.alignments
    ]
    for link in family.links.links:
        pivotal, others = set[Status](), set[Status]()
        for (one, other), holder in zip(pairs, holders, strict=True):
            runs = link.members[one], link.members[other]
            touching = (holder[side, k] for side, run in enumerate(runs) for k in run)
            inside = {each.status for each in touching if _within(each.src, runs[0]) and _within(each.tgt, runs[1])}
            (others if one else pivotal).update(inside)
        doubts = [each for each in (Status.REJECTED, Status.NEEDS_REVIEW) if each in pivotal | others]
        yield doubts[0] if doubts else Status.ACCEPTED if pivotal == {Status.ACCEPTED} else Status.MACHINE


def _within(inner: SegSpan, outer: SegSpan) -> bool:
    return outer.start <= inner.start and inner.end <= outer.end
