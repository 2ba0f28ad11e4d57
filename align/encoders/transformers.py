"""Any sentence-transformers model as an encoder; it encodes runs and stretches of words as texts of their own."""

from __future__ import annotations

import re
import warnings
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from align.encoders.hub import find
from align.encoders.reencode import ReencodedSpans, reencode_runs
from align.model import EncoderError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.vectors import Arrays, RunVectors, SpanVectors, Vectors

_BATCH = 64
_E5 = re.compile(r"(?<![a-z0-9])e5(?![a-z0-9])", re.IGNORECASE)


class SentenceTransformers:
    """A model from the hub or from a folder, on the GPU if torch sees one.

    The first vector imports torch and loads the model. Unlike in retrieval, queries and passages are not distinguished:
    every text gets the same prompt, namely the model's default prompt, or else its prompt for queries, or else, if the
    name contains e5, "query: ".

    Raises EncoderError if there is no such model or it cannot be loaded. A text without tokens may get a zero vector.
    """

    def __init__(self, name: str) -> None:
        self._folder, revision = find(name)
        self._name = Path(name).name
        self.signature = f"{self._name}@{revision}:reencoded"

    @cached_property
    def dim(self) -> int:
        """Return the number of dimensions of a vector."""
        dim: int = self.encode(["1"]).shape[1]
        return dim

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the vector of each text."""
        if not texts:
            return np.empty((0, self.dim), np.float32)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            vectors = self._model.encode(  # It sorts the texts by length itself.
                list(texts),
                prompt=self._prompt,
                batch_size=_BATCH,
                normalize_embeddings=True,
                convert_to_numpy=True,
                show_progress_bar=False,
            )
        return np.asarray(vectors, np.float32).reshape(len(texts), -1)

    def runs(self, sentences: Sequence[str], k: int) -> RunVectors:
        """Return the vectors of all runs of 1 to k neighbouring sentences; encodes each distinct text once."""
        return reencode_runs(self.encode, sentences, k)

    def spans(self, texts: Sequence[str]) -> list[SpanVectors]:
        """Return access to the vectors of any stretch of words of each text."""
        return [ReencodedSpans(self.encode, text) for text in texts]

    def restore_spans(self, text: str, arrays: Arrays) -> SpanVectors:  # noqa: ARG002
        """Return the result of `spans` for a text."""
        return ReencodedSpans(self.encode, text)

    @cached_property
    def _model(self) -> Any:  # noqa: ANN401 - the library has no types
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                from sentence_transformers import SentenceTransformer
                from transformers.utils import logging
            except ImportError as error:
                raise EncoderError(f"cannot import it ({error}): pip install sentence-transformers") from None
            logging.set_verbosity_error()  # type: ignore[no-untyped-call]
            logging.disable_progress_bar()  # type: ignore[no-untyped-call]
            try:
                return SentenceTransformer(str(self._folder), local_files_only=True)
            except Exception as error:  # noqa: BLE001 - a damaged model may raise any error
                reason = (str(error).strip() or type(error).__name__).splitlines()[0]
                raise EncoderError(
                    f"the model cannot be loaded ({reason}); fetch it again", path=self._folder
                ) from None

    @cached_property
    def _prompt(self) -> str:
        prompts = self._model.prompts
        return (
            prompts.get(self._model.default_prompt_name)
            or prompts.get("query")
            or ("query: " if _E5.search(self._name) else "")
        )
