"""decisions.jsonl: the decisions of people, one a line. Lines are only ever appended.

Writers take turns, and a decision is made when it is on the disk (`align.files.exclusive`). If a program dies while it
writes, the last line is torn; the next writer moves it into decisions.torn, so nothing is lost. The order of lines does
not matter, because branches of a project are merged: `.gitattributes` tells git to keep the lines of both.
"""

from __future__ import annotations

import os
import secrets
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from align.files.exclusive import append, exclusive, open_regular, read_on, sync_folder
from align.model import StoreError, UsageError
from align.review.line import dump, load

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from align.model import Decision

MAX_BYTES = 512 * 2**20
"""Size of the largest file that is read: several hundred thousand decisions."""
_CONFLICT_MARKS = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")
"""Beginnings of the lines by which git marks a conflict."""
_OVERLAP = 64
"""Bytes before the new lines that are read again, to notice if somebody changed the file instead of appending."""


class Log:
    """The decisions of a project folder. Each call reads only new lines."""

    def __init__(self, root: Path) -> None:
        self.path = root / "review" / "decisions.jsonl"
        self._root = root
        self._forget()

    def _forget(self) -> None:
        self._decisions: dict[str, Decision] = {}
        self._last = b""
        self._read = 0
        self._lines = 0

    def read(self) -> tuple[Decision, ...]:
        """Return all decisions, in the order of the file; none if the file is missing.

        A torn last line is ignored: its writer died before the decision was made.

        Raises:
            StoreError: A line is damaged, or the file cannot be read.

        """
        try:
            with open_regular(self.path, self._root, os.O_RDONLY) as descriptor:
                tail = self._catch_up(descriptor)
        except FileNotFoundError:
            self._forget()
            return ()
        except OSError as error:
            raise StoreError(f"cannot be read: {error.strerror}", path=self.path) from error
        whole = _load_complete(tail)
        return (*self._decisions.values(), *([] if whole is None or whole.id in self._decisions else [whole]))

    def append(self, drafts: Sequence[Decision]) -> tuple[Decision, ...]:
        """Write decisions to the disk, and return them with their times, and with ids if they had none.

        If the file has a decision with the same id, the earlier one is returned and nothing is written. Times are later
        than that of every decision in the file, even if a clock is wrong.

        Raises:
            StoreError: The file is damaged, and stays as it is; or it cannot be written.
            UsageError: A decision is malformed.

        """
        try:
            self._make_files()
            with exclusive(self.path, self._root) as descriptor:
                tail = self._catch_up(descriptor)
                last = _load_complete(tail)
                decisions = self._complete_drafts(drafts, last)
                known = self._decisions.keys() | ({last.id} if last else set())
                lines = [_encode(item) for item in decisions if item.id not in known]
                append(descriptor, self._repair_end(descriptor, tail) + b"".join(lines))
                self._catch_up(descriptor)
        except OSError as error:
            raise StoreError(f"cannot be written: {error.strerror}", path=self.path) from error
        return tuple(self._decisions[item.id] for item in decisions)

    def _complete_drafts(self, drafts: Sequence[Decision], last: Decision | None) -> tuple[Decision, ...]:
        latest = max((item.at for item in (*self._decisions.values(), *([last] if last else ()))), default=None)
        at = datetime.now(UTC)
        if latest is not None and latest >= at:
            at = latest + timedelta(microseconds=1)
        return tuple(
            replace(draft, id=draft.id or secrets.token_hex(8), at=at + timedelta(microseconds=number))
            for number, draft in enumerate(drafts)
        )

    def _catch_up(self, descriptor: int) -> bytes:
        """Read the new lines, and return the bytes after the last line break."""
        size = os.fstat(descriptor).st_size
        if size > MAX_BYTES:
            raise StoreError(f"larger than {MAX_BYTES // 2**20} MiB, the limit for decisions", path=self.path)
        os.lseek(descriptor, max(self._read - len(self._last), 0), os.SEEK_SET)
        data = read_on(descriptor)
        if not data.startswith(self._last):
            # It is another file, or somebody changed lines that were read.
            self._forget()
            os.lseek(descriptor, 0, os.SEEK_SET)
            data = read_on(descriptor)
        new = data[len(self._last) :]
        end = new.rfind(b"\n") + 1
        decisions = dict(self._decisions)
        for number, line in enumerate(new[:end].split(b"\n"), self._lines + 1):
            if line.strip():
                decision = self._load_line(line, number)
                if decisions.setdefault(decision.id, decision) != decision:
                    raise StoreError(
                        f'two decisions have the id "{decision.id}"; change one of the ids', path=self.path, line=number
                    )
        self._decisions = decisions
        self._lines += new.count(b"\n", 0, end)
        self._read += end
        self._last = (self._last + new[:end])[-_OVERLAP:]
        return new[end:]

    def _load_line(self, line: bytes, number: int) -> Decision:
        if line.startswith(_CONFLICT_MARKS):
            message = (
                "unresolved git conflict: keep the decisions of both sides and delete the lines with <<<<<<<, ======="
                " and >>>>>>>"
            )
            raise StoreError(message, path=self.path, line=number)
        try:
            return load(line.decode())
        except (ValueError, RecursionError) as error:
            message = f"this line is not a decision: {error}; correct it or delete it"
            raise StoreError(message, path=self.path, line=number) from error

    def _repair_end(self, descriptor: int, tail: bytes) -> bytes:
        """Move a torn last line into decisions.torn; return the bytes to write before the next line."""
        if not tail or _load_complete(tail) is not None:
            return b"\n" if tail else b""
        with open_regular(self.path.with_suffix(".torn"), self._root, os.O_WRONLY | os.O_APPEND | os.O_CREAT) as torn:
            append(torn, tail + b"\n")
        os.ftruncate(descriptor, self._read)
        return b""

    def _make_files(self) -> None:
        folder = self.path.parent
        folder.mkdir(exist_ok=True)
        with suppress(FileExistsError), (folder / ".gitattributes").open("x", encoding="utf-8") as file:
            file.write("decisions.jsonl merge=union\n")
        if not self.path.exists():
            with open_regular(self.path, self._root, os.O_RDWR | os.O_CREAT) as descriptor:
                os.fsync(descriptor)
            sync_folder(folder)
            sync_folder(folder.parent)


def _encode(decision: Decision) -> bytes:
    try:
        line = dump(decision)
        load(line)
    except ValueError as error:
        raise UsageError(f"this decision is malformed: {error}") from error
    return line.encode() + b"\n"


def _load_complete(tail: bytes) -> Decision | None:
    """Return the decision of a last line without a line break; None if the line is torn."""
    try:
        return load(tail.decode())
    except (ValueError, RecursionError):
        return None
