from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import given, strategies as st

from align import bitext, dp
from align.bitext import clauses
from align.bitext.bead_model import BeadModel, default_model
from align.bitext.clauses import clause_evidence
from align.bitext.features import MOVES
from align.encoders.fake import FakeEncoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.vectors import Vectors

CONCEPTS = {
    "chat": "cat", "noir": "black", "dort": "sleeps", "lune": "moon", "pleine": "full", "luit": "shines",
    "pluie": "rain", "froide": "cold", "tombe": "falls", "vent": "wind", "fort": "strong", "souffle": "blows",
}  # fmt: skip
encode = FakeEncoder(CONCEPTS, dim=512).encode

FRENCH = [
    "Le chat noir dort.",
    "La pleine lune luit, la pluie froide tombe.",
    "Le vent fort souffle, la nuit est longue.",
]
ENGLISH = [
    "The black cat sleeps, the full moon shines.",
    "The cold rain falls.",
    "The strong wind blows, the night is long.",
]


def look(src: Sequence[str], tgt: Sequence[str], beads: Sequence[tuple[int, int, int, int]]) -> list[list[float]]:
    """Return the features of these beads: in question, clauses meet, clauses alone."""
    found = clause_evidence(src, tgt, np.array(beads).reshape(-1, 4), encode, default_model(), proportion=1.0)
    return [row.tolist() for row in found]


def test_runs_are_sums_by_length() -> None:
    texts = ["a cat", "the moon shines", "rain", "a cat", ""]
    runs, outer = clauses._encode_clauses(texts, encode)
    assert runs.shape == (5, bitext.RUN, 512)
    own = encode(texts) * np.array([[len(text)] for text in texts])
    for i in range(5):
        for size in range(1, bitext.RUN + 1):
            whole = own[i : i + size].sum(axis=0) if i + size <= 5 else np.zeros(512)
            unit = whole / max(float(np.linalg.norm(whole)), 1e-9)
            np.testing.assert_allclose(runs[i, size - 1], unit, atol=1e-3)
    np.testing.assert_array_equal(outer, np.stack((runs[:, 0], runs[:, 0]), axis=1))


Rows = list[tuple[int, int, int, int]]
BEADS = st.lists(
    st.tuples(*[st.integers(0, 3)] * 2, *[st.integers(0, 12)] * 2)
    .filter(lambda bead: bead[0] + bead[1] > 0)
    .map(lambda bead: (bead[2] + bead[0], bead[3] + bead[1], bead[0], bead[1])),
    min_size=1,
    max_size=12,
)


def apart(some: Rows, others: Rows) -> bool:
    """Say whether the first beads all end before the others begin, on both sides."""
    return all(i <= k - a and j <= m - b for i, j, _, _ in some for k, m, a, b in others)


@given(BEADS)
def test_regions_are_separated_by_points_that_no_bead_crosses(beads: Rows) -> None:
    number, regions = clauses._regions(np.array(beads))
    groups = [
        [bead for bead, k in zip(beads, number.tolist(), strict=True) if k == region] for region in range(len(regions))
    ]
    assert all(apart(groups[k], groups[k + 1]) for k in range(len(groups) - 1))
    for group, ((top, bottom), (left, right)) in zip(groups, regions.tolist(), strict=True):
        assert (top, bottom) == (min(i - a for i, _, a, _ in group), max(i for i, *_ in group))
        assert (left, right) == (min(j - b for _, j, _, b in group), max(j for _, j, *_ in group))
        ordered = sorted(group, key=lambda bead: bead[0] + bead[1] - bead[2] - bead[3])
        assert not any(apart(ordered[:k], ordered[k:]) for k in range(1, len(group)))


def test_the_band_of_the_regions_is_a_row_of_rectangles() -> None:
    band = clauses._rectangles(np.array([0, 2, 3]), np.array([0, 1, 4]))
    rows, columns = band.coordinates()
    rectangles = {(i, j) for i in range(3) for j in range(2)} | {(i, j) for i in range(2, 4) for j in range(1, 5)}
    assert set(zip(rows.tolist(), columns.tolist(), strict=True)) == rectangles


def test_no_bead_of_clauses_leads_from_one_region_into_another() -> None:
    bounds = np.array([0, 2, 3, 7]), np.array([0, 1, 4, 6])
    band = clauses._rectangles(*bounds)
    barred = clauses._crossing_moves(*bounds, band)
    regions = [[np.searchsorted(ends, k, side="right") for k in range(ends[-1])] for ends in bounds]
    for point, (i, j) in enumerate(zip(*band.coordinates(), strict=True)):
        for move, (a, b) in enumerate(MOVES):
            if a <= i and b <= j and a and b:
                within = {*regions[0][i - a : i], *regions[1][j - b : j]}
                assert barred[point, move] == (len(within) > 1)
            elif not (a and b):
                assert not barred[point, move]


def test_the_evidence_at_one_place_does_not_depend_on_another() -> None:
    src = ["Le chat noir dort.", *FRENCH, "La pleine lune luit."]
    tgt = ["The black cat sleeps, the full moon shines.", *ENGLISH, "The strong wind blows."]
    near, far = (1, 1, 1, 1), (5, 5, 1, 1)
    # If the places were not separate, the moon of one would match that of the other.
    np.testing.assert_allclose(look(src, tgt, [near, far])[:1], look(src, tgt, [near]), atol=0.01)


