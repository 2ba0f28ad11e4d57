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
        "A number needs its unit: five dollars are not five euros, and three per cent are not three. Amounts are"
        " compared with their units. A converted amount (miles into kilometres, Fahrenheit into Celsius) may be"
        " rounded, and two metric measures may differ a little if both may convert the same third measure. A measure"
        " that one version rounds more than the other (300 km for 320 km) is an info. A missing “100 %” is not"
        " reported: it often means only “quite”."
    ),
    bad="« 5 dollars » / “5 euros”",
    good="“10 miles” / «16 км»",
    check=_check,
)
