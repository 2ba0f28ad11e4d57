"""Encoders: texts -> vectors that are close where the texts mean the same, in any language.

`encoder` makes one by name; `available` lists them. Importing this package loads no model and no torch.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.encoders import hub, weights
from align.encoders.cache import CachedEncoder, prune
from align.encoders.muse import Muse
from align.encoders.transformers import SentenceTransformers
from align.model import EncoderError
from align.vectors import Encoder, Progress, RunVectors, SpanVectors, Vectors

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = [
    "CachedEncoder",
    "Encoder",
    "EncoderInfo",
    "Progress",
    "RunVectors",
    "SpanVectors",
    "Vectors",
    "available",
    "encoder",
    "prune",
    "speed",
    "unknown_languages",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class EncoderInfo:
    """An encoder that `encoder` can make, at once or after a download."""

    name: str
    """Argument of `encoder`."""
    about: str
    """Short description; empty if unknown."""
    languages: str
    """Languages of the model; empty if unknown."""
    dim: int | None
    """Dimensions of a vector; None if unknown."""
    size: int | None
    """Bytes on disk; None if it is not on this machine."""
    at_hand: bool
    """Whether it works without a network."""


MUSE_LANGUAGES = "ar de en es fr it ja ko nl pl pt ru th tr zh zh-TW"
_KNOWN = {
    "sentence-transformers/LaBSE": ("Google's LaBSE, trained to find translations", "109 languages", 768),
    "sentence-transformers/paraphrase-multilingual-MiniLM-L12-v2": ("small, for paraphrases", "50 languages", 384),
    "intfloat/multilingual-e5-small": ("multilingual E5, small", "100 languages", 384),
    "intfloat/multilingual-e5-base": ("multilingual E5, middle", "100 languages", 768),
    "intfloat/multilingual-e5-large": ("multilingual E5, large", "100 languages", 1024),
}


def encoder(name: str = "muse", *, threads: int | None = None) -> Encoder:
    """Make the encoder `muse`, or one from a sentence-transformers model.

    `name`: "muse", or a model's name on the hub, or its folder.
    `threads`: most threads of muse; by default, one for each core that this process may use.

    Raises EncoderError if the model is not on this machine and cannot be downloaded.
    """
    return Muse(threads=threads) if name == hub.BUILT_IN else SentenceTransformers(name)


def unknown_languages(model: Encoder, langs: Iterable[str]) -> tuple[str, ...]:
    """Return, sorted, the languages that an encoder does not know; empty if its languages are unknown."""
    if not isinstance(model, Muse):
        return ()
    known = {"und", *MUSE_LANGUAGES.split()}
    return tuple(sorted({lang for lang in langs if lang.partition("-")[0] not in known}))


def available() -> list[EncoderInfo]:
    """List muse, some multilingual models, and all other models in the hub's cache."""
    try:
        weights.revision()
        installed = True
    except EncoderError:
        installed = False
    infos = [
        EncoderInfo(
            name="muse",
            about="Google's multilingual USE 3, built in",
            languages=MUSE_LANGUAGES,
            dim=weights.DIM,
            size=weights.LAYOUT.itemsize if installed else None,
            at_hand=installed,
        )
    ]
    for name in dict.fromkeys([*_KNOWN, *hub.cached_models()]):
        about, languages, dim = _KNOWN.get(name, ("", "", None))
        snapshot = hub.find_cached(name)
        size = None if snapshot is None else sum(path.stat().st_size for path in snapshot.rglob("*") if path.is_file())
        infos.append(
            EncoderInfo(name=name, about=about, languages=languages, dim=dim, size=size, at_hand=size is not None)
        )
    return infos


def speed(model: Encoder, sentences: Sequence[str], k: int) -> float:
    """Measure how many sentences a second an encoder encodes, with their runs of up to k, after a warm-up."""
    model.runs(sentences[:1], 1)
    start = time.perf_counter()
    model.runs(sentences, k)
    return len(sentences) / (time.perf_counter() - start)
