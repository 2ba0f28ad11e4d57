from __future__ import annotations

from itertools import pairwise

from hypothesis import given, strategies as st

from align.read.traced import Traced, Weaver


def test_a_cut_keeps_its_offsets() -> None:
    weaver = Weaver()
    weaver.copy(Traced(text="abcdef"), 4, 6)
    weaver.put("!", 9)
    weaver.copy(Traced(text="abcdef"), 0, 3)
    woven = weaver.done()
    assert woven.text == "ef!abc"
    assert [woven.at(k) for k in range(6)] == [4, 5, 9, 0, 1, 2]
    assert woven.cut(1, 5).text == "f!ab"
    assert [woven.cut(1, 5).at(k) for k in range(4)] == [5, 9, 0, 1]


def test_nothing_woven_is_an_empty_text() -> None:
    weaver = Weaver()
    weaver.copy(Traced(text="abc"), 2, 2)
    weaver.put("", 7)
    assert weaver.done() == Traced(text="")


def test_what_continues_needs_no_new_anchor() -> None:
    weaver = Weaver()
    source = Traced(text="abcdef")
    for k in range(6):
        weaver.copy(source, k, k + 1)
    assert weaver.done() == source


@given(
    text=st.text(min_size=1, max_size=20),
    pieces=st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), max_size=8),
    again=st.tuples(st.integers(0, 60), st.integers(0, 60)),
)
def test_every_code_point_is_traced_through_two_weavings(
    text: str, pieces: list[tuple[int, int]], again: tuple[int, int]
) -> None:
    weaver = Weaver()
    for start, end in pieces:
        weaver.copy(Traced(text=text), start, min(end, len(text)))
    woven = weaver.done()
    cut = woven.cut(again[0], min(again[1], len(woven.text)))
    for traced in (woven, cut):
        assert all(traced.text[k] == text[traced.at(k)] for k in range(len(traced.text)))
        assert traced.here[0] == 0
        assert all(a < b for a, b in pairwise(traced.here))
