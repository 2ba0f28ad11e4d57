from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from align.lang.facts import FactKind, facts, same_address


def addresses(text: str) -> list[str]:
    return [str(fact.value) for fact in facts(text, "en") if fact.kind is FactKind.ADDRESS]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("See https://example.org/a_(b), and (www.example.org/c).", ["https://example.org/a_(b)", "www.example.org/c"]),
        ("Write to anna.k@example.org.", ["anna.k@example.org"]),
        ("«http://пример.рф/путь»…", ["http://пример.рф/путь"]),
        ("No address: example, 3@4.", []),
    ],
)
def test_an_address_ends_before_the_punctuation_of_the_sentence(text: str, expected: list[str]) -> None:
    assert addresses(text) == expected


def test_nothing_inside_an_address_is_another_fact() -> None:
    kinds = {fact.kind for fact in facts("see https://example.org/1974/Paris-not-12 now.", "en")}
    assert kinds == {FactKind.ADDRESS}


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("http://www.Example.org/a/", "https://example.org/a"),
        ("https://example.org/%D0%B0", "https://example.org/а"),
        ("https://fr.wikipedia.org/wiki/Moscou", "https://ru.wikipedia.org/wiki/Москва"),
        ("https://example.org/fr/livre", "https://example.org/en/book"),
        ("Anna@example.org", "anna@Example.org"),
    ],
)
def test_one_page_in_two_spellings(a: str, b: str) -> None:
    assert same_address(a, b)
    assert same_address(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("https://example.org/1974/05", "https://example.org/1974/06"),
        ("https://example.org/a", "https://example.org"),
        ("https://example.org/a?page=1", "https://example.org/a?page=2"),
        ("https://fr.example.org/a", "https://fr.example.org/b"),
        ("https://exemple.org/a", "https://example.org/a"),
        ("anna@example.org", "ana@example.org"),
        ("http://[", "http://]"),
    ],
)
def test_two_different_pages(a: str, b: str) -> None:
    assert not same_address(a, b)


@given(st.text(alphabet="htps:/w.@[]()%a1", max_size=40))
def test_each_address_of_any_text_equals_itself(text: str) -> None:
    for address in addresses(text):
        assert same_address(address, address)
