"""align.toml -> `Config`, every key checked."""

from __future__ import annotations

import os
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from msgspec import Struct

from align.files.reading import read_bytes
from align.files.typed import convert_toml
from align.model import ConfigError, Severity
from align.read.tags import language_tag
from align.wording import suggest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

CONFIG = "align.toml"
"""The file in a project folder that says what its names do not."""


OFF = "off"
"""What align.toml writes instead of a severity where it does not want to hear of something."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckConfig:
    """What align.toml says of checks; rules are named by code or by the letter of their family, in capitals."""

    select: tuple[str, ...] = ()
    """Rules to apply; all if empty."""
    ignore: tuple[str, ...] = ()
    glossary: str = ""
    """File of terms, as seen from the project folder; empty if there is none."""
    severity: Mapping[str, Severity | None] = field(default_factory=dict)
    """By rule; None switches it off."""
    documents: Mapping[str, Mapping[str, Severity | None]] = field(default_factory=dict)
    """The same by stem; it goes before what holds for the whole project."""
    suppress: tuple[object, ...] = ()
    """The tables [[check.suppress]] as they stand, of findings that may stand."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What align.toml says; empty where it says nothing."""

    title: str = ""
    paired: frozenset[str] = frozenset()
    """Stems of texts whose versions have the same paragraphs, one for one, as those have that were aligned already."""
    pivot: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)
    """By stem, the title of a text."""
    cites: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By stem and note label, the stem of the source that the note cites, or a name of `sources`."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """By the stem that a source has or will have when it is supplied, what it is: author, title, date, address."""
    check: CheckConfig = field(default_factory=CheckConfig)


class _Project(Struct, frozen=True):
    """The table [project]."""

    title: str = ""
    pivot: str | None = None


class _Align(Struct, frozen=True):
    """The table [align]."""

    paired: tuple[str, ...] = ()


class _Check(Struct, frozen=True):
    """The table [check]."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    glossary: str = ""
    severity: dict[str, str] = {}
    documents: dict[str, dict[str, str]] = {}
    suppress: object = ()
    """What align.check.suppressions reads."""


class _File(Struct, frozen=True):
    """The whole of align.toml."""

    project: _Project = _Project()
    align: _Align = _Align()
    titles: dict[str, str] = {}
    sources: dict[str, str] = {}
    cites: dict[str, dict[str, str]] = {}
    check: _Check = _Check()


def read_config(root: Path, *, stems: Collection[str], languages: Collection[str]) -> Config:
    """Read the align.toml of a project folder; there need not be one.

    `stems` and `languages` are those of its files. Raises `ConfigError`, with file and key, for anything malformed,
    of a wrong type or unknown; the message names the nearest thing that is known, or all of them.
    """
    path = root / CONFIG
    if not os.path.lexists(path):
        return Config()
    try:
        data = tomllib.loads(read_bytes(path, root=root).decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        raise ConfigError("not UTF-8; TOML files must be", path=path) from error
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"not TOML: {error}", path=path) from error
    try:
        file = convert_toml(data, _File)
        _check_names("unknown key", data, _File.__struct_fields__)
        for name, table in (("project", _Project), ("align", _Align), ("check", _Check)):
            _check_names(f"unknown key in [{name}]", data.get(name, {}), table.__struct_fields__)
        return _config(file, stems, languages)
    except ValueError as error:
        raise ConfigError(str(error), path=path) from error


def _config(file: _File, stems: Collection[str], languages: Collection[str]) -> Config:
    """Return what a file says; raise `ValueError` if it names something that does not exist."""
    pivot = ""
    if file.project.pivot is not None:
        pivot = language_tag(file.project.pivot) or file.project.pivot
        _check_names("project.pivot: no folder of the language", [pivot], languages)
    _check_names("align.paired: no file of the name", file.align.paired, stems)
    for key, names in (("titles", file.titles), ("cites", file.cites), ("check.documents", file.check.documents)):
        _check_names(f"unknown key in [{key}]", names, stems)
    for stem, notes in file.cites.items():
        for label, source in notes.items():
            _check_names(
                f"cites.{stem}.{label}: neither a file nor a key of [sources]", [source], {*stems, *file.sources}
            )
    suppress = file.check.suppress
    if not isinstance(suppress, list | tuple):
        raise ValueError("check.suppress must be tables, each begun with [[check.suppress]]")  # noqa: TRY004 - a fault of the file
    return Config(
        title=file.project.title,
        paired=frozenset(file.align.paired),
        pivot=pivot,
        titles=file.titles,
        cites=file.cites,
        sources=file.sources,
        check=CheckConfig(
            suppress=tuple(suppress),
            select=tuple(map(str.upper, file.check.select)),
            ignore=tuple(map(str.upper, file.check.ignore)),
            glossary=file.check.glossary,
            severity=_severities(file.check.severity, "check.severity"),
            documents={
                stem: _severities(severities, f"check.documents.{stem}")
                for stem, severities in file.check.documents.items()
            },
        ),
    )


def _severities(table: Mapping[str, str], within: str) -> dict[str, Severity | None]:
    for rule, value in table.items():
        _check_names(f"{within}.{rule}: no severity", [value], {*Severity, OFF})
    return {rule.upper(): None if value == OFF else Severity(value) for rule, value in table.items()}


def _check_names(complaint: str, names: Iterable[str], known: Collection[str]) -> None:
    """Raise `ValueError`, with a known name or all of them, for a name that is not known."""
    for name in names:
        if name not in known:
            hint = suggest(name, known)
            raise ValueError(f'{complaint} "{name}"{hint and "; "}{hint}')
