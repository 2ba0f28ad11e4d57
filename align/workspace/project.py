"""A project folder -> its result."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align import read
from align.result import Result
from align.review.apply import parked_decisions, project_decisions
from align.segment import SEGMENTER, segment
from align.wording import quantity
from align.workspace.families import make_family, read_version, trace_families

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.model import Decision
    from align.workspace.bench import Workbench


def align_project(bench: Workbench, *, decisions: Sequence[Decision] | None = None) -> Result:
    """Align all parallel texts of the project and trace what they quote.

    `decisions` are the effective ones to apply; by default those of the project.
    """
    project = read.find_project(bench.root)
    for path in project.ignored:
        bench.listener.warn(f"{path}: left out; only .txt and .md files are read. Save it as one of these")
    # A text in one language is a source, unless align.toml says what it cites: then it is an article.
    articles = [*project.texts, *(text for text in project.sources if text.stem in project.cites)]
    decisions = project_decisions(bench.root) if decisions is None else decisions
    families = []
    for text in articles:
        versions = [segment(read_version(bench, version, text.title)) for version in text.versions]
        families.append(make_family(bench, text.stem, versions, decisions, paired=text.stem in project.paired))
    sources = tuple(
        segment(read_version(bench, version, text.title))
        for text in project.sources
        if text.stem not in project.cites
        for version in text.versions
    )
    bench.warn_of_unknown_languages([*(version for family in families for version in family.versions), *sources])
    if not families:
        bench.listener.warn(
            f"{bench.root}: no text exists in two languages. Give files in two language folders the same name, or list "
            "what one file quotes: align quotes FILE"
        )
    result = Result(
        title=project.title,
        families=tuple(families),
        sources=sources,
        signature=bench.signature(SEGMENTER),
        traced=trace_families(bench, families, sources, project.cites, absent=project.absent, decisions=decisions),
    )
    if parked := {item.decision.id for item in parked_decisions(result, decisions)}:
        verb = "does" if len(parked) == 1 else "do"
        bench.listener.warn(
            f"{bench.root}: {quantity(len(parked), 'decision')} {verb} not fit the texts any more; see align status"
        )
    return result
