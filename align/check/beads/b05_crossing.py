"""B05: sentences that seem to have changed places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.passage import Passage, is_sentence
from align.check.rule import Rule
from align.model import Finding, SegSpan, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.passage import Pair
    from align.check.rule import Subject

_LIKELY = 0.5


def _check(subject: Subject) -> Iterator[Finding]:
    for pair in subject.pairs:
        if (
            (pair.src.document, pair.tgt.document, pair.bead) in subject.crossed
            and pair.bead.confidence >= _LIKELY
            and pair.bead.status is not Status.ACCEPTED
            and all(is_sentence(each) for each in _sentences(subject, pair))
        ):
            yield Finding(
                rule=RULE.code,
                severity=RULE.severity,
                message="These sentences seem to have changed places",
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
    rationale="A pair has two sentences on each side. By their meaning, as the encoder sees it, the first corresponds"
    " to the second and the second to the first. A ladder cannot cross, so sentences that changed places become one"
    " pair. Sentences that only end at other points are not reported.",
    bad="fr: Le fleuve monte. Les gens prient dans la rue.  en: People pray in the street. The river is rising.",
    good="fr: Le fleuve monte. Les gens prient dans la rue.  en: The river is rising. People pray in the street.",
    check=_check,
)
