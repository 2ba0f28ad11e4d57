"""Which files have other bytes than when their texts were read."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from align.model import Document


class Edited:
    """The files of some documents; what is asked of them again and again takes a look at each, and seldom a reading."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._digests = {document.path: document.sha256 for document in documents if document.path}
        self._known: dict[str, tuple[tuple[int, int], bool]] = {}

    def paths(self) -> list[str]:
        """Return the paths of the files that were edited, or are not there any more."""
        return [path for path in self._digests if self._is_edited(path)]

    def _is_edited(self, path: str) -> bool:
        file = Path(path)
        try:
            status = file.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            if self._known.get(path, (None,))[0] != stamp:
                self._known[path] = stamp, hashlib.sha256(file.read_bytes()).hexdigest() != self._digests[path]
        except OSError:
            return True
        return self._known[path][1]
