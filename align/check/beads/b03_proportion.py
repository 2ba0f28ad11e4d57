"""B03: a translation is far too short or too long."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.beads.proportion import deviation, pairs_with_ratio
from align.check.passage import is_stopped
from align.check.rule import Rule
from align.model import Finding, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject

_FAR = 6.5
"""Least deviation that is reported; see `align.check.beads.proportion`."""


def _check(subject: Subject) -> Iterator[Finding]:
    for pair, ratio in pairs_with_ratio(subject):
        src, tgt = map(len, pair.texts)
        far = deviation(src, tgt, ratio)
        if abs(far) > _FAR and pair.bead.status is not Status.ACCEPTED:
            yield Finding(
                rule=RULE.code,
                severity=RULE.severity if is_stopped(pair.src.text) else Severity.INFO,
                message=f"Too {'short' if far < 0 else 'long'} for a translation:"
                f" {tgt} characters, about {ratio * src:.0f} expected",
                place=pair.tgt.place,
                passages=pair.passages,
                texts=pair.texts,
            )


RULE = Rule(
    code="B03",
    name="Length out of proportion",
    severity=Severity.WARNING,
    rationale="Each pair of versions has its own ratio of lengths, and the longer a passage is, the closer its"
    " translation comes to that ratio. Professional translations are rarely as far from it as the reported ones, which"
    " have probably lost or gained a clause. Headlines (they end without a stop) are translated freely and may spell"
    " out abbreviations, so there the finding is an info. A pair that a person accepted is not reported.",
    bad="fr: Il partit, comme il l'avait promis à sa mère, avant que la ville ne se réveille.  en: He left.",
    good="fr: Il partit avant l'aube.  en: He left before dawn broke.",
    check=_check,
)
