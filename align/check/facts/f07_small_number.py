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
        "A small whole number that one version has and the other has not, with no other number in its place, is"
        " mostly a matter of words: a score that one version gives and the other describes, an ordinal that is left"
        " to the context. It may also have been lost, and that is a warning where --changed-since shows that an edit"
        " of one version brought it about."
    ),
    bad="« les cinq hommes » / “the men”",
    good="« les deux hommes » / “both men”",
    check=_check,
)
