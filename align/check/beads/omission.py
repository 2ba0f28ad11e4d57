"""Ladders of the pivot -> sentences that only one version has: what B01 and B02 share."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from math import log
from typing import TYPE_CHECKING

from align.check.beads.proportion import deviation, pairs_with_ratio
from align.check.passage import Passage, is_sentence
from align.model import CharSpan, Finding, Place, SegSpan, Severity, Status

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.check.passage import Pair
    from align.check.rule import Rule, Subject

_CERTAIN = 0.95
_SPREAD = 1.9
"""Standard deviation of lengths from the expected ones; see `proportion`."""
_ODDS = -1.0
"""Least logarithm of the odds that a sentence of a bead has no counterpart there.

Compared with 0, it finds a third more of the sentences left out of news. Of the pairs of sentences that a translator
rendered by one, it reports 2 in 100 instead of 1.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Omission:
    """Neighbouring sentences of one version that the other version omits."""

    passage: Passage
    """The sentences."""
    other: Passage
    """The passage of the version that omits them: empty, or the other side of their bead."""
    passages: tuple[Passage, ...]
    """What to show: both sides of the bead of the sentences; if they stand alone, the sentences and the place where
    the other version might have them."""
    confidence: float
    """Probability that the sentences stand alone, as far as the ladder tells."""
    faced: bool = False
    """Whether sentences of the other version stand alone right beside these, and may be a free rendering of them."""


def omissions(subject: Subject, *, in_target: bool) -> Iterator[Omission]:
    """Yield the sentences that one version omits; what a person accepted is left out.

    A sentence without a counterpart stands alone in the ladder. A short one may have been put into the bead of a
    neighbour: it counts as omitted if the bead is doubtful and has the expected length without it.

    Args:
        in_target: whether to yield what the translations omit of the pivot, or what the pivot lacks of a translation.
    """
    yield from _sentences_alone(subject, in_target=in_target)
    yield from _sentences_beside_neighbours(subject, in_target=in_target)


def _sentences_alone(subject: Subject, *, in_target: bool) -> Iterator[Omission]:
    """Yield the runs of sentences that stand alone in a ladder."""

    def is_alone(pair: Pair) -> bool:
        has, lacks = _sides(pair, in_target=in_target)
        return bool(has.text) and not lacks.text and pair.bead.status is not Status.ACCEPTED

    for ladder in subject.pivotal:
        for alone, group in groupby(range(len(ladder)), key=lambda index: is_alone(ladder[index])):
            if alone:
                run = list(group)
                sides = [_sides(ladder[index], in_target=in_target) for index in run]
                passage = _merge(subject, [has for has, _ in sides])
                neighbours = ladder[max(run[0] - 1, 0)], ladder[min(run[-1] + 1, len(ladder) - 1)]
                other = sides[0][1]
                yield Omission(
                    passage=passage,
                    other=other,
                    passages=(passage, other),
                    confidence=min(ladder[index].bead.confidence for index in run),
                    faced=any(
                        not _sides(pair, in_target=in_target)[0].text and pair.bead.status is not Status.ACCEPTED
                        for pair in neighbours
                    ),
                )


def _sentences_beside_neighbours(subject: Subject, *, in_target: bool) -> Iterator[Omission]:
    """Yield the sentences that doubtful beads join to their neighbours."""
    for pair, ratio in pairs_with_ratio(subject):
        if pair.bead.status is not Status.ACCEPTED and pair.bead.confidence < 1:
            sentence = _superfluous_sentence(subject, pair, ratio if in_target else 1 / ratio, in_target=in_target)
            if sentence:
                _, other = _sides(pair, in_target=in_target)
                yield Omission(passage=sentence, other=other, passages=(pair.src, pair.tgt), confidence=0.0)


def _sides(pair: Pair, *, in_target: bool) -> tuple[Passage, Passage]:
    """Return the side that may have too much, then the side that may omit something."""
    return (pair.src, pair.tgt) if in_target else (pair.tgt, pair.src)


def _merge(subject: Subject, passages: Sequence[Passage]) -> Passage:
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


def _superfluous_sentence(subject: Subject, pair: Pair, ratio: float, *, in_target: bool) -> Passage | None:
    """Return the sentence of a bead without which the other side has the expected length; None if there is none.

    The other side must be one sentence. The odds are those of the ladder against the bead, times how much more probable
    the length of the other side is without the sentence.

    Args:
        ratio: expected length of the other side for one character of this side.
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


def omission_finding(rule: Rule, found: Omission, message: str) -> Finding:
    """Return the finding about an omission.

    It has the severity of the rule if the ladder is certain, and is a warning if not. It is an info if the words are
    not a sentence, or if the ladder is in doubt and sentences of both versions stand alone side by side.
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
        # Two versions may omit the same sentence; the id makes two fingerprints of that.
        texts=(found.passage.plain, found.other.document),
    )
