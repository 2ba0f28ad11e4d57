"""Document -> its quotations, notes and calls, and what is wrong with them: every step in its order."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from align.lang.quotes import quote_rules
from align.model import FragmentMark, Mark, Quotation, QuotationForm, QuotationKind, Quoted
from align.quote.chains import follows, speaker
from align.quote.context import Surroundings
from align.quote.forms import block_quotations, turns
from align.quote.found import children, place
from align.quote.interruptions import disjoint, fragments, marks_of, within
from align.quote.kinds import kind
from align.quote.marks import parse
from align.quote.notes import note_calls, notes, unmatched
from align.quote.speech import speech

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from align.model import CharSpan, Document
    from align.quote.context import Context
    from align.quote.found import Found, Placed
    from align.quote.speech import Speech

_WORD = regex.compile(r"[\p{L}\p{N}]+")


def quotations(document: Document) -> Quoted:
    """Find everything that a document quotes, in time linear in its length."""
    text = document.text
    rules = quote_rules(document.lang)
    spoken = speech(rules)
    calls = note_calls(document)
    noted, broken = notes(document, rules)
    founds, unbalanced = parse(text, document.blocks, spoken)
    founds += [
        *block_quotations(text, document.blocks, founds, calls),
        *turns(text, document.blocks, founds, calls, spoken),
    ]
    placed = place(founds)
    held = children(placed)

    around = Surroundings(document, calls)
    contexts = around.contexts(placed, held)
    chain = _chains(text, placed, held, contexts, spoken)
    last = {first: index for index, first in enumerate(chain)}
    pieces = Counter(chain)
    marks = _marks(text, placed, held, marks_of(document, calls, rules), spoken)
    speakers: dict[int, str] = {}
    for index, first in enumerate(chain):
        named = _speaker(text, placed[index].found, contexts[index], marks[index], spoken)
        between = "" if index == last[first] else spoken.speaker(contexts[index].after)
        speakers[first] = speakers.get(first) or named or between

    quoted: list[Quotation] = []
    occurrences: Counter[str] = Counter()
    for index, one in enumerate(placed):
        first, end = chain[index], contexts[last[chain[index]]]
        chained = pieces[first] > 1
        cut = fragments(text, one.found.inner, marks[index])
        block = around.block(one.found.outer.start)
        role = kind(text, one.found, contexts[index], block, spoken, chained=chained)
        is_speech = role is QuotationKind.QUOTATION
        digest = _digest(text, cut)
        occurrences[digest] += 1
        own = f"{digest}-{occurrences[digest]}"
        quoted.append(
            Quotation(
                id=own,
                span=one.found.inner,
                depth=one.depth,
                kind=role,
                form=one.found.form,
                chain=(own if index == first else quoted[first].id) if chained else "",
                speaker=speakers[first] if is_speech else "",
                note=end.sentence_note if is_speech else end.note,
                marks=tuple(marks[index]),
                fragments=cut,
            )
        )
    anomalies = [*unbalanced, *broken, *unmatched(document, calls, noted)]
    return Quoted(
        document=document.id,
        quotations=tuple(quoted),
        notes=tuple(noted),
        calls=tuple(calls),
        anomalies=tuple(sorted(anomalies, key=lambda a: (a.span, a.kind, a.label))),
    )


def _chains(
    text: str,
    placed: Sequence[Placed],
    held: Mapping[int, Sequence[int]],
    contexts: Sequence[Context],
    spoken: Speech,
) -> list[int]:
    """Return for every quotation the index of the first piece of its chain, its own if it stands alone."""
    chain = list(range(len(placed)))
    for siblings in held.values():
        for i, j in pairwise(siblings):
            if follows(text, placed[i].found, placed[j].found, (contexts[i], contexts[j]), spoken):
                chain[j] = chain[i]
    return chain


def _marks(
    text: str,
    placed: Sequence[Placed],
    held: Mapping[int, Sequence[int]],
    everywhere: Sequence[Mark],
    spoken: Speech,
) -> list[list[Mark]]:
    """Return what interrupts the words of each quotation.

    The marks of an inner quotation interrupt the outer one too; not so its reporting clauses, which are the outer one's
    own words.
    """
    repeats = [Mark(kind=FragmentMark.REPEAT, span=span) for one in placed for span in one.found.repeats]
    everywhere = list(disjoint([*everywhere, *repeats]))
    marks: list[list[Mark]] = []
    for index, one in enumerate(placed):
        inner = [placed[child].found.outer for child in held.get(index, ())]
        clauses = [
            Mark(kind=FragmentMark.CLAUSE, span=span)
            for span in _apart(
                spoken.clauses(text, one.found.inner, dashed=one.found.form is QuotationForm.DIALOGUE), inner
            )
        ]
        marks.append(list(disjoint([*within(everywhere, one.found.inner), *clauses])))
    return marks


def _apart(spans: Sequence[CharSpan], others: Sequence[CharSpan]) -> list[CharSpan]:
    """Return the spans that overlap none of some others; both in order."""
    kept: list[CharSpan] = []
    at = 0
    for span in spans:
        while at < len(others) and others[at].end <= span.start:
            at += 1
        if at == len(others) or others[at].start >= span.end:
            kept.append(span)
    return kept


def _speaker(text: str, found: Found, context: Context, marks: Sequence[Mark], spoken: Speech) -> str:
    """Return whom the reporting clause in, after or before a quotation names."""
    clauses = [mark.span.slice(text) for mark in marks if mark.kind is FragmentMark.CLAUSE]
    # The reporting clause that ends a turn of a dialogue stands behind its words, but inside its paragraph.
    clauses.append(text[found.inner.end : found.outer.end])
    named = next(filter(None, map(spoken.speaker, clauses)), "")
    return named or speaker(text, found, context, spoken)


def _digest(text: str, spans: Sequence[CharSpan]) -> str:
    """Return a short name for the quoted words, whatever their case, punctuation and white space."""
    words = (word.casefold() for span in spans for word in _WORD.findall(text, span.start, span.end))
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:10]
