"""What git knows of a project folder: which files changed, and which translation memories are kept."""

from __future__ import annotations

import os
import subprocess
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from align.check import Memory
from align.model import ReadError, UsageError
from align.read.tmx import read_texts

if TYPE_CHECKING:
    from align.pipeline.listener import Listener


def changed_since(root: Path, revision: str) -> frozenset[Path]:
    """Return the files, absolute, that differ from a revision or that git does not know yet.

    Raises `UsageError` if the folder is in no repository, or the repository has no such revision.
    """
    try:
        top = Path(_git(root, "rev-parse", "--show-toplevel").removesuffix("\n"))
    except (OSError, subprocess.CalledProcessError) as error:
        raise UsageError(f"{root} is in no git repository; leave --changed-since out") from error
    try:
        commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").strip()
    except subprocess.CalledProcessError as error:
        raise UsageError(f'git knows no revision "{revision}"; in CI, fetch it first') from error
    known = _git(top, "diff", "--name-only", "-z", commit)
    new = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
    return frozenset((top / name).resolve() for name in (known + new).split("\0") if name)


def memories(root: Path, listener: Listener) -> tuple[Memory, ...]:
    """Return the translation memories of two languages that align made and git keeps; none where there is no git.

    One that cannot be read is left out, with a warning: it may be anybody's.
    """
    try:
        names = _git(root, "ls-files", "-z", "--", "*.tmx").split("\0")
    except (OSError, subprocess.CalledProcessError):
        return ()
    found = []
    for name in names:
        if name and (root / name).is_file():
            try:
                found.append(_memory(root, name))
            except ReadError as error:
                listener.warn(f"{error}; it is not checked")
    return tuple(memory for memory in found if len(memory.langs) == 2)  # noqa: PLR2004


def _git(folder: Path, *arguments: str) -> str:
    # A hook in a linked worktree names the repository, and then git takes whatever folder it is in for the whole tree.
    alone = "GIT_WORK_TREE" not in os.environ
    environment = {name: value for name, value in os.environ.items() if not (alone and name == "GIT_DIR")}
    done = subprocess.run(  # noqa: S603 - no shell reads the arguments
        ["git", "-C", str(folder), *arguments],  # noqa: S607 - whichever git the user has
        check=True,
        capture_output=True,
        env=environment,
        encoding="utf-8",
        errors="surrogateescape",
    )
    return done.stdout


def _memory(root: Path, name: str) -> Memory:
    units: defaultdict[str, set[tuple[tuple[str, str], ...]]] = defaultdict(set)
    for document, variants in read_texts(root / name, root=root):
        units[document].add(variants)
    langs = frozenset(lang for group in units.values() for variants in group for lang, _ in variants)
    return Memory(name=name, langs=langs, units={stem: frozenset(group) for stem, group in units.items()})
