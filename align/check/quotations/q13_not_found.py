"""Q13: a rendering was not found in its source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.quotations import counterparts as quoting
from align.check.rule import Rule, Subject
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    for traced in quoting.find_unlocated(subject):
        message = "Not found in the source that its note cites"
        yield quoting.finding(subject, RULE, message, traced, witnesses=quoting.counterparts(subject, traced))


RULE = Rule(
    code="Q13",
    name="Rendering not found in its source",
    severity=Severity.WARNING,
    rationale=(
        "A quotation that is not found where its note says may be invented, taken from another edition, or rendered"
        " too freely. A quotation is reported only if others with the same note were found: then the source was"
        " supplied. A source that was not supplied is no fault."
    ),
    bad="A sentence quoted “[3]” that is not in the text in which the other quotations of note 3 were found",
    good="A quotation whose source was not supplied",
    check=_check,
)
