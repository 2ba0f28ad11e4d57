"""One thread for each matrix product, as long as any of the program's own threads asks for it.

Where blocks of work are spread over threads, products that take more threads gain nothing, and how many they take would
change the last bits of what they make. That number belongs to the process: contexts that restore what they found would,
where two overlap, give one its threads back in the middle of the other's work. So those inside are counted.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np  # noqa: F401 Its library has to be loaded before it can be found.
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True)
class _Process:
    """What the threads of the process share."""

    libraries: ThreadpoolController = field(default_factory=ThreadpoolController)
    lock: Lock = field(default_factory=Lock)
    inside: int = 0
    limit: Any = None


_PROCESS = _Process()


@contextmanager
def single_products() -> Iterator[None]:
    """Let matrix products take one thread each until the last of those that asked for it is done."""
    with _PROCESS.lock:
        if not _PROCESS.inside:
            _PROCESS.limit = _PROCESS.libraries.limit(limits=1, user_api="blas")
        _PROCESS.inside += 1
    try:
        yield
    finally:
        with _PROCESS.lock:
            _PROCESS.inside -= 1
            if not _PROCESS.inside:
                _PROCESS.limit.restore_original_limits()
