from __future__ import annotations

import pytest

from align.encoders.fake import FakeEncoder
from align.model import Alignment, Bead, Block, BlockKind, CharSpan, Document, Links, Segmented, SegSpan
from align.result import Family
from align.segment import segment
from align.workspace.crossings import find_crossings


def version(lang: str, *sentences: str) -> Segmented:
    text = " ".join(sentences)
    block = Block(kind=BlockKind.PARAGRAPH, span=CharSpan(start=0, end=len(text)))
    return segment(Document(id=f"{lang}/x", lang=lang, path="x", text=text, blocks=(block,)))


@pytest.mark.parametrize(
    ("tgt", "beads", "expected"),
    [
        (("River 12 rose.", "Anna 1987 left."), [(2, 2)], []),
        (("Anna 1987 left.", "River 12 rose."), [(2, 2)], [0]),
        (("Anna 1987 left.", "River 12 rose."), [(1, 1), (1, 1)], []),
        (("River 12 monte Anna.", "1987 part."), [(2, 2)], []),  # Cut elsewhere.
        (("River 12 rose.", "Otto 5 sang.", "Anna 1987 left."), [(2, 3)], []),
    ],
)
def test_segments_that_changed_places_are_told_from_those_cut_elsewhere(
    tgt: tuple[str, ...], beads: list[tuple[int, int]], expected: list[int]
) -> None:
    versions = version("fr", "River 12 monte.", "Anna 1987 part."), version("en", *tgt)
    made, i, j = [], 0, 0
    for a, b in beads:
        made.append(Bead(src=SegSpan(start=i, end=i + a), tgt=SegSpan(start=j, end=j + b), confidence=0.9))
        i, j = i + a, j + b
    ladder = Alignment(src="fr/x", tgt="en/x", beads=tuple(made))
    links = Links(documents=("fr/x", "en/x"), links=())
    family = Family(stem="x", versions=versions, alignments=(ladder,), links=links, quoted=())
    assert find_crossings(family, FakeEncoder()) == {("fr/x", "en/x", made[k]) for k in expected}
