"""Fit the bead model to gold ladders, evaluate it on unseen bitexts, and measure the contribution of each feature.

    python benchmarks/fit_bead_model.py GOLD              # cross-validation: strict and lax F1, calibration
    python benchmarks/fit_bead_model.py GOLD --ablate     # the same without each group of features, and with it alone
    python benchmarks/fit_bead_model.py GOLD --uneven     # the same for bitexts with several sentences a line
    python benchmarks/fit_bead_model.py GOLD --diagram reliability.svg    # draw the calibration of the confidences
    python benchmarks/fit_bead_model.py GOLD --write      # fit to all of GOLD and write align/bitext/bead_model.json

GOLD is the folder of development data (benchmarks/development.py). Strict and lax F1 are given by the gold, and then by
the gold with a null bead for each sentence, as our aligner writes them: the scorer compares whole beads, so a null bead
of several sentences matches none of ours. The weights maximise the likelihood of the gold ladders and of damaged copies
(`benchmarks/damage.py`) less a quadratic penalty, the same for all weights; no choice depends on F1. The weights of the
clause evidence are fitted afterwards, on the beads that the first weights leave uncertain. The weights of paragraphs
come last, on the same bitexts with paragraphs drawn at random (`benchmarks/paragraphs.py`), as GOLD lacks them.

Unevenly cut documents have weights of their own, fitted in the same way to the same bitexts with several sentences of
one side on a line (`benchmarks/uneven.py`). On one core a run takes about 5 minutes; 20 with --uneven, 15 with --write,
and an hour and a half with --ablate.
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
from paragraphs import draw_paragraphs
from scipy.optimize import minimize
from uneven import join_all

import align.bitext.bead_model
from align.beads import IndexBead
from align.bitext import best_beads, encode_document, search_space
from align.bitext.bead_model import CLAUSE_FEATURES, WEIGHTS, BeadModel, uncertain_beads
from align.bitext.clauses import Encode, clause_evidence
from align.bitext.features import FEATURES, MOVES, features
from align.bitext.paragraphs import PARAGRAPH_FEATURES, paragraph_features
from align.blas import one_blas_thread
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
"""Weight of a damaged bitext; a whole one has 1, because most texts are whole."""
STRANGE = 0.3
"""Weight of a short unrelated bitext: more than that of a long damaged one, because it is short."""
DRAWS = 5
"""Number of times that paragraphs are drawn to evaluate their features."""
FORBIDDEN = 1e4
"""Penalty of a bead that contradicts the gold: above any evidence, and below the score of an impossible ladder."""
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
    "clauses": tuple(CLAUSE_FEATURES),
}
"""Features that --ablate leaves out together, and adds together to the similarity and the features of no group."""
FIRST = len(FEATURES) + 1
"""Number of the weights that are fitted first; the last of them is the bonus of a null bead after a null bead."""
STAGES = WEIGHTS[: FIRST + len(CLAUSE_FEATURES)]
"""Names of the weights that are fitted first, and of those of the clause evidence."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """A bitext, the features of every possible bead, and the beads that its gold ladder forbids."""

    gold: Gold
    band: Band
    table: Floats
    proportion: float
    """Ratio of target to source characters."""
    weight: float
    """Weight in the likelihood."""
    forbidden: NDArray[np.bool_]
    """Beads that contradict the gold, (points, moves). The gold does not order null beads, so any order is allowed."""


def example(gold: Gold, vectors: CachedEncoder, weight: float = 1.0) -> Example:
    src, tgt = (encode_document(side, vectors.runs) for side in (gold.src, gold.tgt))
    band, grid = search_space(gold.src, gold.tgt, src, tgt)
    table = np.ascontiguousarray(features(grid, np.arange(band.points)))
    return Example(
        gold=gold,
        band=band,
        weight=weight,
        table=table,
        proportion=grid.proportion,
        forbidden=~allowed_beads(gold, band),
    )


def allowed_beads(gold: Gold, band: Band) -> NDArray[np.bool_]:
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
class ClauseStage:
    """The first scores of an example, and the clause features of the beads that they leave uncertain."""

    item: Example
    scores: Floats
    points: Ints
    kinds: Ints
    table: Floats
    """(uncertain beads, clause features)."""

    @classmethod
    def at(cls, item: Example, weights: Doubles, encode: Encode) -> ClauseStage:
        scores = item.table @ weights[: FIRST - 1].astype(np.float32)
        _, shares, _ = posteriors(scores, item.band, MOVES, null_bonus=weights[FIRST - 1])
        points, kinds, beads = uncertain_beads(shares, item.band)
        unknown = dict.fromkeys((*CLAUSE_FEATURES, *PARAGRAPH_FEATURES), 0.0)
        model = BeadModel.of(dict(zip(STAGES, weights.tolist(), strict=False)) | unknown)
        table = clause_evidence(item.gold.src, item.gold.tgt, beads, encode, model, proportion=item.proportion)
        return cls(item=item, scores=scores, points=points, kinds=kinds, table=table)

    def with_clauses(self, weights: Doubles) -> Floats:
        """Return the scores with the clause evidence."""
        scores = self.scores.copy()
        scores[self.points, self.kinds] += self.table @ weights[FIRST:].astype(np.float32)
        return scores


def fit(examples: list[Example], encode: Encode, mask: Doubles, start: Doubles | None = None) -> Doubles:
    """Return the weights that make the gold ladders most likely; weights with 0 in `mask` stay 0."""
    begun = np.zeros(len(STAGES)) if start is None else start * mask

    def first(weights: Doubles) -> tuple[float, Doubles]:
        total, gradient = PENALTY * float(weights @ weights) / 2, PENALTY * weights
        for item in examples:
            lost, slopes, null_bonus = shortfall(item, item.table @ weights[:-1].astype(np.float32), weights[-1])
            total += item.weight * lost
            gradient = gradient + item.weight * np.append(np.tensordot(slopes, item.table, 2), null_bonus)
        return total, gradient * mask[:FIRST]

    found = minimize(first, begun[:FIRST], jac=True, method="L-BFGS-B", options={"maxiter": 100}).x
    if not mask[FIRST:].any():
        return np.append(found, mask[FIRST:])
    stages = [ClauseStage.at(item, found, encode) for item in examples]

    def second(weights: Doubles) -> tuple[float, Doubles]:
        total, gradient = PENALTY * float(weights @ weights) / 2, PENALTY * weights
        for stage in stages:
            lost, slopes, _ = shortfall(stage.item, stage.with_clauses(np.append(found, weights)), found[-1])
            total += stage.item.weight * lost
            gradient = gradient + stage.item.weight * slopes[stage.points, stage.kinds] @ stage.table
        return total, gradient * mask[FIRST:]

    return np.append(found, minimize(second, begun[FIRST:], jac=True, method="L-BFGS-B").x)


def shortfall(item: Example, scores: Floats, null_bonus: float) -> tuple[float, Floats, float]:
    """Return minus the log probability of the gold ladders, and its gradients for the scores and the null bonus."""
    every, shares, on = posteriors(scores, item.band, MOVES, null_bonus=null_bonus)
    scores[item.forbidden] -= FORBIDDEN
    right, gold_shares, gold_on = posteriors(scores, item.band, MOVES, null_bonus=null_bonus)
    return every - right, shares - gold_shares, on - gold_on


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ParagraphStage:
    """An example with paragraphs, and its scores with the clause evidence."""

    item: Example
    scores: Floats
    table: Floats
    """(points, moves, paragraph features)."""

    @classmethod
    def at(cls, item: Example, weights: Doubles, encode: Encode, draw: random.Random) -> ParagraphStage:
        table = np.zeros((*item.forbidden.shape, len(PARAGRAPH_FEATURES)), np.float32)
        for kind, values in paragraph_features(*draw_paragraphs(item.gold, draw), item.band):
            table[:, kind] = values.T
        return cls(item=item, scores=ClauseStage.at(item, weights, encode).with_clauses(weights), table=table)

    def with_paragraphs(self, paragraphs: Doubles) -> Floats:
        """Return the scores with the paragraph features."""
        return self.scores + self.table @ paragraphs.astype(np.float32)


def fit_paragraphs(examples: list[Example], weights: Doubles, encode: Encode, draw: random.Random) -> Doubles:
    """Draw paragraphs, and return their weights that make the gold ladders most likely, other weights fixed."""
    stages = [ParagraphStage.at(item, weights, encode, draw) for item in examples]

    def third(paragraphs: Doubles) -> tuple[float, Doubles]:
        total, gradient = PENALTY * float(paragraphs @ paragraphs) / 2, PENALTY * paragraphs
        for some in stages:
            lost, slopes, _ = shortfall(some.item, some.with_paragraphs(paragraphs), weights[FIRST - 1])
            total += some.item.weight * lost
            gradient = gradient + some.item.weight * np.tensordot(slopes, some.table, 2)
        return total, gradient

    found: Doubles = minimize(third, np.zeros(len(PARAGRAPH_FEATURES)), jac=True, method="L-BFGS-B").x
    return found


def ladder(scores: Floats, item: Example, null_bonus: float) -> list[IndexBead]:
    return [
        IndexBead(src=tuple(bead.src), tgt=tuple(bead.tgt), score=bead.confidence)
        for bead in best_beads(scores, item.band, null_bonus)
    ]


def memoize(encode: Encode) -> Encode:
    """Return a function that encodes each distinct clause only once."""
    vectors: dict[str, Floats] = {}

    def look_up(texts: Sequence[str]) -> Floats:
        new = [text for text in dict.fromkeys(texts) if text not in vectors]
        if new:
            vectors.update(zip(new, encode(new), strict=True))
        return np.stack([vectors[text] for text in texts])

    return look_up


@dataclass(slots=True)
class Figures:
    """The counts of a group of bitexts, pooled."""

    counts: Counts = field(default_factory=Counts)
    apart: Counts = field(default_factory=Counts)
    """The same by a gold ladder with a null bead for each sentence, like our ladders."""
    verdicts: list[tuple[float, bool]] = field(default_factory=list)

    def add(self, item: Example, scores: Floats, null_bonus: float) -> None:
        beads = ladder(scores, item, null_bonus)
        self.counts += count(item.gold.beads, beads)
        self.apart += count(item.gold.apart, beads)
        self.verdicts += judge_beads(item.gold.beads, beads)


def fold(gold: Gold) -> str:
    """Return the fold of a bitext: its own, or one for all news, whose lines are the same in every pair."""
    return "news" if gold.group.startswith("news") else f"{gold.group} {gold.name}"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Material:
    """Bitexts for fitting and evaluation, and the damaged copies of each, in the same order."""

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
        """Return all bitexts and their damaged copies, except those of the fold `but`."""
        return [
            item
            for whole, bad in zip(self.examples, self.damaged, strict=True)
            if fold(whole.gold) != but
            for item in (whole, *bad)
        ]


def cross_validate(material: Material, encode: Encode, mask: Doubles, starts: dict[str, Doubles]) -> dict[str, Figures]:
    """Fit without each fold in turn and align it; `starts` stores the weights of the first fit of each fold."""
    pooled: defaultdict[str, Figures] = defaultdict(Figures)
    for name in sorted({fold(item.gold) for item in material.examples}):
        weights = fit(material.every(but=name), encode, mask, starts.get(name))
        starts.setdefault(name, weights)
        for item in material.examples:
            if fold(item.gold) == name:
                pooled[item.gold.group].add(
                    item, ClauseStage.at(item, weights, encode).with_clauses(weights), weights[FIRST - 1]
                )
    return pooled


def cross_validate_with_paragraphs(
    material: Material, encode: Encode, fitted: dict[str, Doubles]
) -> dict[str, Figures]:
    """Do the same for bitexts with paragraphs, given the other weights as fitted without each fold."""
    pooled: defaultdict[str, Figures] = defaultdict(Figures)
    for name, weights in fitted.items():
        draw = random.Random(name)
        paragraphs = fit_paragraphs(material.every(but=name), weights, encode, draw)
        for item in material.examples * DRAWS:
            if fold(item.gold) == name:
                scores = ParagraphStage.at(item, weights, encode, draw).with_paragraphs(paragraphs)
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
    encode = memoize(vectors.encode)
    golds = list(development_sets(arguments.gold))
    for gold in golds:
        print(f"{gold.group} {gold.name}: {len(gold.beads)} beads")
    everything = np.ones(len(STAGES))
    if arguments.write:
        record: dict[str, object] = {"encoder": vectors.signature}
        for name, bitexts in (("weights", golds), ("uneven", join_all(golds))):
            material = Material.of(bitexts, vectors)
            weights = fit(material.every(), encode, everything).round(4)
            seen: defaultdict[str, Figures] = defaultdict(Figures)
            for item in material.examples:
                seen[item.gold.group].add(
                    item, ClauseStage.at(item, weights, encode).with_clauses(weights), weights[FIRST - 1]
                )
            report(f"seen, {name}", seen)
            paragraphs = fit_paragraphs(material.every(), weights, encode, random.Random(name)).round(4)
            record[name] = dict(zip(WEIGHTS, [*weights.tolist(), *paragraphs.tolist()], strict=True))
        target = Path(align.bitext.bead_model.__file__).with_name("bead_model.json")
        target.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
        return
    material = Material.of(join_all(golds) if arguments.uneven else golds, vectors)
    starts: dict[str, Doubles] = {}
    pooled = cross_validate(material, encode, everything, starts)
    report("all features", pooled)
    if arguments.diagram:
        signature = f"align:{align.__version__}|encoder:{vectors.signature}|scorer:vecalign|held out"
        arguments.diagram.write_text(reliability_svg(reliability(verdicts(pooled)), signature), "utf-8")
    if arguments.ablate:
        grouped = {name for names in GROUPS.values() for name in names}
        bare = [name for name in STAGES if name not in grouped or name in GROUPS["likeness"]]
        for label, names in GROUPS.items():
            others = [name for name in STAGES if name not in names]
            for sign, kept in (("-", others), ("+", [*bare, *names])):
                mask = np.array([name in kept for name in STAGES], float)
                report(f"{sign} {label}", cross_validate(material, encode, mask, starts))
        report("with paragraphs", cross_validate_with_paragraphs(material, encode, starts))


if __name__ == "__main__":
    # The products are small; waiting BLAS threads would only keep other work from the cores.
    with one_blas_thread():
        main()