def test_clauses_meet_where_sentences_may_end() -> None:
    # The second clause of the source's second sentence is the target's second sentence.
    found = look(FRENCH, ENGLISH, [(1, 1, 1, 1), (2, 1, 2, 1), (2, 2, 2, 2), (3, 3, 1, 1)])
    assert [row[0] for row in found] == [1] * 4
    early, long, whole, last = (row[1] for row in found)
    assert early < -3
    assert long < -3
    assert whole > -0.1
    assert last > -0.1


def test_a_sentence_without_a_rendering_stands_alone() -> None:
    src, tgt = [FRENCH[0], FRENCH[2]], [ENGLISH[2]]
    found = look(src, tgt, [(1, 0, 1, 0), (2, 0, 1, 0), (2, 1, 1, 1), (2, 1, 2, 1)])
    assert [row[0] for row in found] == [0, 0, 1, 1]
    lost, kept = found[0][2], found[1][2]
    assert lost > 0 > -2 > kept
    assert [row[2] for row in found[2:]] == [0, 0]
    # With both of its clauses alone, the evidence is stronger.
    [*_, (_, _, whole)] = look(FRENCH[1:], ENGLISH[2:], [(2, 1, 1, 1), (2, 1, 2, 1), (1, 0, 1, 0)])
    assert lost < whole < 7
    [(_, _, added), _] = look(tgt, src, [(0, 1, 0, 1), (1, 2, 1, 2)])
    assert added == pytest.approx(lost, abs=0.5)


def test_clauses_are_aligned_by_the_whole_model_and_the_proportion_of_the_documents() -> None:
    beads = np.array([(1, 0, 1, 0), (2, 0, 1, 0), (3, 1, 3, 1)])
    model = default_model()

    def alone(model: BeadModel, proportion: float) -> float:
        return float(clause_evidence(FRENCH, ENGLISH[2:], beads, encode, model, proportion=proportion)[0, 2])

    found = alone(model, 1.0)
    assert alone(replace(model, null_bonus=model.null_bonus - 5), 1.0) < found - 0.01
    assert alone(model, 3.0) != pytest.approx(found, abs=0.01)


def test_the_evidence_does_not_depend_on_the_order_of_the_beads() -> None:
    beads = [(1, 1, 1, 1), (2, 1, 2, 1), (2, 2, 2, 2), (3, 3, 1, 1)]
    found = look(FRENCH, ENGLISH, beads)
    assert look(FRENCH, ENGLISH, beads[::-1]) == found[::-1]


def test_regions_with_one_side_or_too_large_give_no_evidence(monkeypatch: pytest.MonkeyPatch) -> None:
    one_side, other = (1, 0, 1, 0), (3, 3, 1, 1)
    assert look(FRENCH, ENGLISH, []) == []
    assert look(FRENCH, ENGLISH, [one_side]) == [[0, 0, 0]]
    assert look(FRENCH, ENGLISH, [one_side, other])[0] == [0, 0, 0]
    assert look(FRENCH, ENGLISH, [other])[0] != [0, 0, 0]
    monkeypatch.setattr(clauses, "_LARGEST", 3)
    assert look(FRENCH, ENGLISH, [(2, 2, 2, 2), other])[0] == [0, 0, 0]


def test_long_documents_are_processed_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    src, tgt = FRENCH * 4, ENGLISH * 4
    beads = [
        (3 * k + i, 3 * k + j, a, b) for k in range(4) for i, j, a, b in [(1, 1, 1, 1), (2, 2, 2, 2), (3, 2, 1, 0)]
    ]
    together = look(src, tgt, beads)
    calls: list[int] = []

    def listen(texts: Sequence[str]) -> Vectors:
        calls.append(len(texts))
        return encode(texts)

    monkeypatch.setattr(clauses, "_AT_ONCE", 6)
    found = clause_evidence(src, tgt, np.array(beads), listen, default_model(), proportion=1.0)
    assert len(calls) > 4
    # The weights of words and the background similarity are computed for each portion.
    np.testing.assert_allclose(found, together, atol=1.5)
    assert [row[1] > -1 for row in found.tolist()] == [row[1] > -1 for row in together]


def test_only_sentences_of_uncertain_beads_are_encoded() -> None:
    asked: list[str] = []

    def listen(texts: Sequence[str]) -> Vectors:
        asked.extend(texts)
        return encode(texts)

    beads = np.array([(2, 2, 1, 1), (2, 2, 2, 2)])
    src, tgt = [*FRENCH, *FRENCH * 9], [*ENGLISH, *ENGLISH * 9]
    clause_evidence(src, tgt, beads, listen, default_model(), proportion=1.0)
    assert asked == sorted(["Le chat noir dort.", "La pleine lune luit,", "la pluie froide tombe."]) + sorted(
        ["The black cat sleeps,", "the full moon shines.", "The cold rain falls."]
    )


def test_segments_without_words_do_no_harm() -> None:
    found = look(["…", "", *FRENCH], ["", "—", *ENGLISH], [(1, 1, 1, 1), (2, 2, 1, 1), (4, 4, 4, 4), (1, 0, 1, 0)])
    assert np.isfinite(found).all()


def test_kernels_compiled_ahead_also_serve_clauses() -> None:
    bitext.prepare()
    compiled = list(dp._sweep.signatures)
    assert compiled
    look(FRENCH, ENGLISH, [(1, 1, 1, 1), (2, 2, 2, 2)])
    assert dp._sweep.signatures == compiled
