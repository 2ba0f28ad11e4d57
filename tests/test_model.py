from __future__ import annotations

from dataclasses import FrozenInstanceError
from itertools import pairwise

import pytest
from hypothesis import given, strategies as st

from align.model import (
    AlignError,
    Alignment,
    Bead,
    Block,
    BlockKind,
    CharSpan,
    ConfigError,
    Document,
    EncoderError,
    Origin,
    ReadError,
    Segment,
    Segmented,
    SegSpan,
    Signature,
    StoreError,
    UsageError,
    plain,
)

Span = tuple[int, int]
Piece = tuple[int, int, int]
"""Block, start and end of a segment."""


def segmented(text: str, blocks: list[Span], segments: list[Piece]) -> Segmented:
    return Segmented(
        document=Document(
            id="fr/x",
            lang="fr",
            path="fr/x.txt",
            text=text,
            blocks=tuple(Block(kind=BlockKind.PARAGRAPH, span=CharSpan(start=a, end=b)) for a, b in blocks),
        ),
        segments=tuple(Segment(block=block, span=CharSpan(start=a, end=b)) for block, a, b in segments),
    )


def ladder(*beads: tuple[Span, Span, float]) -> Alignment:
    return Alignment(
        src="fr/x",
        tgt="en/x",
        beads=tuple(
            Bead(src=SegSpan(start=a, end=b), tgt=SegSpan(start=c, end=d), confidence=confidence)
            for (a, b), (c, d), confidence in beads
        ),
    )


# ---- spans


def test_a_span_gives_its_words() -> None:
    assert CharSpan(start=1, end=3).slice("abcd") == "bc"


@pytest.mark.parametrize(
    ("other", "overlaps", "contains"),
    [((0, 2), False, False), ((0, 3), True, False), ((2, 5), True, True), ((3, 4), True, True), ((5, 6), False, False),
     ((1, 6), True, False)],
)  # fmt: skip
def test_a_span_overlaps_and_contains_others(other: tuple[int, int], *, overlaps: bool, contains: bool) -> None:
    span, another = CharSpan(start=2, end=5), CharSpan(start=other[0], end=other[1])
    assert (span.overlaps(another), another.overlaps(span)) == (overlaps, overlaps)
    assert span.contains(another) is contains


@pytest.mark.parametrize("kind", [CharSpan, SegSpan])
def test_a_span_is_half_open_and_does_not_run_backwards(kind: type[CharSpan] | type[SegSpan]) -> None:
    assert len(kind(start=3, end=7)) == 4
    assert not kind(start=3, end=3)
    for start, end in [(4, 3), (-1, 2), (-3, -2)]:
        with pytest.raises(ValueError, match=f"{start}..{end}"):
            kind(start=start, end=end)


def test_a_run_of_segments_yields_their_indices() -> None:
    assert list(SegSpan(start=2, end=5)) == [2, 3, 4]
    assert list(SegSpan(start=2, end=2)) == []


def test_values_cannot_be_changed() -> None:
    span = CharSpan(start=0, end=1)
    with pytest.raises(FrozenInstanceError):
        span.end = 2  # type: ignore[misc]


# ---- errors


@pytest.mark.parametrize("kind", [ReadError, ConfigError, EncoderError, StoreError, UsageError])
def test_an_error_names_its_place(kind: type[AlignError]) -> None:
    assert str(kind("broken")) == "broken"
    assert str(kind("broken", path="fr/a.md")) == "fr/a.md: broken"
    error = kind("broken", path="fr/a.md", line=12)
    assert str(error) == "fr/a.md:12: broken"
    assert isinstance(error, AlignError)
    assert (error.message, error.path, error.line) == ("broken", "fr/a.md", 12)


def test_an_error_is_one_line_for_any_quoted_text() -> None:
    error = ReadError('"\x1b[2J\n\u202e\ud800é\xa0" is no language', path="a\nb")
    assert str(error) == 'a\\nb: "\\x1b[2J\\n\\u202e\\ud800é\xa0" is no language'
    long = str(ReadError("no bead: " + "x" * 10_000 + "; mend it", path="a"))
    assert len(long) < 1000
    assert long.startswith("a: no bead: xxx")
    assert long.endswith("xxx; mend it")


# ---- documents


@pytest.mark.parametrize(
    ("identity", "stem"), [("fr/part-1", "part-1"), ("fr/book/one", "book/one"), ("loose", "loose"), ("fr/", "fr/")]
)
def test_the_stem_is_the_id_without_its_language(identity: str, stem: str) -> None:
    document = Document(id=identity, lang="fr", path="x", text="", blocks=())
    assert document.stem == stem
    assert document.title == stem


