"""Run this aligner and others that are installed on the same sentences, one after the other, and compare them in pairs.

    pip install galechurch
    pip install bertalign          # wants Python 3.12
    pip install sentweave          # vecalign, where a C compiler is at hand
    python benchmarks/peers.py GOLD
    python benchmarks/peers.py GOLD --uneven    # with several sentences of one side on a line (benchmarks/uneven.py)

GOLD is the folder of development data (benchmarks/development.py). For each group of bitexts the table gives strict and
lax F1, pooled; both once more by a gold with one null bead for each sentence, as all of them write; how many beads of
that gold only this aligner found, and how many only the peer; and the wall seconds of the alignment, the vectors of
sentences at hand and those of words not. The row "gold" has what those gold ladders themselves reach. Our own model was
fitted to these very bitexts: what it reaches on those that it has not seen, `fit_bead_model.py` tells. vecalign may
also be installed from its repository, and hunalign is run if a program of that name is on the path. A peer that is not
installed is left out with a word.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from aligners import PEERS, ours
from development import development_sets
from uneven import all_joined

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
"""The row of the gold ladders themselves, with one null bead for each sentence."""


@dataclass(slots=True)
class Row:
    """What is pooled over the bitexts of a group."""

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
            print(f"{name} is not installed, and left out ({error}).")
    rows: defaultdict[tuple[str, str], Row] = defaultdict(Row)
    golds = development_sets(arguments.gold)
    for gold in all_joined(golds) if arguments.uneven else golds:
        found = {name: run(gold) for name, run in aligners.items()}
        found[GOLD] = list(gold.apart), 0.0
        for name, (beads, seconds) in found.items():
            rows[gold.group, name].add(gold, beads, found[OURS][0], seconds)
    made = f"align:{align.__version__}|encoder:{vectors.signature}|beads:{bitext.model_name()}|threads:2"
    print(f"{made}|uneven" if arguments.uneven else made)
    print(f"{'':24}{'strict':>8}{'lax':>8}{'strict*':>8}{'lax*':>8}{'ours':>8}{'theirs':>8}{'seconds':>9}")
    for (group, name), row in rows.items():
        print(f"{group:13}{name:11}{row}")
    print("* by a gold with one null bead for each sentence; ours, theirs: its beads that only that one found")


if __name__ == "__main__":
    main()
