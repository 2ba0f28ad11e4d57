"""decisions.jsonl, the file that keeps what people decided: only ever added to, one decision a line.

Writers take turns, and a decision counts as made when it is on the disk (`align.files.exclusive`). A program that dies
while it writes leaves a line without its end: whoever writes next moves that aside into decisions.torn, so that nothing
is lost and nothing else harmed. Lines may stand in any order, since branches of a project are merged; `.gitattributes`
beside the file tells git to keep those of both.
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
"""Largest file that is read: several hundred thousand decisions."""
_MARKS = (b"<<<<<<<", b"|||||||", b"=======", b">>>>>>>")
"""How the lines begin that git puts into a file whose branches it could not merge."""
_KNOWN = 64
"""Bytes at the end of what was read that must still be there if the file has only grown."""


class Log:
    """The decisions of a project folder; what has been read is not read again."""

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
        """Return all decisions, in the order of the file; none if there is no file.

        Raises `StoreError`, naming the line, where one is damaged. A last line without its end does not count unless
        it is whole: its writer died before anything was promised.
        """
        try:
            with open_regular(self.path, self._root, os.O_RDONLY) as descriptor:
                tail = self._catch_up(descriptor)
        except FileNotFoundError:
            self._forget()
            return ()
        except OSError as error:
            raise StoreError(f"cannot be read: {error.strerror}", path=self.path) from error
        whole = _whole(tail)
        return (*self._decisions.values(), *([] if whole is None or whole.id in self._decisions else [whole]))

    def append(self, drafts: Sequence[Decision]) -> tuple[Decision, ...]:
        """Keep decisions, and return them as they are on the disk then: with their times, and ids if they had none.

        One whose id is in the file already was made before and is not made twice. Times are later than that of every
        decision in the file, even if a clock went wrong. Raises `StoreError` if the file is damaged, which is then left
        as it is, or cannot be written, and `UsageError` for what could not be read again.
        """
        try:
            self._make_place()
            with exclusive(self.path, self._root) as descriptor:
                tail = self._catch_up(descriptor)
                last = _whole(tail)
                decisions = self._dated(drafts, last)
                known = self._decisions.keys() | ({last.id} if last else set())
                lines = [_line(item) for item in decisions if item.id not in known]
                append(descriptor, self._mended(descriptor, tail) + b"".join(lines))
                self._catch_up(descriptor)
        except OSError as error:
            raise StoreError(f"cannot be written: {error.strerror}", path=self.path) from error
        return tuple(self._decisions[item.id] for item in decisions)

    def _dated(self, drafts: Sequence[Decision], last: Decision | None) -> tuple[Decision, ...]:
        latest = max((item.at for item in (*self._decisions.values(), *([last] if last else ()))), default=None)
        at = datetime.now(UTC)
        if latest is not None and latest >= at:
            at = latest + timedelta(microseconds=1)
        return tuple(
            replace(draft, id=draft.id or secrets.token_hex(8), at=at + timedelta(microseconds=number))
            for number, draft in enumerate(drafts)
        )

    def _catch_up(self, descriptor: int) -> bytes:
        """Take in the lines that the file has got since it was last read, and return what follows the last of them."""
        size = os.fstat(descriptor).st_size
        if size > MAX_BYTES:
            raise StoreError(f"larger than {MAX_BYTES // 2**20} MiB, the limit for decisions", path=self.path)
        os.lseek(descriptor, max(self._read - len(self._last), 0), os.SEEK_SET)
        data = read_on(descriptor)
        if not data.startswith(self._last):
            # It is another file, or somebody changed what was read.
            self._forget()
            os.lseek(descriptor, 0, os.SEEK_SET)
            data = read_on(descriptor)
        new = data[len(self._last) :]
        end = new.rfind(b"\n") + 1
        decisions = dict(self._decisions)
        for number, line in enumerate(new[:end].split(b"\n"), self._lines + 1):
            if line.strip():
                decision = self._decision(line, number)
                if decisions.setdefault(decision.id, decision) != decision:
                    raise StoreError(
                        f'a second decision "{decision.id}"; give one of them another id', path=self.path, line=number
                    )
        self._decisions = decisions
        self._lines += new.count(b"\n", 0, end)
        self._read += end
        self._last = (self._last + new[:end])[-_KNOWN:]
        return new[end:]

    def _decision(self, line: bytes, number: int) -> Decision:
        if line.startswith(_MARKS):
            message = "a conflict that git left; keep the decisions of both sides and delete the lines of marks"
            raise StoreError(message, path=self.path, line=number)
        try:
            return load(line.decode())
        except (ValueError, RecursionError) as error:
            message = f"no decision: {error}; mend the line or delete it"
            raise StoreError(message, path=self.path, line=number) from error

    def _mended(self, descriptor: int, tail: bytes) -> bytes:
        """Put aside a line that somebody died writing; return what must stand before the next line."""
        if not tail or _whole(tail) is not None:
            return b"\n" if tail else b""
        with open_regular(self.path.with_suffix(".torn"), self._root, os.O_WRONLY | os.O_APPEND | os.O_CREAT) as torn:
            append(torn, tail + b"\n")
        os.ftruncate(descriptor, self._read)
        return b""

    def _make_place(self) -> None:
        folder = self.path.parent
        folder.mkdir(exist_ok=True)
        with suppress(FileExistsError), (folder / ".gitattributes").open("x", encoding="utf-8") as file:
            file.write("decisions.jsonl merge=union\n")
        if not self.path.exists():
            with open_regular(self.path, self._root, os.O_RDWR | os.O_CREAT) as descriptor:
                os.fsync(descriptor)
            sync_folder(folder)
            sync_folder(folder.parent)


def _line(decision: Decision) -> bytes:
    try:
        line = dump(decision)
        load(line)
    except ValueError as error:
        raise UsageError(f"this cannot be kept: {error}") from error
    return line.encode() + b"\n"


def _whole(tail: bytes) -> Decision | None:
    """Return the decision of a last line without its end; None if it is torn."""
    try:
        return load(tail.decode())
    except (ValueError, RecursionError):
        return None
