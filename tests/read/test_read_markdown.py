from __future__ import annotations

import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from work import calls

from align.model import ReadError
from align.read.markdown import blocks
from align.read.normalise import normalise
from align.read.tracked import TrackedText

PATH = Path("x.md")


def shown(text: str) -> list[tuple[str, str, str]]:
    words, found = blocks(TrackedText(text=text), PATH)
    return [(block.kind.value, block.label, words.text[block.span.start : block.span.end]) for block in found]


BLOCKS = [
    ("One\ntwo.\n\nThree.", [("paragraph", "", "One\ntwo."), ("paragraph", "", "Three.")]),
    ("# A\n\n## B ##\n\nC\n===\n", [("heading", "", "A"), ("heading", "", "B"), ("heading", "", "C")]),
    ("> a\nb\n>\n> > c\n> > d\n", [("quote", "", "a\nb"), ("quote", "", "c\nd")]),
    ("> # a\n> - b\n", [("quote", "", "a"), ("quote", "", "b")]),
    ("- a\n  b\n- c\n\n  d\n\n1. e\n", [("item", "", "a\nb"), ("item", "", "c"), ("item", "", "d"), ("item", "", "e")]),
    ("    a\n      b\n\n    c\n", [("paragraph", "", "a\nb\n\nc")]),
    ("```py\na `\n\nb\n```\n", [("paragraph", "", "a `\n\nb")]),
    ("````\n```\n````", [("paragraph", "", "```")]),
    ("|a|b \\| c|\n|-|-|\n| *d* | d |\n", [("paragraph", "", each) for each in ("a", "b | c", "d", "d")]),
    ("a\n\n---\n\nb", [("paragraph", "", "a"), ("paragraph", "", "b")]),
    ("<div class='x'>\na <b>c</b>\n</div>\n\n<!-- gone -->\n\n<script>no()</script>", [("paragraph", "", "a c")]),
    ("<!-- gone\nand gone", []),
    ("![picture](x.png)\n\n[ref]: http://e.org\n", []),
    ("\\# a\n\n\\- b", [("paragraph", "", "# a"), ("paragraph", "", "- b")]),
    (
        "a[^1] b[^n-2]\n\n[^1]: A *note*,\nlazy.\n\n    Second.\n\n    > Third.\n[^n-2]: http://e.org\n\nc",
        [
            ("paragraph", "", "a[^1] b[^n-2]"),
            ("note", "1", "A note,\nlazy."),
            ("note", "1", "Second."),
            ("note", "1", "Third."),
            ("note", "n-2", "http://e.org"),
            ("paragraph", "", "c"),
        ],
    ),
    ("[^1]:\n\n    a\n\nb", [("note", "1", "a"), ("paragraph", "", "b")]),
    ("> a[^1]\n[^1]: b\n\n> c", [("quote", "", "a[^1]"), ("note", "1", "b"), ("quote", "", "c")]),
    ("- a[^1]\n[^1]: b\n- c", [("item", "", "a[^1]"), ("note", "1", "b"), ("item", "", "c")]),
    ("[^1]: a\n[^2]: b", [("note", "1", "a"), ("note", "2", "b")]),
]


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_blocks(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert shown(text) == expected


INLINE = [
    ("*a* _b_ **c** ***d*** x*y*z", "a b c d xyz"),
    ("2 * 3 * 4, snake_case_name, **open", "2 * 3 * 4, snake_case_name, **open"),
    ("\\*a\\* \\[b\\] \\q \\\\", "*a* [b] \\q \\"),
    ("a &amp; b&nbsp;c &laquo;d&raquo; &#x41; &bogus; & e", "a & b\xa0c «d» A &bogus; & e"),
    ("co&shy;op e&#x301;", "coop é"),
    ("[a *b*](http://e.org 'title') [c][r] [d] [r]\n\n[r]: /x", "a b c [d] r"),
    ("<http://e.org/a_b_c> <me@e.org>", "http://e.org/a_b_c me@e.org"),
    ("http://e.org/a_b_c", "http://e.org/a_b_c"),
    ("`a *b*` ``c ` d`` `` `e` `` `f", "a *b* c ` d `e` `f"),
    ("`a\nb`", "a\nb"),
    ("a<b>c</b><br/>d <!-- e --> f < g", "acd  f < g"),
    ("a  \nb\\\nc\nd", "a\nb\nc\nd"),
    ("said X [12]. “So” [^3] [*sic*] (…) […]", "said X [12]. “So” [^3] [sic] (…) […]"),
    ("[^1](http://e.org) [^*a*]", "[^1](http://e.org) [^*a*]"),
    ("a ![b](c.png) d", "a  d"),
    ("e*\u0301*", "é"),
]


@pytest.mark.parametrize(("text", "expected"), INLINE)
def test_inline(text: str, expected: str) -> None:
    assert [row[2] for row in shown(text)] == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "# Un *deux* #\n\ntrois **quatre** `cinq` [six](/x)\n> sept  \n> huit\\\n> neuf\n",
        "- dix\n\n  onze\n  1. douze\n\n      treize\n\n|quatorze|\\||\n|-|-|\n|quinze|seize|\n",
        "dix-sept[^1] <http://dix-huit.example> \\*dix-neuf\\*\n\n[^1]: vingt\n\n    vingt-et-un\n",
        "```\nvingt-deux\n  vingt-trois\n```\n\n<p>vingt-quatre <b>vingt-cinq</b></p>\n",
        "\xa0\nvingt-six\nvingt-six\n===\n\n>     vingt-sept\n>     vingt-huit\n",
    ],
)
def test_every_word_is_where_it_says(text: str) -> None:
    words, _ = blocks(TrackedText(text=text), PATH)
    for k, char in enumerate(words.text):
        assert char in (text[words.file_offset(k)], "\n")
    assert [words.file_offset(k) for k in range(len(words.text))] == sorted(
        words.file_offset(k) for k in range(len(words.text))
    )


