"""F05: a name is replaced by another name."""

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
        "A wrong name changes who did something. Names are compared across scripts, spellings and cases: Толстой,"
        " Tolstoï and Tolstoy are one, and so are Germany, Allemagne and Германия. A name is reported only if another"
        " name replaces it: at about the same position, beside the same name, at the same place of a list, or as the"
        " only other name left over. Names that a pronoun or an explanation replaces are not reported, nor names that"
        " the versions always spell differently. German writes all nouns with a capital, so names cannot be recognised"
        " there, and nothing is reported."
    ),
    bad="«взял у меня Чечулин» / “was taken from me by Shchavelev”",
    good="« Chtchavelev est parti » / “Shchavelev left”",
    check=_check,
)
