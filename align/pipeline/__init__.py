"""The use cases: what the stages do together, from files to a result and from a result to files.

Everything here takes plain values and returns plain values; what a person should hear while it works goes through a
`Listener`. The command line and the review page call these functions and nothing below them.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import astuple, dataclass, replace
from itertools import combinations
from types import MappingProxyType
from typing import TYPE_CHECKING, Protocol

import align
from align import bitext, locate, read, rendering
from align.encoders import CachedEncoder, encoder
from align.encoders.weights import cache_folder
from align.export import exporter, language_pairs, quoted_pairs, tmx
from align.link import link
from align.model import (
    Alignment,
    Bead,
    Links,
    QuotationKind,
    QuotationMatch,
    SegSpan,
    Signature,
    StoreError,
    UsageError,
)
from align.pipeline.decided import decided, parked, project_decisions, quotation_opinions
from align.pipeline.traces import traced
from align.quote import quotations
from align.result import Family, Result
from align.review.quotations import mark_quotations
from align.segment import SEGMENTER, keep, segment
from align.store import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from align.encoders import Encoder
    from align.export import Export
    from align.model import Decision, Document, Segmented
    from align.result import Traced
    from align.review.standing import Sides


class Listener(Protocol):
    """Whoever wants to hear how the work goes."""

    def progress(self, what: str, done: int, total: int) -> None:
        """Hear that `done` of `total` steps of a piece of work are over."""
        ...

    def note(self, message: str) -> None:
        """Hear of something that may be of interest."""
        ...

    def warn(self, message: str) -> None:
        """Hear of something that a person should look at."""
        ...


class Silence:
    """A listener that ignores everything."""

    def progress(self, what: str, done: int, total: int) -> None:
        """Ignore it."""

    def note(self, message: str) -> None:
        """Ignore it."""

    def warn(self, message: str) -> None:
        """Ignore it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligner:
    """An encoder, and where its work is kept so that it need not be done again."""

    encoder: Encoder
    cache: Path
    """Folder of vectors and ladders, by content; everything in it can be deleted."""
    threads: int
    """How many cores may be used; the result is the same for any number."""
    part: bool = False
    """Whether the shorter of two texts is taken to be a part of the longer."""

    @classmethod
    def make(cls, name: str, cache: Path, *, part: bool = False) -> Aligner:
        """Make the aligner with the encoder of this name; raise `EncoderError` if there is none."""
        threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return cls(encoder=encoder(name, threads=threads), cache=cache, threads=threads, part=part)

    def signature(self, segmenter: str) -> Signature:
        """Return what determines a result."""
        return Signature(
            version=align.__version__,
            encoder=self.encoder.signature,
            segmenter=segmenter,
            parameters=(
                ("beads", bitext.model_name()),
                *((("part", "of the longer"),) if self.part else ()),
                ("run", str(bitext.RUN)),
                ("spans", locate.default_model().name),
                ("verdicts", rendering.RULES),
            ),
        )

    def align(
        self,
        src: Segmented,
        tgt: Segmented,
        listener: Listener,
        *,
        locked: Sequence[Sides] = (),
        barred: Sequence[Sides] = (),
    ) -> Alignment:
        """Align two documents, unless that has been done before; `locked` and `barred` are those of `bitext.align`."""
        facts: list[object] = [str(self.signature("")), src.texts(), tgt.texts()]
        facts += [[[*map(astuple, sides)] for sides in some] for some in (locked, barred) if locked or barred]
        key = hashlib.sha256(json.dumps(facts).encode()).hexdigest()
        kept = self.cache / "ladders" / key[:2] / f"{key}.json"
        with suppress(OSError, ValueError, TypeError):
            return _ladder(src, tgt, json.loads(kept.read_text("utf-8")))
        vectors = CachedEncoder(self.encoder, self.cache / "vectors")
        with ThreadPoolExecutor(1) as pool:
            ready = pool.submit(bitext.prepare)
            runs = [
                vectors.runs(
                    side.texts(),
                    bitext.RUN,
                    lambda done, total, name=side.document.id: listener.progress(f"encoding {name}", done, total),  # type: ignore[misc]
                )
                for side in (src, tgt)
            ]
            ready.result()
        listener.progress(f"aligning {src.document.id} and {tgt.document.id}", 0, 1)
        alignment = bitext.align(src, tgt, *runs, locked=locked, barred=barred, part=self.part, threads=self.threads)
        listener.progress(f"aligning {src.document.id} and {tgt.document.id}", 1, 1)
        rows = [
            [bead.src.start, bead.src.end, bead.tgt.start, bead.tgt.end, bead.confidence] for bead in alignment.beads
        ]
        with suppress(OSError):
            kept.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(kept, [json.dumps(rows)])
        return alignment


