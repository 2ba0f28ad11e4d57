"""An opened project in a helper process: realignment and search by meaning."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import align
from align.web.processes import Helper

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from align import Assistant, Bead, Found, FreeStretch, Listener


class Worker:
    """An opened project in the helper process."""

    def __init__(self, folder: Path, encoder: str, encoding: str | None, listener: Listener) -> None:
        self._workspace = align.open_project(folder, encoder=encoder, encoding=encoding, listener=listener)
        self._assistant: Assistant = self._workspace.assistant()

    def realign(self, stretch: FreeStretch) -> tuple[Bead, ...]:
        """Realign a stretch."""
        return self._assistant.realign(stretch)

    def similarities(self, words: str, texts: Sequence[str], longest: int) -> list[list[float]]:
        """Compare words with runs of texts."""
        return self._assistant.similarities(words, texts, longest)

    def most_similar(self, words: str, texts: Sequence[str], longest: int, limit: int) -> list[tuple[int, int, float]]:
        """Return the runs of texts most similar to some words."""
        return self._assistant.most_similar(words, texts, longest, limit)

    def find(self, words: str) -> tuple[Found, ...]:
        """Find words in the texts, in any language."""
        return self._workspace.find(words)


class RemoteWorker:
    """The same methods in this process; each calls the helper process and waits for it."""

    def __init__(self, folder: Path, encoder: str, encoding: str | None) -> None:
        self._helper = Helper(partial(Worker, folder, encoder, encoding))

    @property
    def progress(self) -> tuple[str, int, int] | None:
        """Present work: what, steps done, steps in all."""
        return self._helper.progress

    def realign(self, stretch: FreeStretch) -> tuple[Bead, ...]:
        """Realign a stretch."""
        beads: tuple[Bead, ...] = self._helper.call("realign", stretch)
        return beads

    def similarities(self, words: str, texts: Sequence[str], longest: int) -> list[list[float]]:
        """Compare words with runs of texts."""
        scores: list[list[float]] = self._helper.call("similarities", words, texts, longest)
        return scores

    def most_similar(self, words: str, texts: Sequence[str], longest: int, limit: int) -> list[tuple[int, int, float]]:
        """Return the runs of texts most similar to some words."""
        runs: list[tuple[int, int, float]] = self._helper.call("most_similar", words, texts, longest, limit)
        return runs

    def find(self, words: str) -> tuple[Found, ...]:
        """Find words in the texts, in any language."""
        found: tuple[Found, ...] = self._helper.call("find", words)
        return found

    def end(self) -> None:
        """End the helper process; a caller that waits for it gets an `AlignError`."""
        self._helper.end()
