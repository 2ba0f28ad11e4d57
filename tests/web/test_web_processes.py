from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import active_children, get_context
from typing import TYPE_CHECKING

import pytest
from align.web.apart import Helper, _run, apart

from align.model import AlignError, ConfigError

if TYPE_CHECKING:
    from align.workspace import Listener


def _where(number: int, *, more: int) -> tuple[int, int]:
    return os.getpid(), number + more


def _refuse() -> None:
    raise ConfigError("no such thing", path="align.toml", line=3)


def _end() -> None:
    os._exit(1)


class Made:
    """What the work of a helper needs, and how often it was used."""

    def __init__(self) -> None:
        self.used = 0


def _count(made: Made, listener: Listener, most: int) -> tuple[int, int]:
    listener.progress("counting", made.used, most)
    if made.used == most:
        raise ConfigError("no such thing", path="align.toml", line=3)
    made.used += 1
    return os.getpid(), made.used


def _sleep(_: Made, listener: Listener) -> None:
    listener.progress("sleeping", 1, 2)
    time.sleep(60)


def _leave(_: Made, __: Listener) -> None:
    os._exit(1)


def test_a_helper_keeps_what_its_work_needs_until_it_ends() -> None:
    helper = Helper(Made)
    first, second = helper.do(_count, 2), helper.do(_count, 2)
    assert first == (second[0], 1)
    assert second[1] == 2
    assert first[0] != os.getpid()
    with pytest.raises(AlignError, match=r"align\.toml:3: no such thing"):
        helper.do(_count, 2)
    with pytest.raises(AlignError, match="ended before its work was done"):
        helper.do(_leave)
    assert helper.do(_count, 2)[1] == 1


def test_a_helper_tells_how_far_it_is_and_ends_when_told_to() -> None:
    helper = Helper(Made)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(helper.do, _sleep)
        while helper.doing is None:
            time.sleep(0.01)
        assert helper.doing == ("sleeping", 1, 2)
        helper.end()
        with pytest.raises(AlignError, match="ended before its work was done"):
            waiting.result()
    assert helper.doing is None


def test_a_helper_without_work_goes_and_comes_back() -> None:
    helper = Helper(Made, idle=0.05)
    first = helper.do(_count, 9)
    for process in active_children():
        process.join()
    again = helper.do(_count, 9)
    assert (again[1], again[0] != first[0]) == (1, True)


def test_work_is_done_by_another_process() -> None:
    process, answer = apart(_where, 40, more=2)
    assert answer == 42
    assert process != os.getpid()


def test_what_is_wrong_there_is_said_here() -> None:
    with pytest.raises(AlignError, match=r"align\.toml:3: no such thing"):
        apart(_refuse)


def test_a_process_that_dies_is_noticed() -> None:
    with pytest.raises(AlignError, match="ended before its work was done"):
        apart(_end)


def test_a_process_whose_answer_nobody_waits_for_ends_in_silence() -> None:
    context = get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_run, args=(there, _where, (40,), {"more": 2}))
    process.start()
    there.close()
    here.close()
    process.join()
    assert process.exitcode == 0
