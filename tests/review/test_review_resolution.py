from __future__ import annotations

import random

import pytest
from hypothesis import given, strategies as st
from review_samples import decision, ladder_of, sentences, sizes, step

from align.model import Action, Alignment, Decision, SegSpan, Status, UsageError
from align.review import edits
from align.review.history import effective
from align.review.passages import RunIndex
from align.review.resolution import Reason, resolve
from align.review.splice import set_statuses, splice

FRENCH = ["Le chat dort.", "Il pleut.", "Anna rit.", "La barge coule.", "Fin."]
ENGLISH = ["The cat sleeps.", "It rains.", "Anna laughs.", "The barge sinks.", "End."]


def span(start: int, end: int) -> SegSpan:
    return SegSpan(start=start, end=end)


def runs(src: list[str], tgt: list[str]) -> tuple[RunIndex, RunIndex]:
    return RunIndex(src), RunIndex(tgt)


def texts(ladder: Alignment, src: list[str], tgt: list[str]) -> set[tuple[str, str]]:
    return {
        (" ".join(src[bead.src.start : bead.src.end]), " ".join(tgt[bead.tgt.start : bead.tgt.end]))
        for bead in ladder.beads
        if bead.status is Status.ACCEPTED
    }


def applied(ladder: Alignment, sides: tuple[RunIndex, RunIndex], decisions: list[Decision]) -> Alignment:
    resolution = resolve(*sides, ladder, effective(decisions))
    return set_statuses(splice(ladder, resolution.locked), resolution.opinions)


def statuses(ladder: Alignment) -> list[str]:
    return [bead.status for bead in ladder.beads]


def test_what_people_say_of_a_bead_is_seen_on_it() -> None:
    sides, ladder = runs(FRENCH, ENGLISH), ladder_of([(1, 1)] * 5)
    beads = [(bead.src, bead.tgt) for bead in ladder.beads]
    after = applied(
        ladder,
        sides,
        [
            decision(1, Action.ACCEPT, *sides, beads[:2]),
            decision(2, Action.REJECT, *sides, beads[2:3]),
            decision(3, Action.STATUS, *sides, beads[3:4], value="needs-review"),
            decision(4, Action.STATUS, *sides, beads[1:2], value="machine"),
        ],
    )
    assert statuses(after) == ["accepted", "machine", "rejected", "needs-review", "machine"]
    assert [bead.confidence for bead in after.beads] == [1.0, 0.8, 0.8, 0.8, 0.8]


def test_a_correction_takes_the_place_of_those_on_the_same_segments() -> None:
    sides, ladder = runs(FRENCH, ENGLISH), ladder_of([(1, 1)] * 5)
    beads = [(bead.src, bead.tgt) for bead in ladder.beads]
    merged = edits.merge(ladder, [1, 2])
    decisions = [decision(1, Action.ACCEPT, *sides, beads), decision(2, Action.MERGE, *sides, merged)]
    after = applied(ladder, sides, decisions)
    assert [bead.type for bead in after.beads] == ["1-1", "2-2", "1-1", "1-1"]
    assert set(statuses(after)) == {"accepted"}
    back = applied(ladder, sides, [*decisions, step(3, Action.UNDO, "d2")])
    assert [bead.type for bead in back.beads] == ["1-1"] * 5
    again = applied(ladder, sides, [*decisions, step(3, Action.UNDO, "d2"), step(4, Action.REDO, "d2")])
    assert again == after


@pytest.mark.parametrize(("of", "kept"), [("d0#1", {0, 2}), ("d0#0", {1, 2}), ("d0", {0, 1, 2})])
def test_who_takes_the_place_of_one_bead_of_a_decision_leaves_it_the_others(of: str, kept: set[int]) -> None:
    sides, ladder = runs(FRENCH, ENGLISH), ladder_of([(1, 1)] * 5)
    beads = [(bead.src, bead.tgt) for bead in ladder.beads]
    made = [
        decision(0, Action.ACCEPT, *sides, beads[:2]),
        decision(1, Action.ACCEPT, *sides, beads[2:3], of=of, reviewer="Bob"),
    ]
    assert resolve(*sides, ladder, effective(made)).locked == tuple(beads[at] for at in sorted(kept))
    assert len(resolve(*sides, ladder, effective([*made, step(2, Action.UNDO, "d1")])).locked) == 2


