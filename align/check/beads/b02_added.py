"""B02: a sentence that only the translation has."""

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
    for found in omissions(subject, in_target=False):
        what = (
            "this sentence renders"
            if found.passage.segments == 1
            else f"these {found.passage.segments} sentences render"
        )
        yield omission_finding(RULE, found, f"{what} nothing of {found.other.document}")


RULE = Rule(
    code="B02",
    name="Sentence added",
    severity=Severity.WARNING,
    rationale="A sentence of a translation stands alone in the ladder, or was joined to a neighbour by a doubtful bead"
    " whose length is right without it: the pivot was cut after it was translated, or a sentence was pasted twice."
    " Translators explain, so that it is a warning. A few words that make no sentence are an info, and so is, in"
    " doubt, a sentence beside one of the pivot that stands alone too.",
    bad="fr: Il partit.  en: He left. Nobody in the town ever saw him again.",
    good="fr: Il partit, et personne ne le revit.  en: He left. Nobody saw him again.",
    check=_check,
)
