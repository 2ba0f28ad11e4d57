"""Measure time and peak memory of an alignment against the size of the documents, embedding excluded.

    python benchmarks/scaling.py 2000 5000 10000 20000 50000

The documents are drawn with a fixed seed: segments are random vectors, the target's the source's plus noise, one
segment in ten merged with its neighbour, one in fifty left out. Vectors are made, and kernels compiled, before the
clock starts; they count for the peak.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time

import numpy as np

import align
from align import bitext

DIM = 512


def runs(rows: np.ndarray) -> np.ndarray:
    """Return the vectors of all runs as normalised sums, in half precision."""
    out = np.zeros((len(rows), bitext.RUN, DIM), np.float16)
    total = np.zeros_like(rows)
    for r in range(bitext.RUN):
        total[: len(rows) - r] += rows[r:]
        part = total[: len(rows) - r]
        out[: len(rows) - r, r] = part / np.linalg.norm(part, axis=1, keepdims=True)
    return out


def documents(n: int) -> tuple[list[str], list[str], np.ndarray, np.ndarray]:
    """Draw two documents of about n segments: texts and vectors."""
    draw = np.random.default_rng(1)
    rows = draw.standard_normal((n, DIM), np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    words = [f"w{k}" * (1 + k % 3) for k in range(4000)]
    source = [" ".join(words[k] for k in draw.integers(0, 4000, draw.integers(4, 30))) for _ in range(n)]
    kinds = draw.random(n)
    target, mixed, i = [], [], 0
    while i < n:
        if kinds[i] < 0.02:
            i += 1
            continue
        size = 2 if kinds[i] > 0.9 and i + 1 < n else 1
        target.append(" ".join(source[i : i + size]))
        mixed.append(rows[i : i + size].sum(axis=0))
        i += size
    noisy = np.stack(mixed) + 0.03 * draw.standard_normal((len(mixed), DIM), np.float32)
    noisy /= np.linalg.norm(noisy, axis=1, keepdims=True)
    return source, target, runs(rows), runs(noisy)


def measure(n: int) -> None:
    """Align documents of about n segments, and print a row."""
    from robustness import document

    warm = documents(40)
    bitext.align(document("en/x", warm[0]), document("fr/x", warm[1]), *warm[2:], threads=2)
    source, target, left, right = documents(n)
    pair = document("en/x", source), document("fr/x", target)
    start, busy = time.perf_counter(), time.process_time()
    found = bitext.align(*pair, left, right, threads=2)
    wall, cpu = time.perf_counter() - start, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    vectors = (left.nbytes + right.nbytes) / 2**20
    print(f"{n:8,} {wall:8.2f} {cpu:8.2f} {peak:9,.0f} {vectors:9,.0f}   {found.trust:.3f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="+", type=int, metavar="SEGMENTS")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        measure(arguments.sizes[0])
        return
    print(f"align:{align.__version__}|beads:{bitext.model_name()}|threads:2")
    print("segments   wall s    CPU s   peak MB  of it vectors   trust", flush=True)
    for size in arguments.sizes:
        subprocess.run([sys.executable, __file__, str(size), "--here"], check=True)


if __name__ == "__main__":
    main()
