"""S05: spaces beside punctuation that the language does not use."""

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
    (regex.compile(r"(?<=[\p{L}\p{M}\)\]])[;!?](?![^\s»”’\"\)\]!?.…])"), "No space before ; ! or ?"),
    (regex.compile(r"(?<=[\p{L}\p{M}\)\]]):(?=\s)"), "No space before a colon"),
    (regex.compile(r"«(?=[\p{L}\p{N}])"), "No space after «"),
    (regex.compile(r"(?<=[\p{L}\p{N}.,!?…])»"), "No space before »"),
)
_OTHERS = ((regex.compile(r"(?<=\p{L})[ \u00a0\u202f][;:!?](?=\s|$)"), "A space before ; : ! or ?"),)
_ADDRESS = regex.compile(r"(?:://|www\.|@)\S*$")
_NEAR = 200
"""Greatest distance, in characters, between a mark and the beginning of its address."""
_HABITS = {"fr": _FRENCH, "en": _OTHERS, "ru": _OTHERS}


def _check(subject: Subject) -> Iterator[Finding]:
    for version in subject.family.versions:
        document = version.document
        # Swiss and Canadian French have other rules.
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
    name="Spaces beside punctuation",
    severity=Severity.INFO,
    rationale="French puts a space, preferably one that does not break, before ; : ! ? and inside « »; English and"
    " Russian do not. Addresses and figures are ignored. Each habit is reported once for each text.",
    bad="fr: Quoi? «Rien»!  en: What ?",
    good="fr: Quoi ? « Rien » !  en: What?",
    check=_check,
)
