"""Remove parts of one side, or insert foreign text, and measure the quality of the remaining ladder.

    python benchmarks/robustness.py GOLD

The novels of the development data (benchmarks/development.py) are laid end to end as one book of some 3,000
sentences. For each damage the table gives strict and lax F1 on the undamaged beads, and the trust in the whole ladder.
Two unrelated texts must have a trust near 0. The model was trained on these texts; only robustness is measured. For
unevenly cut texts that the model has not seen, see `fit_bead_model.py --uneven`.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from development import Gold, development_sets
from uneven import join_lines

import align
from align import bitext
from align.beads import IndexBead
from align.encoders import CachedEncoder, encoder
from align.evaluate import Counts, count
from align.model import Alignment, Block, BlockKind, CharSpan, Document, Segment, Segmented


def book(golds: list[Gold]) -> Gold:
    """Lay bitexts end to end."""
    src: list[str] = []
    tgt: list[str] = []
    beads: list[IndexBead] = []
    for gold in golds:
        beads += [
            IndexBead(src=tuple(len(src) + i for i in bead.src), tgt=tuple(len(tgt) + j for j in bead.tgt))
            for bead in gold.beads
        ]
        src += gold.src
        tgt += gold.tgt
    return Gold(group="book", name="all", langs=golds[0].langs, src=tuple(src), tgt=tuple(tgt), beads=tuple(beads))


def document(identity: str, sentences: tuple[str, ...]) -> Segmented:
    """Make a document with a block for each sentence."""
    blocks, segments, at = [], [], 0
    for index, sentence in enumerate(sentences):
        span = CharSpan(start=at, end=at + len(sentence))
        blocks.append(Block(kind=BlockKind.PARAGRAPH, span=span))
        segments.append(Segment(block=index, span=span))
        at = span.end + 1
    return Segmented(
        document=Document(
            id=identity, lang=identity[:2], path=identity, text="\n".join(sentences), blocks=tuple(blocks)
        ),
        segments=tuple(segments),
    )


def ladder(src: tuple[str, ...], tgt: tuple[str, ...], vectors: CachedEncoder, *, part: bool = False) -> Alignment:
    """Align two lists of sentences."""
    sides = [bitext.encode_document(side, vectors.runs) for side in (src, tgt)]
    documents = document("en/x", src), document("fr/x", tgt)
    return bitext.align(*documents, *sides, part=part, encode=vectors.encode, threads=2)


def judge(gold: Gold, start: int, end: int, insert: tuple[str, ...], vectors: CachedEncoder) -> tuple[str, Alignment]:
    """Replace the target sentences from `start` to `end` by `insert`, and score the beads of the other sentences."""
    tgt = gold.tgt[:start] + insert + gold.tgt[end:]
    shift = len(insert) - (end - start)
    found = ladder(gold.src, tgt, vectors)

    def back(j: int) -> int:
        return j if j < start else j - shift if j >= start + len(insert) else -1

    touched = {i for bead in gold.beads if any(start <= j < end for j in bead.tgt) for i in bead.src}
    wanted = [bead for bead in gold.beads if not any(start <= j < end for j in bead.tgt)]
    auto = []
    for bead in found.beads:
        src, target = tuple(bead.src), tuple(back(j) for j in bead.tgt)
        if touched.issuperset(src) and all(j < 0 for j in target):
            continue  # Removed and inserted sentences are not scored, unless paired with others.
        auto.append(IndexBead(src=src, tgt=target))
    counts = count(wanted, auto)
    return f"{counts.strict.f1:.4f}  {counts.lax.f1:.4f}", found


def judge_parts(gold: Gold, size: int, vectors: CachedEncoder) -> str:
    """Align parts of the source of about `size` sentences, each with the whole target; return their pooled scores."""
    counts, trusts = Counts(), []
    ends = [0, *(bead.src[-1] + 1 for bead in gold.beads if bead.src and bead.tgt)]
    for first in range(0, len(gold.src) - size, max(5 * size, 60)):
        start, end = (min(ends, key=lambda at, near=near: abs(at - near)) for near in (first, first + size))  # type: ignore[misc]
        found = ladder(gold.src[start:end], gold.tgt, vectors, part=True)
        auto = [
            IndexBead(src=tuple(start + i for i in bead.src), tgt=tuple(bead.tgt)) for bead in found.beads if bead.src
        ]
        counts += count([bead for bead in gold.beads if bead.src and start <= bead.src[0] < end], auto)
        trusts.append(found.trust)
    return f"{counts.strict.f1:.4f}  {counts.lax.f1:.4f}  {sum(trusts) / len(trusts):.2f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--cache", type=Path, default=Path("build/vectors"))
    arguments = parser.parse_args()
    vectors = CachedEncoder(encoder("muse"), arguments.cache)
    sets = list(development_sets(arguments.gold))
    gold = book([item for item in sets if item.group == "novels"])
    foreign = next(item for item in sets if item.group == "news fr-en")
    m = len(gold.tgt)
    mishaps: list[tuple[str, int, int, tuple[str, ...]]] = [
        ("nothing missing", 0, 0, ()),
        ("a tenth missing, middle", m // 2, m // 2 + m // 10, ()),
        ("a fifth missing, early", m // 20, m // 20 + m // 5, ()),
        ("a fifth missing, middle", m // 2, m // 2 + m // 5, ()),
        ("a fifth missing, end", m - m // 5, m, ()),
        ("first half missing", 0, m // 2, ()),
        ("second half missing", m // 2, m, ()),
        ("foreign preface of 500", 0, 0, foreign.src[:500]),
        ("foreign appendix of 500", m, m, foreign.src[:500]),
        ("a fifth replaced by foreign text", m // 2, m // 2 + m // 5, foreign.src[: m // 5]),
    ]
    print(f"align:{align.__version__}|encoder:{vectors.signature}|beads:{bitext.model_name()}|scorer:vecalign")
    print(f"{'':34}strict  lax     trust")
    for label, start, end, insert in mishaps:
        figures, found = judge(gold, start, end, insert, vectors)
        print(f"{label:34}{figures}  {found.trust:.2f}", flush=True)
    ways = {f"{size} sentences a line on one side": join_lines(gold, size, source=True) for size in (2, 3, 4)}
    for label, way in (("capitals on one side", replace(gold, tgt=tuple(map(str.upper, gold.tgt)))), *ways.items()):
        found = ladder(way.src, way.tgt, vectors)
        counts = count(way.beads, [IndexBead(src=tuple(bead.src), tgt=tuple(bead.tgt)) for bead in found.beads])
        print(f"{label:34}{counts.strict.f1:.4f}  {counts.lax.f1:.4f}  {found.trust:.2f}", flush=True)
    for size in (1, 3, 20, 50, 200):
        print(f"{f'a part of {size} with the whole':34}{judge_parts(gold, size, vectors)}", flush=True)
    itself = ladder(gold.src, gold.src, vectors)
    same = sum(bead.type == "1-1" for bead in itself.beads) / len(gold.src)
    print(f"{'a book with itself':34}{same:.4f} 1-1      {itself.trust:.2f}")
    strange = ladder(gold.src, foreign.src, vectors)
    pairs = sum(bool(bead.src and bead.tgt) for bead in strange.beads)
    print(f"{'a book with the news':34}{pairs} beads with two sides  {strange.trust:.2f}")


if __name__ == "__main__":
    main()