def _ladder(src: Segmented, tgt: Segmented, rows: Iterable[Sequence[float]]) -> Alignment:
    """Return the ladder that was kept; raise `ValueError` or `TypeError` if it is none of these two documents."""
    beads = tuple(
        Bead(
            src=SegSpan(start=int(a), end=int(b)),
            tgt=SegSpan(start=int(c), end=int(d)),
            confidence=float(confidence),
        )
        for a, b, c, d, confidence in rows
    )
    ends = (beads[-1].src.end, beads[-1].tgt.end) if beads else (0, 0)
    if ends != (len(src.segments), len(tgt.segments)):
        raise ValueError("the ladder does not cover its documents")
    return Alignment(src=src.document.id, tgt=tgt.document.id, beads=beads)


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
    project = read.find_project(root)
    for path in project.ignored:
        listener.warn(f"{path}: left out, no reader knows this kind of file")
    # A text in one language is a source, or else an article if align.toml says what it cites.
    articles = [*project.texts, *(text for text in project.sources if text.stem in project.cites)]
    decisions = project_decisions(root) if decisions is None else decisions
    families = []
    for text in articles:
        versions = [_version(version, text.title, root, encoding) for version in text.versions]
        paired = text.stem in project.paired
        families.append(_family(text.stem, map(segment, versions), aligner, listener, decisions, paired=paired))
    sources = tuple(
        segment(_version(version, text.title, root, encoding))
        for text in project.sources
        if text.stem not in project.cites
        for version in text.versions
    )
    if not families:
        listener.warn(f"{root}: no text is here in two languages; the same file name in two language folders makes one")
    result = Result(
        title=project.title,
        families=tuple(families),
        sources=sources,
        signature=aligner.signature(SEGMENTER),
        traced=_traced(families, sources, project.cites, aligner, listener, absent=project.absent, decisions=decisions),
    )
    if waiting := {item.decision.id for item in parked(result, decisions)}:
        number = "1 decision does" if len(waiting) == 1 else f"{len(waiting)} decisions do"
        them = "it" if len(waiting) == 1 else "them"
        listener.warn(f"{root}: {number} not fit the texts as they are; align status lists {them}")
    return result


def _traced(
    families: Sequence[Family],
    sources: Sequence[Segmented],
    cites: Mapping[str, Mapping[str, str]],
    aligner: Aligner,
    listener: Listener,
    *,
    absent: Mapping[str, str] = MappingProxyType({}),
    decisions: Sequence[Decision] = (),
) -> tuple[Traced, ...]:
    """Trace what the families quote; `cites` and `absent` are those of a project."""
    found: list[Traced] = []
    for number, family in enumerate(families):
        listener.progress("tracing quotations", number, len(families))
        opinions, _ = quotation_opinions(family, sources, decisions)
        placed = {key: opinion.place for key, opinion in opinions.items() if opinion.place is not None}
        own = traced(family, sources, cites.get(family.stem, {}), aligner, absent=absent, placed=placed)
        found += mark_quotations(own, opinions)
    listener.progress("tracing quotations", len(families), len(families))
    return tuple(found)


