"""F06: a negation stands in one version only."""

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
        "A lost “not” turns a sentence into its contrary. So denials are counted on both sides, words such as “unable”"
        " and “without” among them; where one side has more, the one is reported whose place fits worst, unless a word"
        " such as “unhappy” answers to it about there. But languages deny in many ways, “the book is ours” answers to"
        " «чужого тут нет», and good translations often do so; therefore this is a hint and no more, but a"
        " warning where --changed-since shows that an edit of one version brought it about."
        " A negation lost inside a quotation whose source is supplied is reported by the rule for changed facts, as a"
        " warning."
    ),
    bad="«нам не заплатили» / “we have been paid”",
    good="«нам не заплатили» / “we were never paid”",
    check=_check,
)
