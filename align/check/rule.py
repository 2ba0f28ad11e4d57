"""What a rule is: a code, a reason with examples, and a function from a text to its findings."""

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
    """What the rules look at: the versions of one text, or a text in one language, and what is known of them."""

    family: Family
    """Of a text in one language, its one version without any ladder."""
    traced: tuple[TracedQuotation, ...]
    """The quotations of the family."""
    sources: Mapping[str, Segmented]
    """The texts that it may quote, by id."""
    memories: tuple[Memory, ...] = ()
    """The translation memories that are kept beside the texts."""
    terms: tuple[Term, ...] = ()
    """The glossary of the project."""
    unfit: tuple[Unfit, ...] = ()
    """The decisions of people on this text that do not apply to it as it is."""
    crossed: frozenset[tuple[str, str, Bead]] = frozenset()
    """The beads of the pivot's ladders whose segments answer to each other in another order: source, target, bead."""
    before: Mapping[str, Segmented] = field(default_factory=dict)
    """The versions that changed since the revision that the text is held against, as they were, by id."""
    made: dict[object, object] = field(default_factory=dict, init=False, repr=False)
    """What was worked out for several rules, by the function that did it; see `once`."""
    _facts: dict[tuple[str, str, str], tuple[Fact, ...]] = field(default_factory=dict, init=False, repr=False)

    @cached_property
    def versions(self) -> Mapping[str, Segmented]:
        """The versions of the text by id, the pivot first."""
        return {version.document.id: version for version in self.family.versions}

    @cached_property
    def small(self) -> Mapping[str, frozenset[str]]:
        """The words that each version writes without a capital somewhere, by id."""
        texts = {name: version.document.text for name, version in self.versions.items()}
        return {name: frozenset(filter(str.islower, _WORD.findall(text))) for name, text in texts.items()}

    @cached_property
    def quoted(self) -> Mapping[str, Quoted]:
        """What each version quotes, with its notes, by id of the version."""
        return {quoted.document: quoted for quoted in self.family.quoted}

    @cached_property
    def quotations(self) -> Mapping[tuple[str, str], TracedQuotation]:
        """The quotations of all versions by ids of version and quotation."""
        return {(traced.document, traced.quotation.id): traced for traced in self.traced}

    @property
    def pivot(self) -> str:
        """Id of the version that all others are held against."""
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
        """The ladders of the pivot; of what is omitted or moved the other ladders only say the same once more."""
        return tuple(ladder for ladder in self.ladders if ladder and ladder[0].src.document == self.pivot)

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The beads of the ladders of the pivot, one ladder after the other."""
        return tuple(pair for ladder in self.pivotal for pair in ladder)

    @cached_property
    def places(self) -> Mapping[str, Spans[Quotation]]:
        """The quotations of each version by their places, by id of the version."""
        return {
            name: Spans((quotation.span, quotation) for quotation in quoted.quotations)
            for name, quoted in self.quoted.items()
        }

    @cached_property
    def faces(self) -> Mapping[tuple[str, str], Spans[tuple[int, CharSpan]]]:
        """The words of `pairs` by ids of their version and the other, with the pair's number and the other's words."""
        found: dict[tuple[str, str], list[tuple[CharSpan, tuple[int, CharSpan]]]] = {}
        for number, pair in enumerate(self.pairs):
            for own, other in ((pair.src, pair.tgt), (pair.tgt, pair.src)):
                if own.text:
                    found.setdefault((own.document, other.document), []).append((own.span, (number, other.span)))
        return {ids: Spans(sides) for ids, sides in found.items()}

    @cached_property
    def blocks(self) -> Mapping[str, list[int]]:
        """Where the blocks of each version begin, by its id."""
        return {
            name: [block.span.start for block in version.document.blocks] for name, version in self.versions.items()
        }

    def words(self, place: Place) -> str:
        """Return the words at a place of a version, as they stand."""
        return place.span.slice(self.versions[place.document].document.text)

    def sentences(self, place: Place) -> Passage:
        """Return the segments of a version that a place touches, as one passage; a place in none has an empty one."""
        version = self.versions[place.document]
        starts = self._starts[place.document]
        first = self._segment(place)
        last = max(first + 1, bisect_left(starts, place.span.end))
        return Passage.of(version, SegSpan(start=first, end=min(last, len(starts))))

    def block(self, place: Place) -> Block:
        """Return the block of a version in which a place begins."""
        version = self.versions[place.document]
        return version.document.blocks[version.segments[self._segment(place)].block]

    def _segment(self, place: Place) -> int:
        return max(0, bisect_right(self._starts[place.document], place.span.start) - 1)

    @cached_property
    def _starts(self) -> Mapping[str, list[int]]:
        return {name: [segment.span.start for segment in version.segments] for name, version in self.versions.items()}

    def facts(self, passage: Passage, beside: str = "") -> tuple[Fact, ...]:
        """Return what a passage states, with spans in its own text; see `facts_of`."""
        return self.facts_of(passage.text, passage.lang, beside or passage.lang)

    def facts_of(self, text: str, lang: str, beside: str) -> tuple[Fact, ...]:
        """Return what some words state, with spans in them, to be compared with words in the language `beside`.

        It is worked out once.
        """
        key = text, lang, beside
        if key not in self._facts:
            self._facts[key] = facts(text, lang, (beside,))
        return self._facts[key]


def once(make: Callable[[Subject], Iterable[T]]) -> Callable[[Subject], Sequence[T]]:
    """Make a function work out what it finds in a subject only once, however many rules ask."""

    @wraps(make)
    def kept(subject: Subject) -> Sequence[T]:
        if make not in subject.made:
            subject.made[make] = tuple(make(subject))
        return cast("Sequence[T]", subject.made[make])

    return kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """A translation memory that is kept beside the texts."""

    name: str
    """The file, as seen from the folder of the project."""
    langs: frozenset[str]
    """The languages that it has."""
    units: Mapping[str, frozenset[tuple[tuple[str, str], ...]]]
    """By stem of the text that they come from, its units: language and words of each variant, by language."""

    def about(self, stem: str) -> Memory:
        """Return the part that comes from one text."""
        return replace(self, units={stem: self.units[stem]} if stem in self.units else {})


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfit:
    """A decision that does not apply to the texts as they are."""

    decision: Decision
    changed: bool
    """Whether the words that it is about changed; if not, it crosses later decisions."""
    about: str
    """How the words began that it was about."""
    places: tuple[Place, ...]
    """What it may be about now, the likeliest place in each version, or else where the versions begin."""
    at: int = 0
    """Which of the places is to be looked at first: the one whose words changed, if they left a trace."""
    quoted: bool = False
    """Whether it is the words of the source that changed, which a quotation was held against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that is checked."""

    code: str
    """The letter of its family and a number: "F01"."""
    name: str
    """In a few words, for headings: "Number differs"."""
    severity: Severity
    """What its findings have unless align.toml says otherwise."""
    rationale: str
    """Why it is checked and what it passes over, in a paragraph."""
    bad: str
    """An example that it reports."""
    good: str
    """An example that it does not."""
    check: Callable[[Subject], Iterator[Finding]]
