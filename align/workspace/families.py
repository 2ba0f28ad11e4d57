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
from align.review.applying import decided, quotation_opinions
from align.review.quotations import mark_quotations
from align.workspace.trace_cache import cached_trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from align.listener import Listener
    from align.model import Decision, Document, Segmented
    from align.result import TracedQuotation
    from align.workspace.aligner import Aligner
    from align.workspace.git import Revision


def read_version(version: read.Version, title: str, root: Path, encoding: str | None) -> Document:
    """Read one version of a text of a project; `title` is what align.toml calls it."""
    document = read.read_document(version.path, id=version.id, lang=version.lang, encoding=encoding, root=root)
    return replace(document, metadata={"title": title, **document.metadata}) if title else document


def version_before(version: read.Version, revision: Revision, encoding: str | None) -> Document | None:
    """Read one version as it was at a revision; None if it was not there, or cannot be read."""
    data = revision.content(version.path)
    if data is None:
        return None
    with TemporaryDirectory() as folder, suppress(ReadError):
        path = Path(folder) / version.path.name
        path.write_bytes(data)
        return read.read_document(path, id=version.id, lang=version.lang, encoding=encoding)
    return None


def make_family(
    stem: str,
    segmented: Iterable[Segmented],
    aligner: Aligner,
    listener: Listener,
    decisions: Sequence[Decision] = (),
    *,
    paired: bool = False,
) -> Family:
    """Align all versions of one text with each other, by what people decided; the pivot is the first.

    Where a text is `paired`, its paragraphs render each other one by one. Versions that hardly agree are warned of.
    """
    versions = tuple(segmented)
    alignments = tuple(
        decided(src, tgt, decisions, aligner, listener, paired=paired) for src, tgt in combinations(versions, 2)
    )
    for alignment in alignments:
        if alignment.hardly_agrees:
            pair = f"{alignment.src} and {alignment.tgt}"
            listener.warn(f"{pair} hardly agree (trust {alignment.trust:.2f}): are they versions of one text?")
    return Family(
        stem=stem,
        versions=versions,
        alignments=alignments,
        links=link([version.document.id for version in versions], alignments)
        if alignments
        else Links(documents=(versions[0].document.id,), links=()),
        quoted=tuple(quotations(version.document) for version in versions),
    )


def trace_families(
    families: Sequence[Family],
    sources: Sequence[Segmented],
    cites: Mapping[str, Mapping[str, str]],
    aligner: Aligner,
    listener: Listener,
    *,
    absent: Mapping[str, str] = MappingProxyType({}),
    decisions: Sequence[Decision] = (),
) -> tuple[TracedQuotation, ...]:
    """Trace what the families quote; `cites` and `absent` are those of a project."""
    found: list[TracedQuotation] = []
    for number, family in enumerate(families):
        listener.progress("tracing quotations", number, len(families))
        opinions, _ = quotation_opinions(family, sources, decisions)
        placed = {key: opinion.place for key, opinion in opinions.items() if opinion.place is not None}
        own = cached_trace(family, sources, cites.get(family.stem, {}), aligner, absent=absent, placed=placed)
        found += mark_quotations(own, opinions)
    listener.progress("tracing quotations", len(families), len(families))
    return tuple(found)
