"""Progress, notes and warnings of the program -> stderr."""

from __future__ import annotations

import shutil
import sys
from typing import TYPE_CHECKING, Self

from align.model import StoreError, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import TracebackType


class Terminal:
    """A listener that prints; as a context manager, it wipes the line of progress at the end."""

    def __init__(self, *, quiet: bool) -> None:
        self._quiet = quiet
        self._live = not quiet and sys.stderr.isatty()
        self._shown = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        interrupted = self._shown and kind is KeyboardInterrupt
        self._wipe()
        if interrupted:
            self.note("interrupted; the finished encoding is saved, and the next run continues from there")

    def progress(self, what: str, done: int, total: int) -> None:
        """Show a line of progress, on a terminal only."""
        if self._live:
            line = one_line(f"{what}: {done:,} of {total:,}" if total > 1 else what)
            sys.stderr.write("\r\x1b[K" + line[: shutil.get_terminal_size().columns - 1])
            sys.stderr.flush()
            self._shown = True

    def note(self, message: str) -> None:
        """Print a note of one line, unless `quiet`."""
        if not self._quiet:
            self._print(f"note: {message}")

    def warn(self, message: str) -> None:
        """Print a warning of one line."""
        self._print(f"warning: {message}")

    def _print(self, message: str) -> None:
        self._wipe()
        sys.stderr.write(f"align: {one_line(message)}\n")

    def _wipe(self) -> None:
        if self._shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
            self._shown = False


def print_out(chunks: Iterable[str]) -> None:
    """Print text to stdout in UTF-8, whatever the locale; raise `StoreError` if it cannot be printed."""
    if sys.stdout is None:  # Python's word for a closed one.
        raise StoreError("cannot be written: it is closed", path="stdout")
    try:
        sys.stdout.flush()
        for chunk in chunks:
            sys.stdout.buffer.write(chunk.encode())
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise  # The reader has had enough; the entry point handles it.
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror}", path="stdout") from error
