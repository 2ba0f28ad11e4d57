"""File -> `Document`: choose a reader by suffix and assemble its results."""

from __future__ import annotations

import hashlib
import shlex
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.files.decode import check_lines, decode
from align.files.reading import check_name, read_bytes, resolve
from align.model import Document, Origin, ReadError
from align.read import text
from align.read.frontmatter import front_matter
from align.read.lines import join_lines
from align.read.normalise import line_starts, normalise
from align.read.tags import language_tag
from align.read.text import Layout
from align.read.tracked import TrackedText

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from align.model import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """The content of a file, and the options of the user for reading it."""

    data: bytes
    path: Path
    encoding: str | None
    layout: Layout
    warn: Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """The result of a reader."""

    words: TrackedText
    """In NFC with LF line ends, without markup."""
    blocks: tuple[Block, ...]
    """Spans in `words`."""
    line_starts: tuple[int, ...]
    """Offsets in the decoded file at which its lines begin."""
    metadata: Mapping[str, str]


def read_document(
    path: Path,
    *,
    id: str,  # noqa: A002
    lang: str,
    encoding: str | None = None,
    layout: Layout = Layout.AUTO,
    root: Path | None = None,
    warn: Callable[[str], object] = warnings.warn,
) -> Document:
    """Read one version of a text.

    Args:
        path: The file. Its suffix chooses the reader; a language tag as suffix (`book.fr`) means plain text.
        id: Identifier of the document, for example "fr/book".
        lang: BCP 47 tag of its language.
        encoding: Encoding of a file that is neither UTF-8 nor UTF-16 with a byte order mark: a name that Python knows,
            or "auto" to guess it. None refuses such a file.
        layout: Meaning of the lines. In a Markdown file only `SENTENCES` matters: it reads the file as plain text.
        root: Folder that must contain the file, links followed.
        warn: Gets one line, with path and encoding, if `encoding` is "auto" and was guessed. By default a Python
            warning, so that a guess is never silent.

    Raises:
        ReadError: The file cannot be read; with its path and, where possible, the line.
    """
    resolve(path, root)  # A missing file should be reported as missing, whatever its suffix.
    check_name(path)
    reader = _reader(path)
    raw = Raw(data=read_bytes(path, root=root), path=path, encoding=encoding, layout=layout, warn=warn)
    content = reader(raw)
    if not content.blocks:
        raise ReadError("the file contains no words; put the text in, or delete the file", path=path)
    return Document(
        id=id,
        lang=lang,
        path=str(path),
        text=content.words.text,
        blocks=content.blocks,
        metadata=content.metadata,
        sha256=hashlib.sha256(raw.data).hexdigest(),
        origin=Origin(
            text_offsets=content.words.text_offsets,
            file_offsets=content.words.file_offsets,
            line_starts=content.line_starts,
        ),
    )


def _reader(path: Path) -> Callable[[Raw], Content]:
    suffix = path.suffix.lower()
    if suffix in READERS:
        return READERS[suffix]
    if language_tag(suffix[1:]):
        return _read_text
    if suffix in _PANDOC_READS:
        old, new = shlex.quote(str(path)), shlex.quote(str(path.with_suffix(".md")))
        advice = f"convert it to Markdown, which keeps its notes: `pandoc {old} -t gfm --wrap=none -o {new}`"
        raise ReadError(f'no reader for "{path.suffix}"; {advice}', path=path)
    known = ", ".join(READERS)
    kind = f'"{path.suffix}"' if suffix else "a name without a suffix"
    raise ReadError(f"no reader for {kind}; save it as {known}, or as .fr, .en, ... for plain text", path=path)


def _read_text(raw: Raw) -> Content:
    sentences = raw.layout is Layout.SENTENCES
    source, starts = _source(raw, plain=sentences)
    metadata, begin = ({}, 0) if sentences else front_matter(source.text, raw.path)
    words = source.cut(begin, len(source.text))
    words, blocks = join_lines(words, text.blocks(words.text, raw.layout, raw.path))
    return Content(words=words, blocks=blocks, line_starts=starts, metadata=metadata)


def _read_markdown(raw: Raw) -> Content:
    if raw.layout is Layout.SENTENCES:
        return _read_text(raw)
    from align.read import markdown

    source, starts = _source(raw)
    metadata, begin = front_matter(source.text, raw.path)
    words, blocks = join_lines(*markdown.blocks(source.cut(begin, len(source.text)), raw.path))
    return Content(words=words, blocks=blocks, line_starts=starts, metadata=metadata)


def _source(raw: Raw, *, plain: bool = False) -> tuple[TrackedText, tuple[int, ...]]:
    """Return a file decoded and normalised, and the offsets in the decoded file at which its lines begin."""
    decoded = decode(raw.data, raw.path, raw.encoding, warn=raw.warn)
    starts = line_starts(decoded, plain=plain)
    check_lines(starts, len(decoded), raw.path)
    return normalise(TrackedText(text=decoded), plain=plain), starts


READERS: Mapping[str, Callable[[Raw], Content]] = {
    ".txt": _read_text,
    ".md": _read_markdown,
}
"""The reader for each suffix, in lower case."""
_PANDOC_READS = frozenset({".docx", ".epub", ".fb2", ".htm", ".html", ".odt", ".rst", ".rtf", ".tex", ".xhtml"})
"""Suffixes of files that pandoc converts to Markdown."""
