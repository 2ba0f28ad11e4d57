"""Fit the bead model to gold ladders, judge it on bitexts that it has not seen, and say what each feature is worth.

    python benchmarks/fit_bead_model.py GOLD              # leave one bitext out in turn: strict and lax F1, calibration
    python benchmarks/fit_bead_model.py GOLD --ablate     # the same without each group of features, and with it alone
    python benchmarks/fit_bead_model.py GOLD --uneven     # the same of bitexts that are cut unevenly
    python benchmarks/fit_bead_model.py GOLD --diagram reliability.svg    # how far the confidences can be trusted
    python benchmarks/fit_bead_model.py GOLD --write      # fit to all of GOLD and write align/bitext/bead_model.json

GOLD is the folder of development data (benchmarks/development.py). After strict and lax F1 by the gold come the same by
a gold with one null bead for each sentence, since ours are such: by the scorer, which holds whole beads against each
other, a null bead of several sentences cannot be met by them. The weights maximise the likelihood of the gold ladders
and of damaged copies (`benchmarks/damage.py`), less a quadratic penalty that is the same for all of them; nothing is
chosen by F1. The weights of the second look are fitted after the others, on the beads that those leave in question, and
at last those of where paragraphs begin, on the same bitexts with paragraphs put in (`benchmarks/paragraphs.py`), since
GOLD has none.

Documents that are cut unevenly have weights of their own, fitted in the same way to the same bitexts with several
sentences of one side on a line (`benchmarks/uneven.py`). On one core it takes about 5 minutes, 20 with --uneven, 15
with --write, and an hour and a half with --ablate.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from damage import mishaps, strangers
from development import Gold, development_sets
from paragraphs import with_paragraphs
from scipy.optimize import minimize
from uneven import all_joined

import align.bitext.bead_model
from align.beads import IndexBead
from align.bitext import best_beads, encoded, search_space
from align.bitext.bead_model import SECOND, WEIGHTS, BeadModel, in_question
from align.bitext.clauses import Encode, by_clauses
from align.bitext.features import FEATURES, MOVES, features
from align.bitext.paragraphs import PARAGRAPHS, of_paragraphs
from align.blas import single_products
from align.dp import Band, Floats, Ints, posteriors
from align.encoders import CachedEncoder, encoder
from align.evaluate import Counts, count, judge_beads, reliability
from align.evaluate.diagram import reliability_svg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    Doubles = NDArray[np.float64]

PENALTY = 1.0
SURE = 0.9
DAMAGED = 0.1
"""How much a damaged bitext counts beside a whole one: most texts are whole."""
STRANGE = 0.3
"""How much a few strange segments count: more than a long bitext, for being short."""
DRAWS = 5
"""How many times paragraphs are drawn anew to judge what they are worth."""
FORBIDDEN = 1e4
"""What a bead loses that gold rules out: more than any evidence, and less than no ladder at all."""
GROUPS = {
    "likeness": ("similarity 1-1", "similarity", "similarity by size"),
    "shared words": ("shared words", "words not shared", "null words"),
    "null words": ("null words",),
    "longer": ("best longer", "second longer", "longer"),
    "shorter": ("best shorter", "shorter"),
    "length": ("length",),
    "characters": ("characters", "characters, larger", "null length"),
    "ends": ("ends differ", "both ask or exclaim"),
    "beginnings": ("one goes on", "both go on"),
    "null similarity": ("null similarity", "null surroundings"),
    "null after null": ("null after null",),
    "exchanged": ("exchanged",),
    "outer clauses": ("clauses within", "clauses around", "clauses crossing"),
    "clauses": tuple(SECOND),
}
"""Features that --ablate leaves out together, and adds together to those of no group and likeness."""
FIRST = len(FEATURES) + 1
"""How many of the weights are of the first look; the last of these is what a null bead gains after a null bead."""
LOOKS = WEIGHTS[: FIRST + len(SECOND)]
"""The weights of the first look and of the second."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """A bitext with the features of every possible bead, and which of them its gold ladder allows."""

    gold: Gold
    band: Band
    table: Floats
    proportion: float
    """Characters of the target to those of the source."""
    weight: float
    """How much it counts in the likelihood."""
    forbidden: NDArray[np.bool_]
    """(points, moves): what the gold rules out. Null beads may stand in any order, for the gold does not say which."""


def example(gold: Gold, vectors: CachedEncoder, weight: float = 1.0) -> Example:
    src, tgt = (encoded(side, vectors.runs) for side in (gold.src, gold.tgt))
    band, grid = search_space(gold.src, gold.tgt, src, tgt)
    table = np.ascontiguousarray(features(grid, np.arange(band.points)))
    return Example(
        gold=gold,
        band=band,
        weight=weight,
        table=table,
        proportion=grid.proportion,
        forbidden=~allowed(gold, band),
    )


def allowed(gold: Gold, band: Band) -> NDArray[np.bool_]:
    number = {tuple(move): index for index, move in enumerate(MOVES.tolist())}
    out = np.zeros((band.points, len(MOVES)), np.bool_)
    null_src, null_tgt = np.ones(len(gold.src) + 1, np.bool_), np.ones(len(gold.tgt) + 1, np.bool_)
    for bead in gold.beads:
        if bead.src and bead.tgt:
            null_src[[i + 1 for i in bead.src]] = null_tgt[[j + 1 for j in bead.tgt]] = False
            i, j = bead.src[-1] + 1, bead.tgt[-1] + 1
            move = number.get((len(bead.src), len(bead.tgt)))
            if move is not None and band.lo[i] <= j < band.hi[i]:
                out[band.first[i] + j - band.lo[i], move] = True
    rows, columns = band.coordinates()
    out[:, 0], out[:, 1] = null_src[rows], null_tgt[columns]
    return out


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Look:
    """What the first look makes of an example, and the features of the beads that it leaves in question."""

    item: Example
    scores: Floats
    points: Ints
    kinds: Ints
    table: Floats
    """(beads in question, features of the second look)."""

    @classmethod
    def at(cls, item: Example, weights: Doubles, encode: Encode) -> Look:
        scores = item.table @ weights[: FIRST - 1].astype(np.float32)
        _, shares, _ = posteriors(scores, item.band, MOVES, going=weights[FIRST - 1])
        points, kinds, beads = in_question(shares, item.band)
        unknown = dict.fromkeys((*SECOND, *PARAGRAPHS), 0.0)
        model = BeadModel.of(dict(zip(LOOKS, weights.tolist(), strict=False)) | unknown)
        table = by_clauses(item.gold.src, item.gold.tgt, beads, encode, model, proportion=item.proportion)
        return cls(item=item, scores=scores, points=points, kinds=kinds, table=table)

    def second(self, weights: Doubles) -> Floats:
        """Return the scores after the second look."""
        scores = self.scores.copy()
        scores[self.points, self.kinds] += self.table @ weights[FIRST:].astype(np.float32)
        return scores


def fit(examples: list[Example], encode: Encode, mask: Doubles, start: Doubles | None = None) -> Doubles:
    """Return the weights that make the gold ladders most likely; those that `mask` has 0 for stay 0."""
    begun = np.zeros(len(LOOKS)) if start is None else start * mask

    def first(weights: Doubles) -> tuple[float, Doubles]:
        total, gradient = PENALTY * float(weights @ weights) / 2, PENALTY * weights
        for item in examples:
            lost, slopes, going = shortfall(item, item.table @ weights[:-1].astype(np.float32), weights[-1])
            total += item.weight * lost
            gradient = gradient + item.weight * np.append(np.tensordot(slopes, item.table, 2), going)
        return total, gradient * mask[:FIRST]

    found = minimize(first, begun[:FIRST], jac=True, method="L-BFGS-B", options={"maxiter": 100}).x
    if not mask[FIRST:].any():
        return np.append(found, mask[FIRST:])
    looks = [Look.at(item, found, encode) for item in examples]

    def second(weights: Doubles) -> tuple[float, Doubles]:
        total, gradient = PENALTY * float(weights @ weights) / 2, PENALTY * weights
        for look in looks:
            lost, slopes, _ = shortfall(look.item, look.second(np.append(found, weights)), found[-1])
            total += look.item.weight * lost
            gradient = gradient + look.item.weight * slopes[look.points, look.kinds] @ look.table
        return total, gradient * mask[FIRST:]

    return np.append(found, minimize(second, begun[FIRST:], jac=True, method="L-BFGS-B").x)


def shortfall(item: Example, scores: Floats, going: float) -> tuple[float, Floats, float]:
    """Return how much less likely the gold ladders are than all, as a logarithm, and its slopes: scores, going."""
    every, shares, on = posteriors(scores, item.band, MOVES, going=going)
    scores[item.forbidden] -= FORBIDDEN
    right, gold_shares, gold_on = posteriors(scores, item.band, MOVES, going=going)
    return every - right, shares - gold_shares, on - gold_on


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Parted:
    """An example that was given paragraphs, and what both looks make of it."""

    item: Example
    scores: Floats
    table: Floats
    """(points, moves, features of paragraphs)."""

    @classmethod
    def at(cls, item: Example, weights: Doubles, encode: Encode, draw: random.Random) -> Parted:
        table = np.zeros((*item.forbidden.shape, len(PARAGRAPHS)), np.float32)
        for kind, values in of_paragraphs(*with_paragraphs(item.gold, draw), item.band):
            table[:, kind] = values.T
        return cls(item=item, scores=Look.at(item, weights, encode).second(weights), table=table)

    def third(self, paragraphs: Doubles) -> Floats:
        """Return the scores with what paragraphs say."""
        return self.scores + self.table @ paragraphs.astype(np.float32)


def fit_paragraphs(examples: list[Example], weights: Doubles, encode: Encode, draw: random.Random) -> Doubles:
    """Return the weights of paragraphs, once drawn, that make the gold ladders most likely, the others as they are."""
    parted = [Parted.at(item, weights, encode, draw) for item in examples]

    def third(paragraphs: Doubles) -> tuple[float, Doubles]:
        total, gradient = PENALTY * float(paragraphs @ paragraphs) / 2, PENALTY * paragraphs
        for some in parted:
            lost, slopes, _ = shortfall(some.item, some.third(paragraphs), weights[FIRST - 1])
            total += some.item.weight * lost
            gradient = gradient + some.item.weight * np.tensordot(slopes, some.table, 2)
        return total, gradient

    found: Doubles = minimize(third, np.zeros(len(PARAGRAPHS)), jac=True, method="L-BFGS-B").x
    return found


def ladder(scores: Floats, item: Example, going: float) -> list[IndexBead]:
    return [
        IndexBead(src=tuple(bead.src), tgt=tuple(bead.tgt), score=bead.confidence)
        for bead in best_beads(scores, item.band, going)
    ]


def remembered(encode: Encode) -> Encode:
    """Return a function that makes the vector of each clause once."""
    vectors: dict[str, Floats] = {}

    def look_up(texts: Sequence[str]) -> Floats:
        new = [text for text in dict.fromkeys(texts) if text not in vectors]
        if new:
            vectors.update(zip(new, encode(new), strict=True))
        return np.stack([vectors[text] for text in texts])

    return look_up


@dataclass(slots=True)
class Figures:
    """What is pooled over the bitexts of a group."""

    counts: Counts = field(default_factory=Counts)
    apart: Counts = field(default_factory=Counts)
    """The same by a gold ladder with one null bead for each sentence, as ours has."""
    verdicts: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, item: Example, scores: Floats, going: float) -> None:
        beads = ladder(scores, item, going)
        self.counts += count(item.gold.beads, beads)
        self.apart += count(item.gold.apart, beads)
        self.verdicts += judge_beads(item.gold.beads, beads)


def fold(gold: Gold) -> str:
    """Name what is left out together: a novel, or all news, whose lines are the same in every pair."""
    return "news" if gold.group.startswith("news") else f"{gold.group} {gold.name}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Material:
    """Bitexts to fit to and to judge by, and damaged copies of each, by its place among them."""

    examples: list[Example]
    damaged: list[list[Example]]

    @classmethod
    def of(cls, golds: list[Gold], vectors: CachedEncoder) -> Material:
        damaged = []
        for number, gold in enumerate(golds):
            stray = golds[(number + 5) % len(golds)].src
            damaged.append(
                [
                    *(example(bad, vectors, DAMAGED) for bad in mishaps(gold, stray, seed=number)),
                    *(example(few, vectors, STRANGE) for few in strangers(gold, stray)),
                ]
            )
        return cls(examples=[example(gold, vectors) for gold in golds], damaged=damaged)

    def every(self, but: str = "") -> list[Example]:
        """Return all bitexts and their damaged copies, without those of a fold."""
        return [
            item
            for whole, bad in zip(self.examples, self.damaged, strict=True)
            if fold(whole.gold) != but
            for item in (whole, *bad)
        ]


def held_out(material: Material, encode: Encode, mask: Doubles, starts: dict[str, Doubles]) -> dict[str, Figures]:
    """Fit without each fold in turn and align it; `starts` keeps the weights of the first fit of each fold."""
    pooled: defaultdict[str, Figures] = defaultdict(Figures)
    for name in sorted({fold(item.gold) for item in material.examples}):
        weights = fit(material.every(but=name), encode, mask, starts.get(name))
        starts.setdefault(name, weights)
        for item in material.examples:
            if fold(item.gold) == name:
                pooled[item.gold.group].add(item, Look.at(item, weights, encode).second(weights), weights[FIRST - 1])
    return pooled


def held_out_with_paragraphs(material: Material, encode: Encode, fitted: dict[str, Doubles]) -> dict[str, Figures]:
    """Do the same with bitexts that have paragraphs, after both looks have been fitted without each fold."""
    pooled: defaultdict[str, Figures] = defaultdict(Figures)
    for name, weights in fitted.items():
        draw = random.Random(name)
        paragraphs = fit_paragraphs(material.every(but=name), weights, encode, draw)
        for item in material.examples * DRAWS:
            if fold(item.gold) == name:
                scores = Parted.at(item, weights, encode, draw).third(paragraphs)
                pooled[item.gold.group].add(item, scores, weights[FIRST - 1])
    return pooled


def verdicts(pooled: dict[str, Figures]) -> list[tuple[float, bool]]:
    return [verdict for figures in pooled.values() for verdict in figures.verdicts]


def report(label: str, pooled: dict[str, Figures]) -> None:
    cells = [
        " ".join(
            (group, *(f"{score.f1:.4f}" for by in (figures.counts, figures.apart) for score in (by.strict, by.lax)))
        )
        for group, figures in pooled.items()
    ]
    every = verdicts(pooled)
    sure = [right for confidence, right in every if confidence >= SURE]
    cells.append(
        f"ECE {reliability(every).error:.3f}; >= {SURE}: {sum(sure) / len(sure):.3f} of {len(sure) / len(every):.2f}"
    )
    print(f"{label:16}", *cells, sep=" | ", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path)
    parser.add_argument("--ablate", action="store_true")
    parser.add_argument("--uneven", action="store_true")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--diagram", type=Path, metavar="FILE.svg")
    parser.add_argument("--cache", type=Path, default=Path("build/vectors"))
    arguments = parser.parse_args()
    if arguments.write and (arguments.ablate or arguments.uneven or arguments.diagram):
        parser.error("--write goes alone")
    vectors = CachedEncoder(encoder("muse"), arguments.cache)
    encode = remembered(vectors.encode)
    golds = list(development_sets(arguments.gold))
    for gold in golds:
        print(f"{gold.group} {gold.name}: {len(gold.beads)} beads")
    everything = np.ones(len(LOOKS))
    if arguments.write:
        record: dict[str, object] = {"encoder": vectors.signature}
        for name, bitexts in (("weights", golds), ("uneven", all_joined(golds))):
            material = Material.of(bitexts, vectors)
            weights = fit(material.every(), encode, everything).round(4)
            seen: defaultdict[str, Figures] = defaultdict(Figures)
            for item in material.examples:
                seen[item.gold.group].add(item, Look.at(item, weights, encode).second(weights), weights[FIRST - 1])
            report(f"seen, {name}", seen)
            paragraphs = fit_paragraphs(material.every(), weights, encode, random.Random(name)).round(4)
            record[name] = dict(zip(WEIGHTS, [*weights.tolist(), *paragraphs.tolist()], strict=True))
        target = Path(align.bitext.bead_model.__file__).with_name("bead_model.json")
        target.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
        return
    material = Material.of(all_joined(golds) if arguments.uneven else golds, vectors)
    starts: dict[str, Doubles] = {}
    pooled = held_out(material, encode, everything, starts)
    report("all features", pooled)
    if arguments.diagram:
        signature = f"align:{align.__version__}|encoder:{vectors.signature}|scorer:vecalign|held out"
        arguments.diagram.write_text(reliability_svg(reliability(verdicts(pooled)), signature), "utf-8")
    if arguments.ablate:
        grouped = {name for names in GROUPS.values() for name in names}
        bare = [name for name in LOOKS if name not in grouped or name in GROUPS["likeness"]]
        for label, names in GROUPS.items():
            others = [name for name in LOOKS if name not in names]
            for sign, kept in (("-", others), ("+", [*bare, *names])):
                mask = np.array([name in kept for name in LOOKS], float)
                report(f"{sign} {label}", held_out(material, encode, mask, starts))
        report("with paragraphs", held_out_with_paragraphs(material, encode, starts))


if __name__ == "__main__":
    # These products are small, and threads that wait for them keep other work from its cores.
    with single_products():
        main()
