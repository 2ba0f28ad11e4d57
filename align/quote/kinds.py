"""Quotation and context -> its kind: somebody's words, a term, or a title. The first rule that applies decides.

1. A block quotation, a turn of a dialogue, or a piece of a chain is a quotation.
2. After "so-called" and similar words, it is a term.
3. Directly after a noun like "article", "novel", «газета», it is a title, if it is not too long. So are marked words
   that fill a heading, or that stand between commas where the reference of a note gives the title.
4. With a note call, next to a reporting clause, or after a colon, it is a quotation.
5. A phrase inside a sentence that is written like a name (in English every longer word capitalised, in other languages
   the first word) is a title.
6. Five words or more, a whole sentence, or a word of a clause (a subject pronoun, an auxiliary verb) make a quotation.
7. All others are terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from align.model import BlockKind, QuotationForm, QuotationKind
from align.quote.chains import clause_after, clause_before
from align.quote.speech import COLONS, normalise_word, words

if TYPE_CHECKING:
    from align.model import Block
    from align.quote.context import Context
    from align.quote.speech import Speech
    from align.quote.tree import RawQuotation

_LONGEST_TITLE = 14
_LONGEST_NAME = 8
_NAME_LENGTH = 2
_SHORTEST_QUOTATION = 5
_SHORT_WORD = 3
_SET_OFF = regex.compile(r"\s*[,—–،，-]")
_TITLES = "《〈"
"""Marks used only for titles."""
_SENTENCE = regex.compile(r"[^\p{L}\p{N}]*[\p{Lu}\p{Lo}\p{N}].*[.!?…؟۔。！？]$", regex.DOTALL)
_SEPARATE = regex.compile(r"(?:^|,)\W*$")
_REFERENCE = regex.compile(r"(?:.*,)?\s*$|\s*,", regex.DOTALL)


def kind(
    text: str, raw: RawQuotation, context: Context, block: Block, speech: Speech, *, chained: bool
) -> QuotationKind:
    """Decide the kind of one quotation."""
    quoted = raw.inner.slice(text)
    length = len(words(quoted))
    if raw.form is not QuotationForm.MARKS or chained:
        return QuotationKind.QUOTATION
    if _follows_phrase(context.before, speech.rules.so_called):
        return QuotationKind.TERM
    marked = text[raw.outer.start] in _TITLES
    if marked or (length <= _LONGEST_TITLE and _is_title(raw, context, block, speech)):
        return QuotationKind.TITLE
    if context.note or _adjoins_report(text, raw, context, speech, length):
        return QuotationKind.QUOTATION
    if length <= _LONGEST_NAME and _is_written_like_a_name(quoted, context, speech):
        return QuotationKind.TITLE
    sentence = length > 1 and _SENTENCE.match(quoted)
    clause = length >= _SHORTEST_QUOTATION or sentence or not speech.rules.clause_words.isdisjoint(words(quoted))
    return QuotationKind.QUOTATION if clause else QuotationKind.TERM


def _adjoins_report(text: str, raw: RawQuotation, context: Context, speech: Speech, length: int) -> bool:
    """Tell whether a reporting clause adjoins a quotation.

    For one or two words, a verb next to them is not enough, because a name in quotation marks could be its subject.
    """
    after = clause_after(text, raw, context)
    if length > _NAME_LENGTH:
        return speech.introduces_quotation(context.before) or speech.opens_with_report(after)
    set_off = _SET_OFF.match(after) or text[raw.inner.end - 1] in ",!?…"
    return context.before.rstrip().endswith(COLONS) or (bool(set_off) and speech.opens_with_report(after))


def _follows_phrase(before: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether the text before a quotation ends with one of the phrases."""
    end = normalise_word(before.rstrip())
    return any(end.endswith(phrase) and not end[: -len(phrase)][-1:].isalpha() for phrase in phrases)


def _is_title(raw: RawQuotation, context: Context, block: Block, speech: Speech) -> bool:
    if block.kind is BlockKind.HEADING:
        return raw.outer == block.span
    if block.kind is BlockKind.NOTE and _SEPARATE.search(context.before) and _REFERENCE.match(context.after):
        return True
    before = context.before.rstrip()
    return before[-1:].isalpha() and words(before)[-1].rpartition("’")[2] in speech.rules.works


def _is_written_like_a_name(quoted: str, context: Context, speech: Speech) -> bool:
    """Tell whether a phrase inside a sentence is written like a name and has no word of a clause."""
    if not words(clause_before(context)) or quoted.endswith((".", "!", "?", "…")):
        return False
    first, *others = regex.findall(r"[\p{L}\p{N}][\p{L}\p{N}’'-]*", quoted) or [""]
    if not first[:1].isupper() or not speech.rules.clause_words.isdisjoint(words(quoted)):
        return False
    return not speech.rules.capitals or all(word[0].isupper() for word in others if len(word) > _SHORT_WORD)
