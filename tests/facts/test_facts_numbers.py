from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given, strategies as st

from align.lang.facts.model import Number
from align.lang.facts.numbers import numbers


def amounts(text: str, lang: str) -> list[str]:
    return [str(fact.value.amount) for fact in numbers(text, lang) if isinstance(fact.value, Number)]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("fr", "soixante-dix-neuf", "79"),
        ("fr", "soixante et onze", "71"),
        ("fr", "quatre-vingts", "80"),
        ("fr", "quatre-vingt-dix-sept", "97"),
        ("fr", "deux cent cinquante-deux caisses", "252"),
        ("fr", "la deux cent cinquante-troisième", "253"),
        ("fr", "mille neuf cent soixante-quatorze", "1974"),
        ("fr", "un million et demi", "1500000"),
        ("fr", "six autres millions", "6000000"),
        ("fr", "trois mètres et demi", "7/2"),
        ("fr", "12\u202f000 volumes", "12000"),
        ("fr", "12.000 volumes", "12000"),
        ("fr", "1\u00a0234,5", "2469/2"),
        ("fr", "3,5\u00a0%", "7/2"),
        ("fr", "le XIXe siècle", "19"),
        ("fr", "2,8 milliards", "2800000000"),
        ("en", "two hundred and fifty-two", "252"),
        ("en", "a hundred and sixteen", "116"),
        ("en", "half a million", "500000"),
        ("en", "four and twenty blackbirds", "24"),
        ("en", "five-and-thirty", "35"),
        ("en", "six and thirty thousand", "36000"),
        ("en", "twenty millions sterling", "20000000"),
        ("en", "three and a half metres", "7/2"),
        ("en", "12,000 volumes", "12000"),
        ("en", "1,234.5", "2469/2"),
        ("en", "£2.8bn", "2800000000"),
        ("en", "£125m", "125000000"),
        ("en", "the 3rd", "3"),
        ("en", "World War II", "2"),
        ("en", "¾ of them", "3/4"),
        ("ru", "двухсот пятидесяти двух", "252"),
        ("ru", "на двести пятьдесят третьем", "253"),
        ("ru", "сто\nшестьдесят", "160"),
        ("ru", "12 тыс. томов", "12000"),
        ("ru", "восемьсот семьдесят тысяч", "870000"),
        ("ru", "три с половиной миллиона", "3500000"),
        ("ru", "полутора километрах", "3/2"),
        ("ru", "XIX век", "19"),
        ("ru", "ХIХ век", "19"),
        ("ru", "в 1963-м", "1963"),
        ("de", "1.234.567 Menschen", "1234567"),
    ],
)
def test_a_number_is_read_to_its_exact_amount(lang: str, text: str, expected: str) -> None:
    assert amounts(text, lang) == [expected]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "1.7 million four years ago", ["1700000", "4"]),
        ("en", "in 1974 200 people", ["1974", "200"]),
        ("en", "555 111", ["555", "111"]),
        ("fr", "trois, quatre", ["3", "4"]),
        ("en", "I, for one", ["1"]),
    ],
)
def test_neighbouring_numbers_stay_separate(lang: str, text: str, expected: list[str]) -> None:
    assert amounts(text, lang) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("between four and twenty days", ["4", "20"]),
        ("four and twenty-five", ["4", "25"]),
        ("4 and twenty", ["4", "20"]),
        ("four, twenty", ["4", "20"]),
        ("ten and twenty", ["10", "20"]),
    ],
)
def test_two_numbers_stay_two(text: str, expected: list[str]) -> None:
    assert amounts(text, "en") == expected


@pytest.mark.parametrize(("lang", "text"), [("en", "CIVIL MIX"), ("en", "I am"), ("fr", "DIM"), ("ru", "семью, мил")])
def test_text_without_numbers_yields_no_number(lang: str, text: str) -> None:
    assert amounts(text, lang) == []


@pytest.mark.parametrize(
    ("lang", "text", "unit"),
    [
        ("en", "$5 million", "USD"),
        ("fr", "5 millions de dollars", ""),
        ("fr", "350 000 dollars", "USD"),
        ("ru", "2,8 млрд фунтов стерлингов", "GBP"),
        ("ru", "3,5 %", "%"),
        ("en", "3.5 per cent", "%"),
        ("ru", "65 км", "km"),
        ("ru", "1963-м", ""),
    ],
)
def test_a_unit_next_to_a_number_is_recognised(lang: str, text: str, unit: str) -> None:
    (fact,) = numbers(text, lang)
    assert isinstance(fact.value, Number)
    assert fact.value.unit == unit


def test_the_first_number_of_a_range_shares_the_unit_of_the_second() -> None:
    first, second = numbers("2 to 4 inches", "en")
    assert first.value == Number(amount=Fraction(2), unit="in")
    assert second.value == Number(amount=Fraction(4), unit="in")


@pytest.mark.parametrize(
    ("lang", "text", "other"),
    [
        ("en", "7:30 p.m.", 19),
        ("fr", "19h30", 7),
        ("en", "the 1930s", 30),
        ("en", "2017-18", 2018),
        ("fr", "3,500", 3500),
    ],
)
def test_words_with_two_readings_keep_both(lang: str, text: str, other: int) -> None:
    readings = {number.amount for fact in numbers(text, lang) for number in fact.others}
    assert Fraction(other) in readings


@pytest.mark.parametrize(
    ("lang", "word"), [("fr", "un"), ("en", "one"), ("ru", "один"), ("ru", "оба"), ("en", "second"), ("fr", "neuf")]
)
def test_words_that_are_often_no_numbers_are_not_firm(lang: str, word: str) -> None:
    (fact,) = numbers(word, lang)
    assert not fact.firm


def test_a_code_of_thousands_of_digits_is_no_number() -> None:
    assert amounts("7" * 10_000, "en") == []


@given(st.integers(0, 10**12), st.sampled_from(["en", "fr", "ru"]))
def test_grouped_figures_are_read_back(amount: int, lang: str) -> None:
    grouped = f"{amount:,}" if lang == "en" else f"{amount:,}".replace(",", "\u202f")
    assert amounts(grouped, lang) == [str(amount)]


@given(
    st.text(alphabet="0123456789 .,:-’IVXхm%$двасто cent two", max_size=40), st.sampled_from(["en", "fr", "ru", "de"])
)
def test_any_text_yields_spans_inside_it(text: str, lang: str) -> None:
    for fact in numbers(text, lang):
        assert 0 <= fact.span.start < fact.span.end <= len(text)
