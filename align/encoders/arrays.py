"""An array -> a file, written completely or not at all, and back."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from tempfile import NamedTemporaryFile
from tokenize import TokenError
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray


def save(path: Path, array: NDArray[np.generic]) -> None:
    """Write an array in numpy's format, so that other processes see the complete file or none.

    Raises OSError, and leaves no file then.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
        temporary = Path(file.name)
        try:
            np.save(file, array, allow_pickle=False)
            file.close()
            temporary.replace(path)
        except BaseException:  # An interruption must leave no file either.
            with suppress(OSError):
                temporary.unlink()
            raise


def load(path: Path) -> NDArray[np.generic]:
    """Map an array from a file, read-only; raise OSError if it cannot be read, ValueError if it is damaged."""
    try:
        return np.lib.format.open_memmap(path, mode="r")
    except (SyntaxError, TokenError, OverflowError) as error:  # Errors that a damaged header can cause.
        raise ValueError("damaged") from error
