"""Q10: a translation follows another version away from the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.quotations.renderings import departures
from align.check.rule import Rule, Subject
from align.model import DifferenceKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    yield from departures(subject, RULE, frozenset(DifferenceKind), relayed=True)


RULE = Rule(
    code="Q10",
    name="Departure taken over",
    severity=Severity.WARNING,
    rationale=(
        "A quotation in a translated article is best translated from its source. If it is translated from the"
        " article, it inherits what the article’s author changed, cut or added. This rule reports each departure from"
        " the source that a translation shares with the version it was made from."
    ),
    bad="«под чужими штемпелями» / « sous le cachet de bibliothèques » / “under the stamps of libraries”",
    good="«под чужими штемпелями» / « sous le cachet de bibliothèques » / “under other people’s stamps”",
    check=_check,
)
