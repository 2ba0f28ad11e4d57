"""F01: a number differs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.facts.findings import findings
from align.check.facts.numbers_and_dates import is_significant, plain_numbers
from align.check.rule import Rule, Subject
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    return findings(subject, RULE, "number", filter(is_significant, plain_numbers(subject)))


RULE = Rule(
    code="F01",
    name="Number differs",
    severity=Severity.WARNING,
    rationale=(
        "A wrong digit changes the meaning, and the sentence still looks right. Numbers are compared by value: figures"
        " and words, ordinals and Roman numerals, 1 234,5 and 1,234.5 are the same. A number that the other version has"
        " in the sentence before or after is not reported. Nor are words such as “one” or “both”, which languages use"
        " differently. A small number that is missing without a replacement has its own rule (F07)."
    ),
    bad="« cent soixante caisses » / “a hundred and sixteen crates”",
    good="« deux cent cinquante-deux caisses » / “252 crates”",
    check=_check,
)
