"""An encoder put to work: two documents -> their ladder, kept by content."""

from __future__ import annotations

import hashlib
import json
import os
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import astuple, dataclass
from functools import partial
from typing import TYPE_CHECKING

import numpy as np

import align
from align import bitext
from align.encoders import CachedEncoder, encoder, unknown_languages
from align.files import write_cache
from align.model import Alignment, Bead, SegSpan, Signature

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from align.encoders import Encoder
    from align.listener import Listener
    from align.model import Segmented
    from align.review.standing import Sides
    from align.vectors import Progress, RunVectors, Vectors


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligner:
    """An encoder, and where its work is kept so that it need not be done again."""

    encoder: Encoder
    cache: Path
    """Folder of vectors and ladders, by content; everything in it can be deleted."""
    threads: int
    """How many cores may be used; the result is the same for any number."""
    part: bool = False
    """Whether the shorter of two texts is taken to be a part of the longer."""

    @classmethod
    def make(cls, name: str, cache: Path, *, part: bool = False) -> Aligner:
        """Make the aligner with the encoder of this name; raise `EncoderError` if there is none."""
        threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return cls(encoder=encoder(name, threads=threads), cache=cache, threads=threads, part=part)

    def signature(self, segmenter: str) -> Signature:
        """Return what determines a result."""
        # They take their time to import, and a search for words needs no signature.
        from align import locate, rendering

        return Signature(
            version=align.__version__,
            encoder=self.encoder.signature,
            segmenter=segmenter,
            parameters=(
                ("beads", bitext.model_name()),
                *((("part", "of the longer"),) if self.part else ()),
                ("run", str(bitext.RUN)),
                ("spans", locate.default_model().name),
                ("verdicts", rendering.RULES),
            ),
        )

    def warn_of_strange(self, texts: Iterable[Segmented], listener: Listener) -> None:
        """Say which languages of some texts the encoder does not know."""
        if langs := unknown_languages(self.encoder, (text.document.lang for text in texts)):
            listener.warn(
                f"the built-in encoder does not know {' and '.join(langs)}, so what is found there is less sure;"
                " --encoder sentence-transformers/LaBSE knows 109 languages"
            )

    def align(
        self,
        src: Segmented,
        tgt: Segmented,
        listener: Listener,
        *,
        locked: Sequence[Sides] = (),
        barred: Sequence[Sides] = (),
    ) -> Alignment:
        """Align two documents, unless that has been done before; `locked` and `barred` are those of `bitext.align`."""
        facts: list[object] = [str(self.signature("")), src.texts(), tgt.texts()]
        facts += [[segment.block for segment in side.segments] for side in (src, tgt)]
        facts += [[[*map(astuple, sides)] for sides in some] for some in (locked, barred) if locked or barred]
        key = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
        kept = self.cache / "ladders" / key[:2] / f"{key}.json"
        with suppress(OSError, ValueError, TypeError):
            return ladder_of(src, tgt, json.loads(kept.read_text("utf-8")))
        vectors = CachedEncoder(self.encoder, self.cache / "vectors")
        with ThreadPoolExecutor(1) as pool:
            ready = pool.submit(bitext.prepare)
            sides = [
                bitext.encode_document(side.texts(), partial(_told, vectors, side.document.id, listener))
                for side in (src, tgt)
            ]
            ready.result()
        both = f"{src.document.id} and {tgt.document.id}"
        listener.progress(f"aligning {both}", 0, 1)
        alignment = bitext.align(
            src,
            tgt,
            *sides,
            locked=locked,
            barred=barred,
            part=self.part,
            encode=partial(_clause_vectors, vectors, partial(listener.progress, f"comparing clauses of {both}")),
            threads=self.threads,
        )
        listener.progress(f"aligning {both}", 1, 1)
        write_cache(kept, [json.dumps(rows_of(alignment))])
        return alignment


def _told(vectors: CachedEncoder, name: str, listener: Listener, texts: Sequence[str], k: int) -> RunVectors:
    """Return the vectors of runs of up to k segments, or of outer clauses if k is 1; the listener hears how it goes."""
    what = f"encoding {name}" if k > 1 else f"encoding the clauses of {name}"
    return vectors.runs(texts, k, partial(listener.progress, what))


def _clause_vectors(vectors: CachedEncoder, progress: Progress, texts: Sequence[str]) -> Vectors:
    """Return the vectors of clauses, which go through what makes runs, for it remembers them."""
    return vectors.runs(texts, 1, progress)[:, 0].astype(np.float32)


def rows_of(ladder: Alignment) -> list[list[float]]:
    """Return the beads of a ladder as plain numbers, from which `ladder_of` makes it again, but for their status."""
    return [[bead.src.start, bead.src.end, bead.tgt.start, bead.tgt.end, bead.confidence] for bead in ladder.beads]


def ladder_of(src: Segmented, tgt: Segmented, rows: Iterable[Sequence[float]]) -> Alignment:
    """Return the ladder that was kept; raise `ValueError` or `TypeError` if it is none of these two documents."""
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
