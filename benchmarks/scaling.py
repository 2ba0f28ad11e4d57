"""Measure time and peak memory of an alignment against the size of the documents, without the encoding.

    python benchmarks/scaling.py 2000 5000 10000 20000 50000
    python benchmarks/scaling.py 2000 5000 10000 20000 50000 --plot scaling.svg

The documents are drawn with a fixed seed. Source segments are random vectors; target segments are the same plus noise,
with one segment in ten merged with its neighbour and one in fifty left out. All vectors, also those of clauses, are
made and kernels compiled before the clock starts. The peak includes the vectors.
"""

from __future__ import annotations

import argparse
import math
import resource
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

import align
from align import bitext

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from align.dp import Floats
    from align.model import Alignment, Segmented

DIM = 512
WORDS = [f"w{k}" * (1 + k % 3) for k in range(4000)]
WORD = {word: number for number, word in enumerate(WORDS)}


def unit(draw: np.random.Generator, n: int) -> Floats:
    """Draw unit vectors."""
    rows = draw.standard_normal((n, DIM), np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    return rows


def runs(rows: Floats) -> NDArray[np.float16]:
    """Return the vectors of all runs as normalised sums, in half precision."""
    out = np.zeros((len(rows), bitext.RUN, DIM), np.float16)
    total = np.zeros_like(rows)
    for r in range(bitext.RUN):
        total[: len(rows) - r] += rows[r:]
        part = total[: len(rows) - r]
        out[: len(rows) - r, r] = part / np.linalg.norm(part, axis=1, keepdims=True)
    return out


def sentence(words: list[int]) -> str:
    """Return a sentence of these words, with a comma after every seventh."""
    return " ".join(WORDS[k] + "," * (place % 7 == 6) for place, k in enumerate(words))


def first_words(texts: Sequence[str]) -> list[int]:
    """Return the number of the first word of each text; a text has the vector of its first word."""
    return [WORD[text.split(" ", 1)[0].strip(",")] for text in texts]


def documents(n: int, vocabulary: Floats) -> tuple[Sequence[tuple[str, ...]], Sequence[bitext.DocumentVectors]]:
    """Draw two documents of about n segments: texts and vectors."""
    draw = np.random.default_rng(1)
    rows = unit(draw, n)
    source = [sentence(draw.integers(0, len(WORDS), draw.integers(4, 30)).tolist()) for _ in range(n)]
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
    texts, half = (tuple(source), tuple(target)), vocabulary.astype(np.float16)

    def vectors_of(texts: Sequence[str], whole: Floats) -> bitext.DocumentVectors:
        return bitext.encode_document(texts, lambda some, k: runs(whole) if k > 1 else half[first_words(some), None])

    return texts, [vectors_of(*side) for side in zip(texts, (rows, noisy), strict=True)]


def measure(n: int) -> None:
    """Align documents of about n segments; print wall and CPU seconds, MB of peak and of vectors, and the trust."""
    from robustness import document

    vocabulary = unit(np.random.default_rng(2), len(WORDS))

    def make(size: int) -> tuple[Segmented, Segmented, bitext.DocumentVectors, bitext.DocumentVectors]:
        (source, target), (left, right) = documents(size, vocabulary)
        return document("en/x", source), document("fr/x", target), left, right

    def align_them(made: tuple[Segmented, Segmented, bitext.DocumentVectors, bitext.DocumentVectors]) -> Alignment:
        return bitext.align(*made, encode=lambda some: vocabulary[first_words(some)], threads=2)

    align_them(make(40))
    made = make(n)
    start, busy = time.perf_counter(), time.process_time()
    found = align_them(made)
    wall, cpu = time.perf_counter() - start, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    vectors = sum(array.nbytes for side in made[2:] for array in side) / 2**20
    print(wall, cpu, peak, vectors, found.trust)


def plot(rows: list[tuple[int, float, float]], signature: str) -> str:
    """Draw seconds and peak MB against segments, both axes logarithmic, with a line for strictly linear growth."""
    side, left, top = 260, 70, 30
    out = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * (side + left) + 30} {top + side + 70}" role="img">',
        "<title>Time and peak memory of an alignment against its size</title>",
        "<style>text{font:12px sans-serif;fill:#222}</style><rect width='100%' height='100%' fill='#fff'/>",
    ]
    sizes = [row[0] for row in rows]
    for panel, (column, unit) in enumerate(((1, "wall seconds"), (2, "peak MB, vectors included"))):
        values = [row[column] for row in rows]
        high = max(*values, values[0] * sizes[-1] / sizes[0])
        low = min(values)

        def x(size: float, origin: int = left + panel * (side + left)) -> float:
            return origin + side * math.log(size / sizes[0]) / math.log(sizes[-1] / sizes[0])

        def y(value: float, low: float = low, high: float = high) -> float:
            return top + side * (1 - math.log(value / low) / math.log(high / low))

        linear = values[0] * sizes[-1] / sizes[0]
        out.append(f'<text x="{x(sizes[0]):.0f}" y="{top - 12}">{unit}</text>')
        out.append(
            f'<path d="M{x(sizes[0]):.1f} {y(values[0]):.1f}L{x(sizes[-1]):.1f} {y(linear):.1f}" '
            'stroke="#b3541e" stroke-dasharray="5 4"/>'
        )
        points = " ".join(f"{x(size):.1f},{y(value):.1f}" for size, value in zip(sizes, values, strict=True))
        out.append(f'<polyline points="{points}" fill="none" stroke="#4a7ab5" stroke-width="2"/>')
        for size, value in zip(sizes, values, strict=True):
            out.append(f'<circle cx="{x(size):.1f}" cy="{y(value):.1f}" r="3" fill="#4a7ab5"/>')
            words = f"{value:,.{2 if value < 100 else 0}f}"
            out.append(f'<text x="{x(size) - 6:.1f}" y="{y(value) - 6:.1f}" text-anchor="end">{words}</text>')
            out.append(f'<text x="{x(size):.1f}" y="{top + side + 18}" text-anchor="middle">{size:,}</text>')
    out.append(f'<text x="{left}" y="{top + side + 42}">segments a side; dashed: growth in proportion</text>')
    out.append(f'<text x="{left}" y="{top + side + 60}" fill="#555">{signature}</text></svg>\n')
    return "\n".join(out)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sizes", nargs="+", type=int, metavar="SEGMENTS")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        measure(arguments.sizes[0])
        return
    signature = f"align:{align.__version__}|beads:{bitext.model_name()}|threads:2"
    print(signature)
    print("segments   wall s    CPU s   peak MB  of it vectors   trust", flush=True)
    rows = []
    for size in sorted(arguments.sizes):
        run = subprocess.run(
            [sys.executable, __file__, str(size), "--here"], check=True, capture_output=True, text=True
        )
        wall, cpu, peak, vectors, trust = map(float, run.stdout.split())
        print(f"{size:8,} {wall:8.2f} {cpu:8.2f} {peak:9,.0f} {vectors:9,.0f}   {trust:.3f}", flush=True)
        rows.append((size, wall, peak))
    if arguments.plot:
        arguments.plot.write_text(plot(rows, signature), "utf-8")


if __name__ == "__main__":
    main()
