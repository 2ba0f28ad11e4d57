"""Mismatches of facts -> findings, each fault once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.facts.edits import edited_version
from align.check.facts.mismatch import words_of
from align.check.facts.numbers_and_dates import differs_in_precision
from align.check.quotations.renderings import overlaps_departure
from align.check.repeats import drop_repeats
from align.lang.facts import FactKind
from align.lang.names import language_name
from align.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from align.check.facts.mismatch import PairMismatch
    from align.check.rule import Rule, Subject


def findings(subject: Subject, rule: Rule, noun: str, found: Iterable[PairMismatch]) -> Iterator[Finding]:
    """Yield a finding for each mismatch; where one side is only less precise it is an info.

    Mismatches inside a quotation that the quotation rules report are left out. The place of a finding is the fact in
    the translation, or else in the original.

    Args:
        noun: the kind of fact, for the message.
    """
    graded = ((each, Severity.INFO if differs_in_precision(each) else rule.severity, "") for each in found)
    return drop_repeats(subject, _findings(subject, rule, noun, graded))


def hints(subject: Subject, rule: Rule, noun: str, found: Iterable[PairMismatch]) -> Iterator[Finding]:
    """Yield a finding for each mismatch of a kind that is common in good translations.

    It has the severity of the rule, but is a warning if an edit since the revision caused the mismatch.
    """
    graded = [
        (each, Severity.WARNING, f"; an edit of the {language_name(edited.lang)} caused this")
        if (edited := edited_version(subject, each))
        else (each, rule.severity, "")
        for each in found
    ]
    # Only the first of several findings about the same words is kept, so warnings come first.
    graded.sort(key=lambda each: each[1] is not Severity.WARNING)
    return drop_repeats(subject, _findings(subject, rule, noun, graded))


def _findings(
    subject: Subject, rule: Rule, noun: str, graded: Iterable[tuple[PairMismatch, Severity, str]]
) -> Iterator[Finding]:
    for found, severity, why in graded:
        pair, mismatch = found
        sides = ((pair.src, mismatch.left), (pair.tgt, mismatch.right))
        marked = tuple(passage.at(fact.span) for passage, fact in sides if fact)
        if any(overlaps_departure(subject, place) for place in marked):
            continue
        ours, theirs = (words_of(passage, fact) for passage, fact in sides)
        yield Finding(
            rule=rule.code,
            severity=severity,
            message=_message(noun, found, ours, theirs) + why,
            place=marked[-1],
            passages=pair.passages,
            marked=marked,
            texts=(ours, theirs, *pair.texts),
        )


def _message(noun: str, found: PairMismatch, ours: str, theirs: str) -> str:
    """Return the message for the words that state a fact in source and target; "" where a side does not state it."""
    src, tgt = language_name(found.pair.src.lang), language_name(found.pair.tgt.lang)
    if ours and theirs:
        return f"{noun.capitalize()} differs: “{ours}” in {src}, “{theirs}” in {tgt}"
    has, lacks = (src, tgt) if ours else (tgt, src)
    if found.mismatch.kind is FactKind.NEGATION:
        return f"The {has} negates (“{ours or theirs}”); the {lacks} sentence does not"
    return f"{noun.capitalize()} “{ours or theirs}” is missing from the {lacks}"
