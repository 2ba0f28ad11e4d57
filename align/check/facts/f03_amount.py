"""F03: a percentage, a sum of money or a measure differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.facts.findings import findings
from align.check.facts.numbers_and_dates import has_unit, numbers_and_dates
from align.check.rule import Rule, Subject
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    amounts = (found for found in numbers_and_dates(subject) if has_unit(found.mismatch))
    return findings(subject, RULE, "amount", amounts)


RULE = Rule(
    code="F03",
    name="Percentage, sum or measure differs",
    severity=Severity.WARNING,
    rationale=(
        "What a number counts belongs to it: five dollars are not five euros, and three per cent are not three."
        " Amounts are compared with their units; what is converted (miles into kilometres, Fahrenheit into Celsius)"
        " may be rounded, and two metric measures that may both come from a third need not be equal. A measure that"
        " one version gives more roundly than the other (300 km for 320 km) is an info. “100 %” with nothing in its"
        " place is passed over, for it mostly says no more than “quite”."
    ),
    bad="« 5 dollars » / “5 euros”",
    good="“10 miles” / «16 км»",
    check=_check,
)
