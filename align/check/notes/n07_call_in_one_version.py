"""N07: a note that one version calls and the other does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.notes.pairs import unequal_calls
from align.check.rule import Rule
from align.model import Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    for pair, src, tgt in unequal_calls(subject):
        if not (pair.src.text and pair.tgt.text):
            continue  # That a sentence is missing altogether is another rule's.
        lacking = len(src) > len(tgt)
        side, other, calls, others = (pair.src, pair.tgt, src, tgt) if lacking else (pair.tgt, pair.src, tgt, src)
        known = {call.label for call in others}
        call = next((each for each in calls if each.label not in known), calls[-1])
        yield Finding(
            rule=RULE.code,
            severity=RULE.severity if lacking else Severity.INFO,
            message=f"{other.document} does not call the note that {side.document} calls here",
            place=Place(document=side.document, span=call.span),
            passages=pair.passages,
            texts=pair.texts,
        )


RULE = Rule(
    code="N07",
    name="Note called in one version only",
    severity=Severity.WARNING,
    rationale="A call was lost in translation, or left behind when a sentence was rewritten. Numbers are not compared,"
    " because a note of the translator's own shifts them; a call that only one version has and the pivot has not may be"
    " such a note, and is an info. A call that moved over the end of a sentence is passed over.",
    bad="fr: Il avait soixante ans [3].  en: He was sixty.",
    good="fr: Il avait soixante ans [3].  en: He was sixty [4].",
    check=_check,
)
