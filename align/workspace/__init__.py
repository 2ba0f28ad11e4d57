"""The use cases: what the stages do together, from files to a result and from a result to files.

Everything here takes plain values and returns plain values; what a person should hear while it works goes through a
`Listener`. The command line and the review page call these functions and nothing below them. What a search for words
can do without is imported where it is used.
"""

from __future__ import annotations

import sys
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from align import read
from align.encoders.weights import cache_folder
from align.files import make_folder, write_atomically
from align.listener import Listener, Silence
from align.model import QuotationKind, QuotationMatch, StoreError, UsageError
from align.result import Result
from align.workspace.aligner import Aligner

__all__ = [
    "Aligner",
    "Listener",
    "Silence",
    "Summary",
    "align_files",
    "align_project",
    "print_out",
    "refuse_to_overwrite",
    "summary",
    "trace_files",
    "user_cache",
    "write",
    "write_build",
]

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from align.formats import Export
    from align.model import Decision, Document, Segmented


def align_project(
    root: Path,
    aligner: Aligner,
    listener: Listener,
    *,
    encoding: str | None = None,
    decisions: Sequence[Decision] | None = None,
) -> Result:
    """Align all parallel texts of a project folder.

    `decisions` are the effective ones to go by, those of the project if not given.
    """
    from align.review.applying import parked, project_decisions
    from align.segment import SEGMENTER, segment
    from align.workspace.families import make_family, read_version, trace_families

    project = read.find_project(root)
    for path in project.ignored:
        listener.warn(f"{path}: left out, only .txt and .md are read; save it as one of them")
    # A text in one language is a source, or else an article if align.toml says what it cites.
    articles = [*project.texts, *(text for text in project.sources if text.stem in project.cites)]
    decisions = project_decisions(root) if decisions is None else decisions
    families = []
    for text in articles:
        versions = [read_version(version, text.title, root, encoding) for version in text.versions]
        paired = text.stem in project.paired
        families.append(make_family(text.stem, map(segment, versions), aligner, listener, decisions, paired=paired))
    sources = tuple(
        segment(read_version(version, text.title, root, encoding))
        for text in project.sources
        if text.stem not in project.cites
        for version in text.versions
    )
    aligner.warn_of_strange([*(version for family in families for version in family.versions), *sources], listener)
    if not families:
        listener.warn(
            f"{root}: no text is here in two languages; the same file name in two language folders makes one, and "
            "align quotes FILE lists what one file quotes"
        )
    result = Result(
        title=project.title,
        families=tuple(families),
        sources=sources,
        signature=aligner.signature(SEGMENTER),
        traced=trace_families(
            families, sources, project.cites, aligner, listener, absent=project.absent, decisions=decisions
        ),
    )
    if waiting := {item.decision.id for item in parked(result, decisions)}:
        number = "1 decision does" if len(waiting) == 1 else f"{len(waiting)} decisions do"
        them = "it" if len(waiting) == 1 else "them"
        listener.warn(f"{root}: {number} not fit the texts as they are; align status lists {them}")
    return result


def align_files(
    paths: Sequence[Path],
    aligner: Aligner,
    listener: Listener,
    *,
    langs: Sequence[str] = (),
    layout: read.Layout = read.Layout.AUTO,
    encoding: str | None = None,
) -> Result:
    """Align loose files that are versions of one text, the pivot first.

    `langs` are the languages of the files in order, or empty: then the names of the files tell, or else their words.
    """
    from align.segment import SEGMENTER, keep, segment

    if len(paths) == 1:
        raise UsageError("name at least two files: align files book.fr.txt book.en.txt -o book.tmx")
    documents = _documents(paths, langs, listener, layout=layout, encoding=encoding)
    cut, name = (keep, "lines") if layout is read.Layout.SENTENCES else (segment, SEGMENTER)
    return _of_files(list(map(cut, documents)), [], name, aligner, listener)


def trace_files(
    articles: Sequence[Path],
    sources: Sequence[Path],
    aligner: Aligner,
    listener: Listener,
    *,
    langs: Sequence[str] = (),
    encoding: str | None = None,
) -> Result:
    """Trace what loose files quote that are versions of one article; `langs` are theirs, then those of the sources."""
    from align.segment import SEGMENTER, segment

    documents = _documents([*articles, *sources], langs, listener, layout=read.Layout.AUTO, encoding=encoding)
    segmented = list(map(segment, documents))
    return _of_files(segmented[: len(articles)], segmented[len(articles) :], SEGMENTER, aligner, listener)


def _of_files(
    versions: Sequence[Segmented], sources: Sequence[Segmented], segmenter: str, aligner: Aligner, listener: Listener
) -> Result:
    from align.workspace.families import make_family, trace_families

    family = make_family(versions[0].document.stem, versions, aligner, listener)
    aligner.warn_of_strange([*versions, *sources], listener)
    return Result(
        title=versions[0].document.title,
        families=(family,),
        sources=tuple(sources),
        signature=aligner.signature(segmenter),
        traced=trace_families([family], sources, {}, aligner, listener),
    )


