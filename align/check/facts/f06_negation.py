"""F06: only one version negates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.facts.findings import hints
from align.check.facts.mismatch import PairMismatch
from align.check.facts.negation import unanswered_negations
from align.check.facts.pairs import facts_of_pair, ladders_in_context
from align.check.rule import Rule, Subject
from align.lang.facts import FactKind, Mismatch
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    return hints(subject, RULE, "negation", _mismatches(subject))


def _mismatches(subject: Subject) -> Iterator[PairMismatch]:
    for ladder in ladders_in_context(subject):
        for context in ladder:
            pair = context.pair
            left, right = facts_of_pair(subject, pair)
            lengths = len(pair.src.text), len(pair.tgt.text)
            for fact in unanswered_negations(left, lengths[0], right, lengths[1]):
                yield PairMismatch(pair, Mismatch(kind=FactKind.NEGATION, left=fact, right=None))
            for fact in unanswered_negations(right, lengths[1], left, lengths[0]):
                yield PairMismatch(pair, Mismatch(kind=FactKind.NEGATION, left=None, right=fact))


RULE = Rule(
    code="F06",
    name="Negation on one side only",
    severity=Severity.INFO,
    rationale=(
        "A lost “not” reverses a sentence. Negations are counted on both sides, including words such as “unable” and"
        " “without”. If one side has more, its negation with the worst fitting position is reported, unless the other"
        " side has a word such as “unhappy” there. But languages negate in many ways, and good translations often"
        " rephrase («чужого тут нет», “the book is ours”). So the finding is only a hint. It is a warning if"
        " --changed-since shows that an edit of one version caused it. In a quotation whose source is supplied, Q09"
        " reports a lost negation, as a warning."
    ),
    bad="«нам не заплатили» / “we have been paid”",
    good="«нам не заплатили» / “we were never paid”",
    check=_check,
)
