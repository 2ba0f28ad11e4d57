"""Q02: a sentence is quoted in one version only."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from align.check.quotations import counterparts as quoting
from align.check.rule import Rule, Subject
from align.lang.names import language_name
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


_HABIT = 10
"""Fewest quotations without a counterpart that suggest another way to mark speech, if fewer have one."""


def _check(subject: Subject) -> Iterator[Finding]:
    missing = [one for one in quoting.find_missing(subject) if quoting.is_sentence(subject, one[0])]
    missed = Counter((traced.document, other) for traced, other in missing)
    answered = quoting.count_answered_sentences(subject)
    otherwise = {pair for pair, count in missed.items() if count >= _HABIT and count > answered[pair]}
    reported = set()
    for traced, other in missing:
        pair = traced.document, other
        lang = language_name(subject.versions[other].document.lang)
        finding = quoting.missing_finding(subject, RULE, f"Quoted here, but not in the {lang}", traced, other)
        style = quoting.in_headline(subject, traced, other) or quoting.has_inner_counterpart(subject, traced, other)
        if pair in otherwise and pair not in reported:
            reported.add(pair)
            message = (
                f"The {lang} quotes only {answered[pair]} of {missed[pair] + answered[pair]} sentences that are quoted"
                " here: it marks speech in another way, or has lost its marks"
            )
            yield replace(finding, message=message)
        else:
            yield replace(finding, severity=Severity.INFO) if style or pair in otherwise else finding


RULE = Rule(
    code="Q02",
    name="Quotation missing on one side",
    severity=Severity.WARNING,
    rationale=(
        "Quotation marks promise the words of somebody else. If a translation loses them, the author seems to say the"
        " words himself. The marks of any language count as the counterpart, and so do dialogues and block quotations."
        " This rule reports whole sentences between marks. Quoted phrases have a rule of their own (Q03). No rule"
        " reports terms and titles, because languages mark them differently. In a headline, which is rendered freely,"
        " the finding is an info; so it is where a quotation inside the quotation has kept its marks. If ten or more"
        " quotations have no counterpart, and fewer have one, the other version seems to mark speech in another way:"
        " one finding says so, and each of the others is an info."
    ),
    bad="« Nous partons », dit-il. / “They were leaving,” became They were leaving, he said.",
    good="« Nous partons », dit-il. / “We are leaving,” he said.",
    check=_check,
)