def _documents(
    paths: Sequence[Path], langs: Sequence[str], listener: Listener, *, layout: read.Layout, encoding: str | None
) -> list[Document]:
    if langs and len(langs) != len(paths):
        raise UsageError(f"{len(langs)} languages for {len(paths)} files; give --lang once for each file, in order")
    documents: list[Document] = []
    for number, path in enumerate(paths):
        if any(path.exists() and other.exists() and path.samefile(other) for other in paths[:number]):
            raise UsageError(f"{path}: named twice; each version and each source is a file of its own")
    for path, lang in zip(paths, langs or [""] * len(paths), strict=True):
        document = read.read_document(path, id=path.name, lang=lang or "und", encoding=encoding, layout=layout)
        tag = _tag(path, lang, document.text, listener)
        identity = f"{tag}/{path.name.partition('.')[0]}"
        taken = sum(other.id.partition("#")[0] == identity for other in documents)
        documents.append(replace(document, id=f"{identity}#{taken + 1}" if taken else identity, lang=tag))
    return documents


def _tag(path: Path, lang: str, text: str, listener: Listener) -> str:
    if lang:
        tag = read.language_tag(lang)
        if tag is None:
            raise UsageError(f'"{lang}" is no language tag; write fr, en, pt-BR, ...')
        return tag
    assumed = read.language_of(path, text)
    if assumed.how == "detected":
        listener.warn(
            f"{path}: taken to be {assumed.lang} (probability {assumed.probability:.2f}); --lang says otherwise"
        )
    return assumed.lang


def refuse_to_overwrite(target: Path, texts: Iterable[Path]) -> None:
    """Raise `UsageError` if to write to a place would overwrite one of the texts, or of other files that are read."""
    if target.exists() and any(path.exists() and target.samefile(path) for path in texts):
        raise UsageError(f"{target}: read here, and would be overwritten; name another file to write to")


def write(result: Result, form: str, path: Path | None, listener: Listener) -> None:
    """Write a result in a format that `align.formats` knows to a file, or to stdout if there is no path."""
    from align.formats import exporter

    _write(exporter(form)(result), path, listener)


def write_build(result: Result, folder: Path, listener: Listener) -> tuple[Path, ...]:
    """Write what a project is made into, and return the files.

    They are a memory for each pair of languages, a memory of all, the full result and the report page. Memories that an
    earlier run left there, of languages that are gone or were paired the other way round, are told of.
    """
    from align.formats import exporter, language_pairs, quoted_pairs
    from align.formats.tmx import writer as tmx

    pairs = language_pairs(result)
    # Where source and article are versions of one text elsewhere, that file has their quotations too.
    pairs += tuple(pair for pair in quoted_pairs(result) if pair not in pairs and pair[::-1] not in pairs)
    exports = {f"{src}-{tgt}.tmx": tmx.bilingual(result, src, tgt) for src, tgt in pairs}
    if exports:
        exports["all.tmx"] = tmx.multilingual(result)
    exports["alignment.jsonl"] = exporter("jsonl")(result)
    exports["report.html"] = exporter("html")(result)
    make_folder(folder)
    for name, export in exports.items():
        _write(export, folder / name, listener)
    if left := sorted(path.name for path in folder.glob("*.tmx") if path.name not in exports):
        listener.note(f"{folder}: left by an earlier run, and not made any more: {', '.join(left)}")
    return tuple(folder / name for name in exports)


def _write(export: Export, path: Path | None, listener: Listener) -> None:
    if path is None:
        print_out(export.chunks)
    else:
        write_atomically(path, export.chunks)
    for note in export.notes:
        listener.note(f"{path or 'stdout'}: {note}")


def print_out(chunks: Iterable[str]) -> None:
    """Print text in UTF-8, whatever the terminal wishes; raise `StoreError` if that cannot be done."""
    try:
        sys.stdout.flush()
        for chunk in chunks:
            sys.stdout.buffer.write(chunk.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise  # Whoever reads has had enough; the command line knows what to do.
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror}", path="stdout") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A result in a few numbers."""

    documents: int
    segments: int
    beads: tuple[tuple[str, int], ...]
    """Types of beads and how many there are, most frequent first."""
    confidence: float | None
    """Mean confidence of all beads; None if there are none."""
    trust: tuple[float, float] | None
    """Least and greatest trust in a ladder; None if there are none."""
    quotations: tuple[tuple[str, int], ...]
    """Languages and how many quotations there are in them, scare quotes and titles not counted."""
    located: tuple[tuple[str, int], ...] = ()
    """For the same languages, how many of them were found in a source; empty if there is none to look in."""


def summary(result: Result) -> Summary:
    """Count what is in a result."""
    versions = [version for family in result.families for version in family.versions]
    ladders = [ladder for family in result.families for ladder in family.alignments]
    beads = [bead for ladder in ladders for bead in ladder.beads]
    trust = [ladder.trust for ladder in ladders if ladder.beads]
    quoted = Counter(
        {version.document.lang: 0 for version in versions}
        | Counter(
            version.document.lang
            for family in result.families
            for version, found in zip(family.versions, family.quoted, strict=True)
            for quotation in found.quotations
            if quotation.kind is QuotationKind.QUOTATION
        )
    )
    langs = {version.document.id: version.document.lang for version in versions}
    located = Counter(langs[item.document] for item in result.traced if isinstance(item.place, QuotationMatch))
    everything = result.texts
    return Summary(
        documents=len(everything),
        segments=sum(len(text.segments) for text in everything.values()),
        beads=tuple(Counter(bead.type for bead in beads).most_common()),
        confidence=sum(bead.confidence for bead in beads) / len(beads) if beads else None,
        trust=(min(trust), max(trust)) if trust else None,
        quotations=tuple(quoted.items()),
        located=tuple((lang, located[lang]) for lang in quoted) if result.sources else (),
    )


def user_cache() -> Path:
    """Return the folder for what belongs to no project; the environment variable ALIGN_CACHE moves it."""
    return cache_folder()
