"""File -> `Document`: choose a reader by suffix and put together what it returns."""

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
from align.read.joined import joined
from align.read.normalise import line_starts, normalise
from align.read.tags import language_tag
from align.read.text import Layout
from align.read.traced import Traced

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from align.model import Block


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A file before it is understood, and what the user says of it."""

    data: bytes
    path: Path
    encoding: str | None
    layout: Layout
    warn: Callable[[str], object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What a reader makes of a file."""

    words: Traced
    """In NFC with LF line ends, markup removed."""
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

    The suffix of the file chooses the reader; a language tag for a suffix (`book.fr`) means plain text. `encoding`
    is a name that Python knows; without it, UTF-8 or UTF-16 with a byte order mark. `layout` says what the lines
    are: in a Markdown file only `SENTENCES` matters, which takes the file as plain text. With `root`, a path that
    symbolic links lead out of that folder is refused.

    Raises ReadError, with the path and where possible the line, for whatever cannot be read or named.
    """
    resolve(path, root)  # What is not there needs no reader.
    check_name(path)
    reader = _reader(path)
    raw = Raw(data=read_bytes(path, root=root), path=path, encoding=encoding, layout=layout, warn=warn)
    content = reader(raw)
    if not content.blocks:
        raise ReadError("the file holds no words; put the text in, or take the file away", path=path)
    return Document(
        id=id,
        lang=lang,
        path=str(path),
        text=content.words.text,
        blocks=content.blocks,
        metadata=content.metadata,
        sha256=hashlib.sha256(raw.data).hexdigest(),
        origin=Origin(
            text_offsets=content.words.here, file_offsets=content.words.there, line_starts=content.line_starts
        ),
    )


def _reader(path: Path) -> Callable[[Raw], Content]:
    suffix = path.suffix.lower()
    if suffix in READERS:
        return READERS[suffix]
    if language_tag(suffix[1:]):
        return _read_text
    if suffix in _CONVERTED:
        old, new = shlex.quote(str(path)), shlex.quote(str(path.with_suffix(".md")))
        advice = f"make it Markdown, which keeps its notes: `pandoc {old} -t gfm --wrap=none -o {new}`"
        raise ReadError(f'no reader for "{path.suffix}"; {advice}', path=path)
    known = ", ".join(READERS)
    kind = f'"{path.suffix}"' if suffix else "a name without a suffix"
    raise ReadError(
        f"no reader for {kind}; known are {known}, and .fr, .en, ... for plain text: save it as one of them", path=path
    )


def _read_text(raw: Raw) -> Content:
    sentences = raw.layout is Layout.SENTENCES
    source, starts = _source(raw, plain=sentences)
    metadata, begin = ({}, 0) if sentences else front_matter(source.text, raw.path)
    words = source.cut(begin, len(source.text))
    words, blocks = joined(words, text.blocks(words.text, raw.layout, raw.path))
    return Content(words=words, blocks=blocks, line_starts=starts, metadata=metadata)


def _read_markdown(raw: Raw) -> Content:
    if raw.layout is Layout.SENTENCES:
        return _read_text(raw)
    from align.read import markdown

    source, starts = _source(raw)
    metadata, begin = front_matter(source.text, raw.path)
    words, blocks = joined(*markdown.blocks(source.cut(begin, len(source.text)), raw.path))
    return Content(words=words, blocks=blocks, line_starts=starts, metadata=metadata)


def _source(raw: Raw, *, plain: bool = False) -> tuple[Traced, tuple[int, ...]]:
    """Return a file decoded and normalised, and where its lines begin."""
    decoded = decode(raw.data, raw.path, raw.encoding, warn=raw.warn)
    starts = line_starts(decoded, plain=plain)
    check_lines(starts, len(decoded), raw.path)
    return normalise(Traced(text=decoded), plain=plain), starts


READERS: Mapping[str, Callable[[Raw], Content]] = {
    ".txt": _read_text,
    ".md": _read_markdown,
}
"""The reader for each suffix, in lower case."""
_CONVERTED = frozenset({".docx", ".epub", ".fb2", ".htm", ".html", ".odt", ".rst", ".rtf", ".tex", ".xhtml"})
"""What a common program makes Markdown of."""
