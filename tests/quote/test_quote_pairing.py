from __future__ import annotations

from itertools import accumulate, pairwise

import pytest
from quote_texts import document

from align.model import Alignment, Bead, Document, Segment, Segmented, SegSpan
from align.quote import pair, quotations


def by_block(made: Document) -> Segmented:
    """Make every block one segment."""
    segments = (Segment(block=index, span=block.span) for index, block in enumerate(made.blocks))
    return Segmented(document=made, segments=tuple(segments))


def pair_texts(french: str, english: str, beads: list[tuple[int, int]]) -> list[tuple[list[str], list[str]]]:
    """Pair the quotations of two texts with one segment a line; `beads` has the numbers of lines of each bead."""
    a, b = document(french, "fr"), document(english, "en")
    ends = [(0, 0), *accumulate(beads, lambda at, bead: (at[0] + bead[0], at[1] + bead[1]))]
    ladder = Alignment(
        src=a.id,
        tgt=b.id,
        beads=tuple(
            Bead(src=SegSpan(start=i, end=k), tgt=SegSpan(start=j, end=m), confidence=1.0)
            for (i, j), (k, m) in pairwise(ends)
        ),
    )
    qa, qb = quotations(a), quotations(b)
    words_a = {q.id: a.text[q.span.start : q.span.end] for q in qa.quotations}
    words_b = {q.id: b.text[q.span.start : q.span.end] for q in qb.quotations}
    return [
        ([words_a[i] for i in p.src], [words_b[i] for i in p.tgt])
        for p in pair(qa, qb, ladder, by_block(a), by_block(b))
    ]


@pytest.mark.parametrize(
    ("french", "english", "beads", "expected"),
    [
        ("Un « chat » et un « chien ».", "A “cat” and a “dog”.", [(1, 1)], [(["chat"], ["cat"]), (["chien"], ["dog"])]),
        # One quotation interrupted in English only.
        (
            "Elle dit : « Nous sommes venus de loin pour rester ici. »",
            "“We came from far away,” said Anna Reed, “to stay here.”",
            [(1, 1)],
            [(["Nous sommes venus de loin pour rester ici."], ["We came from far away,", "to stay here."])],
        ),
        # The same, cut into two that no clause joins.
        (
            "Les gens venaient « de la ville haute et de la ville basse » alors.",
            "People came “from the upper town” then and “from the lower town”.",
            [(1, 1)],
            [(["de la ville haute et de la ville basse"], ["from the upper town", "from the lower town"])],
        ),
        # One without a counterpart.
        (
            "Un « chat ».\nLong.\nUn « chien ».",
            "A cat.\nLong.\nA “dog”.",
            [(1, 1)] * 3,
            [(["chat"], []), (["chien"], ["dog"])],
        ),
        ("Un « chat ».\nRien.\nRien.", "One.\nTwo.\nA “dog”.", [(1, 1)] * 3, [(["chat"], []), ([], ["dog"])]),
        # The outer with the outer, the inner with the inner.
        (
            "Elle dit : « Il a crié “halte” et il a couru. »",
            "She says: “He cried ‘halt’ and ran away.”",
            [(1, 1)],
            [(["Il a crié “halte” et il a couru."], ["He cried ‘halt’ and ran away."]), (["halte"], ["halt"])],
        ),
        # Beads of several segments, and a null bead.
        (
            "Un « chat ».\nRien du tout.\nUn « chien » dort.",
            "A “cat” and nothing else at all.\nA “dog” sleeps.",
            [(2, 1), (1, 1)],
            [(["chat"], ["cat"]), (["chien"], ["dog"])],
        ),
        ("Un « chat » dort.\nUn « chien ».", "A “dog”.", [(1, 0), (1, 1)], [(["chat"], []), (["chien"], ["dog"])]),
        ("Rien.", "Nothing.", [(1, 1)], []),
    ],
)
def test_pairs(
    french: str, english: str, beads: list[tuple[int, int]], expected: list[tuple[list[str], list[str]]]
) -> None:
    assert pair_texts(french, english, beads) == expected


def test_a_foreign_ladder_is_refused() -> None:
    a, b = document("Un.", "fr"), document("One.", "en")
    ladder = Alignment(src=b.id, tgt=a.id, beads=())
    with pytest.raises(ValueError, match="ladder"):
        pair(quotations(a), quotations(b), ladder, by_block(a), by_block(b))
