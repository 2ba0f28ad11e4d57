"""Q03: a phrase is quoted in one version only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.quotations import counterparts as quoting
from align.check.rule import Rule, Subject
from align.lang.names import language_name
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    for traced, other in quoting.find_missing(subject):
        if not quoting.is_sentence(subject, traced):
            lang = language_name(subject.versions[other].document.lang)
            yield quoting.missing_finding(subject, RULE, f"Phrase quoted here, but not in the {lang}", traced, other)


RULE = Rule(
    code="Q03",
    name="Quoted phrase missing on one side",
    severity=Severity.INFO,
    rationale=(
        "Translators often turn a quoted phrase into indirect speech, so that one version quotes and the other only"
        " reports. That is seldom a fault. But the reader of one version learns whose words they are, and the reader"
        " of the other does not."
    ),
    bad="He took a “hard look” at it. / Il l’a examiné de près.",
    good="He took a “hard look” at it. / Il l’a examiné « de très près ».",
    check=_check,
)
