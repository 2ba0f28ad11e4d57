"""S05: spaces beside marks that are not those of the language."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from align.check.rule import Rule
from align.check.segments.habits import habit_finding
from align.model import CharSpan, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject
    from align.model import Finding

_FRENCH = (
    (regex.compile(r"(?<=[\p{L}\p{M}\)\]])[;!?](?![^\s»”’\"\)\]!?.…])"), "no space before ; ! or ?"),
    (regex.compile(r"(?<=[\p{L}\p{M}\)\]]):(?=\s)"), "no space before a colon"),
    (regex.compile(r"«(?=[\p{L}\p{N}])"), "no space after «"),
    (regex.compile(r"(?<=[\p{L}\p{N}.,!?…])»"), "no space before »"),
)
_OTHERS = ((regex.compile(r"(?<=\p{L})[ \u00a0\u202f][;:!?](?=\s|$)"), "a space before ; : ! or ?"),)
_ADDRESS = regex.compile(r"(?:://|www\.|@)\S*$")
_NEAR = 200
"""Characters before a mark in which an address may begin that it belongs to."""
_HABITS = {"fr": _FRENCH, "en": _OTHERS, "ru": _OTHERS}


def _check(subject: Subject) -> Iterator[Finding]:
    for version in subject.family.versions:
        document = version.document
        # The Swiss and the Canadians space otherwise.
        for pattern, message in _HABITS.get(document.lang.removesuffix("-FR"), ()):
            found = [
                CharSpan(start=match.start(), end=match.end())
                for match in pattern.finditer(document.text)
                if not _ADDRESS.search(document.text, max(0, match.start() - _NEAR), match.end())
            ]
            if found:
                yield habit_finding(subject, RULE, document.id, found, message)


RULE = Rule(
    code="S05",
    name="Spaces beside marks",
    severity=Severity.INFO,
    rationale="French sets a space, best one that does not break, before ; : ! ? and inside « »; English and Russian"
    " set none. Addresses and figures are passed over, and each habit is reported once for each text.",
    bad="fr: Quoi? «Rien»!  en: What ?",
    good="fr: Quoi ? « Rien » !  en: What?",
    check=_check,
)
