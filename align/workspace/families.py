"""The versions of one text: read, aligned with each other, and their quotations traced."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from types import MappingProxyType
from typing import TYPE_CHECKING

from align import read
from align.link import link
from align.model import Links, ReadError
from align.quote import quotations
from align.result import Family
from align.review.apply import apply_decisions, quotation_opinions
from align.review.quotations import apply_opinions
from align.workspace.ladders import align_documents, pair_paragraphs
from align.workspace.trace_cache import cached_trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from align.model import Alignment, Decision, Document, Segmented
    from align.result import TracedQuotation
    from align.workspace.bench import Workbench
    from align.workspace.git import Revision


def read_version(bench: Workbench, version: read.TextFile, title: str) -> Document:
    """Read one version of a text of the project; `title` is its title in align.toml."""
    document = read.read_document(
        version.path,
        id=version.id,
        lang=version.lang,
        encoding=bench.encoding,
        root=bench.root,
        warn=bench.listener.warn,
    )
    return replace(document, metadata={"title": title, **document.metadata}) if title else document


def read_version_before(bench: Workbench, version: read.TextFile, revision: Revision) -> Document | None:
    """Read one version as git has it at a revision; None if it was missing or cannot be read."""
    data = revision.content(version.path)
    if data is None:
        return None
    with TemporaryDirectory() as folder, suppress(ReadError):
        path = Path(folder) / version.path.name
        path.write_bytes(data)
        return read.read_document(
            path, id=version.id, lang=version.lang, encoding=bench.encoding, warn=bench.listener.warn
        )
    return None


def make_family(
    bench: Workbench,
    stem: str,
    segmented: Iterable[Segmented],
    decisions: Sequence[Decision] = (),
    *,
    paired: bool = False,
) -> Family:
    """Align all versions of one text with each other and apply the decisions; the pivot is the first version.

    With `paired`, the paragraphs render each other one by one. Versions that hardly agree get a warning.
    """
    versions = tuple(segmented)
    alignments = tuple(_align(bench, src, tgt, decisions, paired=paired) for src, tgt in combinations(versions, 2))
    for alignment in alignments:
        if alignment.hardly_agrees:
            bench.listener.warn(
                f"{alignment.src} and {alignment.tgt} hardly agree (trust {alignment.trust:.2f}): "
                "are they versions of one text?"
            )
    return Family(
        stem=stem,
        versions=versions,
        alignments=alignments,
        links=link([version.document.id for version in versions], alignments)
        if alignments
        else Links(documents=(versions[0].document.id,), links=()),
        quoted=tuple(quotations(version.document) for version in versions),
    )


def _align(
    bench: Workbench, src: Segmented, tgt: Segmented, decisions: Sequence[Decision], *, paired: bool
) -> Alignment:
    machine = pair_paragraphs(src, tgt) if paired else align_documents(bench, src, tgt)
    return apply_decisions(machine, src, tgt, decisions)


def trace_families(
    bench: Workbench,
    families: Sequence[Family],
    sources: Sequence[Segmented],
    cites: Mapping[str, Mapping[str, str]],
    *,
    absent: Mapping[str, str] = MappingProxyType({}),
    decisions: Sequence[Decision] = (),
) -> tuple[TracedQuotation, ...]:
    """Trace the quotations of the families; `cites` and `absent` are those of a project."""
    found: list[TracedQuotation] = []
    for number, family in enumerate(families):
        bench.listener.progress("tracing quotations", number, len(families))
        opinions, _ = quotation_opinions(family, sources, decisions)
        placed = {key: opinion.place for key, opinion in opinions.items() if opinion.place is not None}
        own = cached_trace(family, sources, cites.get(family.stem, {}), bench, absent=absent, placed=placed)
        found += apply_opinions(own, opinions)
    bench.listener.progress("tracing quotations", len(families), len(families))
    return tuple(found)
