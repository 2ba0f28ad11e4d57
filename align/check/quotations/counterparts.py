"""The quotations of a text -> those that render each other, those that another version lacks, and their findings."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from align.check.passage import is_stopped
from align.check.quotations.unbalanced import is_muddled
from align.check.rule import once
from align.lang.names import language_name
from align.model import (
    CharSpan,
    Finding,
    NotFound,
    NotFoundReason,
    Place,
    QuotationForm,
    QuotationKind,
    plain,
)
from align.result import citations_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.check.rule import Rule, Subject
    from align.model import FragmentMark, Quotation
    from align.result import Citation, TracedQuotation

_SENTENCE = re.compile(r"\W*[^\W\d_a-zа-яё]\S*(?:\s+\S+){3,}")
"""At least four words, the first with a capital."""
_STRAIGHT = re.compile(r"(?<![^\s(])'(?=\w)")
"""A single straight mark that opens words."""
_REOPENED = re.compile(r"\s[«„“\"]")
"""An opening mark inside a quotation."""
_SPOKEN = re.compile(r"\w")
_LONGER = 4
"""A quotation this many times longer than some quoted words cannot be their counterpart."""
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_CERTAIN = 0.5
"""Least probability of a place in a source for a rendering to be held against it."""


@once
def find_missing(subject: Subject) -> Iterator[tuple[TracedQuotation, str]]:
    """Yield the quotations between marks that the pivot has and another version lacks, or the reverse.

    With each comes the id of the version that lacks it. Terms, titles and dialogues are left out, because each
    language marks them differently; so are quotations inside others, and all but the first piece of a chain. A
    quotation is not missing either where an unmatched mark confuses the marks that follow, where the other version
    quotes words without a counterpart, or where its quotation runs on: there the versions are cut differently.
    """
    longer = [(side[0].document, side[-1].quotation) for side, _ in run_ons(subject)]
    pivot, *others = subject.versions
    for traced in subject.traced:
        quotation = traced.quotation
        if not _is_marked(traced) or quotation.depth > 1 or quotation.chain not in ("", quotation.id):
            continue
        there = _answering_versions(subject, traced)
        if is_muddled(subject, traced.document, quotation.span):
            continue
        for other in others if traced.document == pivot else (pivot,):
            faced = facing(subject, traced.document, quotation.span, other)
            if other not in there and not (
                faced
                and (
                    is_muddled(subject, other, faced)
                    or _quotes_something_else(subject, other, faced, quotation, traced.document)
                    or any(document == other and each.span.overlaps(faced) for document, each in longer)
                )
            ):
                yield traced, other


def missing_finding(subject: Subject, rule: Rule, message: str, traced: TracedQuotation, other: str) -> Finding:
    """Make a finding about a quotation that another version lacks; it shows the words that face it there."""
    faced = facing(subject, traced.document, traced.quotation.span, other)
    shown = [Place(document=other, span=faced)] if faced else ()
    made = finding(subject, rule, message, traced, witnesses=shown)
    # Two versions may lack the same quotation.
    return replace(made, texts=(*made.texts, other))


def count_answered_sentences(subject: Subject) -> Counter[tuple[str, str]]:
    """Count the quoted sentences between marks that have a counterpart, by version and other version."""
    return Counter(
        (traced.document, other)
        for traced in subject.traced
        if _is_marked(traced) and is_sentence(subject, traced)
        for other in _answering_versions(subject, traced)
    )


def in_headline(subject: Subject, traced: TracedQuotation, other: str) -> bool:
    """Tell whether a quotation and the words facing it are in headlines, which end without a stop."""
    own = Place(document=traced.document, span=traced.quotation.span)
    faced = facing(subject, own.document, own.span, other)
    texts = [subject.sentences(own).text, words(subject, other, faced) if faced else ""]
    return all(text and not is_stopped(text) for text in texts)


def has_inner_counterpart(subject: Subject, traced: TracedQuotation, other: str) -> bool:
    """Tell whether a quotation inside a quotation has a counterpart in another version."""
    inner = (
        subject.quotations[traced.document, quotation.id]
        for _, quotation in subject.places[traced.document].touching(traced.quotation.span)
        if quotation.depth > 1
    )
    return any(other in _answering_versions(subject, each) for each in inner)


def _answering_versions(subject: Subject, traced: TracedQuotation) -> set[str]:
    """Return the versions whose quotations render this one; a few quoted words do not render a long quotation."""
    lengths: Counter[str] = Counter()
    for key in traced.counterparts:
        if key in subject.quotations:
            lengths[key[0]] += _length(subject, key[0], subject.quotations[key].quotation)
    own = _length(subject, traced.document, traced.quotation)
    return {document for document, length in lengths.items() if own < _LONGER * length}


@once
def _answers(subject: Subject) -> Iterator[frozenset[tuple[str, str, str]]]:
    """Yield one set: version and id of each quotation, with each version that has a counterpart of it."""
    yield frozenset(
        (traced.document, traced.quotation.id, version)
        for traced in subject.traced
        for version in _answering_versions(subject, traced)
    )


def _quotes_something_else(subject: Subject, document: str, span: CharSpan, missed: Quotation, other: str) -> bool:
    """Tell whether a stretch of a version quotes something without a counterpart in the other version.

    A single straight mark counts, though it may be an apostrophe. A few quoted words do not replace the long
    quotation that is `missed`.
    """
    [paired] = _answers(subject)
    text = subject.versions[document].document.text
    return bool(_STRAIGHT.search(span.slice(text))) or any(
        (document, each.id, other) not in paired
        and _length(subject, other, missed) < _LONGER * _length(subject, document, each)
        for _, each in subject.places[document].touching(span)
    )


def _length(subject: Subject, document: str, quotation: Quotation) -> int:
    """Return the length of a quotation in letters; a Chinese or Japanese character counts as three."""
    text = words(subject, document, quotation.span)
    return len(text) + 2 * len(_DENSE.findall(text))


@once
def run_ons(subject: Subject) -> Iterator[tuple[Sequence[TracedQuotation], Sequence[TracedQuotation]]]:
    """Yield the quotations of the pivot and of another version that render each other and are cut differently.

    Either they end in different beads, or several quotations render one. The side that runs on comes first.
    """
    for here, there in groups(subject):
        if not all(_is_marked(traced) for traced in (*here, *there)):
            continue
        # With an unmatched mark, the ends of the quotations are unknown.
        if any(is_muddled(subject, traced.document, traced.quotation.span) for traced in (*here, *there)):
            continue
        ends = [_beads_at_end(subject, side[-1], other[0].document) for side, other in ((here, there), (there, here))]
        units = [_count_units(subject, side, other) for side, other in ((here, there), (there, here))]
        if all(ends) and (ends[0] != ends[1] or units[0] != units[1]):
            yield (here, there) if (ends[0], units[1]) > (ends[1], units[0]) else (there, here)
        else:
            yield from (sides for sides in ((here, there), (there, here)) if _swallows(subject, *sides))


def _swallows(subject: Subject, side: Sequence[TracedQuotation], other: Sequence[TracedQuotation]) -> bool:
    """Tell whether a quotation with an opening mark inside contains a separate quotation of the other version."""
    document, span = other[0].document, side[0].quotation.span
    faced = facing(subject, side[0].document, span, document)
    known = {traced.quotation.id for traced in other}
    return bool(
        faced
        and _REOPENED.search(words(subject, side[0].document, span))
        and any(
            each.depth == 1 and each.id not in known and faced.contains(each.span)
            for _, each in subject.places[document].touching(faced)
            if each.form is QuotationForm.MARKS
        )
    )


def _count_units(subject: Subject, side: Sequence[TracedQuotation], other: Sequence[TracedQuotation]) -> int:
    """Count the quotations of one side that the other side must have too.

    The pieces of a chain count as one. So do neighbours without words between them, unless a mark inside the other
    side shows where they part.
    """
    text = subject.versions[side[0].document].document.text
    reopened = any(_REOPENED.search(words(subject, each.document, each.quotation.span)) for each in other)

    def is_one(one: Quotation, following: Quotation) -> bool:
        between = text[one.span.end : following.span.start]
        return one.chain == following.chain != "" or not (reopened or _SPOKEN.search(between))

    return 1 + sum(not is_one(one.quotation, following.quotation) for one, following in pairwise(side))


def _is_marked(traced: TracedQuotation) -> bool:
    """Tell whether it is somebody's words between marks."""
    return traced.quotation.form is QuotationForm.MARKS and traced.quotation.kind is QuotationKind.QUOTATION


