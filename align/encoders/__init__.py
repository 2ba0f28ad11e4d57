"""Encoders: texts -> vectors that are close where the texts mean the same, whatever their languages.

`encoder` makes one by name, `available` lists what is at hand. Importing this package loads no model and no torch.
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
    """An encoder that `encoder` can make, here and now or after a download."""

    name: str
    """What to ask for."""
    about: str
    """What it is, in a few words; empty if nothing is known."""
    languages: str
    """Which languages it knows; empty if that is not known."""
    dim: int | None
    """Dimensions of a vector; None if that is not known."""
    size: int | None
    """Bytes on disk; None if it is not here."""
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
    """Make the encoder `muse`, or that of a sentence-transformers model: its name on the hub, or its folder.

    Raises EncoderError if it is not at hand and cannot be fetched. `threads` bounds those of muse; the default is as
    many as there are cores that we may use.
    """
    return Muse(threads=threads) if name == "muse" else SentenceTransformers(name)


def unknown_languages(model: Encoder, langs: Iterable[str]) -> tuple[str, ...]:
    """Return those of some languages, in order, that an encoder is known not to know; nothing if that is not known."""
    if not isinstance(model, Muse):
        return ()
    known = {"und", *MUSE_LANGUAGES.split()}
    return tuple(sorted({lang for lang in langs if lang.partition("-")[0] not in known}))


def available() -> list[EncoderInfo]:
    """List muse, some models that are made for many languages, and what else the hub's cache holds."""
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
        snapshot = hub.cached(name)
        size = None if snapshot is None else sum(path.stat().st_size for path in snapshot.rglob("*") if path.is_file())
        infos.append(
            EncoderInfo(name=name, about=about, languages=languages, dim=dim, size=size, at_hand=size is not None)
        )
    return infos


def speed(model: Encoder, sentences: Sequence[str], k: int) -> float:
    """Measure how many sentences a second an encoder does with all their runs of up to k; it is warmed up before."""
    model.runs(sentences[:1], 1)
    start = time.perf_counter()
    model.runs(sentences, k)
    return len(sentences) / (time.perf_counter() - start)
