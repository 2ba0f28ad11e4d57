"""F03: a percentage, a sum of money or a measure differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.rule import Rule, Subject
from align.check.stated import differing, findings, has_unit
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    return findings(subject, RULE, "amount", (found for found in differing(subject) if has_unit(found.mismatch)))


RULE = Rule(
    code="F03",
    name="Percentage, sum or measure differs",
    severity=Severity.WARNING,
    rationale=(
        "What a number counts belongs to it: five dollars are not five euros, and three per cent are not three."
        " Amounts are compared with their units; what is converted (miles into kilometres, pounds into kilograms)"
        " may be rounded."
    ),
    bad="« 5 dollars » / “5 euros”",
    good="“10 miles” / «16 км»",
    check=_check,
)
