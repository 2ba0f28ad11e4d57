from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from align.check.suppressions import Suppression, dump, parse, without
from align.model import ConfigError

PATH = Path("review/suppressions.toml")
lines = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20).filter(str.strip)
suppressions = st.builds(
    Suppression,
    fingerprint=st.sampled_from(["a" * 16, "b" * 16, "c" * 16]),
    reason=lines,
    author=lines,
    rule=st.sampled_from(["", "N01"]),
    message=st.one_of(st.just(""), lines),
    decided=st.none() | st.dates(),
    expires=st.none() | st.dates(),
)


@given(st.lists(suppressions, max_size=4))
def test_what_is_appended_comes_back(some: list[Suppression]) -> None:
    assert list(parse("".join(map(dump, some)), PATH)) == some


@given(st.lists(suppressions, max_size=4))
def test_taking_one_back_leaves_the_others(some: list[Suppression]) -> None:
    kept = without("# By hand.\n" + "".join(map(dump, some)), "a" * 16, PATH)
    assert list(parse(kept, PATH)) == [each for each in some if each.fingerprint != "a" * 16]
    assert kept.startswith("# By hand.\n")


@pytest.mark.parametrize("head", ["[[ suppress ]]", "  [[suppress]]", "[[suppress]]  # why"])
def test_taking_one_back_leaves_what_was_written_by_hand(head: str) -> None:
    texts = [f'{head}\nfingerprint = "{letter}"\nreason = "b"\nauthor = "c"\n' for letter in "de"]
    assert [each.fingerprint for each in parse(without("".join(texts), "d", PATH), PATH)] == ["e"]


def test_what_cannot_be_told_apart_is_not_cut() -> None:
    text = (
        'suppress = [{fingerprint = "d", reason = "b", author = "c"}, {fingerprint = "e", reason = "b", author = "c"}]'
    )
    with pytest.raises(ConfigError, match="on a line of its own"):
        without(text, "d", PATH)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[[suppress]", "not TOML"),
        ("a = " + "9" * 5000, "not TOML"),
        ("[other]", "only tables that begin with"),
        ("suppress = 1", "only tables that begin with"),
        ("suppress = [1]", r"\[\[suppress\]\] number 1: it must be a table"),
        ('[[suppress]]\nfingerprint = "a"\nreason = "b"', "author is missing"),
        ('[[suppress]]\nfingerprint = "a"\nreason = " "\nauthor = "c"', "reason is missing"),
        ('[[suppress]]\nfingerprint = "a"\nreason = "b"\nauthor = 1', "author must be a string"),
        ('[[suppress]]\nfingerprint = "a"\nreason = "b"\nauthor = "c"\nexpires = "soon"', "expires must be a day"),
        (
            '[[suppress]]\nfingerprint = "a"\nreason = "b"\nauthor = "c"\nexpires = "2026-01-01"',
            "expires must be a day, written 2026-12-31 without quotes",
        ),
        ('[[suppress]]\nfingerprint = "a"\nreason = "b"\nauthor = "c"\nexpire = 2026-01-01', 'unknown key "expire"'),
    ],
)
def test_what_is_malformed_is_refused(text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        parse(text, PATH)


def test_a_date_with_a_time_is_a_day() -> None:
    text = '[[suppress]]\nfingerprint = "a"\nreason = "b"\nauthor = "c"\nexpires = 2026-01-01T10:00:00'
    assert parse(text, PATH)[0].expires == date(2026, 1, 1)
