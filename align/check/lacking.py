"""Sentences that one version has and the other has not: what the rules about omission and addition share."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

import regex

from align.check.passage import Passage
from align.check.proportion import deviation, proportioned
from align.model import CharSpan, Finding, Place, SegSpan, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.check.passage import Pair
    from align.check.rule import Rule, Subject

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}’'-]*")
_STOP = regex.compile(r"[.!?…][\s»”’\"')\]]*$")
_SENTENCE, _STOPPED = 4, 3
"""Words from which on a segment is a sentence, and not the heading of a chapter; fewer do if it ends like one."""
_CERTAIN = 0.95
_DOUBTFUL = 0.8
"""Confidence below which a bead may hold a sentence too many."""
_SHORT, _BETTER = 1.0, 0.7
"""How much too short the other side has to be, and how much better it has to answer without the sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """Neighbouring sentences of one version that the other lacks."""

    passage: Passage
    other: str
    """Id of the version that lacks them."""
    passages: tuple[Passage, ...]
    """The bead that they stand in, if they have been put into one with others; otherwise the sentences alone."""
    confidence: float
    """Probability that they stand alone, as far as the ladder tells."""


def lacking(subject: Subject, *, in_target: bool) -> Iterator[Lacking]:
    """Yield what the translations lack, or else what they have and the pivot lacks; what people accepted is left out.

    A sentence without a counterpart stands alone in the ladder. A short one may have been put into the bead of a
    neighbour; it is taken for superfluous there if the bead is doubtful and has the length to be expected without it.
    """
    yield from _alone(subject, in_target=in_target)
    yield from _joined(subject, in_target=in_target)


def _alone(subject: Subject, *, in_target: bool) -> Iterator[Lacking]:
    """Yield the runs of sentences that stand alone in a ladder."""

    def stands(pair: Pair) -> tuple[bool, str]:
        has, lacks = _sides(pair, in_target=in_target)
        alone = bool(has.text) and not lacks.text and pair.bead.status is not Status.ACCEPTED
        return alone, f"{has.document} {lacks.document}"

    for (alone, _), group in groupby(subject.pairs, key=stands):
        if alone:
            pairs = list(group)
            sides = [_sides(pair, in_target=in_target) for pair in pairs]
            passage = _joint(subject, [has for has, _ in sides])
            confidence = min(pair.bead.confidence for pair in pairs)
            yield Lacking(passage=passage, other=sides[0][1].document, passages=(passage,), confidence=confidence)


def _joined(subject: Subject, *, in_target: bool) -> Iterator[Lacking]:
    """Yield the sentences that doubtful beads joined to neighbours."""
    for pair, ratio in proportioned(subject):
        has, lacks = _sides(pair, in_target=in_target)
        if pair.bead.status is not Status.ACCEPTED and pair.bead.confidence < _DOUBTFUL and lacks.segments == 1:
            run, expected = (pair.bead.src, ratio) if in_target else (pair.bead.tgt, 1 / ratio)
            if sentence := _superfluous(subject, has, run, len(lacks.plain), expected):
                yield Lacking(passage=sentence, other=lacks.document, passages=(pair.src, pair.tgt), confidence=0.0)


def _sides(pair: Pair, *, in_target: bool) -> tuple[Passage, Passage]:
    """Return the side that may have too much, and the one that may lack it."""
    return (pair.src, pair.tgt) if in_target else (pair.tgt, pair.src)


def _joint(subject: Subject, passages: Sequence[Passage]) -> Passage:
    """Return neighbouring passages as one."""
    first, last = passages[0], passages[-1]
    span = CharSpan(start=first.span.start, end=last.span.end)
    return Passage(
        document=first.document,
        lang=first.lang,
        span=span,
        text=subject.words(Place(document=first.document, span=span)),
        segments=sum(passage.segments for passage in passages),
    )


def _superfluous(subject: Subject, has: Passage, run: SegSpan, length: int, ratio: float) -> Passage | None:
    """Return the sentence of a run without which the other side has just the length to be expected, if there is one."""
    whole = deviation(len(has.plain), length, ratio)
    if whole > -_SHORT or len(run) == 1:
        return None
    version = subject.versions[has.document]
    sentences = [Passage.of(version, SegSpan(start=index, end=index + 1)) for index in run]
    best = min(sentences, key=lambda each: abs(deviation(len(has.plain) - len(each.plain), length, ratio)))
    without = abs(deviation(len(has.plain) - len(best.plain), length, ratio))
    return best if without + _BETTER < -whole and is_sentence(best) else None


def is_sentence(passage: Passage) -> bool:
    """Tell whether a passage has as many words as a sentence."""
    return len(_WORD.findall(passage.text)) >= (_STOPPED if _STOP.search(passage.text) else _SENTENCE)


def report(rule: Rule, found: Lacking, message: str) -> Finding:
    """Return the finding; it is certain if the ladder is, and no more than a hint if the words are no sentence."""
    severity = rule.severity if found.confidence >= _CERTAIN else Severity.WARNING
    if not is_sentence(found.passage):
        severity = Severity.INFO
    return Finding(
        rule=rule.code,
        severity=severity,
        message=message,
        place=found.passage.place,
        passages=tuple(passage.place for passage in found.passages),
        texts=(found.passage.plain,),
    )
