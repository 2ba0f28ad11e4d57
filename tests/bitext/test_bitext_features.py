from __future__ import annotations

from collections import Counter
from functools import cache
from statistics import mean
from typing import NamedTuple

import numpy as np
import pytest
from bitext_samples import ones, vectors, vectors_of, whole, words
from hypothesis import given, settings, strategies as st

from align.bitext import RUN, encode_document, search_space
from align.bitext.cues import ASKS, EXCLAIMS, cues
from align.bitext.features import ABSENT, FEATURES, MOVES, Grid, features, grid
from align.bitext.similarity import SHAPES, DocumentVectors, background, run_similarities
from align.dp import Band
from align.encoders.fake import FakeEncoder

COLUMN = {name: number for number, name in enumerate(FEATURES)}
MOVE = {(a, b): number for number, (a, b) in enumerate(MOVES.tolist())}


def everything(at: Grid) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
    return features(at, np.arange(at.band.points))


@pytest.fixture(scope="module")
def space() -> tuple[Band, Grid]:
    segments = ones(range(40))
    return search_space(
        words(segments, lang="aa"),
        words(segments, lang="bb"),
        vectors_of(segments, seed=1),
        vectors_of(segments, seed=2),
    )


def row(band: Band, at: Grid, i: int, j: int, move: tuple[int, int]) -> dict[str, float]:
    point = int(band.first[i] + j - band.lo[i])
    return dict(zip(FEATURES, everything(at)[point, MOVE[move]].tolist(), strict=True))


def test_null_beads_come_first_and_of_one_segment() -> None:
    assert MOVES.tolist() == [[1, 0], [0, 1], *map(list, SHAPES)]


@settings(max_examples=30)
@given(st.integers(1, 20), st.integers(1, 20), st.integers(0, 2**32 - 1), st.booleans())
def test_features_are_finite(n: int, m: int, seed: int, blank: bool) -> None:  # noqa: FBT001 - drawn
    rng = np.random.default_rng(seed)
    sides = [rng.standard_normal((length, RUN, 8)) for length in (n, m)]
    src, tgt = ((side / np.linalg.norm(side, axis=2, keepdims=True)).astype(np.float16) for side in sides)
    if blank:
        src[0], tgt[-1] = 0, 0
    texts = ["" if blank else "Anna 1987?", "x", "Boris" * 400]
    one, other = [texts[i % 3] for i in range(n)], [texts[j % 2] for j in range(m)]
    _, at = search_space(one, other, whole(src), whole(tgt))
    assert np.isfinite(everything(at)).all()


def test_features_do_not_depend_on_the_points_computed_together(space: tuple[Band, Grid]) -> None:
    band, at = space
    whole = everything(at)
    for start, end in ((0, 1), (7, 20), (100, 333), (band.points - 1, band.points)):
        np.testing.assert_allclose(features(at, np.arange(start, end)), whole[start:end], atol=1e-6)


def test_beads_that_reach_before_the_beginning_have_no_features(space: tuple[Band, Grid]) -> None:
    band, at = space
    rows, columns = band.coordinates()
    reach = (rows[:, None] < MOVES[:, 0]) | (columns[:, None] < MOVES[:, 1])
    assert reach.any()
    assert not everything(at)[reach].any()


@pytest.mark.parametrize(
    ("move", "sizes"),
    [
        ((1, 1), {"size 2": 1}),
        ((2, 1), {"size 3": 1}),
        ((1, 3), {"size 4, one side": 1}),
        ((2, 2), {"size 4, both sides": 1}),
        ((3, 2), {"size 5": 1}),
        ((3, 3), {"size 6": 1, "size above 5": 1}),
        ((7, 1), {"size 6": 1, "size above 5": 3}),
        ((1, 0), {"null": 1}),
        ((0, 1), {"null": 1}),
    ],
)
def test_the_size_of_a_bead(space: tuple[Band, Grid], move: tuple[int, int], sizes: dict[str, float]) -> None:
    found = row(*space, 20, 20, move)
    named = {name: value for name, value in found.items() if (name.startswith("size") or name == "null") and value}
    assert named == sizes


def test_true_pairs_are_similar_and_gain_nothing_from_neighbours(space: tuple[Band, Grid]) -> None:
    true, shifted = row(*space, 20, 20, (1, 1)), row(*space, 20, 21, (1, 1))
    assert true["similarity 1-1"] > 0.4 > shifted["similarity 1-1"]
    assert true["best longer"] < 0 < shifted["best longer"]
    larger = row(*space, 20, 20, (2, 1))
    assert larger["similarity 1-1"] == 0 < larger["similarity"]
    assert larger["best shorter"] > 0
    assert larger["shorter"] >= larger["best shorter"]


