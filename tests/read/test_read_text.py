from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from align.model import ReadError
from align.read.text import Layout, blocks

PATH = Path("x.txt")


def shown(text: str, layout: Layout = Layout.AUTO) -> list[tuple[str, str, str]]:
    return [
        (block.kind.value, block.label, text[block.span.start : block.span.end]) for block in blocks(text, layout, PATH)
    ]


def words(text: str, layout: Layout = Layout.AUTO) -> list[str]:
    return [row[2] for row in shown(text, layout)]


def test_one_paragraph_a_line() -> None:
    assert words("First one.\nSecond one,\nthird one.\n") == ["First one.", "Second one,", "third one."]


def test_one_paragraph_a_line_with_blank_lines_before_headings() -> None:
    text = "It began.\nIt went on.\n\nPart Two\nIt went on, again.\n“It ended.” [12]\n"
    assert shown(text) == [
        ("paragraph", "", "It began."),
        ("paragraph", "", "It went on."),
        ("heading", "", "Part Two"),
        ("paragraph", "", "It went on, again."),
        ("paragraph", "", "“It ended.” [12]"),
    ]


def test_hard_wrapped() -> None:
    text = "  It began in the\nmorning of a\nday.\n\n\nIt went on\nfor long.\n \nAnd on.\n"
    assert words(text) == ["It began in the\nmorning of a\nday.", "It went on\nfor long.", "And on."]


def test_the_layout_can_be_forced() -> None:
    text = "It began in the\nmorning.\n\nIt went\non.\n"
    assert len(words(text, Layout.LINES)) == 4
    assert words("It began in the\nmorning.", Layout.WRAPPED) == ["It began in the\nmorning."]


def test_ornaments_part_paragraphs_and_belong_to_none() -> None:
    assert words("It began\nhere.\n* * *\nIt went\non.\n\n———\n", Layout.WRAPPED) == ["It began\nhere.", "It went\non."]
    assert words("One.\n***\nTwo.\n") == ["One.", "Two."]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("The Key", True),
        ("ОТКРЫТОЕ ПИСЬМО", True),
        ("XII", True),
        ("3. Une paume par heure", True),
        ("« Ne pleurez pas le papier »", True),
        ("“The inertia of a mass” and its guards [21]", True),
        ("Où sont les livres ?", False),
        ("What he said:", False),
        ("He said so. [3]", False),
        ("“He said so.”", False),
        ("Dear Sir,", False),
        ("and so on", False),
        ("— And the books", False),
        ("June 29, 2014", False),
        ("29 июня 2014", False),
        ("12", False),
        ("A long line " * 9 + "without an end", False),
    ],
)
def test_headings(line: str, *, is_heading: bool) -> None:
    assert shown(f"It began.\n{line}\nIt went on.")[1][0] == ("heading" if is_heading else "paragraph")


def test_a_mark_of_another_script_ends_a_sentence() -> None:
    kinds = [row[0] for row in shown("彼は言った。\n「ここだ。」\nそれは夜だった。\n")]
    assert kinds == ["paragraph"] * 3


def test_no_heading_without_a_paragraph_below_or_in_a_long_run() -> None:
    assert [row[0] for row in shown("It began.\nThe Key")] == ["paragraph", "paragraph"]
    assert [row[0] for row in shown("A\nB\nC\nIt began.")] == ["heading"] * 3 + ["paragraph"]
    assert [row[0] for row in shown("A\nB\nC\nD\nIt began.")] == ["paragraph"] + ["heading"] * 3 + ["paragraph"]
    assert [row[0] for row in shown("Notes\n[1] Ibid.")] == ["paragraph", "note"]


def test_notes_at_the_end() -> None:
    text = "It began [1].\nIt ended [3].\n[1] http://a.example,\nhttp://b.example\n[3]  Ibid.\nReprinted with leave.\n"
    assert shown(text)[2:] == [
        ("note", "1", "http://a.example,"),
        ("note", "1", "http://b.example"),
        ("note", "3", "Ibid."),
        ("paragraph", "", "Reprinted with leave."),
    ]


