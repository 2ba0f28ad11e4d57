"""S02: a paragraph in the language of another version."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

import regex

from align.check.rule import Rule
from align.model import BlockKind, CharSpan, Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject
    from align.model import Block, Segmented

_LOWER = regex.compile(r"(?<![\p{L}’'-])\p{Ll}[\p{L}\p{M}]*")
_ENOUGH = 8
"""Words in lower case that a language can be told by."""
_SURE = 0.999


def _check(subject: Subject) -> Iterator[Finding]:
    langs = frozenset(version.document.lang.partition("-")[0] for version in subject.family.versions) | {"en"}
    if len(langs) == 1:
        return
    for version in subject.family.versions:
        own = version.document.lang.partition("-")[0]
        for block in version.document.blocks:
            words = _own_words(subject, version, block)
            if len(words) >= _ENOUGH and (lang := _told(" ".join(words), langs)) not in ("", own):
                place = Place(document=version.document.id, span=block.span)
                yield Finding(
                    rule=RULE.code,
                    severity=RULE.severity,
                    message=f"this paragraph is in another language ({lang}, not {own})",
                    place=place,
                    passages=(place,),
                    texts=(subject.words(place),),
                )


def _own_words(subject: Subject, version: Segmented, block: Block) -> list[str]:
    """Return the words in lower case of a paragraph that are neither quoted nor in a note."""
    if block.kind is BlockKind.NOTE:
        return []
    text, start, pieces = version.document.text, block.span.start, []
    for quotation in subject.quoted[version.document.id].quotations:
        if quotation.span.end > start and quotation.span.start < block.span.end:
            pieces.append(CharSpan(start=start, end=max(start, quotation.span.start)))
            start = max(start, quotation.span.end)
    pieces.append(CharSpan(start=start, end=max(start, block.span.end)))
    return [word for piece in pieces for word in _LOWER.findall(text, piece.start, min(piece.end, block.span.end))]


def _told(words: str, langs: frozenset[str]) -> str:
    """Return which of some languages words certainly are in, or nothing."""
    identifier = _identifier(langs)
    if identifier is None:
        return ""
    lang, probability = identifier.rank(words)[0]
    return str(lang) if probability > _SURE else ""


@cache
def _identifier(langs: frozenset[str]) -> Any:  # noqa: ANN401 - py3langid has no types
    """Load the model that tells some languages apart (Lui and Baldwin, langid.py, 2012); None if it lacks one."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    if not langs <= set(identifier.labels):
        return None
    identifier.set_languages(langs)
    return identifier


RULE = Rule(
    code="S02",
    name="Wrong language",
    severity=Severity.WARNING,
    rationale="A paragraph of a translation was left in the language of the original, or pasted into the wrong file."
    " What is quoted and what stands in notes is not looked at, nor are short paragraphs, nor words with capitals: a"
    " language is told by its small words. Only the languages of the versions, and English, are told apart.",
    bad="en/part-1: Il partit sans se retourner vers la ville où il avait vécu si longtemps.",
    good="en/part-1: He kept saying « je ne regrette rien de tout cela, mon ami » to himself.",
    check=_check,
)
