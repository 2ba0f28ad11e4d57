from __future__ import annotations

from review_samples import decision, step

from align.model import Action, SegSpan
from align.review.history import effective, find_redoable, find_undoable
from align.review.passages import RunIndex


def test_each_person_undoes_and_redoes_their_own_decisions_one_by_one() -> None:
    sides = (
        RunIndex(["Le chat dort.", "Il pleut.", "Anna rit.", "La barge coule.", "Fin."]),
        RunIndex(["The cat sleeps.", "It rains.", "Anna laughs.", "The barge sinks.", "End."]),
    )
    beads = [(SegSpan(start=at, end=at + 1), SegSpan(start=at, end=at + 1)) for at in range(5)]
    made = [decision(at, Action.ACCEPT, *sides, beads[at : at + 1]) for at in range(3)]
    made.append(decision(3, Action.ACCEPT, *sides, beads[3:4], reviewer="Bob"))

    def undo() -> None:
        found = find_undoable(made, "Ann")
        assert found is not None
        made.append(step(len(made), Action.UNDO, found.id))

    undo()
    undo()
    assert {item.id for item in effective(made)} == {"d0", "d3"}
    first = find_redoable(made, "Ann")
    assert first is not None
    assert first.id == "d1"
    made.append(step(len(made), Action.REDO, "d1"))
    second = find_redoable(made, "Ann")
    assert second is not None
    assert second.id == "d2"
    assert find_redoable(made, "Bob") is None
    made.append(decision(9, Action.ACCEPT, *sides, beads[4:5]))
    assert find_redoable(made, "Ann") is None
    for _ in range(3):
        undo()
    assert find_undoable(made, "Ann") is None
    assert {item.id for item in effective(made)} == {"d3"}