FRAGMENTS = [
    "*", "**", "_", "`", "``", "[", "]", "![", "](", "(/x)", ")", "[^1]", "[^1]:", "[^2]: ", "[r]: /x\n", "[r]",
    "<", ">", "<b>", "<!--", "-->", "<div>\n", "&amp;", "&", "\\", "\n", "\n\n", "> ", ">", "- ", "1. ", "# ", "    ",
    "\t", "|", "|-|-|\n", "```\n", "~~~", "---\n", "===\n", "a", "bc ", "é", "e\u0301", "\u0301", "\xa0", " ", "«",
    "&nbsp;", "&#10;", "&shy;", "🦉",
]  # fmt: skip


@given(st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join))
def test_any_markdown_makes_sound_blocks_of_tracked_words(text: str) -> None:
    source = normalise(TrackedText(text=text))
    words, found = blocks(source, PATH)
    assert unicodedata.is_normalized("NFC", words.text)
    spans = [block.span for block in found]
    assert all(b.start == a.end + 2 for a, b in pairwise(spans))
    for block in found:
        inside = words.text[block.span.start : block.span.end]
        assert inside
        assert inside == inside.strip()
        assert (block.kind == "note") == bool(block.label)
        for k in range(block.span.start, block.span.end):
            char, origin = words.text[k], text[words.file_offset(k)]
            assert char == origin or origin in "&\n" or unicodedata.normalize("NFD", char)[0] == origin


@given(
    st.lists(
        st.lists(st.text(st.characters(categories=["L"]), min_size=1, max_size=8), min_size=1, max_size=6).map(
            " ".join
        ),
        max_size=6,
    )
)
def test_plain_paragraphs_come_out_as_they_went_in(paragraphs: list[str]) -> None:
    source = normalise(TrackedText(text="\n\n".join(paragraphs)))
    words, found = blocks(source, PATH)
    assert words.text == source.text
    assert len(found) == len(paragraphs)


@pytest.mark.parametrize(
    ("unit", "end"),
    [
        ("[", ""), ("![", ""), ("[a](", ""), ("*a ", ""), ("`a``b```c", ""), ("<a ", ""), ("&", ""), ("[", "]"),
        ("|a", "|-"), ("\t", "a"), ("<!-- ", ""), ("a\n", "=="),
    ],
)  # fmt: skip
def test_work_grows_with_hostile_markdown(unit: str, end: str) -> None:
    # What patterns take, `benchmarks/hostile.py` tells.
    def read(times: int) -> None:
        blocks(TrackedText(text=unit * times + "\n" * (unit == "|a") + end * times), PATH)

    read(10)
    assert calls(lambda: read(4_000)) < 5 * calls(lambda: read(1_000))


@pytest.mark.parametrize("mark", ["> ", "- ", "1. ", "[^1]: "])
def test_a_hundred_levels_are_refused_not_lost(mark: str) -> None:
    assert shown(mark * 30 + "a")[0][2] == "a"
    with pytest.raises(ReadError, match=r"x\.md: blocks are nested 100 deep"):
        blocks(TrackedText(text=mark * 50_000 + "a"), PATH)
