"""B05: sentences that seem to have changed places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.lacking import is_sentence
from align.check.passage import Passage
from align.check.rule import Rule
from align.model import Finding, SegSpan, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.passage import Pair
    from align.check.rule import Subject

_CERTAIN = 0.8


def _check(subject: Subject) -> Iterator[Finding]:
    for pair in subject.pairs:
        if (
            len(pair.bead.src) == len(pair.bead.tgt) > 1
            and pair.bead.confidence >= _CERTAIN
            and pair.bead.status is not Status.ACCEPTED
            and all(is_sentence(each) for each in _sentences(subject, pair))
        ):
            yield Finding(
                rule=RULE.code,
                severity=RULE.severity,
                message="these sentences answer to each other only together: they seem to have changed places",
                place=pair.tgt.place,
                passages=pair.passages,
                texts=pair.texts,
            )


def _sentences(subject: Subject, pair: Pair) -> Iterator[Passage]:
    for passage, run in ((pair.src, pair.bead.src), (pair.tgt, pair.bead.tgt)):
        for index in run:
            yield Passage.of(subject.versions[passage.document], SegSpan(start=index, end=index + 1))


RULE = Rule(
    code="B05",
    name="Crossing",
    severity=Severity.WARNING,
    rationale="Two sentences and two sentences that certainly belong together, but not the first to the first and the"
    " second to the second: as a ladder cannot cross, this is how sentences that changed places look. In professional"
    " translations such beads are rare, and come mostly from sentences that were cut otherwise.",
    bad="fr: Le fleuve monte. Les gens prient dans la rue.  en: People pray in the street. The river is rising.",
    good="fr: Le fleuve monte. Les gens prient dans la rue.  en: The river is rising. People pray in the street.",
    check=_check,
)
