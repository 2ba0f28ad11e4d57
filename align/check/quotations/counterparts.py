"""The quotations of a text -> which of them face each other, and the findings about them."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from align.check.passage import is_stopped
from align.check.quotations.unbalanced import muddled
from align.check.rule import once
from align.model import (
    CharSpan,
    Finding,
    NotFound,
    NotFoundReason,
    Place,
    QuotationForm,
    QuotationKind,
    QuotationMatch,
    plain,
)
from align.result import citations_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.check.rule import Rule, Subject
    from align.model import FragmentMark, Quotation
    from align.result import Citation, TracedQuotation

_SENTENCE = re.compile(r"\W*[^\W\d_a-zа-яё]\S*(?:\s+\S+){3,}")
"""Four words or more, the first with a capital."""
_STRAIGHT = re.compile(r"(?<![^\s(])'(?=\w)")
"""A single straight mark that opens words."""
_REOPENED = re.compile(r"\s[«„“\"]")
"""A mark that opens in the middle of a quotation."""
_SPOKEN = re.compile(r"\w")
_LONGER = 4
"""How many times longer a quotation is than words that cannot be what is left of it."""
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}]")
_CERTAIN = 0.5
"""Probability from which a place in a source is taken for the right one."""


@once
def missing(subject: Subject) -> Iterator[tuple[TracedQuotation, str]]:
    """Yield the quotations between marks that the pivot has and another version lacks, or the other way round.

    With each comes the id of the version that lacks it. Terms, titles and dialogues are marked differently in each
    language, and what stands inside another quotation goes with that; none of them is missed. Nor is any where a mark
    without its fellow has thrown the others out of step, or where other words are quoted that nothing here answers to,
    or a quotation runs on: they are cut differently.
    """
    longer = [(side[0].document, side[-1].quotation) for side, _ in running_on(subject)]
    pivot, *others = subject.versions
    for traced in subject.traced:
        quotation = traced.quotation
        if not _marked(traced) or quotation.depth > 1 or quotation.chain not in ("", quotation.id):
            continue
        there = _answering(subject, traced)
        if muddled(subject, traced.document, quotation.span):
            continue
        for other in others if traced.document == pivot else (pivot,):
            faced = facing(subject, traced.document, quotation.span, other)
            if other not in there and not (
                faced
                and (
                    muddled(subject, other, faced)
                    or _quoted(subject, other, faced, quotation, traced.document)
                    or any(document == other and _meet(each.span, faced) for document, each in longer)
                )
            ):
                yield traced, other


def unanswered(subject: Subject, rule: Rule, message: str, traced: TracedQuotation, other: str) -> Finding:
    """Make a finding about a quotation that another version lacks; it shows what faces it there."""
    faced = facing(subject, traced.document, traced.quotation.span, other)
    shown = [Place(document=other, span=faced)] if faced else ()
    made = finding(subject, rule, message, traced, witnesses=shown)
    # Two versions may lack the same.
    return replace(made, texts=(*made.texts, other))


def answered_sentences(subject: Subject) -> Counter[tuple[str, str]]:
    """Count the quoted sentences between marks that another version has an answer to, by version and other version."""
    return Counter(
        (traced.document, other)
        for traced in subject.traced
        if _marked(traced) and is_sentence(subject, traced)
        for other in _answering(subject, traced)
    )


def in_headline(subject: Subject, traced: TracedQuotation, other: str) -> bool:
    """Tell whether a quotation and what faces it in another version stand in headlines, which end without a stop."""
    own = Place(document=traced.document, span=traced.quotation.span)
    faced = facing(subject, own.document, own.span, other)
    texts = [subject.sentences(own).text, words(subject, other, faced) if faced else ""]
    return all(text and not is_stopped(text) for text in texts)


def inner_answered(subject: Subject, traced: TracedQuotation, other: str) -> bool:
    """Tell whether a quotation inside a quotation has a counterpart in another version."""
    inner = (
        subject.quotations[traced.document, quotation.id]
        for _, quotation in subject.places[traced.document].touching(traced.quotation.span)
        if quotation.depth > 1
    )
    return any(other in _answering(subject, each) for each in inner)


def _answering(subject: Subject, traced: TracedQuotation) -> set[str]:
    """Return the versions with quotations that render this one, and not only a few words that happen to be quoted."""
    lengths: Counter[str] = Counter()
    for key in traced.counterparts:
        if key in subject.quotations:
            lengths[key[0]] += _length(subject, key[0], subject.quotations[key].quotation)
    own = _length(subject, traced.document, traced.quotation)
    return {document for document, length in lengths.items() if own < _LONGER * length}


@once
def _answered(subject: Subject) -> Iterator[frozenset[tuple[str, str, str]]]:
    """Yield all quotations, by ids of their version and of their own, with each version that has an answer to them."""
    yield frozenset(
        (traced.document, traced.quotation.id, version)
        for traced in subject.traced
        for version in _answering(subject, traced)
    )


def _quoted(subject: Subject, document: str, span: CharSpan, missed: Quotation, other: str) -> bool:
    """Tell whether a stretch of a version quotes something that no quotation of another version answers to.

    A single straight mark quotes too, though it may be an apostrophe. A few words do not stand for a long quotation.
    """
    [paired] = _answered(subject)
    text = subject.versions[document].document.text[span.start : span.end]
    return bool(_STRAIGHT.search(text)) or any(
        (document, each.id, other) not in paired
        and _length(subject, other, missed) < _LONGER * _length(subject, document, each)
        for _, each in subject.places[document].touching(span)
    )


def _meet(one: CharSpan, other: CharSpan) -> bool:
    return one.start < other.end and other.start < one.end


def _length(subject: Subject, document: str, quotation: Quotation) -> int:
    """Return the code points of a quotation; a Chinese or Japanese one says as much as three of an alphabet."""
    text = words(subject, document, quotation.span)
    return len(text) + 2 * len(_DENSE.findall(text))


@once
def running_on(subject: Subject) -> Iterator[tuple[Sequence[TracedQuotation], Sequence[TracedQuotation]]]:
    """Yield the quotations of the pivot and of another version that render each other and are cut differently.

    Either they do not end in the same bead, or several quotations answer to one. The first of both is the one that
    runs on.
    """
    for here, there in groups(subject):
        if not all(_marked(traced) for traced in (*here, *there)):
            continue
        # A mark without its fellow leaves it open where they end.
        if any(muddled(subject, traced.document, traced.quotation.span) for traced in (*here, *there)):
            continue
        ends = [_beads_at_end(subject, side[-1], other[0].document) for side, other in ((here, there), (there, here))]
        units = [_units(subject, side, other) for side, other in ((here, there), (there, here))]
        if all(ends) and (ends[0] != ends[1] or units[0] != units[1]):
            yield (here, there) if (ends[0], units[1]) > (ends[1], units[0]) else (there, here)
        else:
            yield from (sides for sides in ((here, there), (there, here)) if _swallows(subject, *sides))


def _swallows(subject: Subject, side: Sequence[TracedQuotation], other: Sequence[TracedQuotation]) -> bool:
    """Tell whether a quotation that opens anew holds what the other version quotes by itself."""
    document, span = other[0].document, side[0].quotation.span
    faced = facing(subject, side[0].document, span, document)
    known = {traced.quotation.id for traced in other}
    return bool(
        faced
        and _REOPENED.search(words(subject, side[0].document, span))
        and any(
            each.depth == 1 and each.id not in known and faced.start <= each.span.start and each.span.end <= faced.end
            for _, each in subject.places[document].touching(faced)
            if each.form is QuotationForm.MARKS
        )
    )


def _units(subject: Subject, side: Sequence[TracedQuotation], other: Sequence[TracedQuotation]) -> int:
    """Count the quotations of one side that must be as many on the other; the pieces of a chain are one.

    So are those side by side, with nobody's words between them, unless a mark in the other one shows where they part.
    """
    text = subject.versions[side[0].document].document.text
    reopened = any(_REOPENED.search(words(subject, each.document, each.quotation.span)) for each in other)

    def joined(one: Quotation, following: Quotation) -> bool:
        between = text[one.span.end : following.span.start]
        return one.chain == following.chain != "" or not (reopened or _SPOKEN.search(between))

    return 1 + sum(not joined(one.quotation, following.quotation) for one, following in pairwise(side))


def _marked(traced: TracedQuotation) -> bool:
    """Tell whether somebody's words stand between marks."""
    return traced.quotation.form is QuotationForm.MARKS and traced.quotation.kind is QuotationKind.QUOTATION


