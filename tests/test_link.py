from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, strategies as st

from align.link import link
from align.model import Alignment, Bead, Link, SegSpan

Size = tuple[int, int]
NAMES = ("fr/x", "en/x", "ru/x", "de/x")


def ladder(src: str, tgt: str, sizes: list[Size], confidences: list[float] | None = None) -> Alignment:
    i = j = 0
    beads = []
    for (a, b), confidence in zip(sizes, confidences or [0.9] * len(sizes), strict=True):
        beads.append(Bead(src=SegSpan(start=i, end=i + a), tgt=SegSpan(start=j, end=j + b), confidence=confidence))
        i, j = i + a, j + b
    return Alignment(src=src, tgt=tgt, beads=tuple(beads))


def runs(item: Link) -> list[Size]:
    return [(run.start, run.end) for run in item.members]


@st.composite
def ladders(draw: st.DrawFn, names: tuple[str, ...]) -> list[Alignment]:
    """Draw independent ladders for all pairs of some documents: they need not agree."""
    lengths = [draw(st.integers(0, 9)) for _ in names]
    drawn = []
    for one, other in combinations(range(len(names)), 2):
        left, sizes = [lengths[one], lengths[other]], []
        while any(left):
            size = (draw(st.integers(0, min(3, left[0]))), draw(st.integers(0, min(3, left[1]))))
            size = size if any(size) else (int(left[0] > 0), int(left[0] == 0))
            sizes.append(size)
            left = [left[0] - size[0], left[1] - size[1]]
        confidences = [draw(st.floats(0, 1)) for _ in sizes]
        drawn.append(ladder(names[one], names[other], sizes, confidences))
    return drawn


def ends(alignment: Alignment) -> Size:
    return (alignment.beads[-1].src.end, alignment.beads[-1].tgt.end) if alignment.beads else (0, 0)


versions = st.integers(2, 4).flatmap(lambda count: ladders(NAMES[:count]))


@given(versions)
def test_links_tile_every_version(alignments: list[Alignment]) -> None:
    names = list(dict.fromkeys([alignments[0].src, *(alignment.tgt for alignment in alignments)]))
    links = link(names, alignments)
    assert links.documents == tuple(names)
    lengths = [ends(alignments[0])[0], *(ends(alignment)[1] for alignment in alignments[: len(names) - 1])]
    for version, length in enumerate(lengths):
        members = [item.members[version] for item in links.links]
        assert [index for run in members for index in run] == list(range(length))
        assert all(one.end == two.start for one, two in pairwise(members))
    assert all(any(item.members) for item in links.links)


@given(versions)
def test_links_end_at_every_common_rung_of_the_pivot_and_split_none_of_its_beads(alignments: list[Alignment]) -> None:
    names = list(dict.fromkeys([alignments[0].src, *(alignment.tgt for alignment in alignments)]))
    spokes = alignments[: len(names) - 1]
    links = link(names, alignments).links
    common = set.intersection(*({0, *(bead.src.end for bead in spoke.beads)} for spoke in spokes))
    assert {0, *(item.members[0].end for item in links)} == common
    for version, spoke in enumerate(spokes, 1):
        for bead in spoke.beads:
            homes = [
                item
                for item in links
                if set(bead.src) & set(item.members[0]) or set(bead.tgt) & set(item.members[version])
            ]
            assert len(homes) == 1
            assert set(bead.src) <= set(homes[0].members[0])
            assert set(bead.tgt) <= set(homes[0].members[version])


@given(versions)
def test_no_link_is_surer_than_a_bead_inside_it(alignments: list[Alignment]) -> None:
    names = list(dict.fromkeys([alignments[0].src, *(alignment.tgt for alignment in alignments)]))
    for item in link(names, alignments).links:
        assert 0 <= item.confidence <= 1
        for version, spoke in enumerate(alignments[: len(names) - 1], 1):
            inside = [
                bead.confidence
                for bead in spoke.beads
                if set(bead.src) & set(item.members[0]) or set(bead.tgt) & set(item.members[version])
            ]
            assert item.confidence <= min(inside, default=1.0)


@given(ladders(NAMES[:2]))
def test_the_links_of_two_versions_are_their_beads(alignments: list[Alignment]) -> None:
    links = link(NAMES[:2], alignments)
    assert [(*item.members, item.confidence) for item in links.links] == [
        (bead.src, bead.tgt, bead.confidence) for bead in alignments[0].beads
    ]


