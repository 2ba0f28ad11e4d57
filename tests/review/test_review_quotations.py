"""What people hold of quotations."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from align.model import Action, CharSpan, Decision, Quotation, QuotationKind, SegSpan, Sourced
from align.review.passages import RunIndex, TextIndex
from align.review.quotations import QuotationOpinion, resolve_quotations

WORDS = "Le fleuve a gardé trois marins."
SOURCE = "Река оставила трёх матросов. Больше ничего."


def held(steps: list[tuple[Action, str]]) -> QuotationOpinion:
    """Return what holds after steps: verdicts by their values, corrections by the words that they name."""
    runs, source = RunIndex([WORDS]), TextIndex(SOURCE)
    quotation = Quotation(id="q", span=CharSpan(start=0, end=len(WORDS)), depth=1, kind=QuotationKind.QUOTATION)
    decisions = []
    for number, (action, value) in enumerate(steps):
        sourced = None
        if action is Action.SPAN:
            at = SOURCE.index(value)
            sourced = Sourced(document="ru/a", passage=source.passage(CharSpan(start=at, end=at + len(value))))
        decisions.append(
            Decision(
                id=f"d{number}",
                action=action,
                reviewer="Ann",
                at=datetime(2026, 3, 1, tzinfo=UTC) + timedelta(seconds=number),
                src="fr/a",
                quotation=runs.passage(SegSpan(start=0, end=1)),
                source=sourced,
                value="" if sourced else value,
            )
        )
    opinions, parked = resolve_quotations({"fr/a": (runs, [quotation])}, {"ru/a": source}, decisions)
    assert not parked
    return opinions["fr/a", "q"]


UPHELD, OVERRULED = (Action.UPHOLD, "altered"), (Action.OVERRULE, "verbatim")
HERE, THERE = (Action.SPAN, "Река оставила"), (Action.SPAN, "Больше ничего.")


@pytest.mark.parametrize(
    ("steps", "action", "value"),
    [
        ([UPHELD], "uphold", "altered"),
        ([UPHELD, HERE], "span", ""),
        ([HERE, UPHELD], "uphold", "altered"),
        ([HERE, UPHELD, HERE], "span", "altered"),
        ([HERE, UPHELD, THERE], "span", ""),
        ([OVERRULED, HERE], "span", "verbatim"),
        ([OVERRULED, UPHELD, HERE], "span", ""),
    ],
)
def test_a_verdict_that_was_found_right_goes_with_the_place_it_was_about(
    steps: list[tuple[Action, str]], action: str, value: str
) -> None:
    opinion = held(steps)
    assert (opinion.action, opinion.value) == (action, value)