SENTENCES = (
    ["Anna met Boris in 1987.", "and he left?", "Why?", "October rain: Paris", "Boris wept!", "x", "Anna 12", "go."],
    ["In 1987, Anna met Boris,", "he left?", "Why not?", "Paris, October.", "wept Boris!", "12", "Anna, Anna!"],
)


SHORTER: list[tuple[int, ...]] = [(0, 1), *((k,) for k in range(2, 8))]
OUTER = [vectors(ones(range(2 * n)), seed=seed)[:, 0].reshape(n, 2, -1) for n, seed in ((8, 3), (7, 4))]
"""Vectors of the first and the last clause of each segment; source and target are similar."""


@pytest.fixture(scope="module")
def small_space() -> tuple[Band, Grid]:
    src, tgt = SENTENCES
    meanings: list[tuple[int, ...]] = [(k,) for k in range(8)]
    sides = [DocumentVectors(runs=vectors(side, seed=k), outer=OUTER[k]) for k, side in enumerate((meanings, SHORTER))]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("align.bitext.corridor._MARGIN", 8)
        return search_space(src, tgt, *sides)


@pytest.mark.parametrize("move", MOVES.tolist(), ids=str)
def test_every_feature_is_what_its_description_says(small_space: tuple[Band, Grid], move: list[int]) -> None:
    band, at = small_space
    assert band.points == 9 * 8  # With this margin, the band of so short a text is the whole grid.
    a, b = move
    for i in range(a, 9):
        for j in range(b, 8):
            expected = expected_features(at, i - a, i, j - b, j)
            assert row(band, at, i, j, (a, b)) == pytest.approx(expected, abs=1e-4), (i, j)


def expected_features(at: Grid, start: int, i: int, begin: int, j: int) -> dict[str, float]:
    """Return the features of the bead of segments start..i and begin..j, computed from their descriptions."""
    found = dict.fromkeys(FEATURES, 0.0)
    scale = at.src.characters[-1] / sum(cue.characters for cue in cues_of()[0])
    left, right = (side[first:last] for side, first, last in zip(cues_of(), (start, begin), (i, j), strict=True))
    size = i - start + j - begin
    if not (left and right):
        lone, k = (left[0], start) if left else (right[0], begin)
        best = [max(similarity(at, p, p + 1, q, q + 1) or -1 for q in range(7)) for p in range(8)]
        if not left:
            best = [max(similarity(at, p, p + 1, q, q + 1) or -1 for p in range(8)) for q in range(7)]
        found["null"] = 1
        found["null length"] = np.log1p(lone.characters * (scale if left else 1))
        found["null similarity"] = best[k]
        found["null surroundings"] = mean(best[max(k - 4, 0) : k] + best[k + 1 : k + 5])
        found["null words"] = min(lone.known, 3)
        return found
    cosine = similarity(at, start, i, begin, j)
    assert cosine is not None
    names = {2: "size 2", 3: "size 3", 4: f"size 4, {'both sides' if i - start == 2 else 'one side'}", 5: "size 5"}
    found[names.get(size, "size 6")] = 1
    found["size above 5"] = max(size - 5, 0)
    found["similarity 1-1" if size == 2 else "similarity"] = cosine
    found["similarity by size"] = cosine * (size - 2)
    longer = [(start - 1, i, begin, j), (start, i + 1, begin, j), (start, i, begin - 1, j), (start, i, begin, j + 1)]
    gains = sorted(ABSENT if other is None else other - cosine for other in (similarity(at, *runs) for runs in longer))
    found["best longer"], found["second longer"] = max(gains[-1], ABSENT), max(gains[-2], ABSENT)
    found["longer"] = sum(gain for gain in gains if gain > 0)
    if size > 2:
        shorter = [(start + 1, i, begin, j), (start, i - 1, begin, j)]
        shorter += [(start, i, begin + 1, j), (start, i, begin, j - 1)]
        losses = [other - cosine for other in (similarity(at, *runs) for runs in shorter) if other is not None]
        found["best shorter"] = max(*losses, -1.0)
        found["shorter"] = sum(loss for loss in losses if loss > 0)
    found |= expected_order_features(at, start, i, begin, j)
    one, other = scale * sum(cue.characters for cue in left), sum(cue.characters for cue in right)
    found["length"] = min((one - other) ** 2 / (one + other + 1) / 10, 6)
    found["characters"] = np.log1p(one + other) - 5.5
    found["characters, larger"] = found["characters"] if size > 2 else 0
    known = [sum(cue.known for cue in side) for side in (left, right)]
    shared = min(*known, sum(common(p, q) for p in left for q in right))
    found["shared words"] = min(shared, 4)
    found["words not shared"] = sum(min(side - shared, 4) for side in known)
    found["ends differ"] = float(left[-1].end != right[-1].end)
    found["both ask or exclaim"] = float(left[-1].end == right[-1].end in {ASKS, EXCLAIMS})
    found["one goes on"] = float(left[0].small != right[0].small)
    found["both go on"] = float(left[0].small and right[0].small)
    return found


