from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import active_children, get_context
from typing import TYPE_CHECKING

import pytest

from align.model import AlignError, ConfigError
from align.web.processes import Helper, _run, run_in_process

if TYPE_CHECKING:
    from align.listener import Listener


def _where(number: int, *, more: int) -> tuple[int, int]:
    return os.getpid(), number + more


def _refuse() -> None:
    raise ConfigError("no such thing", path="align.toml", line=3)


def _end() -> None:
    os._exit(1)


class Counter:
    """An object that a helper keeps."""

    def __init__(self, listener: Listener) -> None:
        self.listener = listener
        self.calls = 0

    def count(self, most: int) -> tuple[int, int]:
        self.listener.progress("counting", self.calls, most)
        if self.calls == most:
            raise ConfigError("no such thing", path="align.toml", line=3)
        self.calls += 1
        return os.getpid(), self.calls

    def sleep(self) -> None:
        self.listener.progress("sleeping", 1, 2)
        time.sleep(3600)

    def leave(self) -> None:
        os._exit(1)


def test_a_helper_keeps_its_object_between_calls() -> None:
    helper = Helper(Counter)
    first, second = helper.call("count", 2), helper.call("count", 2)
    assert first == (second[0], 1)
    assert second[1] == 2
    assert first[0] != os.getpid()
    with pytest.raises(AlignError, match=r"align\.toml:3: no such thing"):
        helper.call("count", 2)
    with pytest.raises(AlignError, match="ended before its work was done"):
        helper.call("leave")
    assert helper.call("count", 2)[1] == 1


def test_a_helper_reports_progress_and_can_be_ended() -> None:
    helper = Helper(Counter)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(helper.call, "sleep")
        while helper.progress is None:
            time.sleep(0.01)
        assert helper.progress == ("sleeping", 1, 2)
        helper.end()
        with pytest.raises(AlignError, match="ended before its work was done"):
            waiting.result()
    assert helper.progress is None


def test_an_idle_helper_ends_and_starts_again() -> None:
    helper = Helper(Counter, idle=0.5)
    first = helper.call("count", 9)
    for process in active_children():
        process.join()
    again = helper.call("count", 9)
    assert (again[1], again[0] != first[0]) == (1, True)


def test_work_runs_in_another_process() -> None:
    process, answer = run_in_process(_where, 40, more=2)
    assert answer == 42
    assert process != os.getpid()


def test_errors_of_the_other_process_are_raised_here() -> None:
    with pytest.raises(AlignError, match=r"align\.toml:3: no such thing"):
        run_in_process(_refuse)


def test_a_process_that_dies_is_noticed() -> None:
    with pytest.raises(AlignError, match="ended before its work was done"):
        run_in_process(_end)


def test_a_process_without_a_reader_ends_silently() -> None:
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(there, _where, (40,), {"more": 2}))
    process.start()
    there.close()
    here.close()
    process.join()
    assert process.exitcode == 0
