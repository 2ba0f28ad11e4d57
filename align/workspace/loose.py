"""Loose files or lists of sentences -> a result; no project folder is needed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from align import read
from align.encoders.weights import cache_folder
from align.lang.names import language_name
from align.listener import LoggingListener
from align.model import Block, BlockKind, CharSpan, Document, Segment, Segmented, UsageError
from align.result import Result
from align.segment import SEGMENTER, keep, segment
from align.wording import quantity
from align.workspace.bench import Workbench
from align.workspace.families import make_family, trace_families
from align.workspace.ladders import align_documents

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.encoders import Encoder
    from align.listener import Listener
    from align.model import Alignment


def align_texts(
    src: Sequence[str],
    tgt: Sequence[str],
    *,
    lang: tuple[str, str],
    encoder: str | Encoder = "muse",
    listener: Listener | None = None,
    part: bool = False,
) -> Alignment:
    """Align two lists of sentences that render each other.

    Args:
        src: Sentences of the source, none of them empty. The list itself may be empty.
        tgt: Sentences of the target, likewise.
        lang: Languages of source and target: ("fr", "en").
        encoder: "muse" (built in), the name or folder of a sentence-transformers model, or an `Encoder`.
        listener: Hears progress and warnings; by default warnings go to the logger "align".
        part: Whether the shorter list is taken for a part of the longer.

    Returns:
        The ladder. The spans of its beads count sentences of both lists from 0.

    Raises:
        UsageError: A sentence is empty, or a language is no language tag.
        EncoderError: No encoder has this name.

    """
    bench = _bench(encoder, listener, part=part)
    for name, texts in (("src", src), ("tgt", tgt)):
        empty = next((index for index, text in enumerate(texts) if not text.strip()), None)
        if empty is not None:
            raise UsageError(f"{name}[{empty}] has no words; leave empty sentences out")
    sides = _document_of(src, _tag(lang[0]), "source"), _document_of(tgt, _tag(lang[1]), "target")
    bench.warn_of_unknown_languages(sides)
    return align_documents(bench, *sides)


def align_files(
    paths: Sequence[Path | str],
    *,
    lang: Sequence[str] = (),
    layout: read.Layout = read.Layout.AUTO,
    encoder: str | Encoder = "muse",
    encoding: str | None = None,
    listener: Listener | None = None,
    part: bool = False,
) -> Result:
    """Align files that are versions of one text.

    Args:
        paths: Two or more files, the pivot first.
        lang: Language of each file, in order. Without it the names of the files tell, or else their words.
        layout: How .txt files are laid out in paragraphs, or that every line is a sentence.
        encoder: "muse" (built in), the name or folder of a sentence-transformers model, or an `Encoder`.
        encoding: Encoding of files that are not UTF-8.
        listener: Hears progress and warnings; by default warnings go to the logger "align".
        part: Whether the shorter of two texts is taken for a part of the longer.

    Raises:
        UsageError: Fewer than two files, a file named twice, or languages that do not fit the files.
        ReadError: A file cannot be read.
        EncoderError: No encoder has this name.

    """
    if len(paths) < 2:  # noqa: PLR2004 - two make a pair
        raise UsageError("name at least two files, for example book.fr.txt and book.en.txt")
    bench = _bench(encoder, listener, encoding=encoding, part=part)
    documents = _read_documents(bench, paths, lang, layout)
    cut, name = (keep, "lines") if layout is read.Layout.SENTENCES else (segment, SEGMENTER)
    return _make_result(bench, list(map(cut, documents)), [], name)


def trace_files(
    articles: Sequence[Path | str],
    sources: Sequence[Path | str],
    *,
    lang: Sequence[str] = (),
    encoder: str | Encoder = "muse",
    encoding: str | None = None,
    listener: Listener | None = None,
) -> Result:
    """Trace the quotations of an article to its sources.

    Args:
        articles: The versions of one article, the pivot first.
        sources: Files that the article quotes; without one the quotations are only listed.
        lang: Language of each article and then of each source.
        encoder: "muse" (built in), the name or folder of a sentence-transformers model, or an `Encoder`.
        encoding: Encoding of files that are not UTF-8.
        listener: Hears progress and warnings; by default warnings go to the logger "align".

    Raises:
        UsageError: No article, a file named twice, or languages that do not fit the files.
        ReadError: A file cannot be read.
        EncoderError: No encoder has this name.

    """
    if not articles:
        raise UsageError("name at least one article, for example article.fr.md")
    bench = _bench(encoder, listener, encoding=encoding)
    segmented = list(map(segment, _read_documents(bench, [*articles, *sources], lang, read.Layout.AUTO)))
    return _make_result(bench, segmented[: len(articles)], segmented[len(articles) :], SEGMENTER)


def _bench(
    encoder: str | Encoder, listener: Listener | None, *, encoding: str | None = None, part: bool = False
) -> Workbench:
    """Make a workbench without a project; the environment variable ALIGN_CACHE moves its cache."""
    return Workbench.open(Path(), encoder, cache_folder(), listener or LoggingListener(), encoding=encoding, part=part)


def _make_result(
    bench: Workbench, versions: Sequence[Segmented], sources: Sequence[Segmented], segmenter: str
) -> Result:
    family = make_family(bench, versions[0].document.stem, versions)
    bench.warn_of_unknown_languages([*versions, *sources])
    return Result(
        title=versions[0].document.title,
        families=(family,),
        sources=tuple(sources),
        signature=bench.signature(segmenter),
        traced=trace_families(bench, [family], sources, {}),
    )


def _read_documents(
    bench: Workbench, names: Sequence[Path | str], langs: Sequence[str], layout: read.Layout
) -> list[Document]:
    paths = list(map(Path, names))
    if langs and len(langs) != len(paths):
        counts = f"{quantity(len(langs), 'language')} for {quantity(len(paths), 'file')}"
        raise UsageError(f"{counts}; give one language for each file, in order")
    documents: list[Document] = []
    for number, path in enumerate(paths):
        if any(path.exists() and other.exists() and path.samefile(other) for other in paths[:number]):
            raise UsageError(f"{path}: named twice; name each version and each source once")
    for path, lang in zip(paths, langs or [""] * len(paths), strict=True):
        document = read.read_document(
            path,
            id=path.name,
            lang=lang or "und",
            encoding=bench.encoding,
            layout=layout,
            warn=bench.listener.warn,
        )
        tag = _tag(lang) if lang else _language_of(bench, path, document.text)
        identity = f"{tag}/{read.loose_name(path, tag)}"
        taken = sum(other.id.partition("#")[0] == identity for other in documents)
        documents.append(replace(document, id=f"{identity}#{taken + 1}" if taken else identity, lang=tag))
    return documents


def _tag(lang: str) -> str:
    tag = read.language_tag(lang)
    if tag is None:
        raise UsageError(f'"{lang}" is no language tag; write fr, en, pt-BR, ...')
    return tag


def _language_of(bench: Workbench, path: Path, text: str) -> str:
    assumed = read.language_of(path, text)
    if assumed.how == "detected":
        bench.listener.warn(
            f"{path}: language guessed from the words: {language_name(assumed.lang)}. If it is wrong, name the language"
        )
    return assumed.lang


def _document_of(texts: Sequence[str], lang: str, name: str) -> Segmented:
    """Make a document of a list of sentences, a block each."""
    spans, at = [], 0
    for text in texts:
        spans.append(CharSpan(start=at, end=at + len(text)))
        at += len(text) + 1
    document = Document(
        id=f"{lang}/{name}",
        lang=lang,
        path="",
        text="\n".join(texts),
        blocks=tuple(Block(kind=BlockKind.PARAGRAPH, span=span) for span in spans),
    )
    segments = tuple(Segment(block=block, span=span) for block, span in enumerate(spans))
    return Segmented(document=document, segments=segments)