def expected_order_features(at: Grid, start: int, i: int, begin: int, j: int) -> dict[str, float]:
    """Return the expected features of the order of segments and clauses."""
    exchanged = 0.0
    if (i - start, j - begin) == (2, 2):
        pairs = [[similarity(at, p, p + 1, q, q + 1) or 0.0 for q in (begin, begin + 1)] for p in (start, start + 1)]
        exchanged = min(pairs[0][1], pairs[1][0]) - max(pairs[0][0], pairs[1][1], 0.0)
    here, there = meeting(start, begin), meeting(i, j)
    across = [max(met["before", "behind"], met["behind", "before"]) for met in (here, there)]
    straight = [(met["before", "before"] + met["behind", "behind"]) / 2 for met in (here, there)]
    return {
        "exchanged": max(exchanged, 0.0),
        "clauses within": (here["behind", "behind"] + there["before", "before"]) / 2,
        "clauses around": (here["before", "before"] + there["behind", "behind"]) / 2,
        "clauses crossing": sum(max(one - other, 0) for one, other in zip(across, straight, strict=True)),
    }


def meeting(i: int, j: int) -> dict[tuple[str, str], float]:
    """Return the similarities of the clauses before and after a point, each of the source with each of the target."""
    (src, tgt), level = OUTER, level_of()
    one, other = (
        {"before": side[at - 1, 1] if at else None, "behind": side[at, 0] if at < len(side) else None}
        for side, at in ((src, i), (tgt, j))
    )

    def cosine(left: str, right: str) -> float:
        a, b = one[left], other[right]
        if a is None or b is None:
            return 0.0
        return max((float(a.astype(np.float32) @ b.astype(np.float32)) - level) / (1 - level), -1)

    return {(left, right): cosine(left, right) for left in one for right in other}


@cache
def level_of() -> float:
    src, tgt, band = vectors(ones(range(8)), seed=0), vectors(SHORTER, seed=1), Band.full(8, 7)
    return background(src, tgt, run_similarities(src, tgt, band, threads=1), band, (np.arange(8), np.arange(7)))


def similarity(at: Grid, start: int, i: int, begin: int, j: int) -> float | None:
    """Return the similarity of two runs, or None if they do not exist or their bead would be too large."""
    if not (0 <= start < i <= 8 and 0 <= begin < j <= 7 and (i - start, j - begin) in SHAPES):
        return None
    return float(at.similarity[SHAPES.index((i - start, j - begin)), i * 8 + j])


class Cue(NamedTuple):
    """The cues of one segment."""

    characters: float
    words: Counter[int]
    known: float
    end: int
    small: int


@cache
def cues_of() -> tuple[list[Cue], list[Cue]]:
    left, right = (
        [
            Cue(
                characters=float(side.length[k]),
                words=Counter(side.words[side.first[k] : side.first[k + 1]].tolist()),
                known=float(side.weight[side.words[side.first[k] : side.first[k + 1]]].sum()),
                end=int(side.end[k]),
                small=int(side.small[k]),
            )
            for k in range(len(side.length))
        ]
        for side in cues(*SENTENCES)
    )
    return left, right


def common(one: Cue, other: Cue) -> float:
    weight = cues(*SENTENCES)[0].weight
    return sum(float(weight[word]) * times for word, times in (one.words & other.words).items())


def test_lengths_are_compared_in_the_proportion_of_the_documents() -> None:
    segments = ones(range(60))
    short = words(segments, lang="aa")
    long = [f"{text} {text}" for text in short]
    band, at = search_space(long, short, vectors_of(segments, seed=1), vectors_of(segments, seed=2))
    assert at.src.characters[-1] == pytest.approx(at.tgt.characters[-1], rel=0.1)
    assert row(band, at, 30, 30, (1, 1))["length"] < 0.1