def _beads_at_end(subject: Subject, traced: TracedQuotation, other: str) -> list[int]:
    """Return the numbers of the pairs with another version that contain the last character of a quotation."""
    end = traced.quotation.span.end
    last = CharSpan(start=end - 1, end=end)
    return [number for _, (number, _) in subject.faces[traced.document, other].touching(last)]


def facing(subject: Subject, document: str, span: CharSpan, other: str) -> CharSpan | None:
    """Return the stretch of the `other` version that faces `span` of `document`; None if nothing faces it."""
    sides = subject.faces.get((document, other))
    faced = [there for _, (_, there) in sides.touching(span) if there] if sides else []
    return CharSpan(start=faced[0].start, end=faced[-1].end) if faced else None


def is_sentence(subject: Subject, traced: TracedQuotation) -> bool:
    """Tell whether a whole sentence is quoted, and not a phrase in a sentence of the author's."""
    return bool(_SENTENCE.match(words(subject, traced.document, traced.quotation.span)))


@once
def citations(subject: Subject) -> Iterator[Citation]:
    """Yield the citations of a text, those of terms and titles too."""
    yield from citations_of(subject.traced)


@once
def groups(subject: Subject) -> Iterator[tuple[Sequence[TracedQuotation], Sequence[TracedQuotation]]]:
    """Yield the pieces of the pivot and the pieces of another version that render the same words."""
    for part in (part for citation in citations(subject) for part in citation.parts):
        here, *others = part.versions
        if here.document == subject.pivot:
            yield from ((here.pieces, there.pieces) for there in others)


