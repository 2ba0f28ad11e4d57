from __future__ import annotations

import os

import pytest

from align.model import AlignError, ConfigError
from align.web.apart import apart


def _where(number: int, *, more: int) -> tuple[int, int]:
    return os.getpid(), number + more


def _refuse() -> None:
    raise ConfigError("no such thing", path="align.toml", line=3)


def _end() -> None:
    os._exit(1)


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
