"""F02: a date differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.facts.findings import findings
from align.check.facts.numbers_and_dates import numbers_and_dates
from align.check.rule import Rule, Subject
from align.lang.facts import FactKind
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    dates = (found for found in numbers_and_dates(subject) if found.mismatch.kind is FactKind.DATE)
    return findings(subject, RULE, "date", dates)


RULE = Rule(
    code="F02",
    name="Date differs",
    severity=Severity.WARNING,
    rationale=(
        "Translators easily mistake a month or a year, and readers believe a wrong date. Dates are compared by value,"
        " in figures and in words, in any order that the language uses. The day or the year may stand elsewhere in the"
        " sentence, and the whole date in the sentence before or after. Where one version gives a date and the other a"
        " day of the week, as newspapers do, the finding is an info."
    ),
    bad="« du 9 novembre de l’an dernier » / “of 9 October last year”",
    good="« le 17 mai 1974 » / “on May 17, 1974” / «17.05.1974»",
    check=_check,
)
