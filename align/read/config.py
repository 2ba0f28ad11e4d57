"""align.toml -> `Config`, every key checked."""

from __future__ import annotations

import difflib
import os
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from align.files.reading import read_bytes
from align.model import ConfigError, Severity
from align.read.tags import language_tag

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
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


def read_config(root: Path, *, stems: Collection[str], languages: Collection[str]) -> Config:
    """Read the align.toml of a project folder; there need not be one.

    `stems` and `languages` are those of its files. Raises ConfigError, with file and key, for anything malformed,
    of a wrong type or unknown; the message names the nearest thing that is known.
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
    check = _Checker(path)
    check.keys(data, {"project", "align", "titles", "sources", "cites", "check"})
    project = check.strings(data, "project")
    check.keys(project, {"title", "pivot"}, "project")
    pivot = language_tag(project.get("pivot", "")) or project.get("pivot", "")
    if "pivot" in project:
        check.among(pivot, languages, "project.pivot: no folder of the language")
    titles = check.strings(data, "titles")
    check.keys(titles, stems, "titles")
    known = check.strings(data, "sources")
    cites = {stem: check.strings(data["cites"], stem, "cites") for stem in check.table(data, "cites")}
    check.keys(cites, stems, "cites")
    for stem, sources in cites.items():
        for label, source in sources.items():
            check.among(source, {*stems, *known}, f"cites.{stem}.{label}: neither a file nor a key of [sources]")
    return Config(
        title=project.get("title", ""),
        paired=_paired(data, stems, check),
        pivot=pivot,
        titles=titles,
        cites=cites,
        sources=known,
        check=_checks(data, stems, check),
    )


def _paired(data: Mapping[str, Any], stems: Collection[str], check: _Checker) -> frozenset[str]:
    table = check.table(data, "align")
    check.keys(table, {"paired"}, "align")
    names = table.get("paired", [])
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise ConfigError('align.paired must be a list of file stems, written ["..."]', path=check.path)
    for name in names:
        check.among(name, stems, "align.paired: no file of the name")
    return frozenset(names)


def _checks(data: Mapping[str, Any], stems: Collection[str], check: _Checker) -> CheckConfig:
    table = check.table(data, "check")
    check.keys(table, {"select", "ignore", "glossary", "severity", "documents", "suppress"}, "check")
    documents = check.table(table, "documents", "check")
    check.keys(documents, stems, "check.documents")
    suppress = table.get("suppress", [])
    if not isinstance(suppress, list):
        raise ConfigError("check.suppress must be tables, each begun with [[check.suppress]]", path=check.path)
    return CheckConfig(
        suppress=tuple(suppress),
        select=check.names(table, "select", "check"),
        ignore=check.names(table, "ignore", "check"),
        glossary=check.string(table, "glossary", "check"),
        severity=_severities(check.strings(table, "severity", "check"), "check.severity", check),
        documents={
            stem: _severities(check.strings(documents, stem, "check.documents"), f"check.documents.{stem}", check)
            for stem in documents
        },
    )


def _severities(table: Mapping[str, str], within: str, check: _Checker) -> dict[str, Severity | None]:
    for rule, value in table.items():
        check.among(value, {*Severity, OFF}, f"{within}.{rule}: no severity")
    return {rule.upper(): None if value == OFF else Severity(value) for rule, value in table.items()}


@dataclass(frozen=True, slots=True)
class _Checker:
    """Complain about the keys and values of one file."""

    path: Path

    def table(self, parent: Mapping[str, Any], key: str, within: str = "") -> dict[str, Any]:
        """Return a table, an empty one if there is none."""
        value = parent.get(key, {})
        if not isinstance(value, dict):
            name = _dotted(within, key)
            raise ConfigError(f"{name} must be a table, written [{name}]", path=self.path)
        return value

    def strings(self, parent: Mapping[str, Any], key: str, within: str = "") -> dict[str, str]:
        """Return a table all of whose values must be strings."""
        table = self.table(parent, key, within)
        for each, value in table.items():
            if not isinstance(value, str):
                raise ConfigError(f'{_dotted(within, key, each)} must be a string, written "..."', path=self.path)
        return table

    def string(self, parent: Mapping[str, Any], key: str, within: str) -> str:
        """Return a string, an empty one if there is none."""
        value = parent.get(key, "")
        if not isinstance(value, str):
            raise ConfigError(f'{_dotted(within, key)} must be a string, written "..."', path=self.path)
        return value

    def names(self, parent: Mapping[str, Any], key: str, within: str) -> tuple[str, ...]:
        """Return a list of strings, an empty one if there is none."""
        value = parent.get(key, [])
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise ConfigError(f'{_dotted(within, key)} must be a list of strings, written ["..."]', path=self.path)
        return tuple(each.upper() for each in value)

    def keys(self, table: Mapping[str, Any], names: Collection[str], within: str = "") -> None:
        """Check that the keys of a table are among some names."""
        for key in table:
            self.among(key, names, f"unknown key in [{within}]" if within else "unknown key")

    def among(self, value: str, names: Collection[str], complaint: str) -> None:
        """Check that a value is one of some names."""
        if value not in names:
            near = difflib.get_close_matches(value, sorted(names), n=1, cutoff=0.0)
            raise ConfigError(f'{complaint} "{value}"; the nearest known is "{near[0]}"', path=self.path)


def _dotted(*keys: str) -> str:
    return ".".join(key for key in keys if key)
