"""Run this aligner and others that are installed on the same sentences, one after the other, and compare them.

    pip install galechurch
    pip install bertalign          # wants Python 3.12
    python benchmarks/peers.py GOLD

GOLD is the folder of development data (benchmarks/development.py). For each group of bitexts the table gives strict
and lax F1, pooled, and the wall seconds of the alignment, the vectors of sentences at hand and those of words not. Our
own model was fitted to these very bitexts: what it reaches on those that it has not seen, `fit_bead_model.py` tells. A
peer that is not installed is left out with a word. bertalign gets the same vectors of runs as this aligner.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from development import Gold, development_sets
from robustness import document

import align
from align import bitext
from align.beads import IndexBead
from align.encoders import CachedEncoder, encoder
from align.evaluate import Counts, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from align.dp import Floats

Aligner = Callable[[Gold], tuple[list[IndexBead], float]]
"""Returns the beads of a bitext, and the seconds that it took."""


@dataclass(slots=True)
class Row:
    """What is pooled over the bitexts of a group."""

    counts: Counts = field(default_factory=Counts)
    seconds: float = 0.0


def ours(vectors: CachedEncoder) -> Aligner:
    """Return this project's aligner."""

    def run(gold: Gold) -> tuple[list[IndexBead], float]:
        sides = [bitext.encoded(side, vectors.runs) for side in (gold.src, gold.tgt)]
        documents = document(f"{gold.langs[0]}/x", gold.src), document(f"{gold.langs[1]}/x", gold.tgt)
        start = time.perf_counter()
        found = bitext.align(*documents, *sides, encode=vectors.encode, threads=2)
        seconds = time.perf_counter() - start
        return [IndexBead(src=tuple(bead.src), tgt=tuple(bead.tgt)) for bead in found.beads], seconds

    return run


def galechurch() -> Aligner:
    """Return that of the package galechurch; raise `ImportError` if there is none."""
    package = import_module("galechurch")

    def run(gold: Gold) -> tuple[list[IndexBead], float]:
        start = time.perf_counter()
        found = package.align(gold.src, gold.tgt)
        seconds = time.perf_counter() - start
        beads = [
            IndexBead(
                src=tuple(range(bead.source_start, bead.source_end)),
                tgt=tuple(range(bead.target_start, bead.target_end)),
            )
            for bead in found.beads
        ]
        return beads, seconds

    return run


def bertalign(vectors: CachedEncoder) -> Aligner:
    """Return that of the package bertalign, with beads of up to 8 segments; raise `ImportError` if there is none."""
    package, encoding = import_module("bertalign"), import_module("bertalign.encoder")

    class Given(encoding.Encoder):  # type: ignore[misc, name-defined]
        """Makes its vectors as ours are made."""

        def __init__(self) -> None:
            self.model_name = vectors.signature

        def transform(self, sents: Sequence[str], num_overlaps: int) -> tuple[Floats, NDArray[np.int64]]:
            # Its runs are numbered by their last sentence, and ours by their first.
            runs = vectors.runs(sents, num_overlaps)
            rows = np.zeros((num_overlaps, len(sents), runs.shape[2]), np.float32)
            lengths = np.zeros((num_overlaps, len(sents)), np.int64)
            for more in range(num_overlaps):
                for last in range(more, len(sents)):
                    rows[more, last] = runs[last - more, more]
                    lengths[more, last] = len(" ".join(sents[last - more : last + 1]).encode())
            return rows, lengths

    def run(gold: Gold) -> tuple[list[IndexBead], float]:
        aligner = package.Bertalign(
            *("\n".join(side) for side in (gold.src, gold.tgt)),
            is_split=True,
            max_align=bitext.RUN + 1,
            model=Given(),
        )
        start = time.perf_counter()
        found = aligner.align_sents()
        seconds = time.perf_counter() - start
        beads = [IndexBead(src=tuple(src), tgt=tuple(tgt)) for src, tgt in found]
        if (aligner.src_num, aligner.tgt_num) != (len(gold.src), len(gold.tgt)):
            raise ValueError("bertalign dropped lines")
        return beads, seconds

    return run


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--cache", type=Path, default=Path("build/vectors"))
    arguments = parser.parse_args()
    vectors = CachedEncoder(encoder("muse"), arguments.cache)
    bitext.prepare()
    aligners = {"align": ours(vectors)}
    for name, peer in (("galechurch", galechurch), ("bertalign", lambda: bertalign(vectors))):
        try:
            aligners[name] = peer()
        except ImportError:
            print(f"{name} is not installed, and left out.")
    golds = list(development_sets(arguments.gold))
    print(f"align:{align.__version__}|encoder:{vectors.signature}|beads:{bitext.model_name()}|threads:2")
    print(f"{'':24}{'strict':>8}{'lax':>8}{'seconds':>9}")
    rows: defaultdict[tuple[str, str], Row] = defaultdict(Row)
    for gold in golds:
        for name, run in aligners.items():
            beads, seconds = run(gold)
            row = rows[gold.group, name]
            row.counts += count(gold.beads, beads)
            row.seconds += seconds
    for (group, name), row in rows.items():
        print(f"{group:13}{name:11}{row.counts.strict.f1:8.4f}{row.counts.lax.f1:8.4f}{row.seconds:9.2f}")


if __name__ == "__main__":
    main()
