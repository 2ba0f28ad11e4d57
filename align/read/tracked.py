"""Text that knows where each of its characters stood in the file, however it was cut, joined and rewritten."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackedText:
    """A text, and the places in the decoded file that its characters come from."""

    text: str
    text_offsets: tuple[int, ...] = (0,)
    """Offsets in `text` at which an unbroken copy of the file begins: ascending, the first is 0."""
    file_offsets: tuple[int, ...] = (0,)
    """Offsets in the decoded file, one for each of `text_offsets`."""

    def file_offset(self, offset: int) -> int:
        """Return the offset in the decoded file of the character at `offset` in the text."""
        k = bisect_right(self.text_offsets, offset) - 1
        return self.file_offsets[k] + offset - self.text_offsets[k]

    def cut(self, start: int, end: int) -> TrackedText:
        """Return the text from `start` to `end`, with its places in the file."""
        builder = TextBuilder()
        builder.copy(self, start, end)
        return builder.build()


class TextBuilder:
    """Builds a tracked text from stretches of others and from new words."""

    def __init__(self) -> None:
        self.length = 0
        self._parts: list[str] = []
        self._text_offsets: list[int] = []
        self._file_offsets: list[int] = []

    def copy(self, source: TrackedText, start: int, end: int) -> None:
        """Append the stretch of another text from `start` to `end`; nothing if it is empty."""
        if start >= end:
            return
        self._anchor(self.length, source.file_offset(start))
        for k in range(bisect_right(source.text_offsets, start), bisect_right(source.text_offsets, end - 1)):
            self._anchor(self.length + source.text_offsets[k] - start, source.file_offsets[k])
        self._append(source.text[start:end])

    def add(self, text: str, file_offset: int) -> None:
        """Append words that replace the characters of the file from `file_offset` on."""
        if text:
            self._anchor(self.length, file_offset)
            self._append(text)

    def build(self) -> TrackedText:
        """Return the text built so far."""
        return TrackedText(
            text="".join(self._parts),
            text_offsets=tuple(self._text_offsets) or (0,),
            file_offsets=tuple(self._file_offsets) or (0,),
        )

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self.length += len(text)

    def _anchor(self, text_offset: int, file_offset: int) -> None:
        # An anchor that only continues the copy before it is redundant.
        if not self._text_offsets or file_offset - self._file_offsets[-1] != text_offset - self._text_offsets[-1]:
            self._text_offsets.append(text_offset)
            self._file_offsets.append(file_offset)
