"""What git knows about a project folder: changed files, their earlier content, committed translation memories."""

from __future__ import annotations

import os
import subprocess
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from align.check import Memory
from align.formats.tmx.reader import read_texts
from align.model import ReadError, UsageError

if TYPE_CHECKING:
    from align.listener import Listener


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A revision of the repository that contains a project folder."""

    top: Path
    """The folder of the repository."""
    commit: str
    """The hash of its commit."""
    changed: frozenset[Path]
    """The files, absolute, that differ from the revision, and those that git does not track."""

    @classmethod
    def of(cls, root: Path, name: str) -> Revision:
        """Find a revision by its name, for example "origin/main".

        If the present branch has diverged from it, the result is their last common revision.

        Raises:
            UsageError: Git is not installed, the folder is not in a repository, or the revision is unknown.

        """
        try:
            top = Path(_run_git(root, "rev-parse", "--show-toplevel").removesuffix("\n"))
        except OSError as error:
            raise UsageError(f"git cannot be run ({error.strerror}); install it, or name no revision") from error
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode("utf-8", "replace").partition("\n")[0]
            raise UsageError(f"{root}: git says “{said}”; correct this, or name no revision") from error
        try:
            commit = _run_git(
                root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
            ).strip()
        except subprocess.CalledProcessError as error:
            raise UsageError(f'git does not know the revision "{name}"; in CI, fetch it first') from error
        with suppress(subprocess.CalledProcessError):  # Unrelated histories have no common revision.
            commit = _run_git(top, "merge-base", commit, "HEAD").strip()
        known = _run_git(top, "diff", "--name-only", "-z", commit)
        new = _run_git(top, "ls-files", "--others", "--exclude-standard", "-z")
        changed = frozenset((top / name).resolve() for name in (known + new).split("\0") if name)
        return cls(top=top.resolve(), commit=commit, changed=changed)

    def content(self, file: Path) -> bytes | None:
        """Return the content of a file at the revision, as git would check it out; None if it did not exist."""
        with suppress(ValueError, subprocess.CalledProcessError):
            name = file.resolve().relative_to(self.top).as_posix()
            return _git_output(self.top, "cat-file", "--filters", f"{self.commit}:{name}")
        return None


def read_memories(root: Path, listener: Listener) -> tuple[Memory, ...]:
    """Read the translation memories of two languages that align made and git tracks; none without git.

    A memory that cannot be read is left out with a warning, because another program may have made it.
    """
    try:
        names = _run_git(root, "ls-files", "-z", "--", "*.tmx").split("\0")
    except (OSError, subprocess.CalledProcessError):
        return ()
    found = []
    for name in names:
        if name and (root / name).is_file():
            try:
                found.append(_read_memory(root, name))
            except ReadError as error:
                listener.warn(f"{error}; it is not checked")
    return tuple(memory for memory in found if len(memory.langs) == 2)  # noqa: PLR2004


def _run_git(folder: Path, *arguments: str) -> str:
    return _git_output(folder, *arguments).decode("utf-8", "surrogateescape")


def _git_output(folder: Path, *arguments: str) -> bytes:
    # In a hook of a linked worktree GIT_DIR is set; then git would take any folder for the top of the worktree.
    only_dir_may_be_set = "GIT_WORK_TREE" not in os.environ
    environment = {name: value for name, value in os.environ.items() if not (only_dir_may_be_set and name == "GIT_DIR")}
    done = subprocess.run(  # noqa: S603 - no shell reads the arguments
        ["git", "-C", str(folder), *arguments],  # noqa: S607 - the git of the user
        check=True,
        capture_output=True,
        env=environment,
    )
    return done.stdout


def _read_memory(root: Path, name: str) -> Memory:
    units: defaultdict[str, set[tuple[tuple[str, str], ...]]] = defaultdict(set)
    for document, variants in read_texts(root / name, root=root):
        units[document].add(variants)
    langs = frozenset(lang for group in units.values() for variants in group for lang, _ in variants)
    return Memory(name=name, langs=langs, units={stem: frozenset(group) for stem, group in units.items()})
