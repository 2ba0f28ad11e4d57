"""S04: a word with letters of two alphabets that look alike."""

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
"""Letters of one script, its name, those of them that somebody may take for letters of the other, and that other."""


def _check(subject: Subject) -> Iterator[Finding]:
    for version in subject.family.versions:
        document = version.document
        for match in _WORD.finditer(document.text):
            if _MIXED.match(match[0]) and (strange := _strange(match[0])):
                place = Place(document=document.id, span=CharSpan(start=match.start(), end=match.end()))
                letters, script = strange
                yield Finding(
                    rule=RULE.code,
                    severity=RULE.severity,
                    message=f"“{match[0]}” has letters of two alphabets: {', '.join(letters)} {script}",
                    place=place,
                    passages=(subject.sentences(place).place,),
                    texts=(match[0],),
                )


def _strange(word: str) -> tuple[list[str], str] | None:
    """Return the letters that do not belong in a word, and their script; None if they stand there on purpose.

    On purpose stand letters that look like none of the other script, and the ending of an abbreviation (SMSа).
    """
    joined = _JOINED.fullmatch(word)
    if joined and not any(_MIXED.match(part) for part in joined.groups()):
        return None
    for script, name, look_alike, other in _PAIRS:
        letters = script.findall(word)
        if letters and len(letters) <= len(other.findall(word)) and look_alike.issuperset(letters):
            return sorted(set(letters)), f"are {name}"
    return None


RULE = Rule(
    code="S04",
    name="Two alphabets in a word",
    severity=Severity.ERROR,
    rationale="A Latin “c” in a Cyrillic word, or the other way round, looks right and is found by no search. Only"
    " words are reported whose foreign letters all look like letters of the word's own alphabet; what is joined on"
    " purpose (PRщик, SMSа) is not.",
    bad="Мocква (with a Latin o and c)",
    good="IT-компания, PRщик",
    check=_check,
)
