"""Indexes of texts that are searched, cached by content."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from align.encoders import arrays, prune
from align.locate import source_index
from align.locate.records import pack, unpack
from align.segment import SEGMENTER, segment

if TYPE_CHECKING:
    from align.locate import SourceIndex
    from align.model import Document
    from align.workspace.bench import Workbench

_KIND = "indexes-2"
"""Kind of cached content; a change of the layout of an index takes a new one."""

_LIMIT = 2 << 30
"""Bytes of all indexes together, at 3500 a word; those used least recently are deleted."""


def cached_index(bench: Workbench, document: Document) -> SourceIndex:
    """Return the index of a text, cut by the rules of its language, from the cache if it has one.

    A cache that is damaged or cannot be written to is no error.
    """
    # A re-encoding encoder would read the text again for every stretch of words, which takes too long.
    fine = not bench.encoder.signature.endswith(":reencoded")
    path = bench.cache.path(
        _KIND, bench.encoder.signature, SEGMENTER, document.lang, document.text, document.blocks, suffix=".npy"
    )
    with suppress(OSError, ValueError):
        index = unpack(arrays.load(path), document, bench.encoder, fine=fine)
        with suppress(OSError):
            os.utime(path)
        return index
    index = source_index(segment(document), bench.encoder, fine=fine)
    with suppress(OSError, ValueError):  # An index too large for one record is not cached.
        arrays.save(path, pack(index))
        prune(path.parents[1], _LIMIT)
    return index
