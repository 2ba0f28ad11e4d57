"""Work done by another process, so that its memory goes with it and the page stays quick meanwhile."""

from __future__ import annotations

import signal
from multiprocessing import get_context
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from align.model import AlignError

if TYPE_CHECKING:
    from collections.abc import Callable
    from multiprocessing.connection import Connection

_P = ParamSpec("_P")
_T = TypeVar("_T")


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
        raise AlignError("a part of the program ended before its work was done") from None
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
    try:
        there.send((True, work(*given, **more)))
    except AlignError as error:
        there.send((False, str(error)))
