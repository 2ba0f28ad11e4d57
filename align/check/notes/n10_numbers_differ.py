"""N10: a note gives different numbers or dates in two versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.notes.findings import note_place
from align.check.notes.pairs import note_pairs
from align.check.repeats import drop_repeats
from align.check.rule import Rule
from align.lang.facts import missing_amounts, pair_up
from align.lang.names import language_name
from align.model import CharSpan, Finding, Place, Severity, plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject
    from align.lang.facts import Fact


def _check(subject: Subject) -> Iterator[Finding]:
    return drop_repeats(subject, _findings(subject))


def _findings(subject: Subject) -> Iterator[Finding]:
    for notes in note_pairs(subject):
        passages = tuple(note_place(subject, *note) for note in notes)
        texts = [subject.words(place) for place in passages]
        langs = [subject.versions[place.document].document.lang for place in passages]
        names = [language_name(lang) for lang in langs]
        left, right = (subject.facts_of(*words) for words in zip(texts, langs, langs[::-1], strict=True))
        for mismatch in pair_up(missing_amounts(left, right), missing_amounts(right, left)):
            if mismatch.left is None or mismatch.right is None:
                continue
            marked = tuple(
                _fact_place(place, fact) for place, fact in zip(passages, (mismatch.left, mismatch.right), strict=True)
            )
            ours, theirs = (plain(subject.words(place)) for place in marked)
            yield Finding(
                rule=RULE.code,
                severity=RULE.severity,
                message=f"{mismatch.kind.capitalize()} differs: “{ours}” in {names[0]}, “{theirs}” in {names[1]}",
                place=marked[1],
                passages=passages,
                marked=marked,
                texts=(ours, theirs, *texts),
            )


def _fact_place(place: Place, fact: Fact) -> Place:
    start = place.span.start
    return Place(document=place.document, span=CharSpan(start=start + fact.span.start, end=start + fact.span.end))


RULE = Rule(
    code="N10",
    name="Number or date in a note differs",
    severity=Severity.WARNING,
    rationale="Translators copy the volumes, years and dates of a reference, and make slips. Numbers are compared by"
    " value, in any notation. A number that only one version gives is not reported, because translators complete and"
    " shorten references for their readers.",
    bad="fr: [3] Lettre du 3 juin 1974.  en: [3] Letter of 3 July 1974.",
    good="fr: [3] Lettre du 3 juin 1974.  en: [3] Letter of June 3rd, 1974, first page.",
    check=_check,
)
