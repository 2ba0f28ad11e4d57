"""F04: a web or mail address differs."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from align.check.facts.findings import findings
from align.check.facts.mismatch import PairMismatch
from align.check.facts.pairs import facts_in_text, ladders_in_context
from align.check.rule import Rule, Subject
from align.lang.facts import FactKind, Mismatch, same_address
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from align.check.passage import Passage
    from align.lang.facts import Fact
    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    return findings(subject, RULE, "address", _mismatches(subject))


def _mismatches(subject: Subject) -> Iterator[PairMismatch]:
    for ladder in ladders_in_context(subject):
        for context in ladder:
            pair = context.pair
            near = (pair, *context.neighbours)
            left = _missing_addresses(_addresses(subject, [pair.src]), _addresses(subject, [each.tgt for each in near]))
            right = _missing_addresses(
                _addresses(subject, [pair.tgt]), _addresses(subject, [each.src for each in near])
            )
            for one, other in zip_longest(left, right):
                mismatch = Mismatch(kind=FactKind.ADDRESS, left=one, right=other)
                yield PairMismatch(pair, mismatch)


def _addresses(subject: Subject, passages: Iterable[Passage]) -> list[Fact]:
    return [fact for passage in passages for fact in facts_in_text(subject, passage) if fact.kind is FactKind.ADDRESS]


def _missing_addresses(facts: list[Fact], others: list[Fact]) -> list[Fact]:
    return [fact for fact in facts if not any(same_address(str(fact.value), str(other.value)) for other in others)]


RULE = Rule(
    code="F04",
    name="Address differs",
    severity=Severity.WARNING,
    rationale=(
        "Nobody proofreads an address, and one wrong character breaks it. Web and mail addresses are compared by their"
        " target: the scheme, “www.”, capitals in the host and a slash at the end do not matter, and each version may"
        " cite the page in its own language. The rules for notes compare the addresses in notes."
    ),
    bad="« https://exemple.org/1974/05 » / “https://exemple.org/1974/06”",
    good="« https://fr.wikipedia.org/wiki/Moscou » / “en.wikipedia.org/wiki/Moscow”",
    check=_check,
)
