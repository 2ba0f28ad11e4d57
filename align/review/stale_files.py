"""Files that were edited since their texts were read."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from align.model import Document


class StaleFiles:
    """Watches the files of documents. Polling costs one stat per file; contents are hashed only when it changes."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._digests = {document.path: document.sha256 for document in documents if document.path}
        self._known: dict[str, tuple[tuple[int, int], bool]] = {}

    def paths(self) -> list[str]:
        """Return the paths of files that were edited or deleted."""
        return [path for path in self._digests if self._is_stale(path)]

    def _is_stale(self, path: str) -> bool:
        file = Path(path)
        try:
            status = file.stat()
            stamp = (status.st_mtime_ns, status.st_size)
            if self._known.get(path, (None,))[0] != stamp:
                self._known[path] = stamp, hashlib.sha256(file.read_bytes()).hexdigest() != self._digests[path]
        except OSError:
            return True
        return self._known[path][1]
