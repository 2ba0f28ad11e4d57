from __future__ import annotations

from hypothesis import given, strategies as st
from review_samples import few_words, sentences

from align.model import CharSpan, SegSpan, plain
from align.review.passages import RunIndex, TextIndex


@given(st.lists(sentences, min_size=1, max_size=12), st.data())
def test_a_run_is_found_where_it_was_named(texts: list[str], data: st.DataObject) -> None:
    runs = RunIndex(texts)
    start = data.draw(st.integers(0, len(texts) - 1))
    run = SegSpan(start=start, end=data.draw(st.integers(start + 1, len(texts))))
    assert runs.find(runs.passage(run))[0] == run


@given(st.lists(few_words, min_size=2, max_size=8), st.data())
def test_a_run_is_found_in_other_segments_of_the_same_words(texts: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(texts) - 2))
    end = data.draw(st.integers(start + 2, len(texts)))
    cut = RunIndex(texts).passage(SegSpan(start=start, end=end))
    joined = RunIndex([*texts[:start], " ".join(texts[start:end]), *texts[end:]])
    found = joined.find(cut)
    assert all(joined.text(run) == " ".join(texts[start:end]) for run in found)
    assert SegSpan(start=start, end=start + 1) in found


@given(st.lists(few_words, min_size=1, max_size=8))
def test_all_that_is_found_has_the_words(texts: list[str]) -> None:
    runs = RunIndex(texts)
    for start in range(len(texts)):
        for end in range(start + 1, len(texts) + 1):
            run = SegSpan(start=start, end=end)
            assert {runs.text(found) for found in runs.find(runs.passage(run))} == {runs.text(run)}


def test_repetitions_are_told_apart_by_what_stands_around_them() -> None:
    runs = RunIndex(["Oui.", "Il part.", "Oui.", "Elle reste.", "Oui."])
    named = runs.passage(SegSpan(start=2, end=3))
    edited = RunIndex(["Oui.", "Oui.", "Il part.", "Oui.", "Elle reste.", "Oui."])
    assert edited.find(named)[0] == SegSpan(start=3, end=4)


def test_repetitions_in_like_surroundings_are_counted() -> None:
    runs = RunIndex(["Non.", "Oui.", "Non.", "Oui.", "Non."])
    assert runs.find(runs.passage(SegSpan(start=3, end=4)))[0] == SegSpan(start=3, end=4)


def test_a_place_between_segments_is_found_by_either_neighbour() -> None:
    named = RunIndex(["Un.", "Deux."]).passage(SegSpan(start=1, end=1))
    assert RunIndex(["Zéro.", "Un.", "Trois."]).gaps(named)[0] == SegSpan(start=2, end=2)
    assert RunIndex(["Zéro.", "Deux."]).gaps(named)[0] == SegSpan(start=1, end=1)
    assert RunIndex(["Autre."]).gaps(named) == ()


@given(st.text("ab \n\u00a0é.", max_size=60), st.data())
def test_a_stretch_of_text_is_found_where_it_was_marked(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    span = CharSpan(start=start, end=data.draw(st.integers(start, len(text))))
    words = plain(text[span.start : span.end])
    index = TextIndex(text)
    if not words:
        return
    found = index.find(index.passage(span))[0]
    assert plain(text[found.start : found.end]) == words
    assert span.start <= found.start
    assert found.end <= span.end


def test_a_stretch_is_found_after_edits_around_it_and_in_other_lines() -> None:
    named = TextIndex("Он сказал: «Город остался сухим». И ушёл.").passage(CharSpan(start=12, end=31))
    text = "Потом он\nповторил: «Город\n остался сухим»."
    (found,) = TextIndex(text).find(named)
    assert text[found.start : found.end] == "Город\n остался сухим"
