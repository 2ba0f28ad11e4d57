from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np
import pytest
from bitext_samples import agreement, align, document, expected, ones, sides, vectors_of, whole, words
from hypothesis import given, settings, strategies as st

from align import bitext
from align.bitext.bead_model import WEIGHTS, BeadModel, default_model
from align.bitext.features import FEATURES, MOVES
from align.bitext.paragraphs import PARAGRAPH_FEATURES
from align.dp import Band
from align.encoders.fake import FakeEncoder
from align.model import Alignment, SegSpan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from bitext_samples import Meanings

    from align.bitext.clauses import Encode
    from align.vectors import Vectors

BOOK = ones(range(900))


def texts(src: list[str], tgt: list[str], concepts: dict[str, str] | None = None) -> Alignment:
    """Align sentences by the fake encoder."""
    encoder = FakeEncoder(concepts)
    return bitext.align(
        document("fr/x", src),
        document("en/x", tgt),
        *(bitext.encode_document(side, encoder.runs) for side in (src, tgt)),
    )


def types(alignment: Alignment) -> list[str]:
    return [bead.type for bead in alignment.beads]


# ---- close translations


def test_a_faithful_translation_is_a_ladder_of_pairs() -> None:
    alignment = align(BOOK[:300], BOOK[:300])
    assert types(alignment) == ["1-1"] * 300
    assert alignment.trust > 0.97
    assert min(bead.confidence for bead in alignment.beads) > 0.9


def test_a_document_aligned_with_itself() -> None:
    alignment = align(BOOK[:300], BOOK[:300], same=True)
    assert types(alignment) == ["1-1"] * 300
    assert alignment.trust > 0.98


def test_sentences_merged_and_split_are_found() -> None:
    merged: list[Meanings] = [(0, 1), *ones(range(2, 50)), (50, 51, 52), *ones(range(53, 80)), (80, 81), *BOOK[82:120]]
    for src, tgt in ((BOOK[:120], merged), (merged, BOOK[:120])):
        alignment = align(src, tgt)
        assert sides(alignment.beads) == expected(src, tgt)
        assert alignment.trust > 0.95


def test_words_alone_align_a_short_text() -> None:
    concepts = {
        "chat": "cat", "noir": "black", "dort": "sleep", "sleeps": "sleep", "pluie": "rain", "tombe": "fall",
        "falls": "fall", "rit": "laugh", "laughs": "laugh", "lune": "moon", "monte": "rise", "rises": "rise",
    }  # fmt: skip
    alignment = texts(
        ["Le chat noir dort.", "La pluie tombe sur Paris, et Anna rit.", "La lune monte en 1987."],
        ["The black cat sleeps.", "Rain falls on Paris.", "Anna laughs.", "In 1987, the moon rises."],
        concepts,
    )
    assert types(alignment) == ["1-1", "1-2", "1-1"]


# ---- missing text

LACKING = {
    "a chapter early": (BOOK, ones(range(60), range(240, 900))),
    "a chapter in the middle": (BOOK, ones(range(400), range(580, 900))),
    "a chapter at the end": (BOOK, ones(range(720))),
    "the first half": (BOOK, ones(range(450, 900))),
    "the second half": (BOOK, ones(range(450))),
    "the second half of the source": (BOOK[:450], BOOK),
    "the preface": (ones(range(2000, 2060), range(600)), BOOK[:600]),
    "a preface in the source": (BOOK[:600], ones(range(2000, 2060), range(600))),
    "all but one page": (BOOK, ones(range(700, 740))),
    "every other sentence for a while": (BOOK[:200], ones(range(60), range(60, 140, 2), range(140, 200))),
}


@pytest.mark.parametrize("case", LACKING)
def test_the_rest_is_aligned_as_if_nothing_were_missing(case: str) -> None:
    src, tgt = LACKING[case]
    alignment = align(src, tgt)
    assert agreement(alignment, expected(src, tgt)) >= 0.99
    assert alignment.trust > 0.9


@pytest.mark.slow
@pytest.mark.parametrize(
    "cut", [range(300, 1300), range(2000, 3000), range(4000, 5000), range(2500), range(2500, 5000)]
)
def test_a_thousand_sentences_and_half_a_long_book_may_be_missing(cut: range) -> None:
    book = ones(range(5000))
    rest = [segment for segment in book if segment[0] not in cut]
    alignment = align(book, rest)
    assert agreement(alignment, expected(book, rest)) >= 0.99
    assert alignment.trust > 0.95


def test_each_side_may_have_front_matter_of_its_own() -> None:
    src, tgt = ones(range(2000, 2040), range(500)), ones(range(3000, 3060), range(500))
    alignment = align(src, tgt)
    book = set(expected(src, tgt)) - {(one, other) for one, other in expected(src, tgt) if not (one and other)}
    assert len(book & set(sides(alignment.beads))) >= 0.99 * len(book)
    strangers = [bead for bead in alignment.beads if bead.src and bead.tgt and bead.src.end <= 40]
    assert sum(bead.confidence for bead in strangers) < 0.25 * 40


