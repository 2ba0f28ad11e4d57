"""Q09: a rendering changes what its source states."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.quotations.renderings import departures
from align.check.rule import Rule, Subject
from align.model import DifferenceKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding

_KINDS = frozenset(DifferenceKind) - {DifferenceKind.CUT, DifferenceKind.ADDITION}


def _check(subject: Subject) -> Iterator[Finding]:
    yield from departures(subject, RULE, _KINDS)


RULE = Rule(
    code="Q09",
    name="Changed fact inside a quotation",
    severity=Severity.WARNING,
    rationale=(
        "A number, a date, a name, a “not” or a “perhaps” that differs from the source changes what its author said."
        " Facts are compared by value, across languages and scripts. If words alone do not tell, the other version is"
        " the witness."
    ),
    bad="«сто шестьдесят ящиков» / “a hundred and sixteen crates”",
    good="«сто шестьдесят ящиков» / “160 crates”",
    check=_check,
)
