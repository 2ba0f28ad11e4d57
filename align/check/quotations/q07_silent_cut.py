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
        "If a quotation leaves out words of the source without a mark of omission, its author seems to say less than"
        " he said. The rendering is compared with the quoted words of the source and with the other version: a stretch"
        " is cut if the other version has it and this rendering is shorter than the other suggests. Marked omissions"
        " are not reported, and neither are words beyond the ends of the quotation."
    ),
    bad="«Она, по нашим сведениям, застрахована, и пусть платят» / “Let them pay”",
    good="«Она, по нашим сведениям, застрахована, и пусть платят» / “[…] let them pay”",
    check=_check,
)