# ---- repetitive texts


def test_a_refrain_does_not_lead_astray() -> None:
    verses = [verse for number in range(40) for verse in [(10_000,), *ones(range(5 * number, 5 * number + 5))]]
    alignment = align(verses, verses)
    assert types(alignment) == ["1-1"] * 240
    # A verse is lost between two refrains.
    lost = verses[:103] + verses[108:]
    alignment = align(verses, lost)
    wrong = [
        bead for bead in alignment.beads if bead.src and bead.tgt and verses[bead.src.start] != lost[bead.tgt.start]
    ]
    assert not wrong


@pytest.mark.parametrize("times", [2, 30])
def test_a_text_of_one_sentence_repeated(times: int) -> None:
    alignment = texts(["Oui."] * times, ["Oui."] * times)
    assert types(alignment) == ["1-1"] * times


@pytest.mark.parametrize("times", [2, 30])
def test_a_sentence_and_its_translation_repeated(times: int) -> None:
    alignment = texts(["Sonne la cloche."] * times, ["Ring the bell."] * times, {"cloche": "bell"})
    assert types(alignment) == ["1-1"] * times
    assert not alignment.hardly_agrees


def test_a_repetition_that_was_dropped_makes_no_bead_of_all_others() -> None:
    verses = BOOK[:5]
    found = align(verses * 10, verses * 9).beads
    assert max(len(bead.src) + len(bead.tgt) for bead in found) == 2


def test_headings_of_two_words() -> None:
    numerals = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze")
    numbers = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
    concepts = dict(zip(numerals, numbers, strict=True)) | {"chapitre": "chapter", "chapter": "chapter"}
    concepts |= {number: number for number in numbers}
    alignment = texts(
        [f"Chapitre {numeral}" for numeral in numerals], [f"Chapter {number}" for number in numbers], concepts
    )
    assert types(alignment) == ["1-1"] * 12


# ---- unrelated texts


@pytest.mark.parametrize(("n", "m"), [(300, 300), (300, 100), (100, 300), (20, 30), (10, 10)])
def test_unrelated_texts_are_not_trusted(n: int, m: int) -> None:
    assert align(BOOK[:n], ones(range(5000, 5000 + m))).hardly_agrees


# ---- shapes


@pytest.mark.parametrize(("n", "m"), [(0, 0), (3, 0), (0, 2)])
def test_a_document_without_counterpart_becomes_null_beads(n: int, m: int) -> None:
    alignment = align(BOOK[:n], BOOK[:m])
    assert types(alignment) == ["1-0"] * n + ["0-1"] * m
    assert all(bead.confidence == 1.0 for bead in alignment.beads)
    assert alignment.trust == 0.0


def test_one_segment_each() -> None:
    alignment = align(BOOK[:1], BOOK[:1])
    assert types(alignment) == ["1-1"]


@pytest.mark.parametrize("where", [0, 20, 39])
def test_one_segment_and_many(where: int) -> None:
    one = BOOK[where : where + 1]
    for alignment, run in ((align(one, BOOK[:40]), "tgt"), (align(BOOK[:40], one), "src")):
        (bead,) = [bead for bead in alignment.beads if bead.src and bead.tgt]
        assert getattr(bead, run) == SegSpan(start=where, end=where + 1)


