"""Glossary file -> `Term`s: a table (CSV), TermBase eXchange (TBX) or a translation memory (TMX)."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.files.elements import language_attribute, read_root, words_of
from align.files.reading import read_bytes
from align.model import ReadError, Term, plain
from align.read.tags import language_tag

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """The names of elements in one kind of XML."""

    roots: tuple[str, ...]
    entries: tuple[str, ...]
    """Elements of one term."""
    sides: tuple[str, ...]
    """Elements of one of its languages."""
    words: str
    """Element of its words in a language."""


_KINDS = {
    # Element names of the 2008 and the 2019 edition.
    ".tbx": _Kind(
        roots=("martif", "tbx"), entries=("termEntry", "conceptEntry"), sides=("langSet", "langSec"), words="term"
    ),
    ".tmx": _Kind(roots=("tmx",), entries=("tu",), sides=("tuv",), words="seg"),
}


def read_glossary(path: Path, *, root: Path) -> tuple[Term, ...]:
    """Read the glossary of a project.

    The first line of a table names the languages, every other line gives one term in each of them. A cell may be
    empty or have several renderings with "|" between them, the preferred one first. Commas, semicolons or tabs
    separate the columns.

    Raises ReadError, with the line where possible, for a file that is missing, damaged, of another kind or outside
    the folder `root`.
    """
    suffix = path.suffix.lower()
    if suffix in _KINDS:
        entries = _from_xml(path, root, _KINDS[suffix])
    elif suffix == ".csv":
        entries = _from_table(read_bytes(path, root=root), path)
    else:
        raise ReadError("not a glossary; use .csv, .tbx or .tmx", path=path)
    terms = []
    for pairs in entries:
        renderings: defaultdict[str, list[str]] = defaultdict(list)
        for lang, words in pairs:
            if words and words not in renderings[lang]:
                renderings[lang].append(words)
        kept = {lang: tuple(words) for lang, words in renderings.items() if words}
        if kept:
            terms.append(Term(renderings=kept))
    return tuple(terms)


def _from_table(data: bytes, path: Path) -> Iterator[Iterable[tuple[str, str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ReadError("not UTF-8; save the table as UTF-8", path=path) from error
    head = text.partition("\n")[0]
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=max(",;\t", key=head.count), strict=True)
    try:
        langs = [_tag(cell.strip(), path) for cell in next(rows, [])]
        if not langs:
            raise ReadError("empty; the first line names the languages: fr,en,ru", path=path, line=1)
        for row in rows:
            if len(row) > len(langs):
                message = f"{len(row)} columns where the first line has {len(langs)}; quote a cell that holds a comma"
                raise ReadError(message, path=path, line=rows.line_num)
            yield [(lang, plain(words)) for lang, cell in zip(langs, row, strict=False) for words in cell.split("|")]
    except csv.Error as error:
        raise ReadError(f"not a table: {error}", path=path, line=rows.line_num) from error


def _tag(name: str, path: Path) -> str:
    tag = language_tag(name)
    if tag is None:
        raise ReadError(f'"{name}" is not a language; the first line names the languages: fr,en,ru', path=path, line=1)
    return tag


def _from_xml(path: Path, root: Path, kind: _Kind) -> Iterator[Iterable[tuple[str, str]]]:
    # Only the 2019 edition has a name space.
    for entry in read_root(path, kind.roots, root=root).iter(*_in_any_namespace(kind.entries)):
        yield [
            (tag, words_of(words))
            for side in entry.iter(*_in_any_namespace(kind.sides))
            if (tag := language_tag(language_attribute(side)))
            for words in side.iter(*_in_any_namespace((kind.words,)))
        ]


def _in_any_namespace(names: tuple[str, ...]) -> list[str]:
    return [f"{{*}}{name}" for name in names]
