"""B01: a sentence that a translation lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.beads.omission import omission_finding, omissions
from align.check.rule import Rule
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject
    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    for found in omissions(subject, in_target=True):
        count = found.passage.segments
        what = "this sentence" if count == 1 else f"these {count} sentences"
        yield omission_finding(RULE, found, f"{found.other.document} lacks {what}")


RULE = Rule(
    code="B01",
    name="Sentence omitted",
    severity=Severity.ERROR,
    rationale="A sentence of the pivot stands alone in the ladder: nothing in the translation renders it. It is an"
    " error where the ladder is certain (95 %), else a warning. So is a sentence that a doubtful bead joined to a"
    " neighbour, though the translation has just the length of that neighbour. A few words that make no sentence are an"
    " info, and so is, in doubt, a sentence beside one of the translation that stands alone too.",
    bad="fr: Il partit. Personne ne le revit jamais dans la ville.  en: He left.",
    good="fr: Il partit. Personne ne le revit.  en: He left, and nobody saw him again.",
    check=_check,
)
