"""Checks of a project: its texts, ladders and quotations -> the findings to report.

The findings of each text are cached with a digest of everything that they depend on. A text of which nothing changed is
read, but not segmented, aligned, traced or checked again.
"""

from __future__ import annotations

import hashlib
from contextlib import suppress as ignoring
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from align import read
from align.check import FingerprintedFinding, Subject, all_rules, check, check_name, select_rules, suppressions
from align.check.outcome import make_outcome
from align.check.storage import dump, load
from align.files import write_cache
from align.files.cache import content_key
from align.model import ConfigError, UsageError
from align.read.config import CONFIG
from align.review.apply import project_decisions
from align.review.log import Log
from align.review.misfits import misfits
from align.segment import SEGMENTER, segment
from align.wording import quantity
from align.workspace.arguments import list_names
from align.workspace.crossings import find_crossings
from align.workspace.families import make_family, read_version, read_version_before, trace_families
from align.workspace.git import Revision, read_memories
from align.workspace.suppressions import read_baseline, read_suppressions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from align.check import Memory
    from align.check.outcome import Outcome
    from align.model import Decision, Document, Finding, Segmented, Severity
    from align.read.config import CheckConfig
    from align.workspace.bench import Workbench


def check_project(
    bench: Workbench,
    *,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
    since: str = "",
    today: date | None = None,
) -> Outcome:
    """Check all texts of the project.

    `select` and `ignore` name rules or families of rules. `select` replaces that of align.toml, `ignore` adds to it.
    `since` is a revision of git: only findings that touch a file changed since then are reported (a text, or the
    glossary, memory or decisions that the finding is about), and a hint that a recent edit caused becomes a warning.
    Suppressions expire by the day `today`; the default is the day on this machine.
    """
    root = bench.root
    project = read.find_project(root)
    severity = _severity(project.check, list_names(select, "codes"), list_names(ignore, "codes"), root)
    revision = Revision.of(root, since) if since else None
    work = _TextChecks(bench, project, revision)
    texts = (*project.texts, *project.sources)
    judged: list[FingerprintedFinding] = []
    for number, text in enumerate(texts):
        bench.listener.progress("checking", number, len(texts))
        judged += work.findings(text)
    if work.orphans:
        bench.listener.warn(f"{root}: {quantity(work.orphans, 'decision')} on texts that are missing; see align status")
    outcome = make_outcome(
        judged,
        work.documents,
        severity,
        suppressions=(
            *suppressions.of_tables(project.check.suppress, "check.suppress", root / CONFIG),
            *read_suppressions(root),
        ),
        baseline=read_baseline(root),
        today=today or date.today(),  # noqa: DTZ011 - the day where the person is
    )
    if revision is None:
        return outcome
    files = {name: Path(document.path) for name, document in work.documents.items()}
    return replace(
        outcome,
        reported=tuple(
            each
            for each in outcome.reported
            if any(
                path.resolve() in revision.changed for path in _files(each.finding, files, root, project.check.glossary)
            )
        ),
    )


def _files(finding: Finding, documents: Mapping[str, Path], root: Path, glossary: str) -> Iterator[Path]:
    """Yield the files that a finding concerns: texts, and the memory, decisions or glossary of its rule."""
    for place in (finding.place, *finding.passages, *finding.marked):
        yield documents[place.document]
    if finding.rule == "R01":
        yield root / finding.texts[0]
    elif finding.rule[0] == "R":
        yield Log(root).path
    elif finding.rule[0] == "T":
        yield root / glossary


def _severity(
    config: CheckConfig, select: Sequence[str], ignore: Sequence[str], root: Path
) -> Callable[[Finding], Severity | None]:
    """Return a function from findings to severities; None is the severity of an unwanted finding."""
    try:
        for name in (*config.select, *config.ignore, *config.severity):
            check_name(name)
        for severities in config.documents.values():
            for name in severities:
                check_name(name)
    except UsageError as error:
        raise ConfigError(str(error), path=root / CONFIG) from None
    wanted = {rule.code for rule in select_rules(select or config.select, (*config.ignore, *ignore))}

    def severity(finding: Finding) -> Severity | None:
        if finding.rule not in wanted:
            return None
        stem = finding.place.document.partition("/")[2]
        for table in (config.documents.get(stem, {}), config.severity):
            for name in (finding.rule, finding.rule[0]):
                if name in table:
                    return table[name]
        return finding.severity

    return severity