def test_the_front_matter_may_give_a_title() -> None:
    assert Document(id="fr/x", lang="fr", path="x", text="", blocks=(), metadata={"title": "Un"}).title == "Un"


def test_a_position_is_line_and_column_in_the_file() -> None:
    # The file is "# A\r\nbc\r\n\r\nd"; the text has neither the markup nor the carriage returns: "A\n\nbc\n\nd".
    origin = Origin(text_offsets=(0, 3, 7), file_offsets=(2, 5, 11), line_starts=(0, 5, 9, 11))
    assert [origin.position(offset) for offset in (0, 3, 4, 7)] == [(1, 3), (2, 1), (2, 2), (4, 1)]


@given(st.lists(st.text("ab", max_size=4), min_size=1, max_size=6))
def test_positions_in_an_unchanged_file_are_those_of_its_lines(lines: list[str]) -> None:
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    origin = Origin(line_starts=tuple(starts))
    expected = [(number, column + 1) for number, line in enumerate(lines, 1) for column in range(len(line) + 1)]
    assert [origin.position(offset) for offset in range(len("\n".join(lines)) + 1)] == expected


# ---- segments

TEXT = "One. Two.\n\nThree."
BLOCKS = [(0, 9), (11, 17)]


def test_segments_tile_the_blocks() -> None:
    version = segmented(TEXT, BLOCKS, [(0, 0, 5), (0, 5, 9), (1, 11, 17)])
    assert version.texts() == ["One.", "Two.", "Three."]
    assert version.text(SegSpan(start=0, end=2)) == "One. Two."
    assert version.text(SegSpan(start=0, end=3)) == "One. Two. Three."
    assert version.text(SegSpan(start=3, end=3)) == ""


def test_a_document_without_blocks_has_no_segments() -> None:
    assert segmented("", [], []).texts() == []


