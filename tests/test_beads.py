from __future__ import annotations

import re

import pytest
from hypothesis import given, strategies as st

from align.beads import IndexBead, index_beads, parse_beads
from align.model import Alignment, Bead, ReadError, SegSpan

indices = st.lists(st.integers(0, 10**6), max_size=4).map(tuple)
index_bead = st.builds(
    IndexBead, src=indices, tgt=indices, score=st.none() | st.floats(allow_nan=False, allow_infinity=False)
)


@pytest.mark.parametrize(
    ("line", "src", "tgt", "score"),
    [
        ("[0]:[0]", (0,), (0,), None),
        ("[0]:[0, 1]:0.93", (0,), (0, 1), 0.93),
        ("[0,1] : [2 , 3]\n", (0, 1), (2, 3), None),
        ("[17]:[]", (17,), (), None),
        ("[]:[4, 5, 6]\r\n", (), (4, 5, 6), None),
        ("[7, 3]:[9]", (7, 3), (9,), None),
        ("[0]:[0]:-1.5e-05", (0,), (0,), -1.5e-05),
        ("[0]:[0]:0", (0,), (0,), 0.0),
    ],
)
def test_a_bead_is_read(line: str, src: tuple[int, ...], tgt: tuple[int, ...], score: float | None) -> None:
    assert parse_beads([line]) == (IndexBead(src=src, tgt=tgt, score=score),)


def test_blank_lines_are_no_beads() -> None:
    assert len(parse_beads(["\n", "[0]:[0]\n", "  \n", "[1]:[1]"])) == 2


@pytest.mark.parametrize(
    "line",
    [
        "0:0",
        "[0]",
        "[]:[]",
        "[0]:[0]:",
        "[0]:[a]",
        "[-1]:[0]",
        "[0]:[0] [1]:[1]",
        "[0,]:[0]",
        "[0]:[0]:1.2.3",
        "[²]:[0]",
        "[" + "9" * 5000 + "]:[0]",
        "[0]:[0]:nan",
    ],
)
def test_a_malformed_bead_is_reported_with_its_line(line: str) -> None:
    with pytest.raises(ReadError, match=re.escape("gold.txt:3: not a bead: ")):
        parse_beads(["[0]:[0]", "", line], path="gold.txt")


@given(st.lists(index_bead.filter(lambda bead: bead.src or bead.tgt)))
def test_written_beads_are_read_back(beads: list[IndexBead]) -> None:
    assert parse_beads(map(str, beads)) == tuple(beads)


def test_null_beads_are_written_one_segment_each() -> None:
    ladder = Alignment(
        src="fr/a",
        tgt="en/a",
        beads=(
            Bead(src=SegSpan(start=0, end=1), tgt=SegSpan(start=0, end=2), confidence=0.93),
            Bead(src=SegSpan(start=1, end=3), tgt=SegSpan(start=2, end=2), confidence=0.12345),
            Bead(src=SegSpan(start=3, end=3), tgt=SegSpan(start=2, end=3), confidence=1.0),
        ),
    )
    lines = ["[0]:[0, 1]:0.93", "[1]:[]:0.123", "[2]:[]:0.123", "[]:[2]:1.0"]
    assert [str(bead) for bead in index_beads(ladder)] == lines
