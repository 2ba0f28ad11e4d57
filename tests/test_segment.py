from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st
from work import calls

from align.lang import language
from align.model import Block, BlockKind, CharSpan, Document, Segmented
from align.segment import RULES, SEGMENTER, segment

CASES = Path(__file__).parent / "data" / "segment"
HOME = ("fr", "en", "ru")


def document(*blocks: str, lang: str, kind: BlockKind = BlockKind.PARAGRAPH) -> Document:
    spans, at = [], 0
    for block in blocks:
        spans.append(CharSpan(start=at, end=at + len(block)))
        at += len(block) + 2
    return Document(
        id=f"{lang}/case",
        lang=lang,
        path="case.txt",
        text="\n\n".join(blocks),
        blocks=tuple(Block(kind=kind, span=span) for span in spans),
    )


def cut(text: str, lang: str, kind: BlockKind = BlockKind.PARAGRAPH) -> list[str]:
    done = segment(document(text, lang=lang, kind=kind))
    return [text[each.span.start : each.span.end] for each in done.segments]


def lines(name: str) -> list[str]:
    every = (CASES / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in every if line and not line.startswith("#")]


def sentences(case: str) -> tuple[BlockKind, list[str]]:
    kind, _, words = case.rpartition("}")
    words = words.translate({ord("⏎"): "\n", ord("~"): "\u00a0", ord("≈"): "\u202f"})
    return BlockKind(kind[1:] or "paragraph"), words.replace(" | ", " \0").replace("|", "\0").split("\0")


def cases() -> list[tuple[str, str]]:
    home = [(lang, line) for lang in HOME for line in lines(lang)]
    others = [line.partition(": ")[::2] for line in lines("others")]
    return [*home, *others]


@pytest.mark.parametrize(("lang", "line"), cases())
def test_case(lang: str, line: str) -> None:
    kind, pieces = sentences(line)
    assert cut("".join(pieces), lang, kind) == pieces


@pytest.mark.parametrize("lang", HOME)
def test_at_least_sixty_cases_for_each_home_language(lang: str) -> None:
    assert len(lines(lang)) >= 60


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_no_rule_is_idle(rule: object, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align.segment.RULES", tuple(each for each in RULES if each is not rule))
    read = [(lang, *sentences(line)) for lang, line in cases()]
    assert any(cut("".join(pieces), lang, kind) != pieces for lang, kind, pieces in read)


def test_segments_know_their_block_and_their_place_in_the_document() -> None:
    done = segment(document("Un. Deux.", "Trois.", lang="fr"))
    assert [(each.block, each.span.start, each.span.end) for each in done.segments] == [
        (0, 0, 4),
        (0, 4, 9),
        (1, 11, 17),
    ]


def test_document_without_blocks_has_no_segments() -> None:
    assert segment(document(lang="fr")).segments == ()


def test_block_of_punctuation_is_one_segment() -> None:
    assert cut("* * * ! … ?", "fr") == ["* * * ! … ?"]


def test_segmenter_has_a_name_and_a_revision() -> None:
    name, _, revision = SEGMENTER.rpartition("-")
    assert name
    assert revision.isdecimal()


# The alphabet consists of the characters and words that the rules look for, so that random texts trigger them.
ALPHABET = """. ! ? … ... ” “ » « " ' ( ) [ ] , ; : — - [1] [^2] ¹ (…) […] 1 12 1917 M. p. т. г. U.S. etc. A. Il Он He I
asked x Я 。 」 人 http://a.b/c?d"""
PIECES = st.sampled_from([*ALPHABET.split(), " ", " ", " ", "\n", "\u00a0"])
TEXTS = st.lists(PIECES, min_size=1, max_size=40).map("".join).map(str.strip).filter(bool)
LANGS = st.sampled_from([*HOME, "de", "ja", "el", "und"])


def texts(done: Segmented) -> list[str]:
    return [done.document.text[each.span.start : each.span.end] for each in done.segments]


@given(text=TEXTS | st.text(min_size=1).map(str.strip).filter(bool), lang=LANGS)
def test_segments_tile_their_block_and_each_has_a_word_and_no_leading_space(text: str, lang: str) -> None:
    pieces = cut(text, lang)
    assert "".join(pieces) == text
    assert not any(piece[0].isspace() for piece in pieces)
    assert len(pieces) == 1 or all(any(sign.isalnum() for sign in piece) for piece in pieces)


@given(blocks=st.lists(TEXTS, min_size=1, max_size=4), more=TEXTS, lang=LANGS)
def test_another_block_changes_nothing_before_it(blocks: list[str], more: str, lang: str) -> None:
    fewer = segment(document(*blocks, lang=lang))
    longer = segment(document(*blocks, more, lang=lang))
    assert longer.segments[: len(fewer.segments)] == fewer.segments


@given(text=TEXTS, lang=LANGS)
def test_same_text_same_segments(text: str, lang: str) -> None:
    assert segment(document(text, lang=lang)) == segment(document(text, lang=lang))


@pytest.mark.parametrize("tag", ["fr", "fr-CA"])
def test_region_does_not_matter(tag: str) -> None:
    assert cut("Voici M. Dupont. Il part.", tag) == ["Voici M. Dupont. ", "Il part."]
    assert language(tag) is language("fr")


@pytest.mark.slow
@pytest.mark.parametrize(
    "unit",
    [
        "a ",
        ".",
        ". ",
        "« ",
        "» ",
        ".» ",
        "( ",
        "[1] ",
        ". [^",
        '" .',
        ".12 ",
        "… ",
        "A. ",
        "a.) ",
        "? A ",
        "«A?» B ",
        "\n",
    ],
)
def test_work_grows_with_the_text(unit: str) -> None:
    # What patterns take, `benchmarks/hostile.py` tells: one that is quadratic would take minutes here.
    short, long = ("x" + unit * (length // len(unit)) + "x" for length in (4_000, 16_000))
    assert "".join(cut(long, "fr")).replace(" ", "") == long.replace(" ", "")
    assert calls(lambda: cut(long, "fr")) < 5 * calls(lambda: cut(short, "fr"))


@pytest.mark.slow
@pytest.mark.parametrize("unit", ["a ", ". ", "« ", ".", "[1] "])
def test_paragraph_of_ten_million_signs_without_a_sentence_is_one_segment(unit: str) -> None:
    # A pattern that repeats a group without a bound runs out of memory here.
    text = "x" + unit * (10_000_000 // len(unit)) + "x"
    assert cut(text, "fr") == [text]
