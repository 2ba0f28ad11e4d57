"""Indexes of texts that are searched, kept by content."""

from __future__ import annotations

import hashlib
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
    from align.workspace.aligner import Aligner

_KIND = "index-2"
"""Of what is kept; a change of what an index holds takes a new one."""

_LIMIT = 2 << 30
"""Bytes that all of them may take, of which a word takes 3500; those used least recently are dropped."""


def kept_index(document: Document, aligner: Aligner) -> SourceIndex:
    """Return the index of a text, cut by the rules of its language, from the cache if it was made before.

    A cache that cannot be written to, or is damaged, is no error.
    """
    # To read a text anew for every stretch of its words would take too long.
    fine = not aligner.encoder.signature.endswith(":reencoded")
    known = (_KIND, aligner.encoder.signature, SEGMENTER, document.lang, document.text, document.blocks)
    key = hashlib.sha256(repr(known).encode("utf-8", "surrogatepass")).hexdigest()
    path = aligner.cache / "indexes" / key[:2] / f"{key}.npy"
    with suppress(OSError, ValueError):
        index = unpack(arrays.load(path), document, aligner.encoder, fine=fine)
        with suppress(OSError):
            os.utime(path)
        return index
    index = source_index(segment(document), aligner.encoder, fine=fine)
    with suppress(OSError, ValueError):  # What is too large for one record is not kept.
        arrays.save(path, pack(index))
        prune(path.parents[1], _LIMIT)
    return index
