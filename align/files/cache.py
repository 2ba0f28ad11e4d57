"""Folder of files that can be made again, named by a digest of all that they depend on."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


def content_key(kind: str, *facts: object) -> str:
    """Return the SHA-256, in hexadecimal, of a kind of content and everything that it depends on.

    Every cache makes its keys here. `facts` are strings, numbers, None, dataclasses, paths, and sequences, sets and
    mappings of these; raise `TypeError` for anything else. A new layout of the content takes a new `kind`.
    """
    known = json.dumps([kind, *facts], default=_plain, sort_keys=True)
    return hashlib.sha256(known.encode()).hexdigest()


def _plain(value: object) -> object:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [type(value).__name__, *(getattr(value, field.name) for field in dataclasses.fields(value))]
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, set | frozenset):
        return sorted(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"no part of a cache key: {type(value).__name__}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Cache:
    """A folder of cached files; everything in it can be deleted."""

    folder: Path

    def path(self, kind: str, *facts: object, suffix: str) -> Path:
        """Return the place of one file: `kind/ab/abcd….suffix`."""
        key = content_key(kind, *facts)
        return self.folder / kind / key[:2] / f"{key}{suffix}"
