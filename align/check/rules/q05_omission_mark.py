"""Q05: an omission is marked in one version only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check import quoting
from align.check.rule import Rule, Subject
from align.model import FragmentMark, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    for here, there in quoting.groups(subject):
        ours, theirs = (quoting.marks(side, FragmentMark.OMISSION) for side in (here, there))
        if len(ours) != len(theirs):
            message = f"{len(ours)} omissions marked here, {len(theirs)} in {there[0].document}"
            yield quoting.finding(
                subject, RULE, message, here[0], beside=quoting.places(there), marked=(*ours, *theirs)
            )


RULE = Rule(
    code="Q05",
    name="Omission marked on one side only",
    severity=Severity.WARNING,
    rationale=(
        "(…) and […] say that words of the source were left out. If one version marks an omission and the other"
        " does not, either words were silently cut or a mark has strayed. Whatever sign a language uses counts; an"
        " ellipsis that only lets the voice trail off does not."
    ),
    bad="« Les livres […] sont perdus » / “The books are lost”",
    good="« Les livres […] sont perdus » / “The books (...) are lost”",
    check=_check,
)