def _beads_at_end(subject: Subject, traced: TracedQuotation, other: str) -> list[int]:
    """Return the numbers of the pairs with another version that hold the last character of a quotation."""
    end = traced.quotation.span.end
    last = CharSpan(start=end - 1, end=end)
    return [number for _, (number, _) in subject.faces[traced.document, other].touching(last)]


def facing(subject: Subject, document: str, span: CharSpan, other: str) -> CharSpan | None:
    """Return the stretch of another version that faces a stretch of this one; None if there is none."""
    sides = subject.faces.get((document, other))
    faced = [there for _, (_, there) in sides.touching(span) if there] if sides else []
    return CharSpan(start=faced[0].start, end=faced[-1].end) if faced else None


def is_sentence(subject: Subject, traced: TracedQuotation) -> bool:
    """Tell whether a whole sentence is quoted, not a phrase in a sentence of the author's."""
    return bool(_SENTENCE.match(words(subject, traced.document, traced.quotation.span)))


@once
def citations(subject: Subject) -> Iterator[Citation]:
    """Yield the citations of a text, those of terms and titles too."""
    yield from citations_of(subject.traced)


@once
def groups(subject: Subject) -> Iterator[tuple[Sequence[TracedQuotation], Sequence[TracedQuotation]]]:
    """Yield the quotations of the pivot with those of each other version that render the same words, all pieces."""
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
    """Make a finding about a quotation, or about words of it; what it shows besides comes after its own words.

    The words of `witnesses` are shown as well, but it stays the same finding when they change.
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


def certain(traced: TracedQuotation) -> bool:
    """Tell whether the place of a quotation in its source is sure enough to hold its rendering against it."""
    return isinstance(traced.place, QuotationMatch) and traced.place.confidence >= _CERTAIN


def source(traced: TracedQuotation) -> tuple[Place, ...]:
    """Return where a quotation stands in its source, if it was found."""
    match = traced.place
    return (Place(document=match.source, span=match.span),) if isinstance(match, QuotationMatch) else ()


def words(subject: Subject, document: str, span: CharSpan) -> str:
    """Return words of a version or of a source."""
    return plain((subject.versions.get(document) or subject.sources[document]).document.text[span.start : span.end])


def nested(subject: Subject, side: Sequence[TracedQuotation]) -> int:
    """Return how many quotations stand inside some others; a quotation in pieces is one."""
    inner = {
        each.chain or each.id
        for span in (traced.quotation.span for traced in side)
        for _, each in subject.places[side[0].document].touching(span)
        if each.kind is QuotationKind.QUOTATION
        and span != each.span
        and span.start <= each.span.start
        and each.span.end <= span.end
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


def unfound(subject: Subject) -> Iterator[TracedQuotation]:
    """Yield the quotations that no source has, though others with the same note were found in one."""
    bases = {
        quoted.document: {note.label: note.refers or note.label for note in quoted.notes}
        for quoted in subject.family.quoted
    }

    def cited(traced: TracedQuotation) -> tuple[str, str]:
        label = traced.quotation.note
        return traced.document, bases[traced.document].get(label, label)

    supplied = {
        cited(each) for each in subject.traced if isinstance(each.place, QuotationMatch) and each.quotation.note
    }
    for traced in subject.traced:
        missed = isinstance(traced.place, NotFound) and traced.place.reason is NotFoundReason.BELOW_THRESHOLD
        if missed and traced.quotation.note and cited(traced) in supplied:
            yield traced
