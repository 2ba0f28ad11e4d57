"""Folder -> `Project`: parallel texts, each with its versions, and sources in one language."""

from __future__ import annotations

import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from align.files.reading import resolve
from align.model import ReadError
from align.read.config import CheckConfig, Config, read_config
from align.read.document import READERS
from align.read.tags import language_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_BACKUPS = ("~", ".bak", ".orig", ".swp", ".tmp")
_LAYOUT = "put each version of a text under its language: fr/book.md, en/book.md, ru/book.txt"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextFile:
    """One file of a project: a text in one language."""

    id: str
    """Language and stem, for example "fr/part-1"; unique in a project."""
    lang: str
    """BCP 47 tag, from the name of its folder."""
    path: Path
    """The file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """One text: the files with the same stem."""

    stem: str
    """The path inside the language folder, without suffix, with slashes: "part-1", "book/chapter-1"."""
    title: str = ""
    """Its title in align.toml; empty if there is none. The front matter of a file may have one."""
    versions: tuple[TextFile, ...]
    """One for each language: the pivot first, the others in order of their tags."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The texts of a folder."""

    root: Path
    """The folder, as given by the user."""
    title: str
    """Its title in align.toml, otherwise the name of the folder."""
    pivot: str
    """The language that comes first; all others are aligned with it."""
    texts: tuple[Text, ...]
    """Texts in two or more languages, in order of stems."""
    sources: tuple[Text, ...]
    """Texts in one language only, in order of stems."""
    cites: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Cited sources: stem of the text, then note label, then stem of the source, which may have no file."""
    absent: Mapping[str, str] = field(default_factory=dict)
    """Descriptions of sources in align.toml that have no file, by stem."""
    check: CheckConfig = field(default_factory=CheckConfig)
    paired: frozenset[str] = frozenset()
    """Stems of texts whose versions have corresponding paragraphs, one for one."""
    ignored: tuple[Path, ...] = ()
    """Files in language folders for which there is no reader."""


def find_project(root: Path) -> Project:
    """Find the texts of a project folder.

    A folder named by a language tag (`fr`, `pt-BR`; see `language_tag`) contains texts in that language, also in
    subfolders; other folders are ignored. Files with the same stem in two or more languages are versions of one text.
    Hidden files, backups and README files are skipped.

    Unless align.toml names it, the pivot is the language with the most versions of parallel texts, then with the most
    texts at all, then the first by its tag.

    Raises:
        ReadError: There is nothing to read; two folders are for one language; two files of a language have the same
            stem; or a symbolic link is broken, leads out of the folder or leads to a folder that was already seen.
        ConfigError: align.toml is wrong.
    """
    folders = _language_folders(root)
    found: dict[str, dict[str, TextFile]] = {}
    ignored: list[Path] = []
    for lang, folder in folders.items():
        for stem, path in _files(folder, root):
            if path.suffix.lower() not in READERS:
                ignored.append(path)
                continue
            versions = found.setdefault(stem, {})
            if lang in versions:
                raise ReadError(
                    f"has the same name and language as {versions[lang].path.name}; rename or delete one", path=path
                )
            versions[lang] = TextFile(id=f"{lang}/{stem}", lang=lang, path=path)
    if not found:
        known = ", ".join(READERS)
        raise ReadError(f"no texts ({known}) in a language folder; {_LAYOUT}", path=root)
    languages = sorted({lang for versions in found.values() for lang in versions})
    config = read_config(root, stems=frozenset(found), languages=frozenset(languages))
    pivot = config.pivot or _default_pivot(languages, list(found.values()))
    texts = tuple(_text(stem, found[stem], pivot, config) for stem in sorted(found))
    return Project(
        root=root,
        title=config.title or resolve(root).name,
        pivot=pivot,
        texts=tuple(text for text in texts if len(text.versions) > 1),
        sources=tuple(text for text in texts if len(text.versions) == 1),
        cites=config.cites,
        paired=config.paired,
        absent={stem: name for stem, name in config.sources.items() if stem not in found},
        check=config.check,
        ignored=tuple(ignored),
    )


def check_folder(root: Path) -> None:
    """Raise ReadError if a project folder does not exist or is a file."""
    if not resolve(root).is_dir():
        raise ReadError(f"not a folder; {_LAYOUT}", path=root)


def _text(stem: str, versions: Mapping[str, TextFile], pivot: str, config: Config) -> Text:
    order = sorted(versions, key=lambda lang: (lang != pivot, lang))
    return Text(stem=stem, title=config.titles.get(stem, ""), versions=tuple(versions[lang] for lang in order))


def _default_pivot(languages: list[str], texts: list[dict[str, TextFile]]) -> str:
    parallel = Counter(lang for versions in texts if len(versions) > 1 for lang in versions)
    present = Counter(lang for versions in texts for lang in versions)
    return min(languages, key=lambda lang: (-parallel[lang], -present[lang], lang))


def _language_folders(root: Path) -> dict[str, Path]:
    """Return the folders that are named by a language, by tag."""
    check_folder(root)
    folders: dict[str, Path] = {}
    for path in _entries(root):
        tag = language_tag(path.name)
        if not tag or not resolve(path, root).is_dir():
            continue
        if tag in folders:
            first = folders[tag].name
            raise ReadError(
                f"{min(first, path.name)} and {max(first, path.name)} are both folders for {tag}; make them one",
                path=root,
            )
        folders[tag] = path
    if not folders:
        raise ReadError(f"no folder here is named by a language; {_LAYOUT}", path=root)
    return folders


def _files(folder: Path, root: Path) -> Iterator[tuple[str, Path]]:
    """Yield stem and path of every file in a language folder, except hidden files, backups and README files."""
    waiting, seen = [folder], {resolve(folder, root)}
    while waiting:
        for path in _entries(waiting.pop()):
            if path.name.startswith(("README.", ".")) or path.name.endswith(_BACKUPS) or path.name == "README":
                continue
            real = resolve(path, root)
            if not real.is_dir():
                yield _stem(path, folder), path
            elif real in seen:
                raise ReadError("this folder appears twice; remove the symbolic link", path=path)
            else:
                seen.add(real)
                waiting.append(path)


def _entries(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError as error:
        raise ReadError(f"the folder cannot be listed ({error.strerror})", path=folder) from error


def _stem(path: Path, folder: Path) -> str:
    stem = path.relative_to(folder).with_suffix("").as_posix()
    if not stem.isprintable():  # Names that are not UTF-8 are not printable either.
        raise ReadError("a file name with characters that cannot be shown; rename it", path=path)
    return unicodedata.normalize("NFC", stem)  # Some systems store names decomposed.
