from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings, strategies as st
from result_samples import segmented

import align
from align.encoders.fake import FakeEncoder
from align.formats.units import pair_units
from align.link import link
from align.listener import Listener, Silence
from align.model import Action, Alignment, Bead, CharSpan, QuotationMatch, SegSpan, Status, UsageError, Verdict
from align.review import view
from align.review.history import effective
from align.review.requests import Request, make_bead_decision, make_realignment
from align.review.session import Review, reviewer_name
from align.review.sheet import LadderSheet
from align.store import load_file

if TYPE_CHECKING:
    from pathlib import Path

    from align.model import BeadSpans, Decision
    from align.review.session import Change

FRENCH = ["Le chat dort.", "Il pleut sur Paris.", "Anna rit en 1987.", "La barge coule à Minsk."]
ENGLISH = ["The cat sleeps.", "It rains on Paris.", "Anna laughs in 1987.", "The barge sinks at Minsk."]
CONCEPTS = {
    "cat": "chat", "sleeps": "dort", "rains": "pleut", "laughs": "rit", "sinks": "coule", "the": "le", "la": "le",
    "il": "le", "it": "le", "sur": "on", "en": "in", "à": "at", "город": "ville", "town": "ville",
}  # fmt: skip


def project(root: Path, french: list[str] = FRENCH, english: list[str] = ENGLISH) -> Path:
    for lang, lines in (("fr", french), ("en", english)):
        (root / lang).mkdir(exist_ok=True)
        (root / lang / "a.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return root


def opened(root: Path) -> Review:
    return align.open_project(root, encoder=FakeEncoder(CONCEPTS)).review()


def realign(review: Review, bead: str) -> Change:
    [(src, tgt)] = review.pairs()
    return review.insert_realignment(src, tgt, bead, review.realign(src, tgt, bead), "Ann")


def run(root: Path, listener: Listener | None = None) -> Alignment:
    result = align.open_project(root, encoder=FakeEncoder(CONCEPTS), listener=listener).run()
    return result.families[0].alignments[0]


def ask(review: Review, action: Action, *numbers: int, reviewer: str = "Ann", **more: object) -> Change:
    src, tgt = review.pairs()[0]
    beads = tuple(review.ids(src, tgt)[number] for number in numbers)
    return review.decide(
        Request(action=action, reviewer=reviewer, src=src, tgt=tgt, beads=beads, **more)  # type: ignore[arg-type]
    )


def seen(review: Review) -> list[tuple[str, str]]:
    return [(bead.type, bead.status) for bead in review.ladder(*review.pairs()[0]).beads]


class Warnings(Silence):
    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, message: str) -> None:
        self.warnings.append(message)


def test_others_and_a_restarted_review_see_decisions(tmp_path: Path) -> None:
    review = opened(project(tmp_path))
    beside = opened(tmp_path)
    change = ask(review, Action.ACCEPT, 0, 1)
    assert (change.start, change.removed, change.added) == (0, 2, 2)
    change = ask(review, Action.MERGE, 2, 3)
    assert (change.start, change.removed, change.added) == (2, 2, 1)
    expected = [("1-1", "accepted"), ("1-1", "accepted"), ("2-2", "accepted")]
    assert seen(review) == expected
    assert review.refresh() is False
    assert beside.refresh() is True
    assert beside.refresh() is False
    assert seen(beside) == seen(opened(tmp_path)) == expected
    assert beside.result == review.result


