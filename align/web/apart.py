"""Work done by another process, so that its memory goes with it and the page stays quick meanwhile."""

from __future__ import annotations

import signal
from contextlib import suppress
from multiprocessing import get_context
from threading import Lock
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

from align.model import AlignError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection
    from multiprocessing.context import SpawnProcess

_P = ParamSpec("_P")
_T = TypeVar("_T")
_IDLE = 300.0
"""Seconds without work after which a helper ends, and its memory is free."""
_ENDED = "a part of the program ended before its work was done"


def apart(work: Callable[_P, _T], *given: _P.args, **more: _P.kwargs) -> _T:
    """Return what a function of a module returns in a process of its own; raise the `AlignError` that it raises."""
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
    # Ctrl-C reaches both processes; the other one ends this one.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with suppress(BrokenPipeError):  # Who waited is gone.
        try:
            there.send((True, work(*given, **more)))
        except AlignError as error:
            there.send((False, str(error)))


class Helper:
    """A process for pieces of work that all need the same thing, which it makes once and keeps for a while.

    It is there from the first piece of work on, and does one after another, whichever thread asks.
    """

    def __init__(self, make: Callable[[], object], *, idle: float = _IDLE) -> None:
        """`make` makes what the work needs; it and all that is given to the other process can be pickled."""
        self._make = make
        self._idle = idle
        self._lock = Lock()
        self._process: SpawnProcess | None = None
        self._here: Connection
        self.doing: tuple[str, int, int] | None = None
        """What is being done, how much of it is done, and of how much; None if nothing is, or is not told yet."""

    def do(self, work: Callable[..., Any], *given: object) -> Any:  # noqa: ANN401 - whatever the work returns
        """Return what a function of a module makes of what all work needs, a listener and what is given.

        Raises the `AlignError` that it raises.
        """
        with self._lock:
            if self._process is None or not self._process.is_alive():
                self._start()
            try:
                self._here.send((work, given))
                while True:
                    kind, outcome = self._here.recv()
                    if kind == "done":
                        return outcome
                    if kind == "wrong":
                        raise AlignError(outcome)
                    self.doing = outcome
            except (EOFError, OSError):
                self._process = None
                raise AlignError(_ENDED) from None
            finally:
                self.doing = None

    def end(self) -> None:
        """End the process, and whatever it is doing: who waits for that gets an `AlignError`."""
        if self._process is not None:
            self._process.terminate()

    def _start(self) -> None:
        context = get_context("spawn")
        self._here, there = context.Pipe()
        self._process = context.Process(target=_help, args=(there, self._make, self._idle), daemon=True)
        self._process.start()
        there.close()


class _Teller:
    """A listener that tells the other process how far the work is."""

    def __init__(self, there: Connection) -> None:
        self._there = there

    def progress(self, what: str, done: int, total: int) -> None:
        self._there.send(("doing", (what, done, total)))

    def note(self, message: str) -> None:
        """Pass over what is only of interest where somebody reads along."""

    def warn(self, message: str) -> None:
        """Pass over what the opening of the project has said already."""


def _help(there: Connection, make: Callable[[], object], idle: float) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    needed = None
    with suppress(BrokenPipeError):  # Who asked is gone.
        while there.poll(idle):
            try:
                work, given = there.recv()
            except EOFError:
                return
            try:
                needed = needed or make()
                there.send(("done", work(needed, _Teller(there), *given)))
            except AlignError as error:
                there.send(("wrong", str(error)))
