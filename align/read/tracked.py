"""Text that remembers where it stood: cut, joined and rewritten without losing its offsets in the file."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Traced:
    """A text and the places in the decoded file that its code points came from."""

    text: str
    here: tuple[int, ...] = (0,)
    """Offsets in `text` at which an unbroken copy of the file begins, ascending, the first 0."""
    there: tuple[int, ...] = (0,)
    """For each of them, the offset in the decoded file."""

    def at(self, offset: int) -> int:
        """Return the offset in the decoded file of a code point of the text."""
        k = bisect_right(self.here, offset) - 1
        return self.there[k] + offset - self.here[k]

    def cut(self, start: int, end: int) -> Traced:
        """Return a stretch of the text, its offsets kept."""
        weaver = Weaver()
        weaver.copy(self, start, end)
        return weaver.done()


class Weaver:
    """Put a traced text together from stretches of others and from new words."""

    def __init__(self) -> None:
        self.length = 0
        self._parts: list[str] = []
        self._here: list[int] = []
        self._there: list[int] = []

    def copy(self, source: Traced, start: int, end: int) -> None:
        """Append a stretch of another traced text."""
        if start >= end:
            return
        self._anchor(self.length, source.at(start))
        for k in range(bisect_right(source.here, start), bisect_right(source.here, end - 1)):
            self._anchor(self.length + source.here[k] - start, source.there[k])
        self._append(source.text[start:end])

    def put(self, text: str, at: int) -> None:
        """Append words that stand for what begins at offset `at` of the file."""
        if text:
            self._anchor(self.length, at)
            self._append(text)

    def done(self) -> Traced:
        """Return the text put together so far."""
        return Traced(text="".join(self._parts), here=tuple(self._here) or (0,), there=tuple(self._there) or (0,))

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)

    def _anchor(self, here: int, there: int) -> None:
        # An anchor that merely continues the copy before it says nothing new.
        if not self._here or there - self._there[-1] != here - self._here[-1]:
            self._here.append(here)
            self._there.append(there)
