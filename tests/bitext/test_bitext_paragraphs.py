from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from bitext_samples import document, ones, vectors_of, words
from hypothesis import given, strategies as st

from align import bitext
from align.bitext.bead_model import WEIGHTS, BeadModel, default_model
from align.bitext.features import MOVES
from align.bitext.paragraphs import Beginnings, beginnings, paragraph_features
from align.dp import Band

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.dp import Floats
    from align.encoders.muse import Muse

PAIRED = [kind for kind, (one, other) in enumerate(MOVES.tolist()) if one and other]


def paragraph_starts(size: int, *at: int) -> Beginnings:
    """Return the beginnings of a document whose paragraphs begin with the first segment and the segments `at`."""
    side = np.zeros(size + 1, np.bool_)
    side[[0, *at, size]] = True
    return side


def feature_values(src: Beginnings, tgt: Beginnings, band: Band) -> Floats:
    """Return the features of all beads: (points, moves, 2)."""
    out = np.zeros((band.points, len(MOVES), 2), np.float32)
    for kind, values in paragraph_features(src, tgt, band):
        out[:, kind] = values.T
    return out


def test_paragraphs_begin_where_blocks_do_and_behind_the_last() -> None:
    assert beginnings(document("fr/x", ["a", "b", "c", "d"], (0, 1, 3))).tolist() == [True, True, False, True, True]
    assert beginnings(document("fr/x", ["a", "b"])).tolist() == [True, False, True]
    assert beginnings(document("fr/x", [])).tolist() == [True]


@pytest.mark.parametrize(
    ("src", "tgt"),
    [
        (paragraph_starts(6, 1, 2, 3, 4, 5), paragraph_starts(6, 1, 2, 3, 4, 5)),
        (paragraph_starts(6, 1, 2, 3, 4, 5), paragraph_starts(6, 2, 4)),
        (paragraph_starts(6), paragraph_starts(6, 2, 4)),
        (paragraph_starts(6), paragraph_starts(6)),
    ],
    ids=["a segment a line", "a segment a line on one side", "one paragraph on one side", "one paragraph"],
)
def test_paragraphs_without_evidence_give_no_features(src: Beginnings, tgt: Beginnings) -> None:
    assert not list(paragraph_features(src, tgt, Band.full(6, 6)))
    assert not list(paragraph_features(tgt, src, Band.full(6, 6)))


SIDES = st.lists(st.booleans(), min_size=2, max_size=12).map(lambda flags: np.array([True, *flags, True]))


@pytest.mark.slow
@given(src=SIDES, tgt=SIDES)
def test_paragraph_features_count_ends_that_meet_and_beginnings_within(src: Beginnings, tgt: Beginnings) -> None:
    band = Band.full(len(src) - 1, len(tgt) - 1)
    found = feature_values(src, tgt, band)
    counts = [np.count_nonzero(side[:-1]) for side in (src, tgt)]
    sizes = [(len(side) - 1) / count for side, count in zip((src, tgt), counts, strict=True)]
    rarity = 0 if 1 in counts else np.log(min(6, *sizes))
    for point, (i, j) in enumerate(zip(*(ends.tolist() for ends in band.coordinates()), strict=True)):
        for kind in PAIRED:
            top, left = i - int(MOVES[kind, 0]), j - int(MOVES[kind, 1])
            if top >= 0 and left >= 0:
                corners = ((0, 0), (len(src) - 1, len(tgt) - 1))
                meet = sum(bool(src[a] and tgt[b]) for a, b in ((top, left), (i, j)) if (a, b) not in corners)
                within = src[top + 1 : i].sum() + tgt[left + 1 : j].sum()
                np.testing.assert_allclose(found[point, kind], rarity * np.array([meet, within]), rtol=1e-5)


def test_rarer_paragraphs_count_more_up_to_a_limit() -> None:
    def once(*at: int) -> float:
        found = feature_values(paragraph_starts(40, *at), paragraph_starts(40, *at), Band.full(40, 40))
        return float(found[found > 0].min())

    assert once(*range(2, 40, 2)) < once(*range(4, 40, 4)) < once(*range(8, 40, 8)) == once(20)


BLANK = dict.fromkeys(WEIGHTS, 0.0)


@pytest.mark.parametrize("begins", [1, 2])
def test_paragraphs_decide_which_sentences_were_joined_if_nothing_else_does(begins: int) -> None:
    # Six source sentences are five in the target. The first paragraph has one sentence there, and one or two here.
    src = document("aa/x", ["x"] * 6, (0, begins))
    tgt = document("bb/x", ["x"] * 5, (0, 1))
    sides = [vectors_of([(7,)] * len(side.segments), seed=1) for side in (src, tgt)]

    def first(weight: float) -> str:
        model = BeadModel.of({**BLANK, "null": -9.0, "size 2": 3.0, "size 3": 3.0, "paragraphs meet": weight})
        return bitext.align(src, tgt, *sides, model=model).beads[0].type

    assert first(3.0) == f"{begins}-1"
    assert first(-3.0) != f"{begins}-1"


def test_paragraphs_are_no_wall() -> None:
    segments = ones(range(60))
    src = document("aa/x", words(segments, lang="aa"), range(0, 60, 4))
    tgt = document("bb/x", words(segments, lang="bb"), (0, *range(2, 60, 4)))
    found = bitext.align(src, tgt, vectors_of(segments, seed=1), vectors_of(segments, seed=2))
    assert [bead.type for bead in found.beads] == ["1-1"] * 60
    assert min(bead.confidence for bead in found.beads) > 0.9


@pytest.mark.parametrize("uneven", [False, True])
def test_weights_favour_paragraphs_that_meet_and_not_those_within(uneven: bool) -> None:  # noqa: FBT001
    meet, within = default_model(uneven=uneven).paragraphs
    assert within < 0 < meet


ENGLISH = [
    "The harbour", "He left the house early.", "The rain had not stopped since Monday.", "Nobody was there.",
    "He walked on.", "A dog barked behind the wall.",
]  # fmt: skip
FRENCH = [
    "Rapport annuel", "Le bénéfice net a augmenté de trois pour cent.", "Les actionnaires seront convoqués en juin.",
    "Le dividende est inchangé.", "Le conseil remercie les salariés.", "La dette a diminué.",
]  # fmt: skip


@pytest.mark.parametrize("begun", [(0,), (0, 1), (0, 1, 5), (0, 3)])
def test_texts_with_only_paragraphs_in_common_are_not_trusted(begun: Sequence[int], muse: Muse) -> None:
    vectors = [bitext.encode_document(side, muse.runs) for side in (ENGLISH, FRENCH)]
    found = bitext.align(
        document("en/x", ENGLISH, begun), document("fr/x", FRENCH, begun), *vectors, encode=muse.encode
    )
    assert found.hardly_agrees
