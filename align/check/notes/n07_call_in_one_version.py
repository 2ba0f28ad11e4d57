"""N07: only one version calls a note."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.notes.pairs import unequal_calls
from align.check.rule import Rule
from align.lang.names import language_name
from align.model import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for pair, src, tgt in unequal_calls(subject):
        if not pair.corresponds:
            continue  # Another rule reports missing sentences.
        lost = len(src) > len(tgt)
        side, other, calls, others = (pair.src, pair.tgt, src, tgt) if lost else (pair.tgt, pair.src, tgt, src)
        known = {call.label for call in others}
        call = next((each for each in calls if each.label not in known), calls[-1])
        yield Finding(
            rule=RULE.code,
            severity=RULE.severity if lost else Severity.INFO,
            message=f"The {language_name(side.lang)} calls a note here; the {language_name(other.lang)} does not",
            place=Place(document=side.document, span=call.span),
            passages=pair.passages,
            texts=pair.texts,
        )


RULE = Rule(
    code="N07",
    name="Note called in one version only",
    severity=Severity.WARNING,
    rationale="A call was lost in translation, or left behind when a sentence was rewritten. Numbers are not compared,"
    " because a translator's own note shifts them. A call that the pivot does not have may be such a note, and is an"
    " info. A call that moved over the end of a sentence is not reported.",
    bad="fr: Il avait soixante ans [3].  en: He was sixty.",
    good="fr: Il avait soixante ans [3].  en: He was sixty [4].",
    check=_check,
)
