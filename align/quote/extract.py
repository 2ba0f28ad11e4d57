"""Document -> its quotations, notes, calls, and anomalies: all steps in their order."""

from __future__ import annotations

import hashlib
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from align.lang.quotes import quote_rules
from align.model import FragmentMark, Mark, Quotation, QuotationForm, QuotationKind, Quoted
from align.quote.chains import continues_quotation, speaker
from align.quote.context import Surroundings
from align.quote.forms import block_quotations, turns
from align.quote.interruptions import drop_overlaps, find_marks, fragments, marks_inside
from align.quote.kinds import kind
from align.quote.marks import parse
from align.quote.notes import missing_partners, note_calls, notes
from align.quote.speech import speech
from align.quote.tree import build_tree, children

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from align.model import CharSpan, Document
    from align.quote.context import Context
    from align.quote.speech import Speech
    from align.quote.tree import RawQuotation, TreeNode

_WORD = regex.compile(r"[\p{L}\p{N}]+")


def quotations(document: Document) -> Quoted:
    """Find all quotations, notes and note calls of a document, in time linear in its length."""
    text = document.text
    rules = quote_rules(document.lang)
    spoken = speech(rules)
    calls = note_calls(document)
    noted, broken = notes(document, rules)
    raw_quotations, unbalanced = parse(text, document.blocks, spoken)
    raw_quotations += [
        *block_quotations(text, document.blocks, raw_quotations, calls),
        *turns(text, document.blocks, raw_quotations, calls, spoken),
    ]
    nodes = build_tree(raw_quotations)
    inner_by_parent = children(nodes)

    around = Surroundings(document, calls)
    contexts = around.contexts(nodes, inner_by_parent)
    chain = _chains(text, nodes, inner_by_parent, contexts, spoken)
    last = {first: index for index, first in enumerate(chain)}
    pieces = Counter(chain)
    marks = _interruptions(text, nodes, inner_by_parent, find_marks(document, calls, rules), spoken)
    speakers: dict[int, str] = {}
    for index, first in enumerate(chain):
        named = _speaker(text, nodes[index].raw, contexts[index], marks[index], spoken)
        between = "" if index == last[first] else spoken.speaker(contexts[index].after)
        speakers[first] = speakers.get(first) or named or between

    quoted: list[Quotation] = []
    occurrences: Counter[str] = Counter()
    for index, one in enumerate(nodes):
        first, end = chain[index], contexts[last[chain[index]]]
        chained = pieces[first] > 1
        cut = fragments(text, one.raw.inner, marks[index])
        block = around.block(one.raw.outer.start)
        role = kind(text, one.raw, contexts[index], block, spoken, chained=chained)
        is_speech = role is QuotationKind.QUOTATION
        digest = _digest(text, cut)
        occurrences[digest] += 1
        own = f"{digest}-{occurrences[digest]}"
        quoted.append(
            Quotation(
                id=own,
                span=one.raw.inner,
                depth=one.depth,
                kind=role,
                form=one.raw.form,
                chain=(own if index == first else quoted[first].id) if chained else "",
                speaker=speakers[first] if is_speech else "",
                note=end.sentence_note if is_speech else end.note,
                marks=tuple(marks[index]),
                fragments=cut,
            )
        )
    anomalies = [*unbalanced, *broken, *missing_partners(document, calls, noted)]
    return Quoted(
        document=document.id,
        quotations=tuple(quoted),
        notes=tuple(noted),
        calls=tuple(calls),
        anomalies=tuple(sorted(anomalies, key=lambda a: (a.span, a.kind, a.label))),
    )


def _chains(
    text: str,
    nodes: Sequence[TreeNode],
    inner_by_parent: Mapping[int, Sequence[int]],
    contexts: Sequence[Context],
    spoken: Speech,
) -> list[int]:
    """Return for each quotation the index of the first piece of its chain, its own index if it is not in a chain."""
    chain = list(range(len(nodes)))
    for siblings in inner_by_parent.values():
        for i, j in pairwise(siblings):
            if continues_quotation(text, nodes[i].raw, nodes[j].raw, (contexts[i], contexts[j]), spoken):
                chain[j] = chain[i]
    return chain


def _interruptions(
    text: str,
    nodes: Sequence[TreeNode],
    inner_by_parent: Mapping[int, Sequence[int]],
    everywhere: Sequence[Mark],
    spoken: Speech,
) -> list[list[Mark]]:
    """Return the interruptions of each quotation.

    The marks inside an inner quotation also interrupt the outer one. Its reporting clauses do not, because they are
    words of the outer quotation.
    """
    repeats = [Mark(kind=FragmentMark.REPEAT, span=span) for one in nodes for span in one.raw.repeats]
    everywhere = list(drop_overlaps([*everywhere, *repeats]))
    marks: list[list[Mark]] = []
    for index, one in enumerate(nodes):
        inner = [nodes[child].raw.outer for child in inner_by_parent.get(index, ())]
        clauses = [
            Mark(kind=FragmentMark.CLAUSE, span=span)
            for span in _without_overlap(
                spoken.clauses(text, one.raw.inner, dashed=one.raw.form is QuotationForm.DIALOGUE), inner
            )
        ]
        marks.append(list(drop_overlaps([*marks_inside(everywhere, one.raw.inner), *clauses])))
    return marks


def _without_overlap(spans: Sequence[CharSpan], others: Sequence[CharSpan]) -> list[CharSpan]:
    """Return the spans that overlap none of the others; both are in order."""
    kept: list[CharSpan] = []
    at = 0
    for span in spans:
        while at < len(others) and others[at].end <= span.start:
            at += 1
        if at == len(others) or others[at].start >= span.end:
            kept.append(span)
    return kept


def _speaker(text: str, raw: RawQuotation, context: Context, marks: Sequence[Mark], spoken: Speech) -> str:
    """Return the speaker named by the reporting clause in, after or before a quotation."""
    clauses = [mark.span.slice(text) for mark in marks if mark.kind is FragmentMark.CLAUSE]
    # The final reporting clause of a turn of a dialogue comes after its words, but inside its paragraph.
    clauses.append(text[raw.inner.end : raw.outer.end])
    named = next(filter(None, map(spoken.speaker, clauses)), "")
    return named or speaker(text, raw, context, spoken)


def _digest(text: str, spans: Sequence[CharSpan]) -> str:
    """Return a short hash of the quoted words, independent of case, punctuation and white space."""
    words = (word.casefold() for span in spans for word in _WORD.findall(text, span.start, span.end))
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:10]