def _version(version: read.Version, title: str, root: Path, encoding: str | None) -> Document:
    document = read.read_document(version.path, id=version.id, lang=version.lang, encoding=encoding, root=root)
    return replace(document, metadata={"title": title, **document.metadata}) if title else document


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
    documents = _documents([*articles, *sources], langs, listener, layout=read.Layout.AUTO, encoding=encoding)
    segmented = list(map(segment, documents))
    return _of_files(segmented[: len(articles)], segmented[len(articles) :], SEGMENTER, aligner, listener)


def _of_files(
    versions: Sequence[Segmented], sources: Sequence[Segmented], segmenter: str, aligner: Aligner, listener: Listener
) -> Result:
    family = _family(versions[0].document.stem, versions, aligner, listener)
    return Result(
        title=versions[0].document.title,
        families=(family,),
        sources=tuple(sources),
        signature=aligner.signature(segmenter),
        traced=_traced([family], sources, {}, aligner, listener),
    )


def _documents(
    paths: Sequence[Path], langs: Sequence[str], listener: Listener, *, layout: read.Layout, encoding: str | None
) -> list[Document]:
    if langs and len(langs) != len(paths):
        raise UsageError(f"{len(langs)} languages for {len(paths)} files; give --lang once for each file, in order")
    documents: list[Document] = []
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


def _family(
    stem: str,
    segmented: Iterable[Segmented],
    aligner: Aligner,
    listener: Listener,
    decisions: Sequence[Decision] = (),
    *,
    paired: bool = False,
) -> Family:
    versions = tuple(segmented)
    alignments = tuple(
        decided(src, tgt, decisions, aligner, listener, paired=paired) for src, tgt in combinations(versions, 2)
    )
    for alignment in alignments:
        if alignment.trust < bitext.UNRELATED:
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


def write(result: Result, form: str, path: Path | None, listener: Listener) -> None:
    """Write a result in a format that `align.export` knows to a file, or to stdout if there is no path."""
    _write(exporter(form)(result), path, listener)


def write_build(result: Result, folder: Path, listener: Listener) -> tuple[Path, ...]:
    """Write what a project is made into, and return the files.

    They are a memory for each pair of languages, a memory of all, the full result and the report page.
    """
    pairs = language_pairs(result)
    # Where source and article are versions of one text elsewhere, that file has their quotations too.
    pairs += tuple(pair for pair in quoted_pairs(result) if pair not in pairs and pair[::-1] not in pairs)
    exports = {f"{src}-{tgt}.tmx": tmx.bilingual(result, src, tgt) for src, tgt in pairs}
    if exports:
        exports["all.tmx"] = tmx.multilingual(result)
    exports["alignment.jsonl"] = exporter("jsonl")(result)
    exports["report.html"] = exporter("html")(result)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"cannot be made a folder: {error.strerror}", path=folder) from error
    for name, export in exports.items():
        _write(export, folder / name, listener)
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
    quotations: tuple[tuple[str, int], ...]
    """Languages and how many quotations there are in them, scare quotes and titles not counted."""
    located: tuple[tuple[str, int], ...] = ()
    """For the same languages, how many of them were found in a source; empty if there is none to look in."""


def summary(result: Result) -> Summary:
    """Count what is in a result."""
    versions = [version for family in result.families for version in family.versions]
    beads = [bead for family in result.families for ladder in family.alignments for bead in ladder.beads]
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
    everything = [*versions, *result.sources]
    return Summary(
        documents=len(everything),
        segments=sum(len(version.segments) for version in everything),
        beads=tuple(Counter(bead.type for bead in beads).most_common()),
        confidence=sum(bead.confidence for bead in beads) / len(beads) if beads else None,
        quotations=tuple(quoted.items()),
        located=tuple((lang, located[lang]) for lang in quoted) if result.sources else (),
    )


def user_cache() -> Path:
    """Return the folder for what belongs to no project; the environment variable ALIGN_CACHE moves it."""
    return cache_folder()
