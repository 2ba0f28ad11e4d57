"""Measure the calibration of the confidence of `align find`, and fit its calibration weights.

    python benchmarks/finding.py NTREX

NTREX is the data folder of `benchmarks/quotations.py`. The queries are all gold quotations, whole and only their first
words. Each is searched in the source of its document, with the sources of two others and without; and again with the
quoted segments removed, so that the source is on the subject but does not contain the answer. A hit is right if it
overlaps the gold. The figures are from cross-validation over documents.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from quotations import FOLDS, make_document
from scipy.optimize import minimize

from align.encoders import encoder
from align.locate import source_index
from align.locate.find import CALIBRATION, candidates, confidence_signs
from align.read import read_document
from align.segment import segment

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.encoders import Encoder
    from align.locate.source import Doubles

FEW = (3, 5, 8)
"""Lengths, in words, of the queries made from the first words of quotations."""


def cases(folder: Path, model: Encoder) -> Iterator[tuple[str, Doubles, bool]]:
    """Yield for every query the document, the features of the best hit, and whether the hit is right."""
    records = [json.loads(line) for line in (folder / "quotes.jsonl").read_text("utf-8").splitlines()]
    names = sorted({record["doc"] for record in records})
    texts = {name: segment(read_document(folder / f"sources/{name}.ru.txt", id=name, lang="ru")) for name in names}
    indexes = {name: source_index(text, model) for name, text in texts.items()}
    chance = random.Random(0)
    for record in records:
        name, start, end = record["doc"], record["ru_start"], record["ru_end"]
        spans = [one.span for one in texts[name].segments]
        kept = [texts[name].document.text[one.start : one.end] for one in spans if one.end <= start or one.start >= end]
        lacking = source_index(segment(make_document(name, "ru", kept)), model)
        others = [indexes[other] for other in chance.sample([other for other in names if other != name], 2)]
        words = record["text"].split()
        for asked in (record["text"], *(" ".join(words[:few]) for few in FEW if few < len(words))):
            for own in (indexes[name], lacking):
                for library in ([own], [own, *others]):
                    best = max(candidates(asked, library, model), key=lambda hit: hit.confidence, default=None)
                    if best is None:
                        continue
                    there = own is not lacking and best.document == name
                    right = there and best.span.start < end and best.span.end > start
                    yield name, np.array([*confidence_signs(best.confidence, asked), 1.0]), right


def fit(table: Doubles, right: Doubles) -> Doubles:
    """Return the weights that maximise the likelihood of the answers, with a slight quadratic penalty."""

    def loss(weights: Doubles) -> tuple[float, Doubles]:
        score = table @ weights
        value = np.logaddexp(0, score).sum() - score @ right + 0.5 * weights @ weights
        return float(value), table.T @ (1 / (1 + np.exp(-score)) - right) + weights

    best: Doubles = minimize(loss, np.zeros(table.shape[1]), jac=True, method="L-BFGS-B").x
    return best


def main() -> None:
    """Print a table of confidence and truth, and the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    model = encoder("muse")
    known = list(cases(parser.parse_args().folder, model))
    documents = sorted({name for name, _, _ in known})
    table, right = np.stack([signs for _, signs, _ in known]), np.array([float(one) for _, _, one in known])
    fold = np.array([documents.index(name) % FOLDS for name, _, _ in known])
    sure = np.zeros(len(known))
    for one in range(FOLDS):
        sure[fold == one] = 1 / (1 + np.exp(-table[fold == one] @ fit(table[fold != one], right[fold != one])))
    print(f"{len(known)} questions, {right.mean():.3f} answered right; encoder:{model.signature}")
    for title, values in (("as the model says", 1 / (1 + np.exp(-table[:, 0]))), ("calibrated, held out", sure)):
        print(f"{title}\nconfidence  hits   mean  right")
        error = 0.0
        for lower in np.arange(0, 1, 0.1):
            here = (values >= lower) & ((values < lower + 0.1) | (lower > 0.85))
            if here.any():
                mean, share = values[here].mean(), right[here].mean()
                error += here.mean() * abs(mean - share)
                print(f"{lower:.1f} to {lower + 0.1:.1f}  {here.sum():5}  {mean:.3f}  {share:.3f}")
        print(f"expected calibration error {error:.3f}")
    print("weights", *(f"{weight:.3f}" for weight in fit(table, right)), "in use", *CALIBRATION)


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
