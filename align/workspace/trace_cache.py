"""Traced quotations, cached by content: an article is traced again only if something changed."""

from __future__ import annotations

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
    from align.workspace.bench import Workbench


def cached_trace(
    family: Family,
    sources: Sequence[Segmented],
    cites: Mapping[str, str],
    bench: Workbench,
    *,
    absent: Mapping[str, str] = MappingProxyType({}),
    placed: Mapping[QuotationKey, QuotationMatch] = MappingProxyType({}),
) -> tuple[TracedQuotation, ...]:
    """Trace the quotations of an article with `align.workspace.tracing.trace`, unless the cache has the result."""
    known = cites, absent, sorted(placed.items())
    cached = bench.cache.path("traces", *_inputs(bench, family, sources), *known, suffix=".jsonl")
    with suppress(StoreError):
        return load_file(cached).traced
    from align.workspace.indexes import cached_index
    from align.workspace.tracing import trace

    encoder = bench.vectors
    found = trace(
        family,
        sources,
        cites,
        bench.encoder,
        index=lambda source: cached_index(bench, source.document),
        vectors=lambda version: encoder.runs(version.texts(), bitext.RUN)[:, 0].astype("f4"),
        absent=absent,
        placed=placed,
    )
    result = Result(title="", families=(family,), sources=(), signature=bench.signature(""), traced=found)
    write_cache(cached, dump(result))
    return found


def _inputs(bench: Workbench, family: Family, sources: Sequence[Segmented]) -> tuple[object, ...]:
    """Return all inputs of tracing; of a ladder only the ends of its beads count."""
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
    return str(bench.signature("")), texts, len(family.versions), ladders, family.quoted
