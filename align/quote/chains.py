"""Neighbouring quotations -> whether they are pieces of one, and their speaker.

Two neighbours are pieces of one quotation if only a reporting clause separates them, or nothing after a complete
sentence. They are not if the first one calls a note, if the words between introduce a new quotation ("and adds that")
or form a sentence that does not open with a reporting verb, or if the second one has a reporting clause that names
another speaker.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from align.model import QuotationForm
from align.quote.context import SENTENCE_END
from align.quote.speech import words

if TYPE_CHECKING:
    from align.quote.context import Context
    from align.quote.speech import Speech
    from align.quote.tree import RawQuotation

_LONGEST_CLAUSE = 14
"""Maximum number of words in a reporting clause between two pieces."""
_NAME_LENGTH = 3
"""Maximum number of words in a mere name or term."""
_SHORT = 100
_SET_OFF = regex.compile(r"\s*[.,;:!?…—–،؛؟，。！？-]")
_SET_OFF_END = regex.compile(r"[.,;:!?…—–،，。：-]\s*$")
_STOP = regex.compile(r"\s*[.!?…;؟؛。！？]")
_COMMAS = regex.compile(r"\s*,[^.!?…;:]*,\s*")
"""An aside between two commas."""
_CAPITAL = regex.compile(r"[^\p{L}]*\p{Lu}")


def continues_quotation(
    text: str, first: RawQuotation, second: RawQuotation, around: tuple[Context, Context], speech: Speech
) -> bool:
    """Tell whether the second of two neighbours continues the quotation begun by the first."""
    gap = around[0].after
    if around[0].note or not around[0].adjoins or {first.form, second.form} != {QuotationForm.MARKS}:
        return False
    if any(bracket in gap for bracket in "()[]") or _is_mention(text, first, around[0], speech):
        return False
    last = text[first.inner.end - 1]
    if not words(gap):
        ended = _STOP.match(gap) or last in ".!?…"
        return bool(ended) and text[second.inner.start].isupper()
    # After any aside between commas, words in lower case continue the quotation.
    aside = text[second.inner.start].islower() and _COMMAS.fullmatch(last + gap if last == "," else gap)
    if not (aside and len(words(gap)) <= _LONGEST_CLAUSE) and not _interrupts(gap, last, speech):
        return False
    speakers = {speech.speaker(gap), speech.speaker(clause_after(text, second, around[1]))} - {""}
    return len(speakers) <= 1


def _is_mention(text: str, raw: RawQuotation, context: Context, speech: Speech) -> bool:
    """Tell whether a quotation is only a name or a term inside the author's sentence, not the beginning of speech."""
    quoted = words(raw.inner.slice(text)[:_SHORT])
    return len(quoted) <= _NAME_LENGTH and bool(clause_before(context).strip()) and not speech.leads_in(context.before)


def _interrupts(gap: str, last: str, speech: Speech) -> bool:
    """Tell whether the text between two quotations is only a reporting clause.

    `last` is the last character of the first quotation.
    """
    between = words(gap)
    if len(between) > _LONGEST_CLAUSE or not speech.has_report(gap) or speech.ends_with_colon_or_conjunction(gap):
        return False
    begins_apart = _SET_OFF.match(gap) or last in ",.!?…،؟，。！？" or speech.has_report(between[0])
    ends_apart = _SET_OFF_END.search(gap) or speech.introduces_quotation(gap)
    if (
        (_STOP.match(gap) or last == ".")
        and _CAPITAL.match(gap)
        and (speech.leads_in(gap) or not speech.opens_with_report(gap))
    ):
        return False
    handed_on = speech.leads_in(gap) and SENTENCE_END.search(gap.strip(" .,;:!?…—–-"))
    return bool(begins_apart and ends_apart and not handed_on)


def clause_after(text: str, raw: RawQuotation, context: Context) -> str:
    """Return the rest of the sentence after a quotation; empty if the sentence ends with the quotation."""
    after = context.after
    stopped = text[raw.inner.end - 1] == "." and _CAPITAL.match(after)
    if _STOP.match(after) or stopped:
        return ""
    end = SENTENCE_END.search(after)
    return after[: end.start()] if end else after


def clause_before(context: Context) -> str:
    """Return the part of the sentence before a quotation."""
    end = 0
    # A sentence end needs a following mark to be found, so append the mark of the quotation.
    for match in SENTENCE_END.finditer(context.before + "“"):
        end = match.end()
    return context.before[end:]


def speaker(text: str, raw: RawQuotation, context: Context, speech: Speech) -> str:
    """Return the speaker named by the reporting clause next to a quotation, or an empty string."""
    after = clause_after(text, raw, context)
    if speech.has_early_report(after) and (name := speech.speaker(after)):
        return name
    before = clause_before(context)
    return speech.speaker(before, nearest_end=True) if speech.leads_in(before) else ""
