"""Index of a source <-> one record of plain arrays, which can be stored in a file and mapped into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from align.locate.source import SourceIndex, Windows

if TYPE_CHECKING:
    from align.model import Document
    from align.vectors import Encoder

Record = NDArray[Any]
"""One record: (1,)."""

_PLAIN = ("tokens", "offsets", "gaps", "sentence", "bounds", "block", "names", "capital")
_WINDOWS, _SPANS = "windows ", "spans "
"""Prefixes of the names of fields for windows and spans."""


def pack(index: SourceIndex) -> Record:
    """Return the index of a source as a record, without its text."""
    fields: dict[str, NDArray[Any]] = {name: getattr(index, name) for name in _PLAIN}
    fields["keys"] = np.frombuffer("\n".join(index.keys).encode(), np.uint8)
    fields["sentences"] = index.sentences.vectors
    fields |= {_WINDOWS + name: getattr(index.windows, name) for name in Windows.__slots__}
    fields |= {_SPANS + name: array for name, array in index.spans.arrays.items()}
    layout = np.dtype([(name, array.dtype, array.shape) for name, array in fields.items()], align=True)
    record = np.zeros(1, layout)
    for name, array in fields.items():
        record[0][name] = array
    return record


def unpack(record: Record, document: Document, encoder: Encoder, *, fine: bool) -> SourceIndex:
    """Return the index of a document from its record; raise `ValueError` if the record has other fields."""
    names = record.dtype.names or ()
    if record.shape != (1,) or not {*_PLAIN, "keys", "sentences"}.issubset(names):
        raise ValueError("not the record of an index")
    arrays = {name: np.asarray(record[0][name]) for name in names}
    bounds = arrays["bounds"]
    return SourceIndex(
        document=document,
        fine=fine,
        spans=encoder.restore_spans(
            document.text, {name.removeprefix(_SPANS): arrays[name] for name in arrays if name.startswith(_SPANS)}
        ),
        keys=tuple(arrays["keys"].tobytes().decode().split("\n")) if len(arrays["tokens"]) else (),
        windows=Windows(**{name: arrays[_WINDOWS + name] for name in Windows.__slots__}),
        sentences=Windows(starts=bounds[:-1], ends=bounds[1:], vectors=arrays["sentences"]),
        **{name: arrays[name] for name in _PLAIN},
    )
