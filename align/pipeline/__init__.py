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
from dataclasses import asdict, dataclass, replace
from itertools import combinations
from typing import TYPE_CHECKING, Protocol

import align
from align import bitext, read
from align.beads import index_beads, parse_beads
from align.encoders import CachedEncoder, available, encoder, speed
from align.encoders.weights import cache_folder
from align.evaluate import Counts, Reliability, count, judged, reliability
from align.export import exporter, language_pairs, tmx
from align.link import link
from align.model import Alignment, Bead, Links, QuotationKind, ReadError, SegSpan, Signature, StoreError, UsageError
from align.quote import quotations
from align.result import Family, Result
from align.segment import SEGMENTER, keep, segment
from align.store import load_file, write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from align.beads import IndexBead
    from align.encoders import Encoder
    from align.export import Export
    from align.model import Document, Segmented
    from align.result import Traced


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

    @classmethod
    def make(cls, name: str, cache: Path) -> Aligner:
        """Make the aligner with the encoder of this name; raise `EncoderError` if there is none."""
        threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        return cls(encoder=encoder(name, threads=threads), cache=cache, threads=threads)

    def signature(self, segmenter: str) -> Signature:
        """Return what determines a result."""
        return Signature(
            version=align.__version__,
            encoder=self.encoder.signature,
            segmenter=segmenter,
            parameters=(("beads", bitext.model_name()), ("run", str(bitext.RUN))),
        )

    def align(self, src: Segmented, tgt: Segmented, listener: Listener) -> Alignment:
        """Align two documents, unless that has been done before."""
        key = hashlib.sha256(json.dumps([str(self.signature("")), src.texts(), tgt.texts()]).encode()).hexdigest()
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
        alignment = bitext.align(src, tgt, *runs, threads=self.threads)
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


def align_project(root: Path, aligner: Aligner, listener: Listener, *, encoding: str | None = None) -> Result:
    """Align all parallel texts of a project folder."""
    project = read.find_project(root)
    for path in project.ignored:
        listener.warn(f"{path}: left out, no reader knows this kind of file")
    families = []
    for text in project.texts:
        versions = [_version(version, text.title, root, encoding) for version in text.versions]
        families.append(_family(text.stem, map(segment, versions), aligner, listener))
    sources = tuple(
        segment(_version(version, text.title, root, encoding)) for text in project.sources for version in text.versions
    )
    if not families:
        listener.warn(f"{root}: no text is here in two languages; the same file name in two language folders makes one")
    return Result(
        title=project.title, families=tuple(families), sources=sources, signature=aligner.signature(SEGMENTER)
    )


def trace_project(
    root: Path, aligner: Aligner, listener: Listener, *, encoding: str | None = None
) -> tuple[tuple[Traced, ...], dict[str, Segmented]]:
    """Trace every quotation of a project, and return the sources too, by id.

    Articles are the texts in several languages, and those in one whose notes align.toml ties to sources.
    """
    from align.pipeline.quotes import trace

    result = align_project(root, aligner, listener, encoding=encoding)
    cites = read.find_project(root).cites
    sources = [source for source in result.sources if source.document.stem not in cites]
    alone = [source for source in result.sources if source.document.stem in cites]
    families = [*result.families, *(_family(item.document.stem, [item], aligner, listener) for item in alone)]
    traced: list[Traced] = []
    for number, family in enumerate(families):
        listener.progress("tracing quotations", number, len(families))
        traced += trace(family, sources, cites.get(family.stem, {}), aligner.encoder)
    return tuple(traced), {source.document.id: source for source in sources}


def trace_files(
    articles: Sequence[Path],
    sources: Sequence[Path],
    aligner: Aligner,
    listener: Listener,
    *,
    langs: Sequence[str] = (),
    encoding: str | None = None,
) -> tuple[tuple[Traced, ...], dict[str, Segmented]]:
    """Trace the quotations of loose files that are versions of one article; `langs` are theirs, then the sources'."""
    from align.pipeline.quotes import trace

    documents = _documents([*articles, *sources], langs, listener, layout=read.Layout.AUTO, encoding=encoding)
    family = _family(documents[0].stem, map(segment, documents[: len(articles)]), aligner, listener)
    segmented = [segment(document) for document in documents[len(articles) :]]
    listener.progress("tracing quotations", 0, 1)
    return trace(family, segmented, {}, aligner.encoder), {source.document.id: source for source in segmented}


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
    family = _family(documents[0].stem, map(cut, documents), aligner, listener)
    return Result(title=documents[0].title, families=(family,), sources=(), signature=aligner.signature(name))


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


