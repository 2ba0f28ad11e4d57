"""F07: a small number is missing."""

from __future__ import annotations

from itertools import filterfalse
from typing import TYPE_CHECKING

from align.check.facts.findings import hints
from align.check.facts.numbers_and_dates import is_significant, plain_numbers
from align.check.rule import Rule, Subject
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    return hints(subject, RULE, "number", filterfalse(is_significant, plain_numbers(subject)))


RULE = Rule(
    code="F07",
    name="Small number missing",
    severity=Severity.INFO,
    rationale=(
        "Only one version has a small whole number, and no other number replaces it. Usually the other version puts it"
        " in other words: it describes a score, or leaves an ordinal to the context. But the number may also be lost."
        " The finding is a warning if --changed-since shows that an edit of one version caused it."
    ),
    bad="« les cinq hommes » / “the men”",
    good="« les deux hommes » / “both men”",
    check=_check,
)
