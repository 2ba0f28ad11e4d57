"""S04: a word mixes letters of two alphabets that look the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from align.check.rule import Rule
from align.model import CharSpan, Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject

_WORD = regex.compile(r"[\p{L}\p{M}]+")
_MIXED = regex.compile(r"(?=.*\p{Latin})(?=.*(?:\p{Cyrillic}|\p{Greek}))")
_JOINED = regex.compile(r"(\p{Lu}{2,})(\p{Ll}+)")
_LATIN, _CYRILLIC, _GREEK = (regex.compile(rf"\p{{{script}}}") for script in ("Latin", "Cyrillic", "Greek"))
_PAIRS = (
    (_CYRILLIC, "Cyrillic", frozenset("асеһіјорѕухԁԛԝАВСЕНІЈКМОРЅТУХЗҮёїЁЇ"), _LATIN),
    (_LATIN, "Latin", frozenset("acehijopsuxydqwABCEHIJKMOPSTYXëïËÏ"), _CYRILLIC),
    (_GREEK, "Greek", frozenset("οΑΒΕΖΗΙΚΜΝΟΡΤΥΧ"), _LATIN),
    (_LATIN, "Latin", frozenset("oABEZHIKMNOPTYX"), _GREEK),
)
"""A script, its name, its letters that look like letters of another script, and that other script."""


def _check(subject: Subject) -> Iterator[Finding]:
    for version in subject.family.versions:
        document = version.document
        for match in _WORD.finditer(document.text):
            if _MIXED.match(match[0]) and (foreign := _foreign_letters(match[0])):
                place = Place(document=document.id, span=CharSpan(start=match.start(), end=match.end()))
                letters, script = foreign
                verb = "is" if len(letters) == 1 else "are"
                yield Finding(
                    rule=RULE.code,
                    severity=RULE.severity,
                    message=f"“{match[0]}” mixes two alphabets: {', '.join(letters)} {verb} {script}",
                    place=place,
                    passages=(subject.sentences(place).place,),
                    texts=(match[0],),
                )


def _foreign_letters(word: str) -> tuple[list[str], str] | None:
    """Return the letters that do not belong in a word, and the name of their script; None if they are there on purpose.

    Letters that look like no letter of the other script are there on purpose, and so is the ending of an abbreviation
    (SMSа).
    """
    joined = _JOINED.fullmatch(word)
    if joined and not any(_MIXED.match(part) for part in joined.groups()):
        return None
    for script, name, look_alike, other in _PAIRS:
        letters = script.findall(word)
        if letters and len(letters) <= len(other.findall(word)) and look_alike.issuperset(letters):
            return sorted(set(letters)), name
    return None


RULE = Rule(
    code="S04",
    name="Two alphabets in a word",
    severity=Severity.ERROR,
    rationale="A Latin “c” in a Cyrillic word, or the reverse, looks right, but no search finds the word. A word is"
    " reported only if all its foreign letters look like letters of its own alphabet. Words that join two alphabets on"
    " purpose (PRщик, SMSа) are not.",
    bad="Мocква (with a Latin o and c)",
    good="IT-компания, PRщик",
    check=_check,
)
