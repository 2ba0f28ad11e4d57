"""B01: a translation omits a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.beads.omission import omission_finding, omissions
from align.check.rule import Rule
from align.lang.names import language_name
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject
    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    for found in omissions(subject, in_target=True):
        lang, count = language_name(found.other.lang), found.passage.segments
        message = f"Not translated into {lang}"
        if count > 1:
            message = f"These {count} sentences are not translated into {lang}"
        yield omission_finding(RULE, found, message)


RULE = Rule(
    code="B01",
    name="Sentence omitted",
    severity=Severity.ERROR,
    rationale="A sentence of the pivot stands alone in the ladder: nothing in the translation corresponds to it. The"
    " finding is an error where the ladder is certain (95 %), else a warning. A sentence is also reported, as a"
    " warning, if a doubtful pair joins it to a neighbour although the translation has just the length of that"
    " neighbour. A few words that are not a sentence are an info; so is a sentence of a doubtful pair if a sentence of"
    " the translation stands alone beside it.",
    bad="fr: Il partit. Personne ne le revit jamais dans la ville.  en: He left.",
    good="fr: Il partit. Personne ne le revit.  en: He left, and nobody saw him again.",
    check=_check,
)
