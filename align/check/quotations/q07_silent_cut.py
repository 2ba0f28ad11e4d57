"""Q07: a rendering leaves words out without saying so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.quotations.renderings import departures
from align.check.rule import Rule, Subject
from align.model import DifferenceKind, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    yield from departures(subject, RULE, {DifferenceKind.CUT})


RULE = Rule(
    code="Q07",
    name="Silent cut",
    severity=Severity.WARNING,
    rationale=(
        "Words of the source that a quotation passes over without a mark of omission make its author say less than"
        " he said. The rendering is held against the words of the source that it quotes, and against the other version:"
        " what that has, and a rendering shorter than its fellow lets expect has not, is cut. What is marked as left"
        " out is not reported, nor is what stands beyond the ends of the quotation."
    ),
    bad="«Она, по нашим сведениям, застрахована, и пусть платят» / “Let them pay”",
    good="«Она, по нашим сведениям, застрахована, и пусть платят» / “[…] let them pay”",
    check=_check,
)
