"""Mismatches of facts -> findings, each fault once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.facts.edits import edited_version
from align.check.facts.mismatch import words_of
from align.check.facts.numbers_and_dates import differs_in_precision
from align.check.quotations.renderings import is_reported_by_quotation_rules
from align.check.repeats import drop_repeats
from align.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from align.check.facts.mismatch import PairMismatch
    from align.check.rule import Rule, Subject


def findings(subject: Subject, rule: Rule, noun: str, found: Iterable[PairMismatch]) -> Iterator[Finding]:
    """Yield a finding for each mismatch; where one side is only less precise it is an info.

    Mismatches inside a quotation that the quotation rules report are left out. The finding stands in the translation
    if that states the fact, or else in the original. `noun` names the fact in the message.
    """
    graded = ((each, Severity.INFO if differs_in_precision(each) else rule.severity, "") for each in found)
    return drop_repeats(subject, _findings(subject, rule, noun, graded))


def hints(subject: Subject, rule: Rule, noun: str, found: Iterable[PairMismatch]) -> Iterator[Finding]:
    """Yield a finding for each mismatch of a kind that is common in good translations.

    It has the severity of the rule, but is a warning if an edit since the revision caused the mismatch.
    """
    graded = [
        (each, Severity.WARNING, f"; an edit of {edited.document} brought that about")
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
    for (pair, mismatch), severity, why in graded:
        sides = ((pair.src, mismatch.left), (pair.tgt, mismatch.right))
        marked = tuple(passage.at(fact.span) for passage, fact in sides if fact)
        if any(is_reported_by_quotation_rules(subject, place) for place in marked):
            continue
        ours, theirs = (words_of(passage, fact) for passage, fact in sides)
        lacking = pair.tgt if ours else pair.src
        both = ours and theirs
        what = f"differs: “{ours}” and “{theirs}”" if both else f"“{ours or theirs}” is not in {lacking.document}"
        yield Finding(
            rule=rule.code,
            severity=severity,
            message=f"{noun} {what}{why}",
            place=marked[-1],
            passages=pair.passages,
            marked=marked,
            texts=(ours, theirs, *pair.texts),
        )
