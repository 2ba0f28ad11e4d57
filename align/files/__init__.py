"""Files of users: read with limits, decoded strictly, written whole or not at all, appended to under a lock."""

from __future__ import annotations

from align.files.writing import make_folder, write_atomically, write_cache

__all__ = ["make_folder", "write_atomically", "write_cache"]
