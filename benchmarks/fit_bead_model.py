"""Fit the bead model to gold ladders, judge it on bitexts that it has not seen, and say what each feature is worth.

    python benchmarks/fit_bead_model.py GOLD              # leave one bitext out in turn: strict and lax F1, calibration
    python benchmarks/fit_bead_model.py GOLD --ablate     # the same without each group of features
    python benchmarks/fit_bead_model.py GOLD --write      # fit to all of GOLD and write align/bitext/bead_model.json

GOLD is the folder of development data (benchmarks/development.py). The weights maximise the likelihood of the gold
ladders, less a quadratic penalty that is the same for all of them; nothing is chosen by F1.
"""

from __future__ import annotations

import argparse
import json
import os
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from development import Gold, development_sets
from scipy.optimize import minimize

import align.bitext.bead_model
from align.beads import IndexBead
from align.bitext import RUN, search_space
from align.bitext.bead_model import BeadModel
from align.bitext.features import FEATURES, MOVES, Grid, features
from align.dp import Band, Floats, best_path, posteriors
from align.encoders import CachedEncoder, encoder
from align.evaluate import Counts, count, judged, reliability

PENALTY = 1.0
GROUPS = {
    "shared words": ("shared words", "words not shared", "null words"),
    "longer": ("best longer", "second longer", "longer"),
    "shorter": ("best shorter", "shorter"),
    "length": ("length",),
    "characters": ("characters", "characters, larger", "null length"),
    "ends": ("ends differ", "both ask or exclaim"),
    "beginnings": ("one goes on", "both go on"),
    "null similarity": ("null similarity",),
}
"""Features that are left out together by --ablate."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """A bitext with the features of every possible bead, and those of its gold ladder summed."""

    gold: Gold
    band: Band
    table: Floats
    observed: Floats
    outside: int
    """Gold beads that lie outside the band or are too large."""


def example(gold: Gold, vectors: CachedEncoder) -> Example:
    src, tgt = (vectors.runs(side, RUN) for side in (gold.src, gold.tgt))
    band, grid = search_space(gold.src, gold.tgt, src, tgt)
    table = features(grid, range(len(grid.lo)))
    steps, outside = gold_steps(gold, grid)
    return Example(
        gold=gold, band=band, table=table, observed=sum(table[point, move] for point, move in steps), outside=outside
    )


def gold_steps(gold: Gold, grid: Grid) -> tuple[list[tuple[int, int]], int]:
    """Return the gold ladder as points and moves, and how many beads cannot be taken.

    Null beads are of one segment each, and so is what the gold leaves out.
    """
    number = {tuple(move): index for index, move in enumerate(MOVES.tolist())}
    steps, outside, i, j = [], 0, 0, 0
    for bead in (*gold.beads, IndexBead(src=(len(gold.src),), tgt=(len(gold.tgt),))):
        until = (bead.src[0] if bead.src else i, bead.tgt[0] if bead.tgt else j)
        single = [(1, 0)] * (until[0] - i) + [(0, 1)] * (until[1] - j)
        if bead.src and bead.tgt:
            single.append((len(bead.src), len(bead.tgt)))
        else:
            single += [(1, 0)] * len(bead.src) + [(0, 1)] * len(bead.tgt)
        for a, b in single:
            i, j = i + a, j + b
            if i > len(gold.src):
                break
            if (a, b) in number and grid.lo[i] <= j < grid.hi[i]:
                steps.append((int(grid.first[i] + j - grid.lo[i]), number[a, b]))
            else:
                outside += 1
    return steps, outside


def fit(examples: list[Example], mask: Floats, start: Floats | None = None) -> Floats:
    def loss(weights: Floats) -> tuple[float, Floats]:
        total, gradient = PENALTY * float(weights @ weights) / 2, PENALTY * weights
        for item in examples:
            log_total, shares = posteriors(item.table @ weights.astype(np.float32), item.band, MOVES)
            total += log_total - float(item.observed @ weights)
            gradient = gradient + np.tensordot(shares, item.table, 2) - item.observed
        return total, gradient * mask

    first = np.zeros(len(FEATURES)) if start is None else start * mask
    return minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": 100}).x


def ladder(item: Example, weights: Floats) -> list[IndexBead]:
    scores = item.table @ weights.astype(np.float32)
    _, shares = posteriors(scores, item.band, MOVES)
    beads = []
    for i, j, move in best_path(scores, item.band, MOVES).tolist():
        a, b = MOVES[move].tolist()
        share = float(shares[item.band.first[i] + j - item.band.lo[i], move])
        beads.append(IndexBead(src=tuple(range(i - a, i)), tgt=tuple(range(j - b, j)), score=share))
    return beads


def held_out(examples: list[Example], mask: Floats, starts: dict[str, Floats]) -> dict[str, list]:
    """Fit without each bitext in turn, the news pairs as one, and align it: by group, counts and confidences pooled."""
    pooled: dict[str, list] = {}
    folds = {f"{item.gold.group} {item.gold.name}" if "news" not in item.gold.group else "news" for item in examples}
    for fold in sorted(folds):
        inside = [
            item
            for item in examples
            if fold in ("news", f"{item.gold.group} {item.gold.name}") and (fold != "news" or "news" in item.gold.group)
        ]
        weights = fit([item for item in examples if item not in inside], mask, starts.get(fold))
        starts.setdefault(fold, weights)
        for item in inside:
            beads = ladder(item, weights)
            counts, verdicts = pooled.setdefault(item.gold.group, [Counts(), []])
            pooled[item.gold.group][0] = counts + count(item.gold.beads, beads)
            verdicts.extend(judged(item.gold.beads, beads))
    return pooled


def report(label: str, pooled: dict[str, list]) -> None:
    cells = [f"{label:16}"]
    every: list = []
    for group, (counts, verdicts) in pooled.items():
        cells.append(f"{group} {counts.strict.f1:.4f} {counts.lax.f1:.4f}")
        every += verdicts
    sure = [right for confidence, right in every if confidence >= 0.9]
    cells.append(
        f"ECE {reliability(every).error:.3f}; >= .9: {sum(sure) / len(sure):.3f} of {len(sure) / len(every):.2f}"
    )
    print(" | ".join(cells), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--ablate", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--cache", type=Path, default=Path("build/vectors"))
    arguments = parser.parse_args()
    vectors = CachedEncoder(encoder("muse"), arguments.cache)
    examples = [example(gold, vectors) for gold in development_sets(arguments.gold)]
    for item in examples:
        print(f"{item.gold.group} {item.gold.name}: {len(item.gold.beads)} beads, {item.outside} out of reach")
    everything = np.ones(len(FEATURES))
    if arguments.write:
        weights = fit(examples, everything)
        record = {
            "name": "beads-1",
            "encoder": vectors.signature,
            "weights": {name: round(float(weight), 4) for name, weight in zip(FEATURES, weights, strict=True)},
        }
        target = Path(align.bitext.bead_model.__file__).with_name("bead_model.json")
        target.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
        model = BeadModel.of(record["name"], record["weights"])
        pooled: dict[str, list] = {}
        for item in examples:
            beads = ladder(item, model.weights)
            counts, verdicts = pooled.setdefault(item.gold.group, [Counts(), []])
            pooled[item.gold.group][0] = counts + count(item.gold.beads, beads)
            verdicts.extend(judged(item.gold.beads, beads))
        report("seen", pooled)
        return
    starts: dict[str, Floats] = {}
    report("all features", held_out(examples, everything, starts))
    if arguments.ablate:
        for label, names in GROUPS.items():
            mask = np.array([name not in names for name in FEATURES], float)
            report(f"- {label}", held_out(examples, mask, starts))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