def test_a_view_does_not_change_when_somebody_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    review = opened(project(tmp_path))

    def link_slowly(*given: object) -> object:
        monkeypatch.setattr(view, "link", link)
        ask(review, Action.ACCEPT, 0)
        return link(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(view, "link", link_slowly)
    before = review.view()
    assert before.result.families[0].alignments[0].beads[0].status is Status.MACHINE
    assert review.result.families[0].alignments[0].beads[0].status is Status.ACCEPTED
    assert before.result.families[0].alignments[0].beads[0].status is Status.MACHINE


def test_everybody_undoes_and_redoes_their_own_decisions_without_limit(tmp_path: Path) -> None:
    review = opened(project(tmp_path))
    ask(review, Action.SPLIT, 0, at=(1, 0))
    ask(review, Action.ACCEPT, 3, reviewer="Bob")
    ask(review, Action.REJECT, 2)
    review.undo("Ann")
    review.undo("Ann")
    assert seen(review) == [("1-1", "machine")] * 2 + [("1-1", "accepted")] + [("1-1", "machine")]
    with pytest.raises(UsageError, match="nothing to undo"):
        review.undo("Ann")
    review.redo("Ann")
    review.redo("Ann")
    assert seen(review)[:3] == [("1-0", "accepted"), ("0-1", "accepted"), ("1-1", "rejected")]
    with pytest.raises(UsageError, match="nothing to redo"):
        review.redo("Ann")


def test_a_refused_decision_is_not_written(tmp_path: Path) -> None:
    review = opened(project(tmp_path))
    ask(review, Action.ACCEPT, 1)
    src, tgt = review.pairs()[0]
    crossing = SegSpan(start=0, end=1), SegSpan(start=3, end=4)
    for request, message in [
        (Request(action=Action.LINK, reviewer="Ann", src=src, tgt=tgt, runs=crossing), "crosses accepted pairs"),
        (Request(action=Action.ACCEPT, reviewer="Ann", src=src, tgt=tgt, beads=("a:0",)), "no longer exists"),
        (Request(action=Action.ACCEPT, reviewer=" ", src=src, tgt=tgt, beads=review.ids(src, tgt)), "needs your name"),
        (Request(action=Action.COMMENT, reviewer="Ann", src=src, tgt=tgt, beads=review.ids(src, tgt)), "is empty"),
        (Request(action=Action.STATUS, reviewer="Ann", src=src, tgt=tgt, value="x"), "the status must be"),
        (Request(action=Action.SPAN, reviewer="Ann", src=src, tgt=tgt), "is for quotations"),
        (Request(action=Action.UPHOLD, reviewer="Ann", src=src, quotation="q", value="fine"), 'unknown verdict "fine"'),
        (Request(action=Action.UPHOLD, reviewer="Ann", src=src, quotation="q", value="altered"), "no longer exists"),
        (Request(action=Action.ACCEPT, reviewer="Ann", src=tgt, tgt=src, beads=("a",)), "not aligned with each other"),
    ]:  # fmt: skip
        with pytest.raises(UsageError, match=message):
            review.decide(request)
    assert len(review.decisions) == 1


def test_a_run_applies_decisions_as_the_page_does(tmp_path: Path) -> None:
    review = opened(project(tmp_path))
    ask(review, Action.MERGE, 0, 1)
    ask(review, Action.REJECT, 1)
    ladder = run(tmp_path)
    assert ladder == review.ladder(*review.pairs()[0])
    assert (ladder.beads[0].type, ladder.beads[0].status, ladder.beads[0].confidence) == ("2-2", Status.ACCEPTED, 1.0)
    assert (ladder.beads[1].type, ladder.beads[1].status) == ("1-1", Status.REJECTED)
    workspace = align.open_project(tmp_path, encoder=FakeEncoder(CONCEPTS))
    workspace.build(workspace.run())
    (exported,) = workspace.export("jsonl", tmp_path / "exported.jsonl")
    assert exported.read_bytes() == (tmp_path / "build" / "alignment.jsonl").read_bytes()


def test_realigning_avoids_rejected_beads_keeps_accepted_ones_and_survives_a_restart(tmp_path: Path) -> None:
    review = opened(project(tmp_path))
    src, tgt = review.pairs()[0]
    ask(review, Action.ACCEPT, 0)
    ask(review, Action.REJECT, 2)
    change = realign(review, review.ids(src, tgt)[2])
    after = review.ladder(src, tgt)
    assert change.start == 1
    assert (SegSpan(start=2, end=3), SegSpan(start=2, end=3)) not in {(bead.src, bead.tgt) for bead in after.beads}
    assert after.beads[0].status is Status.ACCEPTED
    assert opened(tmp_path).ladder(src, tgt) == after
    for _ in range(3):
        review.undo("Ann")
    assert {bead.status for bead in review.ladder(src, tgt).beads} == {Status.MACHINE}
    ask(review, Action.ACCEPT, 0)
    with pytest.raises(UsageError, match="is accepted"):
        realign(review, review.ids(src, tgt)[0])


def test_runs_without_a_cache_contain_realigned_beads_until_they_are_undone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    review = opened(project(tmp_path))
    src, tgt = review.pairs()[0]
    ask(review, Action.ACCEPT, 0)
    fresh = review.ladder(src, tgt)
    anew = [
        Bead(src=SegSpan(start=1, end=2), tgt=SegSpan(start=1, end=3), confidence=0.4321),
        Bead(src=SegSpan(start=2, end=3), tgt=SegSpan(start=3, end=3), confidence=0.25),
        Bead(src=SegSpan(start=3, end=4), tgt=SegSpan(start=3, end=4), confidence=0.5),
    ]
    with monkeypatch.context() as patch:
        patch.setattr("align.workspace.assist.LocalAssistant.realign", lambda *_: tuple(anew))
        realign(review, review.ids(src, tgt)[2])
        with pytest.raises(UsageError, match="same pairs again"):
            realign(review, review.ids(src, tgt)[2])
    assert [(bead.type, bead.confidence) for bead in review.ladder(src, tgt).beads] == [
        ("1-1", 1.0), ("1-2", 0.4321), ("1-0", 0.25), ("1-1", fresh.beads[3].confidence),
    ]  # fmt: skip
    shutil.rmtree(tmp_path / "build")
    assert run(tmp_path) == opened(tmp_path).ladder(src, tgt) == review.ladder(src, tgt)
    ask(review, Action.MERGE, 2, 3)
    ladder = run(tmp_path)
    assert [(bead.type, bead.confidence) for bead in ladder.beads] == [("1-1", 1.0), ("1-2", 0.4321), ("2-1", 1.0)]
    assert ladder == review.ladder(src, tgt)
    review.undo("Ann")
    review.undo("Ann")
    assert review.ladder(src, tgt) == fresh == run(tmp_path)
    review.redo("Ann")
    assert [bead.type for bead in run(tmp_path).beads] == ["1-1", "1-2", "1-0", "1-1"]


def test_edits_of_their_words_park_decisions_and_other_edits_do_not(tmp_path: Path) -> None:
    review = opened(project(tmp_path))
    ask(review, Action.ACCEPT, 0, 2)
    project(tmp_path, ["Un début.", *FRENCH], ["A beginning.", *ENGLISH[:2], "Anna laughed in 1987.", ENGLISH[3]])
    later = opened(tmp_path)
    assert [bead.status for bead in later.ladder(*later.pairs()[0]).beads][:2] == ["machine", "accepted"]
    (parked,) = later.parked
    assert parked.pin == 1
    assert [(item.src.start, item.tgt.start) for item in parked.similar] == [(3, 3)]
    heard = Warnings()
    run(tmp_path, heard)
    assert [line for line in heard.warnings if "decision" in line] == [
        f"{tmp_path}: 1 decision does not fit the texts any more; see align status"
    ]
    ask(later, Action.ACCEPT, 3, of=parked.name)
    for each in (later, opened(tmp_path)):
        assert each.parked == ()
        # The other bead of the decision stays accepted.
        assert [bead.status for bead in each.ladder(*each.pairs()[0]).beads] == [
            "machine", "accepted", "machine", "accepted", "machine",
        ]  # fmt: skip
    project(tmp_path, ["Un début.", *FRENCH], ["A beginning.", *ENGLISH[:2], "Anna wept in 1987.", ENGLISH[3]])
    again = opened(tmp_path)
    (parked,) = again.parked
    ask(again, Action.ACCEPT, 3, of=parked.name)
    assert again.parked == opened(tmp_path).parked == ()
    project(tmp_path)
    assert opened(tmp_path).parked != ()


def test_ids_are_the_same_as_in_exports(tmp_path: Path) -> None:
    review = opened(project(tmp_path, [*FRENCH, "Oui.", "Oui."], [*ENGLISH, "Yes.", "Yes."]))
    ask(review, Action.MERGE, 0, 1)
    src, tgt = review.pairs()[0]
    assert list(review.ids(src, tgt)) == [unit.id for unit in pair_units(review.result, "en", "fr").units]


def test_progress_counts_beads_and_people(tmp_path: Path) -> None:
    review = opened(project(tmp_path))
    ask(review, Action.ACCEPT, 0, 1)
    ask(review, Action.REJECT, 2, reviewer="Bob")
    (progress,) = review.progress()
    assert (progress.beads, progress.accepted, progress.rejected, progress.needs_review) == (4, 2, 1, 0)
    assert progress.by == (("Ann", 2), ("Bob", 1))


def test_partners_are_suggested_between_accepted_beads(tmp_path: Path) -> None:
    review = opened(project(tmp_path))
    src, tgt = review.pairs()[0]
    ask(review, Action.SPLIT, 1, at=(1, 0))
    review.undo("Ann")
    ask(review, Action.ACCEPT, 0, 3)
    offered = review.candidates(src, tgt, review.ids(src, tgt)[1])
    assert {(item.tgt.start, item.tgt.end) for item in offered} == {(2, 3), (1, 3)}
    assert all(0 <= item.score <= 1 for item in offered)


def quoting(root: Path) -> Path:
    project(root, ["Il a dit : « Le chat dort en ville depuis 1987, et Anna le sait bien. »"], ["He said: “No.”"])
    (root / "ru").mkdir()
    (root / "ru" / "b.txt").write_text("Город спит. В 1987 году Анна знала. Баржа тонет.\n", encoding="utf-8")
    return root


def test_people_overrule_verdicts_and_correct_places(tmp_path: Path) -> None:
    review = opened(quoting(tmp_path))
    item = next(item for item in review.result.traced if item.document == "fr/a")
    name = item.quotation.id
    source = review.result.sources[0].document

    def about(action: Action, **more: object) -> None:
        request = Request(action=action, reviewer="Ann", src="fr/a", quotation=name, **more)  # type: ignore[arg-type]
        assert review.decide(request).src == ""

    about(Action.SPAN, source="ru/b", span=CharSpan(start=0, end=11))
    about(Action.OVERRULE, value="altered", note="the cat is new")
    about(Action.COMMENT, note="look at this")
    for each in (review, opened(tmp_path)):
        after = next(item for item in each.result.traced if item.quotation.id == name)
        assert isinstance(after.place, QuotationMatch)
        assert source.text[after.place.span.start : after.place.span.end] == "Город спит."
        assert after.rendering is not None
        assert (after.rendering.verdict, after.rendering.reasons) == (Verdict.ALTERED, ("Ann: the cat is new",))
        opinion = each.quotation_opinions["fr/a", name]
        assert [comment.note for comment in opinion.comments] == ["look at this"]
        assert (opinion.action, opinion.value, opinion.reviewer) == ("overrule", "altered", "Ann")
    (tmp_path / "ru" / "b.txt").write_text("Всё другое. Совсем.\n", encoding="utf-8")
    assert [(parked.decision.action, parked.reason.name) for parked in opened(tmp_path).parked] == [("span", "TEXT")]
    with pytest.raises(UsageError, match="say why"):
        about(Action.OVERRULE, value="altered")
    review.undo("Ann")
    assert review.quotation_opinions["fr/a", name].comments == ()
    assert review.source_candidates("fr/a", name)[0].source == "ru/b"


def test_the_environment_names_the_reviewer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGN_REVIEWER", " Ann ")
    assert reviewer_name() == "Ann"


def test_a_result_with_decisions_is_stored_and_loaded(tmp_path: Path) -> None:
    review = opened(project(tmp_path))
    ask(review, Action.REJECT, 0)
    ask(review, Action.STATUS, 1, value="needs-review")
    path = tmp_path / "result.jsonl"
    align.write(review.result, path, "jsonl")
    assert load_file(path) == review.result


def otherwise(sheet: LadderSheet, number: int) -> list[Bead]:
    """Return other beads over the free stretch around a bead: segments are paired by number, and the rest is null."""
    first, last = sheet.anchors(number)
    beads = sheet.ladder.beads
    i, j, m, n = beads[first].src.start, beads[first].tgt.start, beads[last - 1].src.end, beads[last - 1].tgt.end
    pairs = min(m - i, n - j)
    made = [(i + at, i + at + 1, j + at, j + at + 1) for at in range(pairs)]
    made += [(at, at + 1, n, n) for at in range(i + pairs, m)] + [(m, m, at, at + 1) for at in range(j + pairs, n)]
    return [Bead(src=SegSpan(start=a, end=b), tgt=SegSpan(start=c, end=d), confidence=0.25) for a, b, c, d in made]


@pytest.mark.slow
@settings(max_examples=300)
@given(st.data())
def test_decisions_taken_one_by_one_and_all_at_once_make_the_same_ladder(data: st.DataObject) -> None:
    length = data.draw(st.integers(2, 7))
    words = data.draw(
        st.lists(st.sampled_from(["Oui.", "Non.", "Un deux.", "Deux."]), min_size=length, max_size=length)
    )
    src, tgt = segmented("fr/a", words), segmented("en/a", [f"{word} {at}" for at, word in enumerate(words)])
    beads = tuple(
        Bead(src=SegSpan(start=at, end=at + 1), tgt=SegSpan(start=at, end=at + 1), confidence=0.5 + at / 100)
        for at in range(length)
    )
    machine = Alignment(src="fr/a", tgt="en/a", beads=beads)
    slowly = LadderSheet("a", src, tgt, machine)
    made: list[Decision] = []
    kinds = [Action.ACCEPT, Action.REJECT, Action.MERGE, Action.SPLIT, Action.SHIFT, Action.UNLINK, Action.COMMENT,
             Action.STATUS, Action.REALIGN]  # fmt: skip
    for number in range(data.draw(st.integers(1, 8))):
        action = data.draw(st.sampled_from(kinds))
        at = data.draw(st.integers(0, len(slowly.ladder) - 1))
        request = Request(
            action=action, reviewer="Ann", src="fr/a", tgt="en/a", at=(1, data.draw(st.integers(0, 1))),
            beads=slowly.ids[at : at + 1 + (action is Action.MERGE)], note="n", value="needs-review",
            side=data.draw(st.sampled_from(["src", "tgt"])), step=data.draw(st.sampled_from([1, -1])),
        )  # fmt: skip
        sides: tuple[BeadSpans, ...] = ()
        try:
            if action is Action.REALIGN:
                draft = make_realignment(slowly, otherwise(slowly, at), "Ann")
            else:
                draft, sides = make_bead_decision(request, slowly)
                slowly.refuse_crossing(draft, sides)
        except UsageError:
            continue
        made.append(replace(draft, id=f"d{number}", at=draft.at + timedelta(seconds=number)))
        before = list(zip(slowly.ids, slowly.ladder.beads, strict=True))
        start, removed, added = slowly.add_decision(made[-1], sides, effective(made))
        after = list(zip(slowly.ids, slowly.ladder.beads, strict=True))
        assert [bead for _, bead in after] == [
            *(bead for _, bead in before[:start]),
            *(bead for _, bead in after[start : start + added]),
            *(bead for _, bead in before[start + removed :]),
        ]
        anew = LadderSheet("a", src, tgt, machine)
        anew.set_decisions(effective(made))
        assert anew.ladder == slowly.ladder
        assert anew.ids == slowly.ids
        assert anew.opinions == slowly.opinions
        assert anew.resolution.parked == slowly.resolution.parked
    for kept in range(len(made) - 1, -1, -1):
        anew = LadderSheet("a", src, tgt, machine)
        anew.set_decisions(effective(made[:kept]))
        slowly.set_decisions(effective(made[:kept]))
        assert (anew.ladder, anew.ids, anew.resolution) == (slowly.ladder, slowly.ids, slowly.resolution)


def test_a_request_may_be_in_plain_words(tmp_path: Path) -> None:
    review = opened(project(tmp_path))
    [(src, tgt)] = review.pairs()
    ids = review.ids(src, tgt)
    review.decide(Request(action="merge", reviewer="Ann", src=src, tgt=tgt, beads=list(ids[:2])))
    review.decide(Request(action="accept", reviewer="Ann", src=src, tgt=tgt, beads=ids[2]))
    assert seen(review)[:2] == [("2-2", "accepted"), ("1-1", "accepted")]
    with pytest.raises(UsageError, match=r"^the comment is empty$"):
        review.decide(Request(action="comment", reviewer="Ann", src=src, tgt=tgt, beads=ids[3]))
    assert [decision.action for decision in review.decisions] == [Action.MERGE, Action.ACCEPT]


def test_a_request_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r'^unknown action "join"; known are accept, reject, merge, '):
        Request(action="join", reviewer="Ann", src="fr/a", tgt="en/a")
    review = opened(project(tmp_path))
    for action, message in [
        (Action.UNDO, r"^\"undo\" is no request; call Review\.undo$"),
        (Action.REALIGN, r"^\"realign\" is no request; call Review\.realign"),
    ]:
        with pytest.raises(UsageError, match=message):
            ask(review, action, 0)
    with pytest.raises(UsageError, match="the side must be"):
        ask(review, Action.SHIFT, 3, side="left")
    assert not review.decisions