class _TextChecks:
    """Checks of one project, text by text."""

    def __init__(self, bench: Workbench, project: read.Project, revision: Revision | None) -> None:
        self._bench = bench
        self._project = project
        self._revision = revision
        self._titled = {
            version.id: read_version(bench, version, text.title)
            for text in (*project.texts, *project.sources)
            for version in text.versions
        }
        self._sources = [
            version.id for text in project.sources if text.stem not in project.cites for version in text.versions
        ]
        self._digests = {name: _digest(document) for name, document in self._titled.items()}
        self._segmented: dict[str, Segmented] = {}
        self._memories = read_memories(bench.root, bench.listener)
        self._decisions = project_decisions(bench.root)
        glossary = project.check.glossary
        self._terms = read.read_glossary(bench.root / glossary, root=bench.root) if glossary else ()

    @property
    def documents(self) -> Mapping[str, Document]:
        return self._titled

    @property
    def orphans(self) -> int:
        """Number of decisions on texts that are missing."""
        return sum(not {item.src, item.tgt or item.src} <= self._titled.keys() for item in self._decisions if item.src)

    def findings(self, text: read.Text) -> tuple[FingerprintedFinding, ...]:
        """Return the findings in a text, from the cache if nothing changed."""
        about = [memory.about(text.stem) for memory in self._memories]
        before = self._before(text)
        key = content_key("findings", *self._inputs(text, about, before))
        # Findings with and without a revision have a file each, so that neither run overwrites the other's.
        cached = self._bench.cache.path("findings", text.stem, bool(before), suffix=".json")
        with ignoring(OSError, ValueError):
            return load(cached.read_text("utf-8"), key)
        found = check([self._subject(text, about, before)], all_rules())
        write_cache(cached, [dump(key, found)])
        return found

    def _before(self, text: read.Text) -> tuple[Document, ...]:
        """Return the earlier versions of a text: those of the revision that changed since then."""
        if (revision := self._revision) is None:
            return ()
        changed = (version for version in text.versions if version.path.resolve() in revision.changed)
        return tuple(filter(None, (read_version_before(self._bench, version, revision) for version in changed)))

    def _inputs(self, text: read.Text, about: Sequence[Memory], before: Iterable[Document]) -> tuple[object, ...]:
        """Return all inputs of the findings of a text."""
        return (
            _code(),
            str(self._bench.signature(SEGMENTER)),
            [(version.id, *self._digests[version.id]) for version in text.versions],
            [(document.id, *_digest(document)) for document in before],
            [(name, *self._digests[name]) for name in self._sources] if self._quotes(text) else [],
            dict(self._project.cites.get(text.stem, {})),
            dict(self._project.absent),
            text.stem in self._project.paired,
            [repr((memory.name, sorted(map(sorted, memory.units.values())))) for memory in about],
            [repr(decision) for decision in self._own(text)],
            [list(term.renderings.items()) for term in self._terms],
        )

    def _quotes(self, text: read.Text) -> bool:
        """Tell whether a text may quote the sources of the project, and is not one itself."""
        return len(text.versions) > 1 or text.stem in self._project.cites

    def _own(self, text: read.Text) -> tuple[Decision, ...]:
        """Return the decisions about a text."""
        ids = {version.id for version in text.versions}
        return tuple(decision for decision in self._decisions if {decision.src, decision.tgt} & ids)

    def _subject(self, text: read.Text, about: Sequence[Memory], before: Iterable[Document]) -> Subject:
        versions = [self._cut(version.id) for version in text.versions]
        decisions = self._own(text)
        paired = text.stem in self._project.paired
        family = make_family(self._bench, text.stem, versions, decisions, paired=paired)
        if not self._quotes(text):
            return Subject(family=family, traced=(), sources={})
        sources = [self._cut(name) for name in self._sources]
        traced = trace_families(
            self._bench,
            [family],
            sources,
            self._project.cites,
            absent=self._project.absent,
            decisions=decisions,
        )
        return Subject(
            family=family,
            traced=traced,
            sources={source.document.id: source for source in sources},
            memories=tuple(about),
            terms=self._terms,
            misfits=tuple(misfits(family, sources, decisions)),
            crossed=find_crossings(family, self._bench.encoder),
            before={document.id: segment(document) for document in before},
        )

    def _cut(self, name: str) -> Segmented:
        if name not in self._segmented:
            self._segmented[name] = segment(self._titled[name])
        return self._segmented[name]


def _digest(document: Document) -> tuple[str, str]:
    # The bytes determine the places of words in the file; in another encoding the same bytes are other words.
    return document.sha256, hashlib.sha256(document.text.encode()).hexdigest()


@cache
def _code() -> str:
    """Return a digest of the program, because any changed line may change the findings."""
    files = sorted(path for path in Path(__file__).parents[1].rglob("*") if path.suffix in {".py", ".json"})
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in files)).hexdigest()
