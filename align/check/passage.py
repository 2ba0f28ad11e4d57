"""Runs of segments as the rules see them: words that know their place in the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import regex

from align.model import CharSpan, Place, Status, plain

if TYPE_CHECKING:
    from align.model import Bead, Segmented, SegSpan

_STOP = re.compile(r"[.!?…][\s»”’\"')\]]*$")
_WORD = regex.compile(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}’'-]*")
_SENTENCE, _STOPPED = 4, 3
"""Least number of words of a sentence, and of one that ends with a stop; a shorter segment is a heading."""


def is_stopped(text: str) -> bool:
    """Tell whether words end with a stop, as sentences do and headlines do not."""
    return bool(_STOP.search(text))


def is_sentence(passage: Passage) -> bool:
    """Tell whether a passage has as many words as a sentence."""
    return len(_WORD.findall(passage.text)) >= (_STOPPED if is_stopped(passage.text) else _SENTENCE)


@dataclass(frozen=True, kw_only=True)
class Passage:
    """A stretch of one version."""

    document: str
    """Id of the document."""
    lang: str
    span: CharSpan
    """Empty where the version has nothing; it is then the point where words might be."""
    text: str
    """The words of the span, unchanged: an offset in them plus `span.start` is an offset in the document."""
    segments: int = 1
    """The number of its segments."""

    @classmethod
    def of(cls, version: Segmented, run: SegSpan) -> Passage:
        """Return the passage of a run of segments, without the white space after it."""
        document = version.document
        if run:
            start, end = version.segments[run.start].span.start, version.segments[run.end - 1].span.end
        else:
            start = end = version.segments[run.start - 1].span.end if run.start else 0
        text = document.text[start:end].rstrip()
        return cls(
            document=document.id,
            lang=document.lang,
            span=CharSpan(start=start, end=start + len(text)),
            text=text,
            segments=len(run),
        )

    @cached_property
    def plain(self) -> str:
        """The words, with one space for each run of white space."""
        return plain(self.text)

    @property
    def place(self) -> Place:
        """The whole passage as a place."""
        return Place(document=self.document, span=self.span)

    def at(self, span: CharSpan) -> Place:
        """Return the place of a span of `text`."""
        start = self.span.start
        return Place(document=self.document, span=CharSpan(start=start + span.start, end=start + span.end))


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The two sides of a bead."""

    bead: Bead
    src: Passage
    tgt: Passage

    @classmethod
    def of(cls, src: Segmented, tgt: Segmented, bead: Bead) -> Pair:
        """Return a bead with its words."""
        return cls(bead=bead, src=Passage.of(src, bead.src), tgt=Passage.of(tgt, bead.tgt))

    @property
    def corresponds(self) -> bool:
        """Whether both sides have words and no reviewer rejected the bead: only then its sides can be compared."""
        return bool(self.src.text and self.tgt.text) and self.bead.status is not Status.REJECTED

    @property
    def passages(self) -> tuple[Place, ...]:
        """Both sides as places, for `Finding.passages`; a side without words is left out."""
        return tuple(side.place for side in (self.src, self.tgt) if side.text)

    @property
    def texts(self) -> tuple[str, ...]:
        """The words of both sides, for `Finding.texts`."""
        return self.src.plain, self.tgt.plain
