"""S03: a passage of the translation has the same words as the original."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from align.check.rule import Rule
from align.lang.names import language_name
from align.model import BlockKind, Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.passage import Passage
    from align.check.rule import Subject

_WORD = regex.compile(r"[\p{L}\p{M}]+")
_ENOUGH = 5
"""Least number of words in lower case; with fewer, a passage may be all names and titles."""


def _check(subject: Subject) -> Iterator[Finding]:
    for pair in subject.pairs:
        words = _WORD.findall(pair.src.text)
        if (
            sum(word.islower() for word in words) >= _ENOUGH
            and pair.src.lang.partition("-")[0] != pair.tgt.lang.partition("-")[0]
            and words == _WORD.findall(pair.tgt.text)
            and not _is_note(subject, pair.src)
        ):
            yield Finding(
                rule=RULE.code,
                severity=RULE.severity,
                message=f"Not translated: the same words as in the {language_name(pair.src.lang)}",
                place=pair.tgt.place,
                passages=pair.passages,
                texts=pair.texts,
            )


def _is_note(subject: Subject, passage: Passage) -> bool:
    return subject.block(passage.place).kind is BlockKind.NOTE


RULE = Rule(
    code="S03",
    name="Untranslated passage",
    severity=Severity.WARNING,
    rationale="The translation repeats the words of the original. Passages of names and titles are not reported, nor"
    " are notes: a reference is cited as it is.",
    bad="fr: Il partit sans se retourner vers la ville.  en: Il partit sans se retourner vers la ville.",
    good="fr: Zakhar Chtchavelev, « Novaïa Gazeta »  en: Zakhar Chtchavelev, “Novaïa Gazeta”",
    check=_check,
)