@settings(max_examples=40)
@given(st.integers(1, 40), st.integers(1, 40), st.integers(0, 50), st.integers(0, 99))
def test_any_input_gives_a_complete_ladder_with_probabilities(n: int, m: int, shift: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    src, tgt = ones(range(n)), [(int(meaning),) for meaning in rng.integers(shift, shift + 30, m)]
    alignment = align(src, tgt)  # `Alignment` itself checks that it is a ladder.
    assert (alignment.beads[-1].src.end, alignment.beads[-1].tgt.end) == (n, m)
    assert all(0 <= bead.confidence <= 1 for bead in alignment.beads)
    assert 0 <= alignment.trust <= 1


def test_segments_without_vectors_or_letters_are_aligned_too() -> None:
    zeros = whole(np.zeros((4, bitext.RUN, 16), np.float16))
    alignment = bitext.align(document("fr/x", ["…"] * 4), document("en/x", ["***"] * 4), zeros, zeros)
    assert sum(len(bead.src) for bead in alignment.beads) == 4


# ---- confidence


def test_confidence_is_the_posterior_of_a_bead() -> None:
    # Two documents of one segment have three ladders, here about equal: two null beads in either order, or a pair.
    band = Band.full(1, 1)
    scores = np.zeros((band.points, len(MOVES)), np.float32)
    scores[-1, 2] = -0.1
    apart = bitext.best_beads(scores, band)
    assert {bead.type for bead in apart} == {"0-1", "1-0"}
    assert [bead.confidence for bead in apart] == pytest.approx([2 / (2 + np.exp(-0.1))] * 2)
    scores[-1, 2] = 2.0
    (together,) = bitext.best_beads(scores, band)
    assert together.type == "1-1"
    assert together.confidence == pytest.approx(np.exp(2) / (np.exp(2) + 2))


def test_the_confidence_of_a_null_bead_ignores_the_order_of_null_beads() -> None:
    band = Band.full(3, 3)
    scores = np.full((band.points, len(MOVES)), -9, np.float32)
    scores[:, :2] = 0
    beads = bitext.best_beads(scores, band)
    assert {bead.type for bead in beads} == {"0-1", "1-0"}
    assert min(bead.confidence for bead in beads) > 0.99


# ---- documents that are cut unevenly


@pytest.mark.parametrize("size", [2, 3, 5])
@pytest.mark.parametrize("turned", [False, True])
def test_several_segments_of_one_side_for_one_of_the_other(size: int, turned: bool) -> None:  # noqa: FBT001
    lines: list[Meanings] = [tuple(range(at, at + size)) for at in range(0, 300, size)]
    found = sides(align(BOOK[:300], lines).beads if turned else align(lines, BOOK[:300]).beads)
    wanted = {(span(k, k + 1), span(k * size, (k + 1) * size)) for k in range(300 // size)}
    assert len(wanted & {pair[::-1] if turned else pair for pair in found}) >= 0.9 * len(wanted)


# ---- a part of the whole


@pytest.mark.parametrize("turned", [False, True])
def test_a_part_is_found_in_the_whole(turned: bool) -> None:  # noqa: FBT001 - a parameter of the test
    some = BOOK[400:430]
    found = sides(
        align(BOOK, some, part=True, noise=1.2).beads if turned else align(some, BOOK, part=True, noise=1.2).beads
    )
    inside = [pair for pair in found if all(pair)]
    wanted = {(span(k, k + 1), span(400 + k, 401 + k)) for k in range(30)}
    assert len(wanted & {pair[::-1] if turned else pair for pair in inside}) >= 28


@pytest.mark.parametrize("where", [0, 450, 899])
@pytest.mark.parametrize("length", [1, 2])
def test_a_very_small_part_is_found_in_the_whole(where: int, length: int) -> None:
    start = min(where, 900 - length)
    found = [pair for pair in sides(align(BOOK, BOOK[start : start + length], part=True).beads) if all(pair)]
    assert found == [(span(start + k, start + k + 1), span(k, k + 1)) for k in range(length)]


# ---- what people decided


def span(start: int, end: int) -> SegSpan:
    return SegSpan(start=start, end=end)


def test_barred_beads_are_avoided() -> None:
    whole = sides(align(BOOK[:30], BOOK[:30]).beads)
    barred = [whole[10], whole[20]]
    again = sides(align(BOOK[:30], BOOK[:30], barred=barred).beads)
    assert not set(barred) & set(again)
    assert set(whole[:9]) <= set(again)


def test_a_barred_null_bead_is_avoided_at_every_point() -> None:
    src, tgt = BOOK[:30], [*BOOK[:12], *BOOK[13:30]]
    assert (span(12, 13), span(12, 12)) in sides(align(src, tgt).beads)
    again = align(src, tgt, barred=[(span(12, 13), span(12, 12))])
    assert all(bead.tgt for bead in again.beads if 12 in bead.src)


# ---- clauses


JOINED = [
    (["Black cat sleeps, full moon shines.", "It was thus that cold rain falls."], ["2-1", "1-1"]),
    (["It was thus that black cat sleeps.", "Full moon shines, cold rain falls."], ["1-1", "2-1"]),
]
APART = ["Le chat noir dort.", "La pleine lune luit.", "La pluie froide tombe."]
CONCEPTS = {
    "chat": "cat", "noir": "black", "dort": "sleeps", "lune": "moon", "pleine": "full", "luit": "shines",
    "pluie": "rain", "froide": "cold", "tombe": "falls",
}  # fmt: skip


def in_doubt(src: list[str], tgt: list[str], encode: Encode | None, threads: int = 1) -> Alignment:
    """Align texts with uninformative vectors, by a model that trusts clauses."""
    blank = [whole(np.full((len(side), bitext.RUN, 64), 0.125, np.float16)) for side in (src, tgt)]
    weights = {name: float(weight) for name, weight in zip(FEATURES, default_model().weights, strict=True)}
    second = {"in question": 0.0, "clauses meet": 1.0, "clauses alone": 0.0} | dict.fromkeys(PARAGRAPH_FEATURES, 0.0)
    attentive = BeadModel.of({**weights, "null after null": 0.0, **second})
    pair = document("fr/x", src), document("en/x", tgt)
    return bitext.align(*pair, *blank, encode=encode, model=attentive, threads=threads)


@pytest.mark.parametrize(("tgt", "wanted"), JOINED)
def test_clauses_tell_which_sentences_were_joined_where_vectors_do_not(tgt: list[str], wanted: list[str]) -> None:
    first, second = (in_doubt(APART, tgt, encode) for encode in (None, FakeEncoder(CONCEPTS, dim=512).encode))
    # Lengths are nearly the same, so that the sentences leave doubt.
    assert max(bead.confidence for bead in first.beads) < 0.7
    assert types(second) == wanted
    assert min(bead.confidence for bead in second.beads) > 0.7


@pytest.mark.parametrize("threads", [1, 2])
@pytest.mark.parametrize(("tgt", "wanted"), JOINED)
def test_each_document_has_its_clauses_encoded_once(tgt: list[str], wanted: list[str], threads: int) -> None:
    calls: list[int] = []

    def encode(texts: Sequence[str]) -> Vectors:
        calls.append(len(texts))
        return FakeEncoder(CONCEPTS, dim=512).encode(texts)

    found = in_doubt(APART, tgt, encode, threads)
    assert types(found) == wanted
    assert len(calls) == 2
    assert found == in_doubt(APART, tgt, encode, threads=3)


def test_clauses_are_compared_even_if_the_first_bead_is_certain() -> None:
    certain = BeadModel.of({**dict.fromkeys(WEIGHTS, 0.0), "size 2": 99.0})
    src, tgt = vectors_of(BOOK[:9], seed=1), vectors_of(BOOK[:9], seed=2)
    pair = document("fr/x", ["x"] * 9), document("en/x", ["x"] * 9)
    assert types(bitext.align(*pair, src, tgt, model=certain, encode=FakeEncoder().encode)) == ["1-1"] * 9


def test_a_transcript_is_aligned_without_clauses() -> None:
    def encode(texts: Sequence[str]) -> Vectors:
        raise AssertionError(texts)

    src = [f"Le chat {word} dort, la lune {word} monte." for word in words([(k,) for k in range(20)], lang="aa")]
    tgt = [f"{text.replace(',', '').replace('.', '')}" for text in src]
    sides = [bitext.encode_document(side, FakeEncoder().runs) for side in (src, tgt)]
    found = bitext.align(document("fr/x", src), document("en/x", tgt), *sides, encode=encode)
    assert types(found) == ["1-1"] * 20


@pytest.mark.parametrize("strangers", [30, 90])
def test_a_replaced_passage_becomes_one_stretch_on_each_side(strangers: int) -> None:
    src = ones(range(20), range(1000, 1000 + strangers), range(20, 40))
    tgt = ones(range(20), range(2000, 2000 + strangers), range(20, 40))
    found = bitext.align(
        document("aa/x", words(src, lang="aa")),
        document("bb/x", words(tgt, lang="bb")),
        vectors_of(src, seed=1),
        vectors_of(tgt, seed=2),
        encode=FakeEncoder().encode,
    )
    assert [kind for kind, _ in groupby(types(found)) if "0" in kind] == ["0-1", "1-0"]


# ---- determinism


def test_the_result_is_the_same_to_the_bit_however_many_threads() -> None:
    src, tgt = LACKING["a chapter in the middle"]
    first = align(src, tgt, threads=1)
    for threads in (1, 2, 3):
        assert align(src, tgt, threads=threads) == first


def test_exchanging_the_sides_exchanges_the_beads() -> None:
    src, tgt = LACKING["every other sentence for a while"]
    there, back = align(src, tgt), align(tgt, src)
    paired = [{(bead.src, bead.tgt) for bead in there.beads if bead.src and bead.tgt}]
    paired.append({(bead.tgt, bead.src) for bead in back.beads if bead.src and bead.tgt})
    assert len(paired[0] & paired[1]) >= 0.98 * len(paired[0])


def test_another_model_decides_otherwise() -> None:
    weights = dict.fromkeys(WEIGHTS, 0.0)
    sullen = BeadModel.of({**weights, "null": 50.0})
    src, tgt = vectors_of(BOOK[:9], seed=1), vectors_of(BOOK[:9], seed=2)
    texts = ["x"] * 9
    alignment = bitext.align(document("fr/x", texts), document("en/x", texts), src, tgt, model=sullen)
    assert {bead.type for bead in alignment.beads} == {"1-0", "0-1"}
    assert all(bead.confidence == pytest.approx(1, abs=1e-3) for bead in alignment.beads)
    assert alignment.trust == 0.0
