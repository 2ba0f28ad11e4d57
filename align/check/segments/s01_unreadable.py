"""S01: characters that nobody can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from align.check.rule import Rule
from align.model import CharSpan, Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject

_LOST = regex.compile(r"[\ufffd\p{Co}\p{Noncharacter_Code_Point}]+")
# UTF-8 that was read as cp1252 or cp1251: the letter of a first byte, then one or more letters of the other bytes.
_GARBLED = (
    (
        "cp1252",
        regex.compile(
            r"(?:[\u00c2-\u00f4][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6"
            r"\u02dc\u2013-\u203a\u20ac\u2122]{1,3})+"
        ),
    ),
    (
        "cp1251",
        regex.compile(
            r"(?:[РСвГ][\u0080-\u00bf\u0401-\u040f\u0451-\u045f\u0490\u0491\u2013-\u203a\u20ac\u2116"
            r"\u2122]{1,2}){3,}"
        ),
    ),
)
_PLAUSIBLE = regex.compile(r"[\u00a0-\u00ff\u0152\u0153\u0400-\u045f\u2010-\u203a\u20ac]+")


def _check(subject: Subject) -> Iterator[Finding]:
    for version in subject.family.versions:
        document = version.document
        for match in _LOST.finditer(document.text):
            codes = " ".join(f"U+{ord(char):04X}" for char in match[0][:3])
            yield _finding(subject, document.id, match, f"Unreadable characters: {codes}")
        for encoding, pattern in _GARBLED:
            for match in pattern.finditer(document.text):
                if meant := _meant(match[0], encoding):
                    yield _finding(subject, document.id, match, f"Garbled by a wrong encoding; it was “{meant}”")


def _meant(garbled: str, encoding: str) -> str:
    """Return the text before it was garbled; "" if that is not readable either."""
    try:
        meant = garbled.encode(encoding).decode()
    except UnicodeError:
        return ""
    return meant if _PLAUSIBLE.fullmatch(meant) else ""


def _finding(subject: Subject, document: str, match: regex.Match[str], message: str) -> Finding:
    place = Place(document=document, span=CharSpan(start=match.start(), end=match.end()))
    passage = subject.sentences(place)
    return Finding(
        rule=RULE.code,
        severity=RULE.severity,
        message=message,
        place=place,
        passages=(passage.place,),
        texts=(match[0], passage.text),
    )


RULE = Rule(
    code="S01",
    name="Unreadable characters",
    severity=Severity.ERROR,
    rationale="The rule reports replacement characters, private-use characters and noncharacters, and words with"
    " letters garbled by a wrong encoding. A garbled word is reported only if decoding it correctly gives letters.",
    bad="Le cafÃ© de la gare",
    good="Le café de la gare",
    check=_check,
)