def finding(
    subject: Subject,
    rule: Rule,
    message: str,
    traced: TracedQuotation,
    *,
    at: CharSpan | None = None,
    witnesses: Sequence[Place] = (),
    beside: Sequence[Place] = (),
    marked: Sequence[Place] = (),
) -> Finding:
    """Make a finding about a quotation, or about the words of it `at` a span.

    The finding also shows `witnesses` and `beside`, and marks `marked`. The words of `beside` and `marked` belong to
    its fingerprint; those of `witnesses` do not.
    """
    own = Place(document=traced.document, span=traced.quotation.span)
    place = Place(document=traced.document, span=at) if at else own
    return Finding(
        rule=rule.code,
        severity=rule.severity,
        message=message,
        place=place,
        passages=(own, *witnesses, *beside),
        marked=(place, *marked) if at else tuple(marked),
        texts=tuple(words(subject, each.document, each.span) for each in (place, own, *beside, *marked)),
    )


def counterparts(subject: Subject, traced: TracedQuotation) -> tuple[Place, ...]:
    """Return the quotations of the other versions that render the same words, as places."""
    known = subject.quotations
    return tuple(Place(document=key[0], span=known[key].quotation.span) for key in traced.counterparts if key in known)


def is_certain(traced: TracedQuotation) -> bool:
    """Tell whether the place of a quotation is sure enough to hold its rendering against the source."""
    return traced.match is not None and traced.match.confidence >= _CERTAIN


def source(traced: TracedQuotation) -> tuple[Place, ...]:
    """Return the place of a quotation in its source, nothing if it has none."""
    match = traced.match
    return (Place(document=match.source, span=match.span),) if match else ()


def words(subject: Subject, document: str, span: CharSpan) -> str:
    """Return words of a version or of a source."""
    return plain(span.slice((subject.versions.get(document) or subject.sources[document]).document.text))


def language_of(subject: Subject, side: Sequence[TracedQuotation]) -> str:
    """Return the English name of the language of some quotations."""
    return language_name(subject.versions[side[0].document].document.lang)


def count_nested(subject: Subject, side: Sequence[TracedQuotation]) -> int:
    """Return the number of quotations inside those of one side; a quotation in pieces counts once."""
    inner = {
        each.chain or each.id
        for span in (traced.quotation.span for traced in side)
        for _, each in subject.places[side[0].document].touching(span)
        if each.kind is QuotationKind.QUOTATION and span != each.span and span.contains(each.span)
    }
    return len(inner)


def marks(side: Sequence[TracedQuotation], kind: FragmentMark) -> tuple[Place, ...]:
    """Return the marks of one kind in some quotations, as places."""
    return tuple(
        Place(document=traced.document, span=mark.span)
        for traced in side
        for mark in traced.quotation.marks
        if mark.kind is kind
    )


def places(side: Sequence[TracedQuotation]) -> tuple[Place, ...]:
    """Return quotations as places."""
    return tuple(Place(document=traced.document, span=traced.quotation.span) for traced in side)


def find_unlocated(subject: Subject) -> Iterator[TracedQuotation]:
    """Yield the quotations that were not found in a source, though others with the same note were."""
    bases = {
        quoted.document: {note.label: note.refers or note.label for note in quoted.notes}
        for quoted in subject.family.quoted
    }

    def cited(traced: TracedQuotation) -> tuple[str, str]:
        label = traced.quotation.note
        return traced.document, bases[traced.document].get(label, label)

    supplied = {cited(each) for each in subject.traced if each.match and each.quotation.note}
    for traced in subject.traced:
        missed = isinstance(traced.place, NotFound) and traced.place.reason is NotFoundReason.BELOW_THRESHOLD
        if missed and traced.quotation.note and cited(traced) in supplied:
            yield traced
