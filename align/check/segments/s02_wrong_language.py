"""S02: a paragraph in another language than its text."""

from __future__ import annotations

import unicodedata
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Any

import regex

from align.check.rule import Rule
from align.lang.names import language_name
from align.model import BlockKind, CharSpan, Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject
    from align.model import Block, Segmented

_LOWER = regex.compile(r"(?<![\p{L}’'-])\p{Ll}[\p{L}\p{M}]*")
_ENOUGH = 8
"""Least number of words in lower case that show a language."""
_SURE = 0.999
"""Least probability of a language that is reported."""
_LETTERS = 40
"""Least number of letters that show an alphabet."""
_NEARLY_ALL, _SELDOM = 0.8, 1 / 3
"""Least share of a paragraph's letters in an alphabet, and greatest share of the whole text's, to report it."""


def _check(subject: Subject) -> Iterator[Finding]:
    langs = frozenset(version.document.lang.partition("-")[0] for version in subject.family.versions) | {"en"}
    for version in subject.family.versions:
        own = version.document.lang.partition("-")[0]
        usual = _alphabets(version.document.text)
        for block in version.document.blocks:
            words = _own_words(subject, version, block)
            if other := _other_alphabet(words, usual) or _other_language(words, own, langs):
                place = Place(document=version.document.id, span=block.span)
                yield Finding(
                    rule=RULE.code,
                    severity=RULE.severity,
                    message=f"This paragraph is in {other}",
                    place=place,
                    passages=(place,),
                    texts=(subject.words(place),),
                )


def _own_words(subject: Subject, version: Segmented, block: Block) -> str:
    """Return the words of a paragraph outside quotations; "" for a paragraph of a note."""
    if block.kind is BlockKind.NOTE:
        return ""
    text, start, pieces = version.document.text, block.span.start, []
    for quotation in subject.quoted[version.document.id].quotations:
        if quotation.span.end > start and quotation.span.start < block.span.end:
            pieces.append(CharSpan(start=start, end=max(start, quotation.span.start)))
            start = max(start, quotation.span.end)
    pieces.append(CharSpan(start=start, end=max(start, block.span.end)))
    return " ".join(text[piece.start : min(piece.end, block.span.end)] for piece in pieces)


def _other_alphabet(words: str, usual: Counter[str]) -> str:
    """Return the alphabet of some words, and that of the text, if they differ; "" if not.

    Args:
        usual: the letters of the whole text, counted by alphabet.
    """
    letters = _alphabets(words)
    if letters.total() < _LETTERS:
        return ""
    ((name, count),) = letters.most_common(1)
    if count < _NEARLY_ALL * letters.total() or usual[name] > _SELDOM * usual.total():
        return ""
    return f"{name} letters, not {usual.most_common(1)[0][0]}"


def _alphabets(text: str) -> Counter[str]:
    """Count letters by alphabet, the first word of their Unicode names."""
    counts: Counter[str] = Counter()
    for letter, count in Counter(text).items():
        if letter.isalpha():
            counts[unicodedata.name(letter, "").partition(" ")[0].title()] += count
    return counts


def _other_language(words: str, own: str, langs: frozenset[str]) -> str:
    """Return the language of some words, and their own, if they certainly differ; "" if not.

    Args:
        own: tag of the language of the text.
        langs: tags of the languages that the words may be in.
    """
    found = _LOWER.findall(words)
    if len(found) < _ENOUGH or len(langs) == 1 or (lang := _identify(" ".join(found), langs)) in {"", own}:
        return ""
    return f"{language_name(lang)}, not {language_name(own)}"


def _identify(words: str, langs: frozenset[str]) -> str:
    """Return which of some languages words certainly are in; "" if none is certain."""
    identifier = _identifier(langs)
    if identifier is None:
        return ""
    lang, probability = identifier.rank(words)[0]
    return str(lang) if probability > _SURE else ""


@cache
def _identifier(langs: frozenset[str]) -> Any:  # noqa: ANN401 - py3langid has no types
    """Load the model for some languages (Lui and Baldwin, langid.py, 2012); None if it does not know all of them."""
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
    " The rule ignores quotations, notes, short paragraphs and words with capitals: it recognises a language by its"
    " small words. It distinguishes the languages of the versions and English; other languages only by their alphabet.",
    bad="en/part-1: Il partit sans se retourner vers la ville où il avait vécu si longtemps.",
    good="en/part-1: He kept saying « je ne regrette rien de tout cela, mon ami » to himself.",
    check=_check,
)