def test_notes_of_a_wrapped_text_with_and_without_blank_lines() -> None:
    body = "It began [1] with\na word.\n\nIt ended with [2]\nanother.\n\n"
    text = body + "[1] A word,\nlater two.\n[2] Another\none.\n\n[4] More."
    assert shown(text)[2:] == [
        ("note", "1", "A word,\nlater two."),
        ("note", "2", "Another\none."),
        ("note", "4", "More."),
    ]


def test_a_call_at_the_head_of_a_wrapped_line_is_no_note() -> None:
    assert words("It began with a word\n[1] and it went on\nfor long.\n\nIt ended\nthere.") == [
        "It began with a word\n[1] and it went on\nfor long.",
        "It ended\nthere.",
    ]


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("It began.\nIt ended.\n[7] Not called.", ["7"]),
        ("It began.¹\nIt ended.²\n¹ Ibid.\n² Ibid.", ["1", "2"]),
        ("It began [1].\nIt ended [2].\n1. Ibid.\n2. Ibid.", ["1", "2"]),
        ("It began.\nWe need:\n1. bread.\n2. wine.", []),
        ("[1] We hold that.\n[2] We hold this.", []),
        ("It began.\n[1] It went on.\nIt went on.\nIt went on.\nIt ended.", []),
        ("It began.\n[2] Ibid.\n[1] A book.\n[2] Ibid.", ["1", "2"]),
    ],
)
def test_which_trailing_lines_are_notes(text: str, labels: list[str]) -> None:
    assert [row[1] for row in shown(text) if row[0] == "note"] == labels


def test_one_sentence_a_line_is_never_changed() -> None:
    text = "The Key\n It began; \n* * *\n[1] Ibid.\n\n"
    assert shown(text, Layout.SENTENCES) == [
        ("paragraph", "", "The Key"),
        ("paragraph", "", "It began;"),
        ("paragraph", "", "* * *"),
        ("paragraph", "", "[1] Ibid."),
    ]


def test_an_empty_line_among_sentences_is_refused() -> None:
    with pytest.raises(ReadError, match=r"x\.txt:3: an empty line"):
        blocks("One.\nTwo.\n \nFour.\n", Layout.SENTENCES, PATH)


LINE = st.one_of(
    st.sampled_from(["", " ", "***", "[1] Ibid.", "[12]", "2. Two", "The Key", "It began.", "\xa0x\xa0", "¹"]),
    st.text(st.sampled_from("ab.[1] \t"), max_size=12),
)


@given(lines=st.lists(LINE, max_size=12), layout=st.sampled_from(Layout))
def test_blocks_are_ordered_apart_and_stripped(lines: list[str], layout: Layout) -> None:
    text = "\n".join(lines)
    try:
        found = blocks(text, layout, PATH)
    except ReadError:
        assert layout is Layout.SENTENCES
        return
    spans = [block.span for block in found]
    assert all(a.end < b.start for a, b in pairwise(spans))
    for block in found:
        inside = text[block.span.start : block.span.end]
        assert inside
        assert inside == inside.strip()
        assert (block.kind == "note") == bool(block.label)
    if layout is Layout.SENTENCES:
        assert len(found) == len(text.rstrip().split("\n"))
    outside = list(text)
    for span in spans:
        outside[span.start : span.end] = " " * len(span)
    assert set("".join(outside)) <= set(" \n\t\xa0*[]0123456789.)¹")


def test_the_article(article: Path) -> None:
    found = shown(article.read_text(encoding="utf-8"))
    assert len(found) == 62
    assert [row[2][:20] for row in found if row[0] == "heading"] == [
        "Social-imperialism a",
        "The “people’s republ",
        "What the “Minister o",
        "“The inertia of an a",
    ]
    labels = [row[1] for row in found if row[0] == "note"]
    assert labels == "1 2 8 10 11 12 13 19 20 20 21 29 32 35".split()  # noqa: SIM905
