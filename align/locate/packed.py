"""An index of a source <-> one record of plain arrays, which a file can keep and map into memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from align.locate.source import SourceIndex, Windows

if TYPE_CHECKING:
    from align.model import Document
    from align.vectors import Encoder

Packed = NDArray[Any]
"""One record: (1,)."""

_PLAIN = ("tokens", "offsets", "gaps", "sentence", "bounds", "block", "names", "capital")
_WINDOWS, _SPANS = "windows ", "spans "
"""What the names of their fields begin with."""


def pack(index: SourceIndex) -> Packed:
    """Return all that was found out about a source but for its text."""
    fields: dict[str, NDArray[Any]] = {name: getattr(index, name) for name in _PLAIN}
    fields["keys"] = np.frombuffer("\n".join(index.keys).encode(), np.uint8)
    fields["sentences"] = index.sentences.vectors
    fields |= {_WINDOWS + name: getattr(index.windows, name) for name in Windows.__slots__}
    fields |= {_SPANS + name: array for name, array in index.spans.arrays.items()}
    layout = np.dtype([(name, array.dtype, array.shape) for name, array in fields.items()], align=True)
    packed = np.zeros(1, layout)
    for name, array in fields.items():
        packed[0][name] = array
    return packed


def unpack(packed: Packed, document: Document, encoder: Encoder, *, fine: bool) -> SourceIndex:
    """Return the index of a document; raise ValueError if the record is of another kind."""
    names = packed.dtype.names or ()
    if packed.shape != (1,) or not {*_PLAIN, "keys", "sentences"}.issubset(names):
        raise ValueError("not the record of an index")
    arrays = {name: np.asarray(packed[0][name]) for name in names}
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
