from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, strategies as st

from align.read.normalise import line_starts, normalise
from align.read.tracked import TrackedText

NBSP, NNBSP, SHY, ZWSP, ZWNJ, ZWJ, WJ, BOM = "\xa0\u202f\xad\u200b\u200c\u200d\u2060\ufeff"

TABLE = [
    ("a\r\nb\rc\nd", "a\nb\nc\nd"),
    ("a\r\r\nb", "a\n\nb"),
    ("a\x85b\u2028c\u2029d", "a\nb\nc\nd"),
    ("a\fb\vc", "a b c"),
    ("a\tb", "a\tb"),
    (f"«{NBSP}mot{NNBSP}!{NBSP}»", f"«{NBSP}mot{NNBSP}!{NBSP}»"),
    (f"co{SHY}opé{SHY}rer", "coopérer"),
    (f"{BOM}a{ZWSP}b{WJ}c{BOM}", "abc"),
    ("a\x00b\x07c\x1bd\x7fe\x9ff", "abcdef"),
    ("e\u0301te\u0301", "été"),
    ("и\u0306од", "йод"),
    ("\u1112\u1161\u11ab", "한"),
    ("A\u030a\u0327", "Å\u0327"),
    ("\u0958", "\u0915\u093c"),
    (f"e{SHY}\u0301", "é"),
    (f"می{ZWNJ}خواهم", f"می{ZWNJ}خواهم"),
    (f"क्{ZWJ}ष", f"क्{ZWJ}ष"),
    (f"\U0001f469{ZWJ}\U0001f52c", f"\U0001f469{ZWJ}\U0001f52c"),
    (f"mo{ZWNJ}t{ZWJ}s {ZWJ}да{ZWJ}", "mots да"),
]


@pytest.mark.parametrize(("given_text", "expected"), TABLE)
def test_normal_form(given_text: str, expected: str) -> None:
    assert normalise(TrackedText(text=given_text)).text == expected


def test_plain_line_ends_leave_the_count_of_lines_to_cr_and_lf() -> None:
    text = "a\u2028b\r\nc\x85d\re"
    assert normalise(TrackedText(text=text), plain=True).text == "a b\nc d\ne"
    assert line_starts(text, plain=True) == (0, 5, 9)
    assert line_starts(text) == (0, 2, 5, 7, 9)


def test_offsets_through_everything_at_once() -> None:
    text = f"{BOM}un\r\nde{SHY}ux e\u0301te\u0301\u2028fin"
    source = normalise(TrackedText(text=text))
    assert source.text == "un\ndeux été\nfin"
    for word in ("un", "ux", "fin"):
        assert source.file_offset(source.text.index(word)) == text.index(word)
    assert source.file_offset(source.text.index("été")) == text.index("e\u0301")
    assert source.file_offset(source.text.index("é\n")) == text.rindex("e\u0301")


ALPHABET = st.one_of(
    st.sampled_from(
        f"aeо и\n\r\t\f\x85\u2028{NBSP}{SHY}{ZWSP}{ZWNJ}{ZWJ}{WJ}{BOM}\u0301\u0306\u0327\u0958\u1112\u1161"
    ),
    st.characters(exclude_categories=["Cs"]),
)


@given(st.text(ALPHABET, max_size=60))
def test_is_nfc_with_lf_and_nothing_invisible(text: str) -> None:
    result = normalise(TrackedText(text=text)).text
    assert unicodedata.is_normalized("NFC", result)
    assert not set(result) & set(f"\r\f\v\x85\u2028\u2029{SHY}{ZWSP}{WJ}{BOM}\0")


@given(st.text(ALPHABET, max_size=60))
def test_every_code_point_comes_from_where_it_says(text: str) -> None:
    source = normalise(TrackedText(text=text))
    offsets = list(map(source.file_offset, range(len(source.text))))
    assert offsets == sorted(offsets)
    for k, char in enumerate(source.text):
        origin = text[source.file_offset(k)]
        if unicodedata.is_normalized("NFC", text):
            assert char == origin or (char in "\n " and origin in "\r\x85\u2028\u2029\f\v")
        if char.isascii() and char.isalpha():
            assert char == origin


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Cf", "Zl", "Zp"]), max_size=60))
def test_without_anything_to_drop_it_is_plain_nfc(text: str) -> None:
    assert normalise(TrackedText(text=text)).text == unicodedata.normalize("NFC", text)
