"""Check unchanged professional translations, and count the lines with findings, which are mostly false alarms.

python benchmarks/check_precision.py FOLDER [--cache FOLDER] [--half development|confirmation] [--list]

FOLDER holds dev.en, dev.fr and dev.ru, parallel lines, and dev.docs, the document of each line. Each pair of
languages is checked by itself, with the ladder of the aligner, and then all three together. A line counts once for
each severity of its findings.
"""

from __future__ import annotations

import argparse
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from align.check import Subject, all_rules, check
from align.link import link
from align.listener import Silence
from align.model import Block, BlockKind, CharSpan, Document, Finding, Severity
from align.quote import quotations
from align.result import Family
from align.segment import keep
from align.workspace.bench import Workbench
from align.workspace.crossings import find_crossings
from align.workspace.ladders import align_documents
from align.workspace.tracing import trace

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LANGS = ("fr", "en", "ru")
PAIRS = (("fr", "en"), ("fr", "ru"), ("en", "ru"))


@dataclass(frozen=True, kw_only=True)
class News:
    """One document in three languages."""

    name: str
    lines: dict[str, tuple[str, ...]]
    """The lines by language."""
    numbers: tuple[int, ...]
    """The numbers of the lines in the file, from 1."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cache", type=Path, default=Path("build/cache"))
    parser.add_argument("--half", choices=("development", "confirmation"))
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--select", default="", help="codes or letters of rules, separated by commas")
    options = parser.parse_args()
    bench = Workbench.open(Path(), "muse", options.cache, Silence())
    news = read_news(options.folder, options.half)
    total = sum(len(each.numbers) for each in news)
    for langs in (*PAIRS, LANGS):
        lines: dict[Severity, set[int]] = {severity: set() for severity in Severity}
        rules: Counter[tuple[str, Severity]] = Counter()
        for each in news:
            family = subject(each.name, {lang: each.lines[lang] for lang in langs}, bench)
            for finding in findings(family, options.select):
                number = each.numbers[line_of(family, finding)]
                lines[finding.severity].add(number)
                rules[finding.rule, finding.severity] += 1
                if options.list and finding.severity is not Severity.INFO:
                    show("-".join(langs), number, finding, family)
        figures = ", ".join(f"{severity} {len(found)} ({len(found) / total:.1%})" for severity, found in lines.items())
        print(f"{'-'.join(langs)}: {total} lines; with findings: {figures}")
        print("   ", ", ".join(f"{rule} {severity} {count}" for (rule, severity), count in sorted(rules.items())))


def read_news(folder: Path, half: str | None = None) -> list[News]:
    """Read all documents, or one half: every other document, in the order of their names."""
    names = (folder / "dev.docs").read_text("utf-8").split()
    lines = {lang: (folder / f"dev.{lang}").read_text("utf-8").splitlines() for lang in LANGS}
    rows: dict[str, list[int]] = {}
    for number, name in enumerate(names):
        rows.setdefault(name, []).append(number)
    chosen = sorted(rows)
    if half:
        chosen = chosen[half == "confirmation" :: 2]
    return [
        News(
            name=name,
            lines={lang: tuple(lines[lang][k] for k in rows[name]) for lang in LANGS},
            numbers=tuple(k + 1 for k in rows[name]),
        )
        for name in chosen
    ]


def subject(
    name: str, versions: Mapping[str, Sequence[str]], bench: Workbench, sources: Sequence[Sequence[str]] = ()
) -> Subject:
    """Make the subject of the rules from the lines of each language, the pivot first, and of Russian sources."""
    segmented = tuple(keep(document(name, lang, lines)) for lang, lines in versions.items())
    alignments = tuple(align_documents(bench, src, tgt) for src, tgt in combinations(segmented, 2))
    family = Family(
        stem=name,
        versions=segmented,
        alignments=alignments,
        links=link([each.document.id for each in segmented], alignments),
        quoted=tuple(quotations(each.document) for each in segmented),
    )
    quoted = [keep(document(f"source-{number}", "ru", lines)) for number, lines in enumerate(sources)]
    traced = trace(family, quoted, {}, bench.encoder)
    return Subject(
        family=family,
        traced=traced,
        sources={each.document.id: each for each in quoted},
        crossed=find_crossings(family, bench.encoder),
    )


def document(name: str, lang: str, lines: Iterable[str]) -> Document:
    """Make a document from lines; each is a paragraph, or a note if it begins with a label."""
    blocks, at = [], 0
    for line in lines:
        label = re.match(r"\[(\d+)\]: ", line)
        kind = BlockKind.NOTE if label else BlockKind.PARAGRAPH
        span = CharSpan(start=at + (label.end() if label else 0), end=at + len(line))
        blocks.append(Block(kind=kind, span=span, label=label[1] if label else ""))
        at += len(line) + 2
    return Document(
        id=f"{lang}/{name}", lang=lang, path=f"{lang}/{name}.txt", text="\n\n".join(lines), blocks=tuple(blocks)
    )


def findings(of: Subject, select: str = "") -> list[Finding]:
    """Return the findings of all rules, or of the selected ones."""
    chosen = tuple(rule for rule in all_rules() if not select or {rule.code, rule.code[0]} & set(select.split(",")))
    return [judged.finding for judged in check([of], chosen)]


def line_of(of: Subject, finding: Finding) -> int:
    """Return the line of a finding, from 0, in its version."""
    blocks = of.versions[finding.place.document].document.blocks
    return max(0, bisect_right(blocks, finding.place.span.start, key=lambda block: block.span.start) - 1)


def show(langs: str, number: int, finding: Finding, of: Subject) -> None:
    """Print a finding with its passages."""
    print(f"{langs} {number} {finding.rule} {finding.severity}: {finding.message}")
    for place in finding.passages:
        text = of.versions[place.document].document.text
        print(f"    {text[place.span.start : place.span.end]}")


if __name__ == "__main__":
    main()
