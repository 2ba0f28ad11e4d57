"""One thread for each matrix product, while any of the program's own threads asks for it.

When blocks of work are already spread over threads, more threads for each product gain nothing, and their number would
change the last bits of the result. The number is a setting of the process. If two overlapping contexts each restored
the setting that they found, one could restore it in the middle of the other's work. So active contexts are counted.
"""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

import numpy as np  # noqa: F401 Its BLAS library must be loaded before threadpoolctl can find it.
from threadpoolctl import ThreadpoolController

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(slots=True)
class _Process:
    """The state that all threads of the process share."""

    libraries: ThreadpoolController = field(default_factory=ThreadpoolController)
    lock: Lock = field(default_factory=Lock)
    inside: int = 0
    limit: Any = None


_PROCESS = _Process()


@contextmanager
def one_blas_thread() -> Iterator[None]:
    """Limit matrix products to one thread each, until the last active context ends."""
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
