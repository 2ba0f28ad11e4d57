"""What a quotation is for: somebody's words, a term, or a title; by plain rules, the first that applies.

1. A block quotation, a turn of a dialogue, or a piece of a chain is a quotation.
2. After "so-called" and its like stands a term.
3. Right after a noun like "article", "novel", «газета» stands a title, if it is no longer than titles are; so does
   what fills a heading, and what stands between commas at its place in the reference that a note gives.
4. What calls a note, has a reporting clause beside it, or follows a colon is a quotation.
5. A phrase in the middle of a sentence that is written like a name (in English every longer word with a capital, in
   other languages the first) is a title.
6. Five words or more, a whole sentence, or a word of a clause (a subject pronoun, an auxiliary verb) make a quotation.
7. The rest are terms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from align.model import BlockKind, QuotationForm, QuotationKind
from align.quote.chains import clause_after, clause_before
from align.quote.speech import COLONS, lowered, words

if TYPE_CHECKING:
    from align.model import Block
    from align.quote.context import Context
    from align.quote.found import Found
    from align.quote.speech import Speech

_LONGEST_TITLE = 14
_LONGEST_NAME = 8
_NAME_LENGTH = 2
_SHORTEST_QUOTATION = 5
_SHORT_WORD = 3
_SET_OFF = regex.compile(r"\s*[,—–،，-]")
_TITLES = "《〈"
"""Marks that hold titles and nothing else."""
_SENTENCE = regex.compile(r"[^\p{L}\p{N}]*[\p{Lu}\p{Lo}\p{N}].*[.!?…؟۔。！？]$", regex.DOTALL)
_SEPARATE = regex.compile(r"(?:^|,)\W*$")
_REFERENCE = regex.compile(r"(?:.*,)?\s*$|\s*,", regex.DOTALL)


def kind(text: str, found: Found, context: Context, block: Block, speech: Speech, *, chained: bool) -> QuotationKind:
    """Decide the kind of one quotation."""
    quoted = found.inner.slice(text)
    length = len(words(quoted))
    if found.form is not QuotationForm.MARKS or chained:
        return QuotationKind.QUOTATION
    if _follows(context.before, speech.rules.so_called):
        return QuotationKind.TERM
    marked = text[found.outer.start] in _TITLES
    if marked or (length <= _LONGEST_TITLE and _titled(found, context, block, speech)):
        return QuotationKind.TITLE
    if context.note or _reported(text, found, context, speech, length):
        return QuotationKind.QUOTATION
    if length <= _LONGEST_NAME and _named(quoted, context, speech):
        return QuotationKind.TITLE
    sentence = length > 1 and _SENTENCE.match(quoted)
    clause = length >= _SHORTEST_QUOTATION or sentence or not speech.rules.clause_words.isdisjoint(words(quoted))
    return QuotationKind.QUOTATION if clause else QuotationKind.TERM


def _reported(text: str, found: Found, context: Context, speech: Speech, length: int) -> bool:
    """Tell whether a reporting clause stands beside a quotation.

    A word or two need more than to stand beside the verb, since a name in quotation marks could be its subject.
    """
    after = clause_after(text, found, context)
    if length > _NAME_LENGTH:
        return speech.introduces(context.before) or speech.opens(after)
    set_off = _SET_OFF.match(after) or text[found.inner.end - 1] in ",!?…"
    return context.before.rstrip().endswith(COLONS) or (bool(set_off) and speech.opens(after))


def _follows(before: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether one of some phrases stands right before a quotation."""
    end = lowered(before.rstrip())
    return any(end.endswith(phrase) and not end[: -len(phrase)][-1:].isalpha() for phrase in phrases)


def _titled(found: Found, context: Context, block: Block, speech: Speech) -> bool:
    if block.kind is BlockKind.HEADING:
        return found.outer == block.span
    if block.kind is BlockKind.NOTE and _SEPARATE.search(context.before) and _REFERENCE.match(context.after):
        return True
    before = context.before.rstrip()
    return before[-1:].isalpha() and words(before)[-1].rpartition("’")[2] in speech.rules.works


def _named(quoted: str, context: Context, speech: Speech) -> bool:
    """Tell whether a phrase inside a sentence is written as names are, and has no word of a clause."""
    if not words(clause_before(context)) or quoted.endswith((".", "!", "?", "…")):
        return False
    first, *others = regex.findall(r"[\p{L}\p{N}][\p{L}\p{N}’'-]*", quoted) or [""]
    if not first[:1].isupper() or not speech.rules.clause_words.isdisjoint(words(quoted)):
        return False
    return not speech.rules.capitals or all(word[0].isupper() for word in others if len(word) > _SHORT_WORD)
