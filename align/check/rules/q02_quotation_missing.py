"""Q02: a sentence is quoted in one version only."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from align.check import quoting
from align.check.rule import Rule, Subject
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    for traced, other in quoting.missing(subject):
        if quoting.is_sentence(subject, traced):
            finding = quoting.finding(subject, RULE, f"quotation has no counterpart in {other}", traced)
            style = quoting.in_headline(subject, traced, other) or quoting.inner_answered(subject, traced, other)
            yield replace(finding, severity=Severity.INFO) if style else finding


RULE = Rule(
    code="Q02",
    name="Quotation missing on one side",
    severity=Severity.WARNING,
    rationale=(
        "Quotation marks promise the words of somebody else; where a translation loses them, the author seems to"
        " say it himself. Quotations are compared as quotations, in whatever marks the language writes them, and a"
        " dialogue or a block quotation counts as one. Reported are whole sentences between marks; quoted phrases"
        " have a rule of their own, and terms and titles, which languages mark differently, have none. In a headline,"
        " which is rendered freely, it is an info, and where a quotation inside the quotation has kept its marks."
    ),
    bad="« Nous partons », dit-il. / “They were leaving,” became They were leaving, he said.",
    good="« Nous partons », dit-il. / “We are leaving,” he said.",
    check=_check,
)