@given(st.data())
def test_the_order_of_the_lines_does_not_matter_nor_do_lines_that_stand_twice(data: st.DataObject) -> None:
    sides, ladder = runs(FRENCH, ENGLISH), ladder_of([(1, 1)] * 5)
    made = _drawn(data, sides, ladder)
    lines = [*made, *data.draw(st.lists(st.sampled_from(made)) if made else st.just([]))]
    random.Random(data.draw(st.integers())).shuffle(lines)  # noqa: S311 - an order, not a secret
    assert effective(lines) == effective(made)


@given(st.data())
def test_to_apply_decisions_again_changes_nothing(data: st.DataObject) -> None:
    src = data.draw(st.lists(sentences, min_size=1, max_size=8))
    tgt = data.draw(st.lists(sentences, min_size=1, max_size=8))
    ladder = ladder_of(data.draw(sizes(len(src), len(tgt))))
    sides = runs(src, tgt)
    decisions = effective(_drawn(data, sides, ladder))
    resolution = resolve(*sides, ladder, decisions)
    once = set_statuses(splice(ladder, resolution.locked), resolution.opinions)
    again = resolve(*runs(src, tgt), once, decisions)
    assert again.locked == resolution.locked
    assert again.opinions == resolution.opinions
    assert set_statuses(splice(once, again.locked), again.opinions) == once
    assert {(bead.src, bead.tgt) for bead in once.beads} >= set(resolution.locked)


def _drawn(data: st.DataObject, sides: tuple[RunIndex, RunIndex], ladder: Alignment) -> list[Decision]:
    """Draw what a person might do, one thing after the other."""
    made: list[Decision] = []
    for number in range(data.draw(st.integers(0, 6))):
        resolution = resolve(*sides, ladder, effective(made))
        now = set_statuses(splice(ladder, resolution.locked), resolution.opinions)
        at = data.draw(st.integers(0, len(now) - 1))
        bead = now.beads[at]
        action = data.draw(
            st.sampled_from([Action.ACCEPT, Action.REJECT, Action.MERGE, Action.SPLIT, Action.SHIFT, Action.UNLINK])
        )
        try:
            beads = {
                Action.MERGE: lambda: edits.merge(now, [at, at + 1]),  # noqa: B023 - called at once
                Action.SPLIT: lambda: edits.split(now, at, (1, 1)),  # noqa: B023
                Action.SHIFT: lambda: edits.shift(now, at, data.draw(st.sampled_from(["src", "tgt"])), 1),  # noqa: B023
                Action.UNLINK: lambda: edits.unlink(now, at),  # noqa: B023
            }.get(action, lambda: ((bead.src, bead.tgt),))()  # noqa: B023
        except (UsageError, IndexError):
            continue
        made.append(decision(number, action, *sides, beads))
    return made


@given(st.data())
def test_edits_elsewhere_leave_a_decision_in_force(data: st.DataObject) -> None:
    src = data.draw(st.lists(sentences, min_size=1, max_size=8))
    tgt = data.draw(st.lists(sentences, min_size=1, max_size=8))
    ladder = ladder_of(data.draw(sizes(len(src), len(tgt))))
    sides = runs(src, tgt)
    bead = ladder.beads[data.draw(st.integers(0, len(ladder) - 1))]
    made = decision(1, Action.ACCEPT, *sides, [(bead.src, bead.tgt)])
    new = []
    for side, run in ((src, bead.src), (tgt, bead.tgt)):
        around = [data.draw(st.lists(sentences, max_size=4)) for _ in range(2)]
        new.append([*around[0], *side[run.start : run.end], *around[1]] or ["x"])
    edited = ladder_of(data.draw(sizes(len(new[0]), len(new[1]))))
    resolution = resolve(*runs(*new), edited, [made])
    assert resolution.parked == ()
    (locked,) = resolution.locked
    kept = " ".join(src[bead.src.start : bead.src.end]), " ".join(tgt[bead.tgt.start : bead.tgt.end])
    found = tuple(" ".join(side[run.start : run.end]) for side, run in zip(new, locked, strict=True))
    assert found == kept
    splice(edited, resolution.locked)


