"""B02: only the translation has a sentence."""

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
    for found in omissions(subject, in_target=False):
        message, count = f"Nothing in the {language_name(found.other.lang)} corresponds", found.passage.segments
        yield omission_finding(RULE, found, message if count == 1 else f"{message} to these {count} sentences")


RULE = Rule(
    code="B02",
    name="Sentence added",
    severity=Severity.WARNING,
    rationale="A sentence of a translation stands alone in the ladder, or a doubtful pair joins it to a neighbour and"
    " has the expected length without it. Perhaps the pivot was shortened after it was translated, or a sentence was"
    " pasted twice. Translators also add explanations, so the finding is only a warning. A few words that are not a"
    " sentence are an info; so is a sentence of a doubtful pair if a sentence of the pivot stands alone beside it.",
    bad="fr: Il partit.  en: He left. Nobody in the town ever saw him again.",
    good="fr: Il partit, et personne ne le revit.  en: He left. Nobody saw him again.",
    check=_check,
)
