"""A cache of traced quotations by content: an article is traced again only if something has changed."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from types import MappingProxyType
from typing import TYPE_CHECKING

from align import bitext
from align.files import write_cache
from align.model import StoreError
from align.result import Family, Result, TracedQuotation
from align.store import dump, load_file

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from align.model import QuotationKey, QuotationMatch, Segmented
    from align.workspace.aligner import Aligner


def cached_trace(
    family: Family,
    sources: Sequence[Segmented],
    cites: Mapping[str, str],
    aligner: Aligner,
    *,
    absent: Mapping[str, str] = MappingProxyType({}),
    placed: Mapping[QuotationKey, QuotationMatch] = MappingProxyType({}),
) -> tuple[TracedQuotation, ...]:
    """Return what `align.workspace.tracing.trace` returns for the same arguments, from the cache if possible."""
    key = _key(family, sources, aligner, sorted(cites.items()), sorted(absent.items()), sorted(placed.items()))
    kept = aligner.cache / "traces" / key[:2] / f"{key}.jsonl"
    with suppress(StoreError):
        return load_file(kept).traced
    from align.encoders import CachedEncoder
    from align.workspace.indexes import kept_index
    from align.workspace.tracing import trace

    encoder = CachedEncoder(aligner.encoder, aligner.cache / "vectors")
    found = trace(
        family,
        sources,
        cites,
        aligner.encoder,
        index=lambda source: kept_index(source.document, aligner),
        vectors=lambda version: encoder.runs(version.texts(), bitext.RUN)[:, 0].astype("f4"),
        absent=absent,
        placed=placed,
    )
    result = Result(title="", families=(family,), sources=(), signature=aligner.signature(""), traced=found)
    write_cache(kept, dump(result))
    return found


def _key(family: Family, sources: Sequence[Segmented], aligner: Aligner, *known: object) -> str:
    """Return a digest of whatever tracing depends on; of a ladder only the ends of its beads count."""
    texts = [
        (
            each.document.id,
            each.document.lang,
            each.document.text,
            each.document.blocks,
            [(segment.block, segment.span.start) for segment in each.segments],
        )
        for each in (*family.versions, *sources)
    ]
    ladders = [
        (each.src, each.tgt, [(bead.src.end, bead.tgt.end) for bead in each.beads]) for each in family.alignments
    ]
    facts = [
        str(aligner.signature("")),
        texts,
        len(family.versions),
        ladders,
        family.quoted,
        known,
    ]
    return hashlib.sha256(repr(facts).encode("utf-8", "surrogatepass")).hexdigest()
