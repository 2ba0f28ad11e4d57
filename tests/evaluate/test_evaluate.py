from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st

from align.beads import IndexBead, parse_beads
from align.evaluate import Counts, Reliability, Score, Tally, count, judge_beads, mismatch, reliability


def beads(*lines: str) -> tuple[IndexBead, ...]:
    return parse_beads(lines)


GOLD = beads("[0]:[0]", "[1, 2]:[1]", "[3]:[2, 3]", "[4]:[]", "[]:[4]", "[5]:[5]")


@pytest.mark.parametrize(
    ("auto", "found", "wanted"),
    [
        # Everything is right. The gold has four beads with both sides.
        (GOLD, (6, 6, 6), (4, 4, 4)),
        # The order of the beads does not matter.
        (GOLD[::-1], (6, 6, 6), (4, 4, 4)),
        # 1-1 beads where the gold has 2-1: laxly right, not strictly.
        (
            beads("[0]:[0]", "[1]:[1]", "[2]:[]", "[3]:[2, 3]", "[4]:[]", "[]:[4]", "[5]:[5]"),
            (5, 6, 7),
            (3, 4, 4),
        ),
        # A source segment of one gold bead with the target of another touches neither.
        (beads("[0]:[1]", "[1]:[0]"), (0, 0, 2), (0, 0, 4)),
        # One bead with all segments is laxly right, and all gold beads are laxly found.
        (beads("[0, 1, 2, 3, 4, 5]:[0, 1, 2, 3, 4, 5]"), (0, 1, 1), (0, 4, 4)),
        # Null beads of the aligner count against its precision, never towards its recall.
        (beads("[0]:[]", "[]:[0]", "[4]:[]"), (1, 1, 3), (0, 0, 4)),
        # A null bead of two segments is not two null beads.
        (beads("[0]:[0]", "[4, 5]:[]"), (1, 1, 2), (1, 1, 4)),
        # A repeated bead counts once.
        (beads("[0]:[0]", "[0]:[0]", "[5]:[5]"), (2, 2, 2), (2, 2, 4)),
        ((), (0, 0, 0), (0, 0, 4)),
    ],
)
def test_counts_by_hand(auto: tuple[IndexBead, ...], found: tuple[int, int, int], wanted: tuple[int, int, int]) -> None:
    counts = count(GOLD, auto)
    assert counts == Counts(
        found=Tally(strict=found[0], lax=found[1], total=found[2]),
        wanted=Tally(strict=wanted[0], lax=wanted[1], total=wanted[2]),
    )


def exchange_sides(ladder: tuple[IndexBead, ...]) -> tuple[IndexBead, ...]:
    return tuple(IndexBead(src=bead.tgt, tgt=bead.src) for bead in ladder)


def ones(size: int) -> tuple[IndexBead, ...]:
    return tuple(IndexBead(src=(i,), tgt=(i,)) for i in range(size))


@pytest.mark.parametrize(
    ("auto", "why"),
    [
        (GOLD, ""),
        # Bad beads do not indicate another document.
        (beads("[0]:[1]", "[1]:[0]", "[5]:[5]"), ""),
        # Nor do exchanged sides with a similar score: the ladder may only have some wrong beads.
        (exchange_sides(GOLD), ""),
        (ones(40), "are these of one document? The beads speak of 40 and 40 segments, the gold of 6 and 6"),
        (ones(5), ""),
        (ones(4), "speak of 4 and 4 segments"),
        ((), "speak of 0 and 0 segments"),
        # Not every aligner writes null beads.
        (beads("[0]:[0]", "[1, 2]:[1]", "[3]:[2, 3]", "[5]:[5]"), ""),
        ((*GOLD, *beads(*(f"[{i}]:[]" for i in range(6, 30)))), ""),
    ],
)
def test_beads_of_another_document_or_with_exchanged_sides_are_noticed(auto: tuple[IndexBead, ...], why: str) -> None:
    assert why in mismatch(GOLD, auto)
    assert bool(why) == bool(mismatch(GOLD, auto))


def random_ladder(draw: np.random.Generator) -> tuple[IndexBead, ...]:
    """Return a ladder of beads of one to two segments a side, drawn at random."""
    found, i, j = [], 0, 0
    while i < 30 and j < 30:
        one, other = draw.choice([(1, 1), (1, 2), (2, 1)]).tolist()
        found.append(IndexBead(src=tuple(range(i, i + one)), tgt=tuple(range(j, j + other))))
        i, j = i + one, j + other
    return tuple(found)


def test_exchanged_sides_are_noticed_and_merely_bad_ladders_are_not() -> None:
    draw = np.random.default_rng(5)
    for _ in range(200):
        gold, bad = random_ladder(draw), random_ladder(draw)
        assert "exchanged" not in mismatch(gold, bad)
    leaning = beads("[0]:[0, 1]", *(f"[{i}]:[{i + 1}]" for i in range(1, 20)))
    assert "the other way round, strict F1 would be 1.0000 and not 0.0000" in mismatch(leaning, exchange_sides(leaning))


def test_precision_recall_and_f1_by_hand() -> None:
    counts = count(GOLD, beads("[0]:[0]", "[1]:[1]", "[2]:[]", "[3]:[2, 3]"))
    assert (counts.strict.precision, counts.strict.recall) == (2 / 4, 2 / 4)
    assert (counts.lax.precision, counts.lax.recall) == (3 / 4, 3 / 4)
    assert counts.strict.f1 == pytest.approx(0.5)
    assert Score(precision=0.5, recall=1.0).f1 == pytest.approx(2 / 3)


