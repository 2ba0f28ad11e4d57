"""Neighbouring quotations -> whether they are pieces of one, and who speaks.

Two neighbours are pieces of one quotation if only a reporting clause stands between them, or, the first having ended
its sentence, nothing at all; unless the first calls a note of its own, the words between lead to new words ("and adds
that") or make a sentence that does not open with the report, or the second has a clause of its own that names somebody
else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from align.model import QuotationForm
from align.quote.context import SENTENCE_END
from align.quote.speech import words

if TYPE_CHECKING:
    from align.quote.context import Context
    from align.quote.found import Found
    from align.quote.speech import Speech

_LONGEST_CLAUSE = 14
"""Words of a reporting clause between two pieces."""
_NAME_LENGTH = 3
"""Words of what may be a mere name or term."""
_SHORT = 100
_SET_OFF = regex.compile(r"\s*[.,;:!?…—–،؛؟，。！？-]")
_SET_OFF_END = regex.compile(r"[.,;:!?…—–،，。：-]\s*$")
_STOP = regex.compile(r"\s*[.!?…;؟؛。！？]")
_COMMAS = regex.compile(r"\s*,[^.!?…;:]*,\s*")
"""What two commas set off."""
_CAPITAL = regex.compile(r"[^\p{L}]*\p{Lu}")


def follows(text: str, first: Found, second: Found, around: tuple[Context, Context], speech: Speech) -> bool:
    """Tell whether the second of two neighbours goes on with the quotation that the first began."""
    gap = around[0].after
    if around[0].note or not around[0].adjoins or {first.form, second.form} != {QuotationForm.MARKS}:
        return False
    if any(bracket in gap for bracket in "()[]") or _mentioned(text, first, around[0], speech):
        return False
    last = text[first.inner.end - 1]
    if not words(gap):
        ended = _STOP.match(gap) or last in ".!?…"
        return bool(ended) and text[second.inner.start].isupper()
    # Words that go on in lower case after an aside between commas go on with the quotation, whatever the aside says.
    aside = text[second.inner.start].islower() and _COMMAS.fullmatch(last + gap if last == "," else gap)
    if not (aside and len(words(gap)) <= _LONGEST_CLAUSE) and not _interrupts(gap, last, speech):
        return False
    speakers = {speech.speaker(gap), speech.speaker(clause_after(text, second, around[1]))} - {""}
    return len(speakers) <= 1


def _mentioned(text: str, found: Found, context: Context, speech: Speech) -> bool:
    """Tell whether a quotation is but a name or a term inside the author's sentence, which begins nobody's words."""
    quoted = words(found.inner.slice(text)[:_SHORT])
    return len(quoted) <= _NAME_LENGTH and bool(clause_before(context).strip()) and not speech.leads(context.before)


def _interrupts(gap: str, last: str, speech: Speech) -> bool:
    """Tell whether the words between two quotations only report them; `last` is the last character of the first."""
    between = words(gap)
    if len(between) > _LONGEST_CLAUSE or not speech.reports(gap) or speech.hands_over(gap):
        return False
    begins_apart = _SET_OFF.match(gap) or last in ",.!?…،؟，。！？" or speech.reports(between[0])
    ends_apart = _SET_OFF_END.search(gap) or speech.introduces(gap)
    if (_STOP.match(gap) or last == ".") and _CAPITAL.match(gap) and (speech.leads(gap) or not speech.opens(gap)):
        return False
    handed_on = speech.leads(gap) and SENTENCE_END.search(gap.strip(" .,;:!?…—–-"))
    return bool(begins_apart and ends_apart and not handed_on)


def clause_after(text: str, found: Found, context: Context) -> str:
    """Return the rest of the sentence that a quotation begins, or nothing if its sentence ends with it."""
    after = context.after
    stopped = text[found.inner.end - 1] == "." and _CAPITAL.match(after)
    if _STOP.match(after) or stopped:
        return ""
    end = SENTENCE_END.search(after)
    return after[: end.start()] if end else after


def clause_before(context: Context) -> str:
    """Return the part before a quotation of the sentence that it stands in."""
    end = 0
    # The quotation itself is what follows the last of these ends, so its mark has to be there to be seen.
    for match in SENTENCE_END.finditer(context.before + "“"):
        end = match.end()
    return context.before[end:]


def speaker(text: str, found: Found, context: Context, speech: Speech) -> str:
    """Return whom the reporting clause beside a quotation names, or an empty text."""
    after = clause_after(text, found, context)
    if speech.begins(after) and (name := speech.speaker(after)):
        return name
    before = clause_before(context)
    return speech.speaker(before, nearest_end=True) if speech.leads(before) else ""
