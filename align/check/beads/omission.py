"""Sentences that one version has and the other has not: what the rules about omission and addition share."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from math import log
from typing import TYPE_CHECKING

import regex

from align.check.beads.proportion import deviation, proportioned
from align.check.passage import Passage, is_stopped
from align.model import CharSpan, Finding, Place, SegSpan, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.check.passage import Pair
    from align.check.rule import Rule, Subject

_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}’'-]*")
_SENTENCE, _STOPPED = 4, 3
"""Words from which on a segment is a sentence, and not the heading of a chapter; fewer do if it ends like one."""
_CERTAIN = 0.95
_SPREAD = 1.9
"""Standard deviation of lengths from the expected ones; see `proportion`."""
_ODDS = -1.0
"""Logarithm of the odds from which a sentence is taken for superfluous in its bead.

Of news with a sentence left out, a third more such sentences are found than at 0, of two sentences that were rendered
by one, 2 in 100 are reported instead of 1.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """Neighbouring sentences of one version that the other lacks."""

    passage: Passage
    other: str
    """Id of the version that lacks them."""
    passages: tuple[Passage, ...]
    """The bead that they stand in, if they have been put into one with others; otherwise the sentences alone, and the
    place without words where the other version might have them."""
    confidence: float
    """Probability that they stand alone, as far as the ladder tells."""
    faced: bool = False
    """Whether sentences of the other version stand alone right beside them: these may be a free rendering of them."""


def lacking(subject: Subject, *, in_target: bool) -> Iterator[Lacking]:
    """Yield what the translations lack, or else what they have and the pivot lacks; what people accepted is left out.

    A sentence without a counterpart stands alone in the ladder. A short one may have been put into the bead of a
    neighbour; it is taken for superfluous there if the bead is doubtful and has the length to be expected without it.
    """
    yield from _alone(subject, in_target=in_target)
    yield from _joined(subject, in_target=in_target)


def _alone(subject: Subject, *, in_target: bool) -> Iterator[Lacking]:
    """Yield the runs of sentences that stand alone in a ladder."""

    def stands(pair: Pair) -> bool:
        has, lacks = _sides(pair, in_target=in_target)
        return bool(has.text) and not lacks.text and pair.bead.status is not Status.ACCEPTED

    for ladder in subject.pivotal:
        for alone, group in groupby(range(len(ladder)), key=lambda index: stands(ladder[index])):
            if alone:
                run = list(group)
                sides = [_sides(ladder[index], in_target=in_target) for index in run]
                passage = _joint(subject, [has for has, _ in sides])
                beside = ladder[max(run[0] - 1, 0)], ladder[min(run[-1] + 1, len(ladder) - 1)]
                other = sides[0][1]
                yield Lacking(
                    passage=passage,
                    other=other.document,
                    passages=(passage, other),
                    confidence=min(ladder[index].bead.confidence for index in run),
                    faced=any(
                        not _sides(pair, in_target=in_target)[0].text and pair.bead.status is not Status.ACCEPTED
                        for pair in beside
                    ),
                )


def _joined(subject: Subject, *, in_target: bool) -> Iterator[Lacking]:
    """Yield the sentences that doubtful beads joined to neighbours."""
    for pair, ratio in proportioned(subject):
        if pair.bead.status is not Status.ACCEPTED and pair.bead.confidence < 1:
            sentence = _superfluous(subject, pair, ratio if in_target else 1 / ratio, in_target=in_target)
            if sentence:
                _, lacks = _sides(pair, in_target=in_target)
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


def _superfluous(subject: Subject, pair: Pair, ratio: float, *, in_target: bool) -> Passage | None:
    """Return the sentence without which the other side has just the length to be expected, if there is one.

    The odds are those that the ladder gives against the bead, times how much likelier the length of the other side, of
    one sentence, is without it. `ratio` is the expected length of that side to this one's.
    """
    has, lacks = _sides(pair, in_target=in_target)
    run, length = pair.bead.src if in_target else pair.bead.tgt, len(lacks.plain)
    whole = deviation(len(has.plain), length, ratio)
    if len(run) == 1 or lacks.segments > 1 or whole >= 0:
        return None
    version = subject.versions[has.document]
    sentences = [Passage.of(version, SegSpan(start=index, end=index + 1)) for index in run]
    rest = {each: abs(deviation(len(has.plain) - len(each.plain), length, ratio)) for each in sentences}
    best = min(sentences, key=lambda each: rest[each])
    against = log((1 - pair.bead.confidence) / pair.bead.confidence)
    return best if against + (whole**2 - rest[best] ** 2) / (2 * _SPREAD**2) > _ODDS else None


def is_sentence(passage: Passage) -> bool:
    """Tell whether a passage has as many words as a sentence."""
    return len(_WORD.findall(passage.text)) >= (_STOPPED if is_stopped(passage.text) else _SENTENCE)


def report(rule: Rule, found: Lacking, message: str) -> Finding:
    """Return the finding; it is certain if the ladder is, and no more than a hint if the words are no sentence.

    It is no more than a hint, either, where the ladder is in doubt and sentences of both versions stand alone side by
    side.
    """
    certain = found.confidence >= _CERTAIN
    severity = rule.severity if certain else Severity.WARNING
    if not is_sentence(found.passage) or (found.faced and not certain):
        severity = Severity.INFO
    return Finding(
        rule=rule.code,
        severity=severity,
        message=message,
        place=found.passage.place,
        passages=tuple(passage.place for passage in found.passages),
        texts=(found.passage.plain, found.other),  # Two versions may lack the same.
    )
