"""Subjects whose quotations are paired, and traced to a source as a test says."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from check_subjects import subject

from align.model import CharSpan, QuotationMatch, Rendering, Verdict
from align.quote import pair
from align.read import read_document
from align.result import TracedQuotation
from align.segment import segment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from align.check import Subject
    from align.model import Difference, Segmented

SOURCE = "ru/source"


def paired(folder: Path, texts: Mapping[str, str], **options: object) -> Subject:
    """Return a subject of two versions whose quotations are paired through the ladder."""
    about = subject(folder, texts, **options)  # type: ignore[arg-type]
    versions, quoted = about.family.versions, about.family.quoted
    groups: dict[tuple[str, str], set[tuple[str, str]]] = {}
    for both in pair(quoted[0], quoted[1], about.family.alignments[0], versions[0], versions[1]):
        keys = [(quoted[side].document, name) for side, names in enumerate((both.src, both.tgt)) for name in names]
        for key in keys:
            groups[key] = {other for other in keys if other[0] != key[0]}
    traced = tuple(
        TracedQuotation(
            document=each.document,
            quotation=quotation,
            counterparts=tuple(sorted(groups.get((each.document, quotation.id), ()))),
        )
        for each in quoted
        for quotation in each.quotations
    )
    return replace(about, traced=traced)


def source(folder: Path, text: str) -> Segmented:
    """Return a source to quote from."""
    path = folder / "source.txt"
    path.write_text(text, "utf-8")
    return segment(read_document(path, id=SOURCE, lang="ru"))


def traced(
    about: Subject, of: Segmented, differences: Mapping[str, tuple[Difference, ...]], *, confidence: float = 0.9
) -> Subject:
    """Say that every quotation stands in a source as a whole, and how those of each version depart from it."""
    whole = CharSpan(start=0, end=len(of.document.text.rstrip()))
    found = []
    for each in about.traced:
        departures = differences.get(each.document, ())
        found.append(
            replace(
                each,
                place=QuotationMatch(
                    quotation=each.quotation.id,
                    document=each.document,
                    source=SOURCE,
                    span=whole,
                    fragments=(whole,),
                    confidence=confidence,
                ),
                rendering=Rendering(
                    document=each.document,
                    differences=departures,
                    verdict=Verdict.ALTERED if departures else Verdict.VERBATIM,
                    reasons=tuple(f"reason {k}" for k in range(len(departures))) or ("complete",),
                ),
            )
        )
    return replace(about, traced=tuple(found), sources={SOURCE: of})
