from __future__ import annotations

from hypothesis import given, strategies as st

from align.check.spans import Spans
from align.model import CharSpan

SPANS = st.builds(
    lambda start, length: CharSpan(start=start, end=start + length), st.integers(0, 30), st.integers(1, 12)
)


@given(st.lists(SPANS), SPANS)
def test_what_a_stretch_touches_is_found_in_order(spans: list[CharSpan], asked: CharSpan) -> None:
    found = list(Spans((span, number) for number, span in enumerate(spans)).touching(asked))
    touched = {number for number, span in enumerate(spans) if span.start < asked.end and asked.start < span.end}
    assert {number for _, number in found} == touched
    assert [span for span, _ in found] == sorted(spans[number] for number in touched)


def test_nothing_is_touched_where_nothing_is() -> None:
    assert list(Spans[int]([]).touching(CharSpan(start=0, end=9))) == []
