"""Two documents -> the ladder that the machine finds between them, kept in the cache by content."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING

import numpy as np

from align import bitext
from align.files import write_cache
from align.model import Alignment, Bead, ReadError, SegSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from align.encoders import CachedEncoder
    from align.listener import Listener
    from align.model import BeadSpans, Segmented
    from align.vectors import Progress, RunVectors, Vectors
    from align.workspace.bench import Workbench


def align_documents(bench: Workbench, src: Segmented, tgt: Segmented, *, barred: Sequence[BeadSpans] = ()) -> Alignment:
    """Align two documents, unless the cache has their ladder; the ladder contains no bead of `barred`."""
    cached = bench.cache.path(
        "ladders",
        str(bench.signature("")),
        [side.texts() for side in (src, tgt)],
        [[segment.block for segment in side.segments] for side in (src, tgt)],
        barred,
        suffix=".json",
    )
    with suppress(OSError, ValueError, TypeError):
        return alignment_from_rows(src, tgt, json.loads(cached.read_text("utf-8")))
    vectors, listener = bench.vectors, bench.listener
    with ThreadPoolExecutor(1) as pool:
        ready = pool.submit(bitext.prepare)
        sides = [
            bitext.encode_document(side.texts(), partial(_run_vectors, vectors, side.document.id, listener))
            for side in (src, tgt)
        ]
        ready.result()
    both = f"{src.document.id} and {tgt.document.id}"
    listener.progress(f"aligning {both}", 0, 1)
    alignment = bitext.align(
        src,
        tgt,
        *sides,
        barred=barred,
        part=bench.part,
        encode=partial(_clause_vectors, vectors, partial(listener.progress, f"comparing clauses of {both}")),
        threads=bench.threads,
    )
    listener.progress(f"aligning {both}", 1, 1)
    write_cache(cached, [json.dumps(alignment_rows(alignment))])
    return alignment


def _run_vectors(vectors: CachedEncoder, name: str, listener: Listener, texts: Sequence[str], k: int) -> RunVectors:
    """Return the vectors of runs of up to k segments, or of outer clauses if k is 1, and report progress."""
    what = f"encoding {name}" if k > 1 else f"encoding the clauses of {name}"
    return vectors.runs(texts, k, partial(listener.progress, what))


def _clause_vectors(vectors: CachedEncoder, progress: Progress, texts: Sequence[str]) -> Vectors:
    """Return the vectors of clauses; they are encoded as runs of 1, since runs are cached."""
    return vectors.runs(texts, 1, progress)[:, 0].astype(np.float32)


def alignment_rows(ladder: Alignment) -> list[list[float]]:
    """Return the spans and confidences of the beads as plain numbers; statuses are left out."""
    return [[bead.src.start, bead.src.end, bead.tgt.start, bead.tgt.end, bead.confidence] for bead in ladder.beads]


def alignment_from_rows(src: Segmented, tgt: Segmented, rows: Iterable[Sequence[float]]) -> Alignment:
    """Make the ladder of `alignment_rows`; raise `ValueError` or `TypeError` if it does not fit the documents."""
    beads = tuple(
        Bead(
            src=SegSpan(start=int(a), end=int(b)),
            tgt=SegSpan(start=int(c), end=int(d)),
            confidence=float(confidence),
        )
        for a, b, c, d, confidence in rows
    )
    ends = (beads[-1].src.end, beads[-1].tgt.end) if beads else (0, 0)
    if ends != (len(src.segments), len(tgt.segments)):
        raise ValueError("the ladder does not cover its documents")
    return Alignment(src=src.document.id, tgt=tgt.document.id, beads=beads)


def pair_paragraphs(src: Segmented, tgt: Segmented) -> Alignment:
    """Pair the paragraphs of two documents one by one; raise `ReadError` if one document has more paragraphs."""
    runs = [_paragraphs(side) for side in (src, tgt)]
    if len(runs[0]) != len(runs[1]):
        raise ReadError(
            f"{len(runs[1])} paragraphs, but {src.document.path} has {len(runs[0])}; align.paired in align.toml is for "
            "texts with the same paragraphs",
            path=tgt.document.path,
        )
    beads = tuple(Bead(src=one, tgt=other, confidence=1.0) for one, other in zip(*runs, strict=True))
    return Alignment(src=src.document.id, tgt=tgt.document.id, beads=beads)


def _paragraphs(side: Segmented) -> list[SegSpan]:
    """Return the segments of each block."""
    runs = []
    for _, numbers in groupby(range(len(side.segments)), key=lambda number: side.segments[number].block):
        own = list(numbers)
        runs.append(SegSpan(start=own[0], end=own[-1] + 1))
    return runs