def test_a_link_ends_where_all_ladders_of_the_pivot_have_a_rung() -> None:
    links = link(
        NAMES[:3],
        [
            ladder("fr/x", "en/x", [(1, 1), (2, 1), (1, 1)]),
            ladder("fr/x", "ru/x", [(1, 2), (1, 1), (1, 1), (1, 1)]),
            ladder("en/x", "ru/x", [(1, 2), (1, 2), (1, 1)]),
        ],
    ).links
    assert [runs(item) for item in links] == [
        [(0, 1), (0, 1), (0, 2)],
        [(1, 3), (1, 2), (2, 4)],
        [(3, 4), (2, 3), (4, 5)],
    ]
    assert [item.confidence for item in links] == [0.9, 0.9, 0.9]


def test_segments_of_one_version_only_are_a_link_of_their_own() -> None:
    links = link(
        NAMES[:3],
        [
            ladder("fr/x", "en/x", [(0, 1), (1, 1), (1, 0), (1, 1)], [0.8, 0.9, 0.7, 0.9]),
            ladder("fr/x", "ru/x", [(1, 1), (1, 0), (0, 2), (1, 1)], [0.9, 0.6, 0.5, 0.9]),
            ladder("en/x", "ru/x", [(1, 0), (1, 1), (0, 2), (1, 1)]),
        ],
    ).links
    assert [runs(item) for item in links] == [
        [(0, 0), (0, 1), (0, 0)],
        [(0, 1), (1, 2), (0, 1)],
        [(1, 2), (2, 2), (1, 1)],
        [(2, 2), (2, 2), (1, 3)],
        [(2, 3), (2, 3), (3, 4)],
    ]
    assert [item.confidence for item in links] == [0.8, 0.9, 0.6, 0.5, 0.9]


def test_an_insertion_within_a_link_belongs_to_it() -> None:
    links = link(
        NAMES[:3],
        [
            ladder("fr/x", "en/x", [(1, 1), (0, 1), (1, 1)]),
            ladder("fr/x", "ru/x", [(2, 1)]),
            ladder("en/x", "ru/x", [(3, 1)]),
        ],
    ).links
    assert [runs(item) for item in links] == [[(0, 2), (0, 3), (0, 1)]]


SPOKES = [
    ladder("fr/x", "en/x", [(1, 1), (1, 1), (1, 1)], [0.95] * 3),
    ladder("fr/x", "ru/x", [(1, 1), (1, 1), (1, 1)], [0.97] * 3),
]


@pytest.mark.parametrize(
    ("sizes", "confidences", "expected"),
    [
        # It agrees: the lowest confidence of the three ladders counts.
        ([(1, 1), (1, 1), (1, 1)], [0.99, 0.5, 0.99], [0.95, 0.5, 0.95]),
        # It pairs segments of two links with high confidence: these links are probably wrong.
        ([(2, 2), (1, 1)], [0.9, 0.99], [0.1, 0.1, 0.95]),
        # It pairs other segments; its null beads do not contradict.
        ([(1, 0), (1, 1), (1, 1), (0, 1)], [0.99, 0.8, 0.7, 0.99], [0.2, 0.2, 0.3]),
    ],
)
def test_the_ladder_of_the_other_pair_changes_the_confidence(
    sizes: list[Size], confidences: list[float], expected: list[float]
) -> None:
    witness = ladder("en/x", "ru/x", sizes, confidences)
    links = link(NAMES[:3], [*SPOKES, witness]).links
    assert [runs(item) for item in links] == [[(k, k + 1)] * 3 for k in range(3)]
    assert [item.confidence for item in links] == pytest.approx(expected)


def test_a_ladder_that_does_not_pair_the_members_disagrees() -> None:
    witness = ladder("en/x", "ru/x", [(1, 1), (1, 0), (0, 1), (1, 1)], [0.99] * 4)
    links = link(NAMES[:3], [*SPOKES, witness])
    assert [item.confidence for item in links.links] == pytest.approx([0.95, 0.01, 0.95])


def test_empty_versions_have_no_links() -> None:
    empty = [Alignment(src=one, tgt=other, beads=()) for one, other in combinations(NAMES[:3], 2)]
    assert link(NAMES[:3], empty).links == ()
