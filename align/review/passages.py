"""Words of a document -> a `Passage` that identifies them by content, and back to their present place."""

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
"""Code points of an excerpt: enough to recognise a sentence, and it fits a line of the screen."""
_PREFIX = 16
"""Code points at the beginning of a run that are looked up."""
_AROUND = 40
"""Code points on either side of a stretch that distinguish it from other occurrences of the same words."""


def digest(text: str) -> str:
    """Return 16 hexadecimal digits that identify words but not their white space; an empty string for no words."""
    words = plain(text)
    return hashlib.sha256(words.encode()).hexdigest()[:16] if words else ""


class RunIndex:
    """Identifies and finds runs of the items of a document: segments or quotations.

    A run is found as long as it has the same words, even if they are divided into other items.
    """

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = tuple(texts)
        # One space separates two texts.
        self._starts = [0, *accumulate(len(text) + 1 for text in self.texts)]
        self._item_at = {start: item for item, start in enumerate(self._starts)}
        self._by_prefix: defaultdict[str, list[int]] = defaultdict(list)
        for item, text in enumerate(self.texts):
            self._by_prefix[text[:_PREFIX]].append(item)
        # The borders of the document are neighbours without words.
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
        """Identify a run by its words, or an empty run by its two neighbours."""
        text = self.text(run)
        named = Passage(
            digest=digest(text),
            length=len(text),
            excerpt=text[:EXCERPT],
            before=self._digests[run.start],
            after=self._digests[run.end + 1],
        )
        alike = self._matches(named) if run else self._gaps_between(named)
        return replace(named, nth=sum(found.start < run.start for found in alike))

    def find(self, passage: Passage) -> tuple[SegSpan, ...]:
        """Return the runs with the words of a passage, the likeliest first.

        Of several runs with the same words, those with the same neighbours come first, then those with the most similar
        number of earlier occurrences.
        """
        if passage not in self._found:
            found = list(enumerate(self._matches(passage)))
            found.sort(key=lambda item: (-self.matching_neighbours(item[1], passage), abs(item[0] - passage.nth)))
            self._found[passage] = tuple(run for _, run in found)
        return self._found[passage]

    def gaps(self, passage: Passage) -> tuple[SegSpan, ...]:
        """Return the empty runs beside a neighbour of an empty passage, the likeliest first."""
        both = sorted(enumerate(self._gaps_between(passage)), key=lambda item: abs(item[0] - passage.nth))
        found = [place for _, place in both]
        # A neighbour with words is better evidence than the border of the document.
        for name, step in sorted(((passage.before, 0), (passage.after, -1)), key=lambda item: not item[0]):
            gaps = [at + step for at in self._by_digest[name] if 0 <= at + step <= len(self)]
            found += (SegSpan(start=at, end=at) for at in gaps)
        return tuple(dict.fromkeys(found))

    def _gaps_between(self, passage: Passage) -> Iterator[SegSpan]:
        """Yield the gaps between the two neighbours of an empty passage, in order."""
        for at in self._by_digest[passage.before]:
            if at <= len(self) and self._digests[at + 1] == passage.after:
                yield SegSpan(start=at, end=at)

    def matching_neighbours(self, run: SegSpan, passage: Passage) -> int:
        """Count the neighbours of a run that are also neighbours of a passage: 0, 1 or 2."""
        return (self._digests[run.start] == passage.before) + (self._digests[run.end + 1] == passage.after)

    def _matches(self, passage: Passage) -> Iterator[SegSpan]:
        """Yield the runs with the words of a passage, in order."""
        # If the first item of the run is shorter than the prefix, it ends at the end of a word.
        head = passage.excerpt[: _PREFIX + 1]
        ends = {len(head[:_PREFIX]), *(at for at, letter in enumerate(head) if letter == " ")} if head else ()
        for start in sorted(item for end in ends for item in self._by_prefix.get(head[:end], ())):
            end = self._item_at.get(self._starts[start] + passage.length + 1)
            if end is not None and start < end:
                run = SegSpan(start=start, end=end)
                if digest(self.text(run)) == passage.digest:
                    yield run


class TextIndex:
    """Identifies and finds stretches of a text by their words."""

    def __init__(self, text: str) -> None:
        words = [(match.start(), match[0]) for match in re.finditer(r"\S+", text)]
        self._text_starts = [start for start, _ in words]
        self._plain_starts = [0, *accumulate(len(word) + 1 for _, word in words)][: len(words)]
        self._text = " ".join(word for _, word in words)

    def passage(self, span: CharSpan) -> Passage:
        """Identify a stretch by its words; raise `ValueError` if it has none."""
        start, end = self._to_plain(span.start), self._to_plain(span.end)
        while start < end and self._text[start] == " ":
            start += 1
        while start < end and self._text[end - 1] == " ":
            end -= 1
        if start >= end:
            raise ValueError("the stretch has no words")
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
        """Return the stretches with the words of a passage, the likeliest first."""
        found = list(enumerate(self._matches(passage.excerpt, passage.length, passage.digest)))
        found.sort(key=lambda item: (-self._matching_surroundings(item[1], passage), abs(item[0] - passage.nth)))
        return tuple(
            CharSpan(start=self._to_text(at), end=self._to_text(at + passage.length - 1) + 1) for _, at in found
        )

    def _matches(self, excerpt: str, length: int, name: str) -> Iterator[int]:
        at = self._text.find(excerpt) if excerpt and length else -1
        while at >= 0:
            if digest(self._text[at : at + length]) == name:
                yield at
            at = self._text.find(excerpt, at + 1)

    def _matching_surroundings(self, at: int, passage: Passage) -> int:
        end = at + passage.length
        before = digest(self._text[max(at - _AROUND, 0) : at])
        after = digest(self._text[end : end + _AROUND])
        return (before == passage.before) + (after == passage.after)

    def _to_plain(self, offset: int) -> int:
        """Convert an offset in the text to an offset in the plain words; white space becomes one space."""
        word = bisect_right(self._text_starts, offset) - 1
        if word < 0:
            return 0
        within = offset - self._text_starts[word]
        end = self._plain_starts[word + 1] - 1 if word + 1 < len(self._plain_starts) else len(self._text)
        return min(self._plain_starts[word] + within, end)

    def _to_text(self, at: int) -> int:
        """Convert an offset in the plain words to an offset in the text."""
        word = bisect_right(self._plain_starts, at) - 1
        return self._text_starts[word] + at - self._plain_starts[word]
