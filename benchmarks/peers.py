"""Run this aligner and other installed aligners on the same sentences, and compare each of them with ours.

    pip install galechurch
    pip install bertalign          # needs Python 3.12
    pip install sentweave          # vecalign; needs a C compiler
    python benchmarks/peers.py GOLD
    python benchmarks/peers.py GOLD --uneven    # with several sentences of one side on a line (benchmarks/uneven.py)

GOLD is the folder of development data (benchmarks/development.py). For each group of bitexts the table gives pooled
strict and lax F1; both again by the gold with a null bead for each sentence, as all aligners write them; the number of
beads of that gold that only our aligner found, and only the peer; and the wall seconds of the alignment, with the
encoding of clauses and without that of sentences. The row "gold" scores that gold itself. Our model was fitted to these
bitexts; for results on unseen ones, see `fit_bead_model.py`. vecalign can also be installed from its repository, and
hunalign runs if a program of that name is on the path. A peer that is not installed is skipped with a message.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aligners import PEERS, ours
from development import development_sets
from uneven import join_all

import align
from align import bitext
from align.encoders import CachedEncoder, encoder
from align.evaluate import Counts, count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from development import Gold

    from align.beads import IndexBead

OURS = "align"
GOLD = "gold"
"""The row of the gold ladders with a null bead for each sentence."""


@dataclass(slots=True)
class Row:
    """The figures of an aligner for a group of bitexts, pooled."""

    counts: Counts = field(default_factory=Counts)
    apart: Counts = field(default_factory=Counts)
    ours_alone: int = 0
    theirs_alone: int = 0
    seconds: float = 0.0

    def add(self, gold: Gold, beads: Sequence[IndexBead], our_beads: Sequence[IndexBead], seconds: float) -> None:
        self.counts += count(gold.beads, beads)
        self.apart += count(gold.apart, beads)
        self.seconds += seconds
        theirs, own = ({(bead.src, bead.tgt) for bead in ladder} for ladder in (beads, our_beads))
        right = {(bead.src, bead.tgt) for bead in gold.apart}
        self.ours_alone += len(right & own - theirs)
        self.theirs_alone += len(right & theirs - own)

    def __str__(self) -> str:
        scores = [score.f1 for by in (self.counts, self.apart) for score in (by.strict, by.lax)]
        return "".join(f"{score:8.4f}" for score in scores) + (
            f"{self.ours_alone:8}{self.theirs_alone:8}{self.seconds:9.2f}"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--uneven", action="store_true")
    parser.add_argument("--cache", type=Path, default=Path("build/vectors"))
    arguments = parser.parse_args()
    vectors = CachedEncoder(encoder("muse"), arguments.cache)
    aligners = {OURS: ours(vectors)}
    for name, peer in PEERS.items():
        try:
            aligners[name] = peer(vectors)
        except ImportError as error:
            print(f"{name} is not installed; skipped ({error}).")
    rows: defaultdict[tuple[str, str], Row] = defaultdict(Row)
    golds = development_sets(arguments.gold)
    for gold in join_all(golds) if arguments.uneven else golds:
        found = {name: run(gold) for name, run in aligners.items()}
        found[GOLD] = list(gold.apart), 0.0
        for name, (beads, seconds) in found.items():
            rows[gold.group, name].add(gold, beads, found[OURS][0], seconds)
    made = f"align:{align.__version__}|encoder:{vectors.signature}|beads:{bitext.model_name()}|threads:2"
    print(f"{made}|uneven" if arguments.uneven else made)
    print(f"{'':24}{'strict':>8}{'lax':>8}{'strict*':>8}{'lax*':>8}{'ours':>8}{'theirs':>8}{'seconds':>9}")
    for (group, name), row in rows.items():
        print(f"{group:13}{name:11}{row}")
    print("* by the gold with a null bead for each sentence; ours, theirs: its beads that only one aligner found")


if __name__ == "__main__":
    main()
