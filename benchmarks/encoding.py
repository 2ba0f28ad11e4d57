"""Measure the speed and memory of encoders, and how close composed vectors of runs are to encoded ones.

python benchmarks/encoding.py --encoder muse --runs 6 FILE...   (one sentence a line)
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from align.encoders import encoder

if TYPE_CHECKING:
    from align.encoders import Encoder

SAMPLE = 200
"""Number of sentences whose runs are compared with the joined sentences."""


def main() -> None:
    """Print a row for each encoder."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--encoder", action="append", help="name or folder; may be repeated (default: muse)")
    parser.add_argument("--runs", type=int, default=6, help="longest run, in sentences (default: 6)")
    parser.add_argument("--threads", type=int, help="threads of muse (default: all cores)")
    options = parser.parse_args()
    sentences = [line.strip() for path in options.files for line in path.read_text(encoding="utf-8").splitlines()]
    print(f"{len(sentences)} sentences, all runs of up to {options.runs}; the peak is of the process")
    print("start s  sentences/s  sentences/CPU s  peak MB  cosine to encoded runs of 1..k (mean)  signature")
    for name in options.encoder or ["muse"]:
        start = time.perf_counter()
        model = encoder(name, threads=options.threads)
        model.encode(["."])
        ready = time.perf_counter()
        cpu = time.process_time()
        model.runs(sentences, options.runs)
        wall, cpu = time.perf_counter() - ready, time.process_time() - cpu
        near = " ".join(f"{cosine:.4f}" for cosine in faithfulness(model, sentences[:SAMPLE], options.runs))
        speeds = f"{ready - start:7.2f}  {len(sentences) / wall:11.0f}  {len(sentences) / cpu:15.0f}"
        print(f"{speeds}  {peak_megabytes():7.0f}  {near}  {model.signature}")


def faithfulness(model: Encoder, sentences: list[str], k: int) -> list[float]:
    """Return, for each length of runs, the mean cosine with the vectors of the joined sentences."""
    runs = model.runs(sentences, k).astype(np.float32)
    means = []
    for r in range(min(k, len(sentences))):
        joined = model.encode([" ".join(sentences[i : i + r + 1]) for i in range(len(sentences) - r)])
        means.append(float((runs[: len(joined), r] * joined).sum(axis=1).mean()))
    return means


def peak_megabytes() -> float:
    """Return the largest resident memory of this process so far."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1e6 if sys.platform == "darwin" else 1e3)


if __name__ == "__main__":
    main()