def test_without_gold_nothing_is_right_and_nothing_is_missing() -> None:
    counts = count((), GOLD)
    assert counts.found == Tally(total=6)
    assert counts.wanted == Tally()
    for score in (counts.strict, counts.lax, Counts().strict):
        assert (score.precision, score.recall, score.f1) == (0.0, 0.0, 0.0)


def test_confidences_do_not_change_the_counts() -> None:
    scored = [IndexBead(src=bead.src, tgt=bead.tgt, score=0.5) for bead in GOLD]
    assert count(GOLD, scored) == count(scored, GOLD) == count(GOLD, GOLD)


def test_the_order_of_the_indices_in_a_bead_does_not_matter() -> None:
    assert count(beads("[1, 0]:[3, 2]"), beads("[0, 1]:[2, 3]")).found.strict == 1


def test_counts_are_pooled_before_dividing() -> None:
    right, wrong = count(GOLD, GOLD), count(beads("[0]:[0]"), beads("[0]:[]"))
    assert (right + wrong).strict == Score(precision=6 / 7, recall=4 / 5)
    assert right + Counts() == right


sides = st.lists(st.integers(0, 5), max_size=3, unique=True).map(lambda side: tuple(sorted(side)))
some_beads = st.lists(st.builds(IndexBead, src=sides, tgt=sides), max_size=6)


@given(some_beads, some_beads)
def test_counts_are_those_of_the_definition(gold: list[IndexBead], auto: list[IndexBead]) -> None:
    counts = count(gold, auto)
    assert counts.found == _count_by_definition(gold, auto)
    both = [[bead for bead in side if bead.src and bead.tgt] for side in (auto, gold)]
    assert counts.wanted == _count_by_definition(*both)


def _count_by_definition(gold: list[IndexBead], judged_beads: list[IndexBead]) -> Tally:
    """Count by the definition, bead by bead and pair by pair of indices."""
    gold_sets = [(set(bead.src), set(bead.tgt)) for bead in gold]
    strict = lax = 0
    different = {(bead.src, bead.tgt) for bead in judged_beads} - {((), ())}
    for src, tgt in different:
        right = (set(src), set(tgt)) in gold_sets
        shares = any(i in left and j in right_side for left, right_side in gold_sets for i in src for j in tgt)
        strict += right
        lax += right or shares
    return Tally(strict=strict, lax=lax, total=len(different))


@given(some_beads, some_beads)
def test_scores_are_shares_and_lax_is_no_less_than_strict(gold: list[IndexBead], auto: list[IndexBead]) -> None:
    counts = count(gold, auto)
    for strict, lax in zip(
        (counts.strict.precision, counts.strict.recall, counts.strict.f1),
        (counts.lax.precision, counts.lax.recall, counts.lax.f1),
        strict=True,
    ):
        assert 0 <= strict <= lax <= 1


# ---- reliability


def test_verdicts_are_strict_and_need_a_score() -> None:
    auto = beads("[0]:[0]:0.9", "[1]:[1]:0.4", "[4]:[]:0.7", "[5]:[5]")
    assert judge_beads(GOLD, auto) == [(0.9, True), (0.4, False), (0.7, True)]
    assert judge_beads((), ()) == []


def test_a_table_of_reliability_by_hand() -> None:
    table = reliability([(0.95, True), (0.91, True), (0.97, False), (0.12, False), (0.18, True)])
    low, high = table.bins
    assert (low.lower, low.upper, low.beads, low.right) == (0.1, 0.2, 2, 0.5)
    assert low.confidence == pytest.approx(0.15)
    assert (high.lower, high.upper, high.beads) == (0.9, 1.0, 3)
    assert (high.confidence, high.right) == pytest.approx(((0.95 + 0.91 + 0.97) / 3, 2 / 3))
    # Weighted by beads: two fifths of 0.35 and three fifths of 0.943 - 0.667.
    assert table.error == pytest.approx((2 * 0.35 + 3 * (0.94333333 - 0.66666667)) / 5)


@pytest.mark.parametrize(("confidence", "lower"), [(0.0, 0.0), (0.1, 0.1), (0.5, 0.5), (0.999, 0.9), (1.0, 0.9)])
def test_the_bounds_of_the_bins(confidence: float, lower: float) -> None:
    assert reliability([(confidence, True)]).bins[0].lower == lower


def test_scores_that_are_no_probabilities_fall_into_the_outer_bins() -> None:
    assert [item.lower for item in reliability([(-0.5, False), (1.7, True)]).bins] == [0.0, 0.9]


def test_nothing_is_perfectly_reliable() -> None:
    assert reliability([]) == Reliability(bins=())
    assert reliability([]).error == 0.0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=40), st.integers(1, 12))
def test_the_bins_contain_every_bead_and_the_error_is_between_0_and_1(
    verdicts: list[tuple[float, bool]], bins: int
) -> None:
    table = reliability(verdicts, bins=bins)
    assert sum(item.beads for item in table.bins) == len(verdicts)
    assert all(item.lower - 1e-9 <= item.confidence <= item.upper + 1e-9 for item in table.bins)
    assert sum(item.beads * item.right for item in table.bins) == pytest.approx(sum(right for _, right in verdicts))
    assert 0 <= table.error <= 1


@given(st.integers(1, 9))
def test_beads_that_are_as_sure_as_they_are_right_have_no_error(right: int) -> None:
    verdicts = [(right / 10, number < right) for number in range(10)]
    assert reliability(verdicts).error == pytest.approx(0, abs=1e-9)
