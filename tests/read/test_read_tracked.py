from __future__ import annotations

from itertools import pairwise

from hypothesis import given, strategies as st

from align.read.tracked import TextBuilder, TrackedText


def test_a_cut_keeps_its_offsets() -> None:
    builder = TextBuilder()
    builder.copy(TrackedText(text="abcdef"), 4, 6)
    builder.add("!", 9)
    builder.copy(TrackedText(text="abcdef"), 0, 3)
    built = builder.build()
    assert built.text == "ef!abc"
    assert [built.file_offset(k) for k in range(6)] == [4, 5, 9, 0, 1, 2]
    assert built.cut(1, 5).text == "f!ab"
    assert [built.cut(1, 5).file_offset(k) for k in range(4)] == [5, 9, 0, 1]


def test_a_builder_that_was_given_nothing_builds_an_empty_text() -> None:
    builder = TextBuilder()
    builder.copy(TrackedText(text="abc"), 2, 2)
    builder.add("", 7)
    assert builder.build() == TrackedText(text="")


def test_what_continues_needs_no_new_anchor() -> None:
    builder = TextBuilder()
    source = TrackedText(text="abcdef")
    for k in range(6):
        builder.copy(source, k, k + 1)
    assert builder.build() == source


@given(
    text=st.text(min_size=1, max_size=20),
    pieces=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=8),
    again=st.tuples(st.integers(0, 60), st.integers(0, 60)),
)
def test_every_character_keeps_its_place_through_two_cuts(
    text: str, pieces: list[tuple[int, int]], again: tuple[int, int]
) -> None:
    builder = TextBuilder()
    for start, end in pieces:
        builder.copy(TrackedText(text=text), start, min(end, len(text)))
    built = builder.build()
    cut = built.cut(again[0], min(again[1], len(built.text)))
    for tracked in (built, cut):
        assert all(tracked.text[k] == text[tracked.file_offset(k)] for k in range(len(tracked.text)))
        assert tracked.text_offsets[0] == 0
        assert all(a < b for a, b in pairwise(tracked.text_offsets))