def _family(stem: str, segmented: Iterable[Segmented], aligner: Aligner, listener: Listener) -> Family:
    versions = tuple(segmented)
    alignments = tuple(aligner.align(src, tgt, listener) for src, tgt in combinations(versions, 2))
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
    exports = {f"{src}-{tgt}.tmx": tmx.bilingual(result, src, tgt) for src, tgt in language_pairs(result)}
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
    everything = [*versions, *result.sources]
    return Summary(
        documents=len(everything),
        segments=sum(len(version.segments) for version in everything),
        beads=tuple(Counter(bead.type for bead in beads).most_common()),
        confidence=sum(bead.confidence for bead in beads) / len(beads) if beads else None,
        quotations=tuple(quoted.items()),
    )


def user_cache() -> Path:
    """Return the folder for what belongs to no project; the environment variable ALIGN_CACHE moves it."""
    return cache_folder()


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Beads judged by gold."""

    files: int
    counts: Counts
    reliability: Reliability
    signature: str
    """How the counts were made and, as far as it is known, the beads."""

    def record(self) -> dict[str, object]:
        """Return the figures as plain values."""
        strict, lax = self.counts.strict, self.counts.lax
        return {
            "files": self.files,
            **{
                name: {"precision": score.precision, "recall": score.recall, "f1": score.f1}
                for name, score in (("strict", strict), ("lax", lax))
            },
            "calibration_error": self.reliability.error if self.reliability.bins else None,
            "reliability": [asdict(item) for item in self.reliability.bins],
            "signature": self.signature,
        }

    def table(self) -> str:
        """Return the figures for people."""
        lines = ["          precision  recall     F1"]
        for name, score in (("strict", self.counts.strict), ("lax", self.counts.lax)):
            lines.append(f"{name:8}     {score.precision:.4f}  {score.recall:.4f} {score.f1:.4f}")
        if self.reliability.bins:
            lines += ["", "confidence     beads   mean  right"]
            lines += [
                f"{item.lower:.1f} to {item.upper:.1f}  {item.beads:8}  {item.confidence:.3f}  {item.right:.3f}"
                for item in self.reliability.bins
            ]
            lines.append(f"expected calibration error {self.reliability.error:.3f}")
        return "\n".join([*lines, "", self.signature])


def evaluate(pairs: Sequence[tuple[Path, Path]]) -> Scores:
    """Judge files of automatic beads by files of gold beads, pooled."""
    counts, verdicts, signatures = Counts(), [], set()
    for gold_path, auto_path in pairs:
        gold = parse_beads(_lines(gold_path), path=gold_path)
        auto, signature = _automatic(auto_path)
        signatures.add(signature)
        counts += count(gold, auto)
        verdicts += judged(gold, auto)
    made = "; ".join(sorted(signatures - {""})) or f"align:{align.__version__}"
    return Scores(
        files=len(pairs),
        counts=counts,
        reliability=reliability(verdicts),
        signature=f"{made}|scorer:vecalign|files:{len(pairs)}",
    )


def _automatic(path: Path) -> tuple[tuple[IndexBead, ...], str]:
    """Return the beads of a file and the signature of what made them, if the file tells."""
    if path.suffix != ".jsonl":
        return parse_beads(_lines(path), path=path), ""
    result = load_file(path)
    ladders = [ladder for family in result.families for ladder in family.alignments]
    if len(ladders) != 1:
        raise UsageError(f"{path} holds {len(ladders)} ladders, and one is needed; use a file of beads")
    return tuple(index_beads(ladders[0])), str(result.signature)


def _lines(path: Path) -> list[str]:
    try:
        return path.read_text("utf-8").splitlines()
    except OSError as error:
        raise ReadError(f"cannot be read: {error.strerror}", path=path) from error
    except UnicodeDecodeError as error:
        raise ReadError("not UTF-8", path=path) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderListing:
    """An encoder, and what it costs here."""

    name: str
    about: str
    languages: str
    dim: int | None
    size: int | None
    """Bytes on disk; None if it is not here."""
    at_hand: bool
    speed: float | None
    """Sentences a second with the vectors of all runs that an alignment needs; None if it was not measured."""


def encoders(*, measure: bool) -> list[EncoderListing]:
    """List the encoders, and measure those at hand if asked to."""
    sample = [
        f"{word} {number}: the ferry left the pier at dawn." for number in range(64) for word in ("Then", "Later")
    ]
    return [
        EncoderListing(
            name=info.name,
            about=info.about,
            languages=info.languages,
            dim=info.dim,
            size=info.size,
            at_hand=info.at_hand,
            speed=speed(encoder(info.name), sample, bitext.RUN) if measure and info.at_hand else None,
        )
        for info in available()
    ]
