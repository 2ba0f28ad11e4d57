"""F06: a negation stands in one version only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.facing import both_stated, ladders
from align.check.rule import Rule, Subject
from align.check.stated import Differing, findings
from align.lang.facts import FactKind, Mismatch
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from align.lang.facts import Fact
    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    return findings(subject, RULE, "negation", _differing(subject))


def _differing(subject: Subject) -> Iterator[Differing]:
    for ladder in ladders(subject):
        for facing in ladder:
            pair = facing.pair
            left, right = map(_denial, both_stated(subject, pair))
            if (left is None) is not (right is None):
                mismatch = Mismatch(kind=FactKind.NEGATION, left=left, right=right)
                yield Differing(pair, mismatch)


def _denial(facts: Iterable[Fact]) -> Fact | None:
    """Return the first word that denies without doubt."""
    return next((fact for fact in facts if fact.kind is FactKind.NEGATION and fact.firm), None)


RULE = Rule(
    code="F06",
    name="Negation on one side only",
    severity=Severity.INFO,
    rationale=(
        "A lost “not” turns a sentence into its contrary. But languages deny in many ways, “he failed to come” answers"
        " to «он не пришёл» and “the book is ours” to «чужого тут нет», and good translations often do so; therefore"
        " this is a hint and no more, even where one sentence denies once and the other has no word that could answer."
        " A negation lost inside a quotation whose source is supplied is reported by the rule for changed facts, as a"
        " warning."
    ),
    bad="«нам не заплатили» / “we have been paid”",
    good="«нам не заплатили» / “we were never paid”",
    check=_check,
)
