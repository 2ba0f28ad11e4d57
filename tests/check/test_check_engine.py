from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from check_outcomes import documents, place
from check_subjects import subject
from hypothesis import given, strategies as st

from align.check import add_fingerprints, all_rules, check, find_rule, select_rules
from align.check.outcome import State, make_outcome
from align.check.suppressions import Suppression
from align.model import CharSpan, Finding, Place, Severity, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def finding(text: str, at: int = 0, *, document: str = "fr/a", rule: str = "N01") -> Finding:
    span = CharSpan(start=at, end=at + 1)
    return Finding(
        rule=rule,
        severity=Severity.ERROR,
        message="wrong",
        place=Place(document=document, span=span),
        texts=(text,),
    )


def prints(findings: Sequence[Finding]) -> list[str]:
    return [judged.fingerprint for judged in add_fingerprints(findings)]


# ---- rules


def test_every_rule_is_complete_and_has_its_own_code() -> None:
    rules = all_rules()
    assert len({rule.code for rule in rules}) == len(rules) > 20
    for rule in rules:
        assert rule.code[0] in "SBFQNTR"
        assert rule.code[1:].isdigit()
        assert all(text.strip() for text in (rule.name, rule.rationale, rule.bad, rule.good))


@pytest.mark.parametrize(
    ("select", "ignore", "expected"),
    [
        (("N",), (), {"N01", "N02", "N03", "N04", "N05", "N06", "N07", "N08", "N09", "N10"}),
        (("n01", "S04"), (), {"N01", "S04"}),
        (("N", "S04"), ("N", "S04"), set()),
        (("N01",), ("N",), {"N01"}),
        (("B",), ("B01", "b02", "B03", "B04"), {"B05"}),
    ],
)
def test_rules_are_selected_by_code_and_family(
    select: tuple[str, ...], ignore: tuple[str, ...], expected: set[str]
) -> None:
    assert {rule.code for rule in select_rules(select, ignore)} == expected


def test_without_a_selection_all_rules_apply() -> None:
    assert select_rules((), ()) == all_rules()


def test_an_unknown_rule_names_the_nearest() -> None:
    with pytest.raises(UsageError, match='neither a rule nor a family of rules; the nearest known is "N'):
        select_rules(("N0",), ())
    with pytest.raises(UsageError, match='unknown rule "B9"'):
        find_rule("B9")


# ---- fingerprints


@given(st.lists(st.sampled_from(["one", "two", "three", "four"]), min_size=1, max_size=8), st.integers(0, 500))
def test_fingerprints_outlive_inserted_paragraphs_and_runs(texts: list[str], shift: int) -> None:
    found = [finding(text, at) for at, text in enumerate(texts)]
    moved = [finding(text, at + shift) for at, text in enumerate(texts)]
    assert prints(found) == prints(moved) == prints(found[::-1])
    assert len(set(prints(found))) == len(texts)


@given(st.lists(st.tuples(st.sampled_from(["fr/a", "fr/b", "en/a"]), st.sampled_from("xyz")), max_size=8), st.randoms())
def test_fingerprints_do_not_depend_on_the_order_of_files(found: list[tuple[str, str]], random: object) -> None:
    findings = [finding(text, at, document=document) for at, (document, text) in enumerate(found)]
    shuffled = findings.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert add_fingerprints(findings) == add_fingerprints(shuffled)


@given(st.lists(st.sampled_from("abc"), min_size=1, max_size=6), st.integers(0, 6))
def test_another_finding_leaves_the_fingerprints_of_the_others(texts: list[str], where: int) -> None:
    before = prints([finding(text, at) for at, text in enumerate(texts)])
    inserted = [*texts[:where], "new", *texts[where:]]
    assert set(before) < set(prints([finding(text, at) for at, text in enumerate(inserted)]))


def test_fingerprints_disregard_case_and_white_space_but_not_words_rule_or_document() -> None:
    one = prints([finding("Il  partit\u00a0!")])
    assert one == prints([finding("il partit !")])
    others = [finding("il revint !"), finding("il partit !", rule="N02"), finding("il partit !", document="en/a")]
    assert all(prints([other]) != one for other in others)


def test_editing_one_paragraph_leaves_the_findings_of_the_others(tmp_path: Path) -> None:
    text = "It left [1].\n\nIt came [2].\n\nIt sank [4].\n\n[3] Diary."
    before = check([subject(tmp_path, {"en": text}, suffix=".txt")], all_rules())
    after = check(
        [subject(tmp_path, {"en": "New words.\n\n" + text.replace("sank", "burnt")}, suffix=".txt")], all_rules()
    )
    kept = {judged.fingerprint for judged in before} & {judged.fingerprint for judged in after}
    assert len(before) == len(after) == len(kept) + 1


# ---- what people say


def test_states(tmp_path: Path) -> None:
    files = documents(tmp_path)
    found = add_fingerprints(
        [
            Finding(rule="N01", severity=Severity.ERROR, message=words, place=place(document, words))
            for document, words in zip(files.values(), ("bac", "ferry"), strict=True)
        ]
    )
    first, second = (each.fingerprint for each in found)

    def outcome_with(expires: date | None, baseline: tuple[str, ...] = ()) -> tuple[list[State], int]:
        suppressions = (Suppression(fingerprint=first, reason="so", author="Anna", expires=expires),)
        outcome = make_outcome(
            found,
            files,
            lambda _: Severity.INFO,
            suppressions=suppressions,
            baseline=baseline,
            today=date(2026, 11, 22),
        )
        assert {each.finding.severity for each in outcome.reported} == {Severity.INFO}
        return [each.state for each in outcome.reported], len(outcome.stale_suppressions)

    assert outcome_with(None) == ([State.SUPPRESSED, State.OPEN], 0)
    assert outcome_with(date(2026, 11, 22)) == ([State.SUPPRESSED, State.OPEN], 0)
    assert outcome_with(date(2026, 11, 21)) == ([State.OPEN, State.OPEN], 1)
    assert outcome_with(None, (second, "0" * 16)) == ([State.SUPPRESSED, State.BASELINE], 0)


def test_what_is_not_wanted_is_not_reported_and_its_suppression_is_not_stale(tmp_path: Path) -> None:
    files = documents(tmp_path)
    found = add_fingerprints(
        [Finding(rule="N01", severity=Severity.ERROR, message="x", place=place(files["fr/a,b"], "bac"))]
    )
    suppression = Suppression(fingerprint=found[0].fingerprint, reason="so", author="Anna")
    outcome = make_outcome(found, files, lambda _: None, suppressions=(suppression,), today=date(2026, 11, 22))
    assert (outcome.reported, outcome.stale_suppressions) == ((), ())


@pytest.mark.parametrize(("at", "fails"), [(Severity.ERROR, False), (Severity.WARNING, True), (Severity.INFO, True)])
def test_failing(tmp_path: Path, at: Severity, fails: bool) -> None:  # noqa: FBT001 - a column of the table
    files = documents(tmp_path)
    found = add_fingerprints(
        [Finding(rule="N01", severity=Severity.WARNING, message="x", place=place(files["fr/a,b"], "bac"))]
    )
    assert make_outcome(found, files, lambda each: each.severity, today=date(2026, 11, 22)).fails(at) is fails
