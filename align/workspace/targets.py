"""Path of a result -> the file, unless writing it would destroy a text, a configuration or the decisions of people."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

from align.files import write_atomically
from align.files.reading import read_bytes
from align.model import ReadError, UsageError
from align.read.config import CONFIG

if TYPE_CHECKING:
    from collections.abc import Iterable

_REVIEW = "review"
"""The folder of a project in which people keep their decisions."""
_KEPT = frozenset({"decisions.jsonl", "suppressions.toml", "baseline.txt"})
"""Files of that folder."""


def write_target(path: Path, chunks: Iterable[str | bytes], *, inputs: Iterable[Path] = ()) -> None:
    """Write a result to a file; every writer of results goes through here.

    Raises:
        UsageError: See `refuse_to_overwrite`.
        StoreError: The file cannot be written.

    """
    refuse_to_overwrite(path, inputs)
    write_atomically(path, chunks)


def refuse_to_overwrite(target: Path, inputs: Iterable[Path] = ()) -> None:
    """Raise `UsageError` if a result must not be written to a path.

    Args:
        target: The file to write, or a symbolic link to it. It need not exist.
        inputs: Files that are read.

    Raises:
        UsageError: The file is an input, an align.toml, the glossary of a project, or in its review folder.

    """
    if target.exists() and any(path.exists() and target.samefile(path) for path in inputs):
        raise UsageError(f"{target} is an input and would be overwritten; name another file to write to")
    # A link is judged by its own place as well as by the place to which it leads.
    for place in dict.fromkeys((Path(os.path.realpath(target.parent)) / target.name, Path(os.path.realpath(target)))):
        if what := _protected(place):
            raise UsageError(f"{target} is {what}; name another place to write to")


def _protected(place: Path) -> str:
    """Say what an absolute path is in a project, if no result may be written there; else return an empty string."""
    if place.name == CONFIG:
        return "the configuration of a project"
    for folder in place.parents:
        if folder.name == _REVIEW and (place.name in _KEPT or _is_review(folder)):
            return "in the folder review of a project, which keeps its decisions"
        if place.exists() and (glossary := _glossary(folder)) and glossary.exists() and place.samefile(glossary):
            return "the glossary of a project"
    return ""


def _is_review(folder: Path) -> bool:
    """Tell whether a folder named "review" is that of a project; people also give this name to folders of exports."""
    return (folder.parent / CONFIG).exists() or any((folder / name).exists() for name in _KEPT)


def _glossary(root: Path) -> Path | None:
    """Return the glossary that align.toml in a folder names; None if there is none, or the file cannot be read."""
    if not (root / CONFIG).is_file():
        return None
    try:
        match tomllib.loads(read_bytes(root / CONFIG).decode("utf-8-sig")):
            case {"check": {"glossary": str(name)}} if name:
                return root / name
    except (ReadError, ValueError, RecursionError):
        pass
    return None
