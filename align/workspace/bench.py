"""Everything that the use cases share: project folder, encoder, caches, listener."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from align import bitext
from align.encoders import CachedEncoder, encoder, unknown_languages
from align.files.cache import Cache
from align.model import Signature, UsageError
from align.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterable

    from align.encoders import Encoder
    from align.listener import Listener
    from align.model import Segmented


@dataclass(frozen=True, slots=True, kw_only=True)
class Workbench:
    """A folder, an encoder and its caches, and a listener."""

    root: Path
    """Project folder; the current folder for loose files."""
    encoder: Encoder
    cache: Cache
    """Vectors, ladders, traces, findings and indexes, by content."""
    listener: Listener
    encoding: str | None = None
    """Encoding of files that are not UTF-8; None refuses such files."""
    threads: int = 1
    """Cores that may be used; results are the same for any number."""
    part: bool = False
    """Whether the shorter of two texts is taken for a part of the longer."""

    @classmethod
    def open(
        cls,
        root: Path,
        encoder_name: str | Path | Encoder,
        cache: Path,
        listener: Listener,
        *,
        encoding: str | None = None,
        part: bool = False,
    ) -> Workbench:
        """Make a workbench.

        Raises:
            EncoderError: No encoder has this name.
            UsageError: `encoder_name` is neither a name nor a folder nor an encoder.

        """
        threads = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
        if isinstance(encoder_name, (str, Path)):
            model = encoder(str(encoder_name), threads=threads)
        elif isinstance(encoder_name, type) or not callable(getattr(encoder_name, "runs", None)):
            raise UsageError('the encoder is a name ("muse"), the folder of a model, or an object like `align.Encoder`')
        else:
            model = encoder_name
        return cls(
            root=root,
            encoder=model,
            cache=Cache(folder=cache),
            listener=listener,
            encoding=encoding,
            threads=threads,
            part=part,
        )

    @property
    def vectors(self) -> CachedEncoder:
        """The encoder, with the vectors of runs kept in the cache."""
        return CachedEncoder(self.encoder, self.cache.folder / "vectors")

    def signature(self, segmenter: str) -> Signature:
        """Return everything that determines a result."""
        # These take time to import, and a search for words needs no signature.
        from align import locate, rendering

        return Signature(
            version=VERSION,
            encoder=self.encoder.signature,
            segmenter=segmenter,
            parameters=(
                ("beads", bitext.model_name()),
                *((("part", "of the longer"),) if self.part else ()),
                ("run", str(bitext.RUN)),
                ("spans", locate.default_model().name),
                ("verdicts", rendering.RULES),
            ),
        )

    def warn_of_unknown_languages(self, texts: Iterable[Segmented]) -> None:
        """Warn of languages that the encoder does not know."""
        if langs := unknown_languages(self.encoder, (text.document.lang for text in texts)):
            self.listener.warn(
                f"the built-in encoder does not know {' and '.join(langs)}; results there are less sure."
                " The encoder sentence-transformers/LaBSE knows 109 languages"
            )
