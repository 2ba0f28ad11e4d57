"""Loose files or lists of sentences -> a result; no project folder is needed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from align import read
from align.encoders.weights import cache_folder
from align.lang.names import language_name
from align.listener import LoggingListener
from align.model import Block, BlockKind, CharSpan, Document, Segment, Segmented, UsageError, choose_member
from align.result import Result
from align.segment import SEGMENTER, keep, segment
from align.wording import quantity
from align.workspace.arguments import language_pair, list_names, list_paths, list_sentences
from align.workspace.bench import Workbench
from align.workspace.families import make_family, trace_families
from align.workspace.ladders import align_documents

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from align.encoders import Encoder
    from align.listener import Listener
    from align.model import Alignment


def align_texts(
    src: Iterable[str],
    tgt: Iterable[str],
    *,
    lang: tuple[str, str] | str,
    encoder: str | Path | Encoder = "muse",
    listener: Listener | None = None,
    part: bool = False,
) -> Alignment:
    """Align two lists of sentences that render each other.

    Args:
        src: Sentences of the source, each with a letter, a figure or another visible character. There may be none.
        tgt: Sentences of the target, likewise.
        lang: Languages of source and target: ("fr", "en") or "fr:en".
        encoder: "muse" (built in), the name or folder of a sentence-transformers model, or an `Encoder`.
        listener: Hears progress and warnings; by default warnings go to the logger "align".
        part: Whether the shorter list is taken for a part of the longer.

    Returns:
        The ladder. The spans of its beads count sentences of both lists from 0.

    Raises:
        UsageError: A sentence is empty or no string, or `lang` is not two language tags.
        EncoderError: No encoder has this name.

    """
    src, tgt = list_sentences(src, "src"), list_sentences(tgt, "tgt")
    one, other = map(_tag, language_pair(lang))
    bench = _bench(encoder, listener, part=part)
    sides = _document_of(src, one, "source"), _document_of(tgt, other, "target")
    bench.warn_of_unknown_languages(sides)
    return align_documents(bench, *sides)


def align_files(
    paths: Iterable[Path | str],
    *,
    lang: Iterable[str] = (),
    layout: read.Layout | str = read.Layout.AUTO,
    encoder: str | Path | Encoder = "muse",
    encoding: str | None = None,
    listener: Listener | None = None,
    part: bool = False,
) -> Result:
    """Align files that are versions of one text.

    Args:
        paths: Two or more files, the pivot first.
        lang: Language of each file, in order. Without it the names of the files tell, or else their words.
        layout: How .txt files are laid out, a `Layout` or its value: in paragraphs, each a line ("lines") or several
            ("wrapped"), or in sentences, each a line ("sentences"). "auto" is one of the first two.
        encoder: "muse" (built in), the name or folder of a sentence-transformers model, or an `Encoder`.
        encoding: Encoding of files that are not UTF-8: "cp1251", or "auto" to guess; by default they are refused.
        listener: Hears progress and warnings; by default warnings go to the logger "align".
        part: Whether the shorter of two texts is taken for a part of the longer.

    Raises:
        UsageError: Fewer than two files, a file named twice, languages that do not fit the files, or an unknown layout.
        ReadError: A file cannot be read.
        EncoderError: No encoder has this name.

    """
    files, layout = list_paths(paths, "paths"), choose_member(read.Layout, layout, "layout")
    if len(files) < 2:  # noqa: PLR2004 - two make a pair
        raise UsageError("name at least two files, for example book.fr.txt and book.en.txt")
    bench = _bench(encoder, listener, encoding=encoding, part=part)
    documents = _read_documents(bench, files, lang, layout)
    cut, name = (keep, "lines") if layout is read.Layout.SENTENCES else (segment, SEGMENTER)
    return _make_result(bench, list(map(cut, documents)), [], name)


def trace_files(
    articles: Iterable[Path | str],
    sources: Iterable[Path | str] = (),
    *,
    lang: Iterable[str] = (),
    encoder: str | Path | Encoder = "muse",
    encoding: str | None = None,
    listener: Listener | None = None,
) -> Result:
    """Trace the quotations of an article to its sources.

    Args:
        articles: The versions of one article, the pivot first.
        sources: Files that the article quotes; without one the quotations are only listed.
        lang: Language of each article and then of each source.
        encoder: "muse" (built in), the name or folder of a sentence-transformers model, or an `Encoder`.
        encoding: Encoding of files that are not UTF-8: "cp1251", or "auto" to guess; by default they are refused.
        listener: Hears progress and warnings; by default warnings go to the logger "align".

    Raises:
        UsageError: No article, a file named twice, or languages that do not fit the files.
        ReadError: A file cannot be read.
        EncoderError: No encoder has this name.

    """
    versions, quoted = list_paths(articles, "articles"), list_paths(sources, "sources")
    if not versions:
        raise UsageError("name at least one article, for example article.fr.md")
    bench = _bench(encoder, listener, encoding=encoding)
    segmented = list(map(segment, _read_documents(bench, versions + quoted, lang, read.Layout.AUTO)))
    return _make_result(bench, segmented[: len(versions)], segmented[len(versions) :], SEGMENTER)


def _bench(
    encoder: str | Path | Encoder, listener: Listener | None, *, encoding: str | None = None, part: bool = False
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
    bench: Workbench, paths: Sequence[Path], lang: Iterable[str], layout: read.Layout
) -> list[Document]:
    langs = list_names(lang, "languages")
    if langs and len(langs) != len(paths):
        raise UsageError(
            f"{quantity(len(langs), 'language')} for {quantity(len(paths), 'file')};"
            " give one language for each file, in order"
        )
    documents: list[Document] = []
    for number, path in enumerate(paths):
        if any(path.exists() and other.exists() and path.samefile(other) for other in paths[:number]):
            raise UsageError(f"{path}: named twice; name each file once")
    for path, given in zip(paths, langs or [""] * len(paths), strict=True):
        document = read.read_document(
            path,
            id=path.name,
            lang=given or "und",
            encoding=bench.encoding,
            layout=layout,
            warn=bench.listener.warn,
        )
        tag = _tag(given) if given else _language_of(bench, path, document.text)
        identity = f"{tag}/{read.loose_name(path, tag)}"
        taken = sum(other.id.partition("#")[0] == identity for other in documents)
        documents.append(replace(document, id=f"{identity}#{taken + 1}" if taken else identity, lang=tag))
    return documents


def _tag(lang: str) -> str:
    tag = read.language_tag(lang)
    if tag is None:
        raise UsageError(f'"{lang}" is not a language tag; write fr, en, pt-BR, ...')
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
