"""What git knows of a project folder: what changed, how it was before, and which translation memories are kept."""

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
    """A revision of the repository that holds a project folder."""

    top: Path
    """The folder of the repository."""
    commit: str
    """Its digest."""
    changed: frozenset[Path]
    """The files, absolute, that are not as the revision has them, or that git does not know yet."""

    @classmethod
    def of(cls, root: Path, name: str) -> Revision:
        """Return the revision of a name.

        Where the branch at hand has left it, that is the revision at which it did.

        Raises `UsageError` if git cannot tell: it is not installed, the folder is in no repository, or the repository
        has no such revision.
        """
        try:
            top = Path(_git(root, "rev-parse", "--show-toplevel").removesuffix("\n"))
        except OSError as error:
            raise UsageError(f"git cannot be run ({error.strerror}); install it, or name no revision") from error
        except subprocess.CalledProcessError as error:
            said = error.stderr.decode("utf-8", "replace").partition("\n")[0]
            raise UsageError(f"{root}: git says “{said}”; mend that, or name no revision") from error
        try:
            commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}").strip()
        except subprocess.CalledProcessError as error:
            raise UsageError(f'git knows no revision "{name}"; in CI, fetch it first') from error
        with suppress(subprocess.CalledProcessError):  # Histories may have nothing in common.
            commit = _git(top, "merge-base", commit, "HEAD").strip()
        known = _git(top, "diff", "--name-only", "-z", commit)
        new = _git(top, "ls-files", "--others", "--exclude-standard", "-z")
        changed = frozenset((top / name).resolve() for name in (known + new).split("\0") if name)
        return cls(top=top.resolve(), commit=commit, changed=changed)

    def content(self, file: Path) -> bytes | None:
        """Return what a file held, as git would check it out; None if it was not there."""
        with suppress(ValueError, subprocess.CalledProcessError):
            name = file.resolve().relative_to(self.top).as_posix()
            return _output(self.top, "cat-file", "--filters", f"{self.commit}:{name}")
        return None


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
    return _output(folder, *arguments).decode("utf-8", "surrogateescape")


def _output(folder: Path, *arguments: str) -> bytes:
    # A hook in a linked worktree names the repository, and then git takes whatever folder it is in for the whole tree.
    alone = "GIT_WORK_TREE" not in os.environ
    environment = {name: value for name, value in os.environ.items() if not (alone and name == "GIT_DIR")}
    done = subprocess.run(  # noqa: S603 - no shell reads the arguments
        ["git", "-C", str(folder), *arguments],  # noqa: S607 - whichever git the user has
        check=True,
        capture_output=True,
        env=environment,
    )
    return done.stdout


def _memory(root: Path, name: str) -> Memory:
    units: defaultdict[str, set[tuple[tuple[str, str], ...]]] = defaultdict(set)
    for document, variants in read_texts(root / name, root=root):
        units[document].add(variants)
    langs = frozenset(lang for group in units.values() for variants in group for lang, _ in variants)
    return Memory(name=name, langs=langs, units={stem: frozenset(group) for stem, group in units.items()})
