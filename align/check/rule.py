"""Rule: a code, a reason with examples, and a function from a subject to findings. Subject: a text to be checked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property, wraps
from typing import TYPE_CHECKING, TypeVar, cast

from align.check.passage import Pair, Passage
from align.check.spans import Spans
from align.lang.facts import facts
from align.model import SegSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from align.lang.facts import Fact
    from align.model import (
        Bead,
        Block,
        CharSpan,
        Decision,
        Finding,
        Place,
        Quotation,
        Quoted,
        Segmented,
        Severity,
        Term,
    )
    from align.result import Family, TracedQuotation

T = TypeVar("T")

_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, kw_only=True, eq=False)
class Subject:
    """The versions of one text, or a text in one language, with all that the rules need to know about it."""

    family: Family
    """For a text in one language: one version and no ladder."""
    traced: tuple[TracedQuotation, ...]
    """The quotations of the family."""
    sources: Mapping[str, Segmented]
    """The texts that it may quote, by id."""
    memories: tuple[Memory, ...] = ()
    """The translation memories kept beside the texts."""
    terms: tuple[Term, ...] = ()
    """The glossary of the project."""
    misfits: tuple[Misfit, ...] = ()
    """The decisions on this text that do not apply to it in its present form."""
    crossed: frozenset[tuple[str, str, Bead]] = frozenset()
    """The beads of the pivot's ladders whose segments correspond in another order: source, target, bead."""
    before: Mapping[str, Segmented] = field(default_factory=dict)
    """The versions that changed since the revision of --changed-since, as they were then, by id."""
    made: dict[object, object] = field(default_factory=dict, init=False, repr=False)
    """Results that several rules share, by the function that computed them; see `once`."""
    _facts: dict[tuple[str, str, str], tuple[Fact, ...]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def versions(self) -> Mapping[str, Segmented]:
        """The versions of the text by id, the pivot first."""
        return {version.document.id: version for version in self.family.versions}

    @cached_property
    def lowercase_words(self) -> Mapping[str, frozenset[str]]:
        """The words that each version also writes without a capital, by id of the version."""
        texts = {name: version.document.text for name, version in self.versions.items()}
        return {name: frozenset(filter(str.islower, _WORD.findall(text))) for name, text in texts.items()}

    @cached_property
    def quoted(self) -> Mapping[str, Quoted]:
        """The quotations and notes of each version, by id of the version."""
        return {quoted.document: quoted for quoted in self.family.quoted}

    @cached_property
    def quotations(self) -> Mapping[tuple[str, str], TracedQuotation]:
        """The quotations of all versions by ids of version and quotation."""
        return {(traced.document, traced.quotation.id): traced for traced in self.traced}

    @property
    def pivot(self) -> str:
        """Id of the version with which all others are compared."""
        return self.family.versions[0].document.id

    @cached_property
    def ladders(self) -> tuple[tuple[Pair, ...], ...]:
        """The beads of every ladder, in order, with their words; the ladders of the pivot come first."""
        return tuple(
            tuple(Pair.of(self.versions[ladder.src], self.versions[ladder.tgt], bead) for bead in ladder.beads)
            for ladder in sorted(self.family.alignments, key=lambda ladder: ladder.src != self.pivot)
        )

    @cached_property
    def pivotal(self) -> tuple[tuple[Pair, ...], ...]:
        """The ladders of the pivot; the other ladders would only report omissions and moved sentences a second time."""
        return tuple(ladder for ladder in self.ladders if ladder and ladder[0].src.document == self.pivot)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The beads of the ladders of the pivot, one ladder after the other."""
        return tuple(pair for ladder in self.pivotal for pair in ladder)

    @cached_property
    def places(self) -> Mapping[str, Spans[Quotation]]:
        """The quotations of each version by place, by id of the version."""
        return {
            name: Spans((quotation.span, quotation) for quotation in quoted.quotations)
            for name, quoted in self.quoted.items()
        }

    @cached_property
    def faces(self) -> Mapping[tuple[str, str], Spans[tuple[int, CharSpan]]]:
        """The sides of `pairs` by ids of own and other version, each with the index of its pair and the other side."""
        found: dict[tuple[str, str], list[tuple[CharSpan, tuple[int, CharSpan]]]] = {}
        for number, pair in enumerate(self.pairs):
            for own, other in ((pair.src, pair.tgt), (pair.tgt, pair.src)):
                if own.text:
                    found.setdefault((own.document, other.document), []).append((own.span, (number, other.span)))
        return {ids: Spans(sides) for ids, sides in found.items()}

    @cached_property
    def blocks(self) -> Mapping[str, list[int]]:
        """The offsets at which the blocks of each version begin, by its id."""
        return {
            name: [block.span.start for block in version.document.blocks] for name, version in self.versions.items()
        }

    def words(self, place: Place) -> str:
        """Return the words at a place of a version, unchanged."""
        return place.span.slice(self.versions[place.document].document.text)

    def sentences(self, place: Place) -> Passage:
        """Return the segments that a place touches as one passage; it is empty if the place touches none."""
        version = self.versions[place.document]
        starts = self._starts[place.document]
        first = self._segment(place)
        last = max(first + 1, bisect_left(starts, place.span.end))
        return Passage.of(version, SegSpan(start=first, end=min(last, len(starts))))

    def block(self, place: Place) -> Block:
        """Return the block in which a place begins."""
        version = self.versions[place.document]
        return version.document.blocks[version.segments[self._segment(place)].block]

    def _segment(self, place: Place) -> int:
        return max(0, bisect_right(self._starts[place.document], place.span.start) - 1)

    @cached_property
    def _starts(self) -> Mapping[str, list[int]]:
        return {name: [segment.span.start for segment in version.segments] for name, version in self.versions.items()}

    def facts(self, passage: Passage, beside: str = "") -> tuple[Fact, ...]:
        """Return the facts that a passage states, with spans in its own text; see `facts_of`."""
        return self.facts_of(passage.text, passage.lang, beside or passage.lang)

    def facts_of(self, text: str, lang: str, beside: str) -> tuple[Fact, ...]:
        """Return the facts that a text states, with spans in it; the result is kept.

        Args:
            text: the words.
            lang: their BCP 47 tag.
            beside: tag of the language of the words that they are compared with.
        """
        key = text, lang, beside
        if key not in self._facts:
            self._facts[key] = facts(text, lang, (beside,))
        return self._facts[key]


def once(make: Callable[[Subject], Iterable[T]]) -> Callable[[Subject], Sequence[T]]:
    """Decorate a function of a subject so that it runs only once for each subject."""

    @wraps(make)
    def kept(subject: Subject) -> Sequence[T]:
        if make not in subject.made:
            subject.made[make] = tuple(make(subject))
        return cast("Sequence[T]", subject.made[make])

    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """A translation memory kept beside the texts."""

    name: str
    """The file, relative to the folder of the project."""
    langs: frozenset[str]
    """Tags of its languages."""
    units: Mapping[str, frozenset[tuple[tuple[str, str], ...]]]
    """Its units by stem of the text they come from; a unit is the tag and the words of each variant."""

    def about(self, stem: str) -> Memory:
        """Return the part that comes from one text."""
        return replace(self, units={stem: self.units[stem]} if stem in self.units else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Misfit:
    """A decision of a person that does not fit the texts any more."""

    decision: Decision
    changed: bool
    """Whether its words changed; if not, it conflicts with later decisions."""
    about: str
    """The beginning of its words, as they were."""
    places: tuple[Place, ...]
    """The most similar place in each version, or the beginning of the version."""
    at: int = 0
    """Index of the place to look at first: where the words changed, if anything is left of them."""
    quoted: bool = False
    """Whether the words that changed are those of the source of a quotation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A check with its documentation."""

    code: str
    """The letter of its family and a number: "F01"."""
    name: str
    """A few words, for headings: "Number differs"."""
    severity: Severity
    """Severity of its findings unless align.toml says otherwise."""
    rationale: str
    """Why the rule exists and what it leaves out, in a paragraph."""
    bad: str
    """An example that it reports."""
    good: str
    """An example that it does not report."""
    check: Callable[[Subject], Iterator[Finding]]
