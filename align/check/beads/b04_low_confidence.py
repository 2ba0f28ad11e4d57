"""B04: a doubtful bead that nobody has reviewed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.rule import Rule
from align.model import Finding, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject

_LOW = 0.5


def _check(subject: Subject) -> Iterator[Finding]:
    for pair in subject.pairs:
        # Other rules report sentences that stand alone.
        if pair.bead.confidence < _LOW and pair.bead.status is Status.MACHINE and pair.src.text and pair.tgt.text:
            yield Finding(
                rule=RULE.code,
                severity=RULE.severity,
                message=f"These sentences belong together with a probability of only {pair.bead.confidence:.2f}",
                place=pair.tgt.place,
                passages=pair.passages,
                texts=pair.texts,
            )


RULE = Rule(
    code="B04",
    name="Low confidence, not reviewed",
    severity=Severity.INFO,
    rationale="The aligner itself thinks that the pair is more likely wrong than right. All rules that compare its two"
    " sides may then compare sentences that do not belong together. Accept or correct the pair in review.",
    bad="A pair of probability 0.31 that no person accepted.",
    good="A pair of probability 0.31 that a person accepted.",
    check=_check,
)
