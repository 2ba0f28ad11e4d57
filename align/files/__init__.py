"""Files of users: read within limits, decode strictly, write whole or not at all, append under a lock."""

from __future__ import annotations

from align.files.writing import check_folder, make_folder, write_atomically, write_cache

__all__ = ["check_folder", "make_folder", "write_atomically", "write_cache"]