@pytest.mark.parametrize(
    ("segments", "message"),
    [
        ([], "do not cover"),
        ([(0, 0, 5), (0, 5, 9)], "do not cover"),
        ([(0, 0, 5), (0, 5, 8), (1, 11, 17)], "segment 2 does not continue"),
        ([(0, 0, 5), (0, 6, 9), (1, 11, 17)], "segment 1 leaves a gap"),
        ([(0, 0, 5), (0, 4, 9), (1, 11, 17)], "segment 1 leaves a gap"),
        ([(0, 0, 5), (0, 5, 5), (0, 5, 9), (1, 11, 17)], "segment 1 leaves a gap, overlaps or is empty"),
        ([(0, 0, 10), (1, 11, 17)], "segment 0 leaves"),
        ([(0, 1, 9), (1, 11, 17)], "segment 0 leaves"),
        ([(0, 0, 9), (1, 11, 16)], "do not cover"),
        ([(1, 11, 17), (0, 0, 9)], "segment 0 does not continue"),
        ([(0, 0, 9), (2, 11, 17)], "segment 1 does not continue"),
        ([(0, 0, 9), (1, 11, 17), (0, 0, 9)], "segment 2 does not continue"),
    ],
)
def test_segments_that_do_not_tile_the_blocks_are_refused(segments: list[Piece], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        segmented(TEXT, BLOCKS, segments)


@st.composite
def tilings(draw: st.DrawFn) -> tuple[list[Span], list[Piece]]:
    """Draw blocks with gaps between them and segments that tile them."""
    blocks, segments, at = [], [], 0
    for number in range(draw(st.integers(1, 4))):
        start = at = at + draw(st.integers(0, 2))
        for length in draw(st.lists(st.integers(1, 4), min_size=1, max_size=4)):
            segments.append((number, at, at + length))
            at += length
        blocks.append((start, at))
    return blocks, segments


@given(tilings(), st.data())
def test_any_tiling_is_accepted_and_any_moved_border_is_refused(
    tiling: tuple[list[Span], list[Piece]], data: st.DataObject
) -> None:
    blocks, segments = tiling
    text = "x" * 99
    assert len(segmented(text, blocks, segments).segments) == len(segments)
    index = data.draw(st.integers(0, len(segments) - 1))
    block, start, end = segments[index]
    moved = data.draw(st.sampled_from([(block, start + 1, end + 1), (block, start, end + 1), (block + 1, start, end)]))
    with pytest.raises(ValueError, match="segment"):
        segmented(text, blocks, [*segments[:index], moved, *segments[index + 1 :]])


@pytest.mark.parametrize(
    ("text", "expected"),
    [(" a\n b ", "a b"), ("«\u00a0Quoi\u202f?\u00a0»", "« Quoi ? »"), ("\t\r\n", ""), ("a\u3000b", "a b")],
)
def test_plain_text_has_single_spaces(text: str, expected: str) -> None:
    assert plain(text) == expected


# ---- ladders


def test_a_bead_is_named_by_its_numbers_of_segments() -> None:
    alignment = ladder(((0, 2), (0, 1), 0.9), ((2, 2), (1, 2), 0.8), ((2, 3), (2, 2), 0.7))
    assert [bead.type for bead in alignment.beads] == ["2-1", "0-1", "1-0"]
    assert len(alignment) == 3


@pytest.mark.parametrize(
    ("beads", "place"),
    [
        ([((0, 1), (0, 1)), ((2, 3), (1, 2))], "1 : 1"),  # A source segment is left out.
        ([((0, 1), (0, 1)), ((1, 2), (2, 3))], "1 : 1"),  # A target segment is left out.
        ([((0, 1), (0, 1)), ((0, 2), (1, 2))], "1 : 1"),  # A source segment occurs twice.
        ([((1, 2), (0, 1))], "0 : 0"),
        ([((0, 1), (1, 2)), ((1, 2), (0, 1))], "0 : 0"),  # A crossing.
        ([((0, 1), (0, 1)), ((1, 1), (1, 1))], "1 : 1"),  # An empty bead.
    ],
)
def test_beads_that_form_no_ladder_are_refused(beads: list[tuple[Span, Span]], place: str) -> None:
    with pytest.raises(ValueError, match=f"fr/x : en/x: no ladder at segment {place}"):
        ladder(*[(src, tgt, 1.0) for src, tgt in beads])


@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.floats(0, 1)).filter(lambda bead: bead[0] + bead[1]))
)
def test_any_ladder_is_accepted_and_its_trust_is_a_probability(sizes: list[tuple[int, int, float]]) -> None:
    i = j = 0
    beads = []
    for a, b, confidence in sizes:
        beads.append(((i, i + a), (j, j + b), confidence))
        i, j = i + a, j + b
    alignment = ladder(*beads)
    assert 0 <= alignment.trust <= 1 + 1e-9
    assert all(one.src.end == two.src.start for one, two in pairwise(alignment.beads))


@pytest.mark.parametrize(
    ("beads", "trust"),
    [
        ([], 0.0),
        ([((0, 1), (0, 0), 1.0), ((1, 1), (0, 1), 1.0)], 0.0),  # Confident null beads do not add trust.
        ([((0, 1), (0, 0), 1.0)], 0.0),
        ([((0, 2), (0, 1), 0.9), ((2, 3), (1, 2), 0.6)], 0.8),  # (2 * 0.9 + 0.6) / 3 source segments.
        ([((0, 1), (0, 1), 0.9), ((1, 9), (1, 1), 1.0)], 0.9),  # A part of a longer text may be trusted.
        ([((0, 0), (0, 8), 1.0), ((0, 1), (8, 9), 0.7)], 0.7),
    ],
)
def test_trust_is_the_expected_share_of_the_shorter_side(beads: list[tuple[Span, Span, float]], trust: float) -> None:
    assert ladder(*beads).trust == pytest.approx(trust)


def test_a_signature_is_one_line() -> None:
    signature = Signature(version="1", encoder="fake@2", segmenter="rules-3", parameters=(("beads", "b"), ("run", "7")))
    assert str(signature) == "align:1|encoder:fake@2|segmenter:rules-3|beads:b|run:7"


def test_an_alignment_is_a_sequence_of_beads() -> None:
    one = Bead(src=SegSpan(start=0, end=2), tgt=SegSpan(start=0, end=1), confidence=0.979)
    two = Bead(src=SegSpan(start=2, end=2), tgt=SegSpan(start=1, end=2), confidence=0.9999)
    ladder = Alignment(src="fr/a", tgt="en/a", beads=(one, two))
    assert [*ladder] == [one, two]
    assert (ladder[0], ladder[-1], ladder[:1]) == (one, two, (one,))
    assert [*map(str, ladder)] == ["2-1 0.97", "0-1 0.99"]
    assert repr(ladder) == "<Alignment fr/a : en/a, 2 beads>"