def hand_made(src: list[str], tgt: list[str], cosines: dict[tuple[int, int], float]) -> tuple[Band, Grid]:
    """Return the grid of two short texts with these cosines of single segments, and 0 for all other runs."""
    band = Band.full(len(src), len(tgt))
    similarities = np.zeros((band.points, len(SHAPES)), np.float32)
    meeting = np.zeros((band.points, 4), np.float32)
    for (i, j), cosine in cosines.items():
        similarities[band.first[i] + j, 0] = cosine
    return band, grid(similarities, meeting, band, *cues(src, tgt), level=0.0, proportion=1.0)


def test_features_by_hand() -> None:
    band, at = hand_made(
        ["Anna asks?", "and Boris 12."], ["Anna asks?", "nothing!", "Boris 12"], {(1, 1): 0.9, (2, 3): 0.5}
    )
    first = row(band, at, 1, 1, (1, 1))
    assert first["similarity 1-1"] == pytest.approx(0.9)
    assert first["length"] == 0
    assert first["characters"] == pytest.approx(np.log(21) - 5.5)
    assert first["characters, larger"] == 0
    assert (first["ends differ"], first["both ask or exclaim"], first["one goes on"]) == (0, 1, 0)
    assert first["shared words"] == pytest.approx(2)  # "Anna" and "asks", each of them once a side.
    assert first["words not shared"] == 0
    # A missing neighbour has the gain `ABSENT`; the existing ones would reduce the similarity by 0.9.
    assert first["best longer"] == pytest.approx(-0.3)
    second = row(band, at, 2, 3, (1, 1))
    assert (second["ends differ"], second["both ask or exclaim"], second["one goes on"]) == (1, 0, 1)
    assert second["length"] == pytest.approx((13 - 8) ** 2 / 22 / 10)
    assert second["shared words"] == pytest.approx(2)
    apart = row(band, at, 1, 3, (1, 1))
    assert apart["shared words"] == 0
    assert apart["words not shared"] == pytest.approx(4)
    lone = row(band, at, 1, 2, (0, 1))
    assert lone["null length"] == pytest.approx(np.log1p(8))
    assert lone["null similarity"] == 0
    assert lone["null words"] == 0
    kept = row(band, at, 1, 0, (1, 0))
    assert kept["null similarity"] == pytest.approx(0.9)
    assert kept["null words"] == pytest.approx(2)


def test_exchanged_neighbours_are_more_similar_crosswise() -> None:
    crosswise = {(1, 2): 0.8, (2, 1): 0.7, (1, 1): 0.2, (2, 2): 0.1}
    band, at = hand_made(["Un.", "Deux."], ["Two.", "One."], crosswise)
    assert row(band, at, 2, 2, (2, 2))["exchanged"] == pytest.approx(0.7 - 0.2)
    band, at = hand_made(["Un.", "Deux."], ["Two.", "One."], {**crosswise, (2, 1): 0.1})
    assert row(band, at, 2, 2, (2, 2))["exchanged"] == 0


def test_words_within_a_larger_bead_are_counted_together() -> None:
    band, at = hand_made(["Anna comes.", "Boris goes."], ["Boris and Anna move."], {})
    both = row(band, at, 2, 1, (2, 1))
    assert both["shared words"] == pytest.approx(2)
    assert both["words not shared"] == 0
    assert row(band, at, 1, 1, (1, 1))["words not shared"] == pytest.approx(1)


@pytest.mark.parametrize("texts", [["Oui.", "Oui."], ["***"] * 5])
def test_features_stay_bounded_if_all_segments_are_similar(texts: list[str]) -> None:
    vectors = encode_document(texts, FakeEncoder().runs)
    _, at = search_space(texts, texts, vectors, vectors)
    assert np.abs(everything(at)).max() < 10


def test_similarity_is_rescaled_by_the_background() -> None:
    src, tgt = vectors(ones(range(5)), seed=1), vectors(ones(range(5)), seed=2)
    band = Band.full(5, 5)
    cosines = run_similarities(src, tgt, band, threads=1)
    at = grid(
        cosines, np.zeros((band.points, 4), np.float32), band, *cues(["a"] * 5, ["b"] * 5), level=0.2, proportion=1.0
    )
    for point, (i, j) in enumerate(zip(*band.coordinates(), strict=True)):
        for shape, (a, b) in enumerate(SHAPES):
            if i >= a and j >= b:
                assert at.similarity[shape, point] == pytest.approx((cosines[point, shape] - 0.2) / 0.8, abs=1e-6)
