"""Subjects of checks from a few sentences, read, cut and searched for quotations as the pipeline does."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from align.check import Subject, find_rule
from align.link import link
from align.model import Alignment, Bead, Links, SegSpan, Status
from align.quote import quotations
from align.read import read_document
from align.result import Family
from align.segment import segment

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from align.check import Memory, Misfit
    from align.model import Finding, Segmented

STEM = "story"


def subject(
    folder: Path,
    texts: Mapping[str, str],
    *,
    beads: Sequence[tuple[int, int]] = (),
    confidence: float = 0.99,
    status: Status = Status.MACHINE,
    suffix: str = ".md",
    memories: tuple[Memory, ...] = (),
    misfits: tuple[Misfit, ...] = (),
) -> Subject:
    """Return the subject of a text by language; `beads` are sizes for every ladder, one to one if none are given."""
    versions = tuple(_version(folder, lang, text, suffix) for lang, text in texts.items())
    alignments = tuple(
        _ladder(src, tgt, beads or _one_to_one(len(src.segments), len(tgt.segments)), confidence, status)
        for src, tgt in combinations(versions, 2)
    )
    ids = [version.document.id for version in versions]
    family = Family(
        stem=STEM,
        versions=versions,
        alignments=alignments,
        links=link(ids, alignments) if alignments else Links(documents=tuple(ids), links=()),
        quoted=tuple(quotations(version.document) for version in versions),
    )
    return Subject(family=family, traced=(), sources={}, memories=memories, misfits=misfits)


def found(code: str, about: Subject) -> list[Finding]:
    """Return what one rule finds."""
    return list(find_rule(code).check(about))


def words(about: Subject, finding: Finding) -> str:
    """Return the words that a finding is about."""
    return about.words(finding.place)


def _version(folder: Path, lang: str, text: str, suffix: str) -> Segmented:
    path = folder / lang / f"{STEM}{suffix}"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    return segment(read_document(path, id=f"{lang}/{STEM}", lang=lang))


def _one_to_one(src: int, tgt: int) -> list[tuple[int, int]]:
    return [(int(at < src), int(at < tgt)) for at in range(max(src, tgt))]


def _ladder(
    src: Segmented, tgt: Segmented, sizes: Sequence[tuple[int, int]], confidence: float, status: Status
) -> Alignment:
    i = j = 0
    beads = []
    for one, other in sizes:
        beads.append(
            Bead(
                src=SegSpan(start=i, end=i + one),
                tgt=SegSpan(start=j, end=j + other),
                confidence=confidence,
                status=status,
            )
        )
        i, j = i + one, j + other
    assert (i, j) == (len(src.segments), len(tgt.segments)), "the beads do not cover the texts"
    return Alignment(src=src.document.id, tgt=tgt.document.id, beads=tuple(beads))
