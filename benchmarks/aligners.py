"""This aligner and its peers -> for each, a function from a bitext to its beads and the seconds that alignment took.

Peers are not dependencies: the function that makes one raises `ImportError` if it is not installed. Peers that use
vectors get the same vectors as this aligner, and like it make beads of up to 8 sentences, both sides together.
"""

from __future__ import annotations

import random
import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable
from importlib import import_module
from itertools import pairwise
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from development import Gold
from robustness import document

from align import bitext
from align.beads import IndexBead

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from types import ModuleType

    from numpy.typing import NDArray

    from align.dp import Floats
    from align.encoders import CachedEncoder

Aligner = Callable[[Gold], tuple[list[IndexBead], float]]
"""Returns the beads of a bitext, and the seconds of the alignment without the encoding of runs."""

MOST = bitext.RUN + 1
"""Most sentences of a bead, both sides together."""


def ours(vectors: CachedEncoder) -> Aligner:
    """Return this project's aligner."""
    bitext.prepare()

    def run(gold: Gold) -> tuple[list[IndexBead], float]:
        sides = [bitext.encode_document(side, vectors.runs) for side in (gold.src, gold.tgt)]
        documents = document(f"{gold.langs[0]}/x", gold.src), document(f"{gold.langs[1]}/x", gold.tgt)
        start = time.perf_counter()
        found = bitext.align(*documents, *sides, encode=vectors.encode, threads=2)
        seconds = time.perf_counter() - start
        return _index_beads((bead.src, bead.tgt) for bead in found.beads), seconds

    return run


def galechurch(_vectors: CachedEncoder) -> Aligner:
    """Return the aligner of the package galechurch, which uses only lengths."""
    package = import_module("galechurch")

    def run(gold: Gold) -> tuple[list[IndexBead], float]:
        start = time.perf_counter()
        found = package.align(gold.src, gold.tgt)
        seconds = time.perf_counter() - start
        beads = (
            (range(bead.source_start, bead.source_end), range(bead.target_start, bead.target_end))
            for bead in found.beads
        )
        return _index_beads(beads), seconds

    return run


def hunalign(_vectors: CachedEncoder) -> Aligner:
    """Return the program hunalign, with an empty dictionary."""
    program = shutil.which("hunalign")
    if program is None:
        raise ImportError("no program named hunalign on the path")

    def run(gold: Gold) -> tuple[list[IndexBead], float]:
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder, name) for name in ("dictionary", "source", "target")]
            for path, sentences in zip(paths, ((), gold.src, gold.tgt), strict=True):
                path.write_text("".join(f"{_tokens(sentence)}\n" for sentence in sentences), "utf-8")
            start = time.perf_counter()
            found = subprocess.run([program, "-utf", *paths], capture_output=True, text=True, check=True)
            seconds = time.perf_counter() - start
        rungs = [tuple(map(int, line.split("\t")[:2])) for line in found.stdout.splitlines()]
        if rungs[-1:] != [(len(gold.src), len(gold.tgt))]:
            raise ValueError("hunalign's ladder does not reach the end")
        beads = ((range(i, more_i), range(j, more_j)) for (i, j), (more_i, more_j) in pairwise(rungs))
        return _index_beads(beads), seconds

    return run


def vecalign(vectors: CachedEncoder) -> Aligner:
    """Return the aligner of the package vecalign, or of its copy sentweave, with the settings of its program."""
    package = _vecalign()

    def run(gold: Gold) -> tuple[list[IndexBead], float]:
        padding = vectors.encode(["PAD"])[0]
        sides = [_by_last(vectors.runs(side, MOST), padding) for side in (gold.src, gold.tgt)]
        # vecalign draws from both generators; its program sets these seeds.
        random.seed(42)
        np.random.seed(42)
        start = time.perf_counter()
        stack = package.vecalign(
            vecs0=sides[0],
            vecs1=sides[1],
            final_alignment_types=package.make_alignment_types(MOST),
            del_percentile_frac=0.2,
            width_over2=ceil(MOST / 2) + 5,
            max_size_full_dp=300,
            costs_sample_size=20000,
            num_samps_for_norm=100,
        )
        seconds = time.perf_counter() - start
        return _index_beads(stack[0]["final_alignments"]), seconds

    return run


def bertalign(vectors: CachedEncoder) -> Aligner:
    """Return the aligner of the package bertalign."""
    package, encoding = import_module("bertalign"), import_module("bertalign.encoder")

    class Given(encoding.Encoder):  # type: ignore[misc, name-defined]
        """Returns the vectors that our aligner uses."""

        def __init__(self) -> None:
            self.model_name = vectors.signature

        def transform(self, sents: Sequence[str], num_overlaps: int) -> tuple[Floats, NDArray[np.int64]]:
            runs = vectors.runs(sents, num_overlaps)
            lengths = np.zeros((num_overlaps, len(sents)), np.int64)
            for more in range(num_overlaps):
                for last in range(more, len(sents)):
                    lengths[more, last] = len(" ".join(sents[last - more : last + 1]).encode())
            return _by_last(runs, np.zeros(runs.shape[2], np.float32)), lengths

    def run(gold: Gold) -> tuple[list[IndexBead], float]:
        texts = ["\n".join(side) for side in (gold.src, gold.tgt)]
        aligner = package.Bertalign(*texts, is_split=True, max_align=MOST, model=Given())
        start = time.perf_counter()
        found = aligner.align_sents()
        seconds = time.perf_counter() - start
        if (aligner.src_num, aligner.tgt_num) != (len(gold.src), len(gold.tgt)):
            raise ValueError("bertalign dropped lines")
        return _index_beads(found), seconds

    return run


PEERS: dict[str, Callable[[CachedEncoder], Aligner]] = {
    "vecalign": vecalign,
    "bertalign": bertalign,
    "hunalign": hunalign,
    "galechurch": galechurch,
}


def _vecalign() -> ModuleType:
    try:
        return import_module("vecalign.dp_utils")
    except ImportError:
        return import_module("sentweave.dp_utils")


def _by_last(runs: NDArray[np.float16], padding: Floats) -> Floats:
    """Return runs, which are indexed by their first sentence, indexed by their last: (sentences - 1, last, dim)."""
    segments, longest, dim = runs.shape
    out = np.empty((longest, segments, dim), np.float32)
    for more in range(longest):
        out[more, :more] = padding
        out[more, more:] = runs[: segments - more, more]
    return out


def _tokens(sentence: str) -> str:
    """Return a sentence with spaces between words and punctuation."""
    return " ".join(re.findall(r"\w+|[^\w\s]", sentence))


def _index_beads(beads: Iterable[tuple[Iterable[int], Iterable[int]]]) -> list[IndexBead]:
    return [IndexBead(src=tuple(src), tgt=tuple(tgt)) for src, tgt in beads]
