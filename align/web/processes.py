"""Work in other processes: its memory is freed afterwards, and the page stays quick meanwhile."""

from __future__ import annotations

import signal
from contextlib import suppress
from multiprocessing import get_context
from threading import Lock
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from align import AlignError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

    from align import Listener

_P = ParamSpec("_P")
_T = TypeVar("_T")
_IDLE = 300.0
"""A helper ends after so many seconds without work, which frees its memory."""
_ENDED = "a part of the program ended before its work was done; try again"


def run_in_process(work: Callable[_P, _T], *given: _P.args, **more: _P.kwargs) -> _T:
    """Call a function of a module in a process of its own, and return its result.

    Raises the `AlignError` that the function raises.
    """
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(there, work, given, more), daemon=True)
    process.start()
    there.close()
    try:
        done, outcome = here.recv()
    except EOFError:
        raise AlignError(_ENDED) from None
    finally:
        process.join()
        here.close()
    if not done:
        raise AlignError(outcome)
    result: _T = outcome
    return result


def _run(there: Connection, work: Callable[..., object], given: tuple[object, ...], more: dict[str, object]) -> None:
    # Ctrl-C reaches both processes; the parent ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(BrokenPipeError):  # The parent is gone.
        try:
            there.send((True, work(*given, **more)))
        except AlignError as error:
            there.send((False, str(error)))


class Helper:
    """A process that keeps one object, such as an opened project, and calls its methods one after another.

    The process starts with the first call, whichever thread makes it, and ends after a while without work.
    """

    def __init__(self, make: Callable[[Listener], object], *, idle: float = _IDLE) -> None:
        """`make` makes the object, which reports its progress to the listener; `make` is pickled."""
        self._make = make
        self._idle = idle
        self._lock = Lock()
        self._process: SpawnProcess | None = None
        self._here: Connection
        self.progress: tuple[str, int, int] | None = None
        """Present work: what, steps done, steps in all. None without work, or before its first report."""

    def call(self, method: str, *given: object) -> Any:  # noqa: ANN401 - whatever the method returns
        """Call a method of the object; return what it returns, raise the `AlignError` that it raises.

        Arguments and result are pickled.
        """
        with self._lock:
            if self._process is None or not self._process.is_alive():
                self._start()
            try:
                self._here.send((method, given))
                while True:
                    kind, outcome = self._here.recv()
                    if kind == "done":
                        return outcome
                    if kind == "error":
                        raise AlignError(outcome)
                    self.progress = outcome
            except (EOFError, OSError):
                self._process = None
                raise AlignError(_ENDED) from None
            finally:
                self.progress = None

    def end(self) -> None:
        """End the process and its work; a caller that waits for it gets an `AlignError`."""
        if self._process is not None:
            self._process.terminate()

    def _start(self) -> None:
        context = get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_serve, args=(there, self._make, self._idle), daemon=True)
        self._process.start()
        there.close()


class _ProgressPipe:
    """A listener that sends progress to the other process."""

    def __init__(self, there: Connection) -> None:
        self._there = there

    def progress(self, what: str, done: int, total: int) -> None:
        self._there.send(("progress", (what, done, total)))

    def note(self, message: str) -> None:
        """Ignore notes, which have no reader here."""

    def warn(self, message: str) -> None:
        """Ignore warnings: opening the project has printed them."""


def _serve(there: Connection, make: Callable[[Listener], object], idle: float) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    served = None
    with suppress(BrokenPipeError):  # The parent is gone.
        while there.poll(idle):
            try:
                method, given = there.recv()
            except EOFError:
                return
            try:
                served = served or make(_ProgressPipe(there))
                there.send(("done", getattr(served, method)(*given)))
            except AlignError as error:
                there.send(("error", str(error)))
