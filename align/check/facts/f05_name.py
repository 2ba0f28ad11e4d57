"""F05: another name stands for a name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.facts.findings import findings
from align.check.facts.replaced_names import replaced_names
from align.check.rule import Rule, Subject
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    return findings(subject, RULE, "name", replaced_names(subject))


RULE = Rule(
    code="F05",
    name="Name differs",
    severity=Severity.WARNING,
    rationale=(
        "A name that was taken for another changes who did it. Names are compared across scripts, spellings and"
        " cases: Толстой, Tolstoï and Tolstoy are one, and so are Germany, Allemagne and Германия. A name is only"
        " missed where another one stands in about its place, beside the same name or in the same place of a list, or"
        " is the only other one left over; one that was replaced by a pronoun or explained is not reported, nor is one"
        " that the versions spell differently throughout. German writes all nouns with a capital, so that names cannot"
        " be told there, and nothing is reported."
    ),
    bad="«взял у меня Чечулин» / “was taken from me by Shchavelev”",
    good="« Chtchavelev est parti » / “Shchavelev left”",
    check=_check,
)
