"""Words of a document -> a `Passage` that names them by content, and back: where these words stand now."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

from align.model import CharSpan, Passage, SegSpan, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EXCERPT = 80
"""Code points of an excerpt: enough to recognise a sentence by, in a line that fits a screen."""
_PREFIX = 16
"""Code points by which runs of segments are looked up."""
_AROUND = 40
"""Code points on either side of a stretch of text that tell its repetitions apart."""


def digest(text: str) -> str:
    """Return a name for words, white space apart; empty for none."""
    words = plain(text)
    return hashlib.sha256(words.encode()).hexdigest()[:16] if words else ""


class SegmentRuns:
    """The items of a document (segments, quotations), whose runs are named and found.

    A run is found as long as it holds the same words, even if it is cut into other items.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        # Between two texts stands one space.
        self._starts = [0, *accumulate(len(text) + 1 for text in self.texts)]
        self._item_at = {start: item for item, start in enumerate(self._starts)}
        self._by_prefix: defaultdict[str, list[int]] = defaultdict(list)
        for item, text in enumerate(self.texts):
            self._by_prefix[text[:_PREFIX]].append(item)
        # The border of the document has no words; it is a neighbour like any other.
        self._digests = ["", *map(digest, self.texts), ""]
        self._by_digest: defaultdict[str, list[int]] = defaultdict(list)
        for place, name in enumerate(self._digests):
            self._by_digest[name].append(place)
        self._found: dict[Passage, tuple[SegSpan, ...]] = {}

    def __len__(self) -> int:
        return len(self.texts)

    def text(self, run: SegSpan) -> str:
        """Return the words of a run."""
        return " ".join(self.texts[run.start : run.end])

    def passage(self, run: SegSpan) -> Passage:
        """Name a run; of an empty one, the place between two items."""
        text = self.text(run)
        named = Passage(
            digest=digest(text),
            length=len(text),
            excerpt=text[:EXCERPT],
            before=self._digests[run.start],
            after=self._digests[run.end + 1],
        )
        alike = self._matches(named) if run else self._between(named)
        return replace(named, nth=sum(found.start < run.start for found in alike))

    def find(self, passage: Passage) -> tuple[SegSpan, ...]:
        """Return the runs that hold the words of a passage, the most likely first.

        Between runs of the same words it counts first what stands around them, then how many come before.
        """
        if passage not in self._found:
            found = list(enumerate(self._matches(passage)))
            found.sort(key=lambda item: (-self.likeness(item[1], passage), abs(item[0] - passage.nth)))
            self._found[passage] = tuple(run for _, run in found)
        return self._found[passage]

    def places(self, passage: Passage) -> tuple[SegSpan, ...]:
        """Return the places between items at which a neighbour of an empty passage stands, the most likely first."""
        both = sorted(enumerate(self._between(passage)), key=lambda item: abs(item[0] - passage.nth))
        found = [place for _, place in both]
        # Words that are a neighbour say more than the border of the document does.
        for name, step in sorted(((passage.before, 0), (passage.after, -1)), key=lambda item: not item[0]):
            gaps = [at + step for at in self._by_digest[name] if 0 <= at + step <= len(self)]
            found += (SegSpan(start=at, end=at) for at in gaps)
        return tuple(dict.fromkeys(found))

    def _between(self, passage: Passage) -> Iterator[SegSpan]:
        """Yield the places between the two neighbours of an empty passage, in order."""
        for at in self._by_digest[passage.before]:
            if at <= len(self) and self._digests[at + 1] == passage.after:
                yield SegSpan(start=at, end=at)

    def likeness(self, run: SegSpan, passage: Passage) -> int:
        """Return how many neighbours of a run are those of a passage: 0, 1 or 2."""
        return (self._digests[run.start] == passage.before) + (self._digests[run.end + 1] == passage.after)

    def _matches(self, passage: Passage) -> Iterator[SegSpan]:
        """Yield the runs that hold the words of a passage, in order."""
        # The first item of the run may be shorter than the prefix; then it ends where a word does.
        head = passage.excerpt[: _PREFIX + 1]
        ends = {len(head[:_PREFIX]), *(at for at, letter in enumerate(head) if letter == " ")} if head else ()
        for start in sorted(item for end in ends for item in self._by_prefix.get(head[:end], ())):
            end = self._item_at.get(self._starts[start] + passage.length + 1)
            if end is not None and start < end:
                run = SegSpan(start=start, end=end)
                if digest(self.text(run)) == passage.digest:
                    yield run


class Stretches:
    """The text of a document, any stretch of which is named and found by its words."""

    def __init__(self, text: str) -> None:
        words = [(match.start(), match[0]) for match in re.finditer(r"\S+", text)]
        self._there = [start for start, _ in words]
        self._here = [0, *accumulate(len(word) + 1 for _, word in words)][: len(words)]
        self._text = " ".join(word for _, word in words)

    def passage(self, span: CharSpan) -> Passage:
        """Name a stretch of text; raise `ValueError` if it holds no words."""
        start, end = self._plain(span.start), self._plain(span.end)
        while start < end and self._text[start] == " ":
            start += 1
        while start < end and self._text[end - 1] == " ":
            end -= 1
        if start >= end:
            raise ValueError("the stretch holds no words")
        words = self._text[start:end]
        return Passage(
            digest=digest(words),
            length=len(words),
            excerpt=words[:EXCERPT],
            before=digest(self._text[max(start - _AROUND, 0) : start]),
            after=digest(self._text[end : end + _AROUND]),
            nth=sum(at < start for at in self._matches(words[:EXCERPT], len(words), digest(words))),
        )

    def find(self, passage: Passage) -> tuple[CharSpan, ...]:
        """Return the stretches that hold the words of a passage, the most likely first."""
        found = list(enumerate(self._matches(passage.excerpt, passage.length, passage.digest)))
        found.sort(key=lambda item: (-self._likeness(item[1], passage), abs(item[0] - passage.nth)))
        return tuple(CharSpan(start=self._file(at), end=self._file(at + passage.length - 1) + 1) for _, at in found)

    def _matches(self, excerpt: str, length: int, name: str) -> Iterator[int]:
        at = self._text.find(excerpt) if excerpt and length else -1
        while at >= 0:
            if digest(self._text[at : at + length]) == name:
                yield at
            at = self._text.find(excerpt, at + 1)

    def _likeness(self, at: int, passage: Passage) -> int:
        end = at + passage.length
        before = digest(self._text[max(at - _AROUND, 0) : at])
        after = digest(self._text[end : end + _AROUND])
        return (before == passage.before) + (after == passage.after)

    def _plain(self, offset: int) -> int:
        """Return the place in the words of a code point of the text; of white space, that of the gap."""
        word = bisect_right(self._there, offset) - 1
        if word < 0:
            return 0
        within = offset - self._there[word]
        end = self._here[word + 1] - 1 if word + 1 < len(self._here) else len(self._text)
        return min(self._here[word] + within, end)

    def _file(self, at: int) -> int:
        word = bisect_right(self._here, at) - 1
        return self._there[word] + at - self._here[word]