def test_all_decisions_survive_an_insertion_among_repetitions() -> None:
    src = ["Oui.", "Non.", "Oui.", "Oui.", "Il part.", "Non."]
    sides, ladder = runs(src, src), ladder_of([(1, 1)] * 6)
    made = [decision(at, Action.ACCEPT, *sides, [(bead.src, bead.tgt)]) for at, bead in enumerate(ladder.beads)]
    new = ["Un mot.", *src[:3], "Encore un.", *src[3:]]
    resolution = resolve(*runs(new, new), ladder_of([(1, 1)] * 8), made)
    assert resolution.parked == ()
    assert [one.start for one, _ in resolution.locked] == [1, 2, 3, 5, 6, 7]


def test_a_decision_whose_words_changed_waits_and_holds_again_when_they_come_back() -> None:
    sides, ladder = runs(FRENCH, ENGLISH), ladder_of([(1, 1)] * 5)
    made = [decision(1, Action.ACCEPT, *sides, [(span(1, 2), span(1, 2))])]
    edited = [*ENGLISH[:1], "It rains hard.", *ENGLISH[2:]]
    resolution = resolve(RunIndex(FRENCH), RunIndex(edited), ladder, made)
    assert resolution.locked == ()
    (parked,) = resolution.parked
    assert (parked.decision, parked.pin, parked.reason) == (made[0], 0, Reason.TEXT)
    assert resolve(*sides, ladder, made).locked == ((span(1, 2), span(1, 2)),)


def test_of_decisions_that_cross_as_many_hold_as_make_a_ladder() -> None:
    sides, ladder = runs(FRENCH, ENGLISH), ladder_of([(1, 1)] * 5)
    made = [decision(at, Action.ACCEPT, *sides, [(span(at, at + 1), span(at, at + 1))]) for at in range(4)]
    moved = [*ENGLISH[1:4], ENGLISH[0], ENGLISH[4]]
    resolution = resolve(RunIndex(FRENCH), RunIndex(moved), ladder, made)
    assert [one.start for one, _ in resolution.locked] == [1, 2, 3]
    (parked,) = resolution.parked
    assert (parked.decision, parked.reason) == (made[0], Reason.CROSSES)


def test_a_null_bead_goes_with_its_neighbours() -> None:
    sides = runs(FRENCH, ENGLISH[1:])
    made = [decision(1, Action.ACCEPT, *sides, [(span(0, 1), span(0, 0))])]
    new = ["A new beginning.", "Another.", *ENGLISH[1:]]
    resolution = resolve(RunIndex(FRENCH), RunIndex(new), ladder_of([(1, 1)] * 5 + [(0, 1)]), made)
    assert resolution.locked == ((span(0, 1), span(2, 2)),)


def test_a_decision_made_in_the_other_direction_holds() -> None:
    sides, ladder = runs(FRENCH, ENGLISH), ladder_of([(1, 1)] * 5)
    made = decision(1, Action.ACCEPT, *sides, [(span(1, 2), span(1, 3))])
    turned = Alignment(src="en/a", tgt="fr/a", beads=ladder.beads)
    assert resolve(RunIndex(ENGLISH), RunIndex(FRENCH), turned, [made]).locked == ((span(1, 3), span(1, 2)),)
