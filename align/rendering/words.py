"""An excerpt -> its words as one string, cut into clauses, with a vector for any stretch of words."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from align.lang.facts import Fact, facts
from align.model import CharSpan

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from align.dp import Floats, Ints
    from align.rendering.model import Excerpt
    from align.vectors import Encoder, SpanVectors

_BREAK = re.compile(r"(?<!\d)[,.](?!\d)|[;:!?…()\[\]]|(?<=\s)[—–-](?=\s)|(?<=\d)[,.](?=\s|$)")
_GAP = "…"
"""Text put between two fragments, so that no number or name is read across."""
MOST = 5
"""Most clauses of a run that is compared with others."""
LONGEST = 14
"""Most words of a stretch that is compared with a clause."""
_WORD, _WHOLE_WORD = re.compile(r"\w"), re.compile(r"\w+")
_CONTEXT, _EDGE = 8, 5
"""Words by which a place may be too short or too long before a difference at its ends is reported."""
_REACH = 200
"""Characters searched for those words."""


@dataclass(slots=True, kw_only=True, eq=False)
class _Known:
    """The vectors of stretches of words that were needed before."""

    rows: dict[tuple[int, int], int]
    """Row in `vectors`, by first word and one past the last."""
    vectors: Floats


@dataclass(frozen=True, eq=False)
class Words:
    """The quoted words of an excerpt as one string; offsets count from the beginning of its first fragment."""

    excerpt: Excerpt
    text: str
    """The fragments. An ellipsis and blanks replace the text between two of them, and a blank each line break."""
    vectors: SpanVectors
    """Gives the vectors of stretches of words."""
    encoder: Encoder

    @property
    def start(self) -> int:
        """Return the offset in the document at which the string begins."""
        return _start(self.excerpt)

    @property
    def fragments(self) -> tuple[CharSpan, ...]:
        """Return the fragments as stretches of the string."""
        return tuple(
            CharSpan(start=fragment.start - self.start, end=fragment.end - self.start)
            for fragment in self.excerpt.fragments
        )

    @cached_property
    def facts(self) -> tuple[Fact, ...]:
        """Return the facts that the words state."""
        return facts(self.text, self.excerpt.lang, self.excerpt.beside)

    @cached_property
    def clauses(self) -> tuple[CharSpan, ...]:
        """Return the stretches between punctuation marks and ends of fragments. Each has a letter or digit."""
        ends = {fragment.end for fragment in self.fragments}
        cuts = sorted(ends.union(match.end() for match in _BREAK.finditer(self.text)))
        spans = (self._strip(start, end) for start, end in pairwise([0, *cuts]))
        return tuple(span for span in spans if span)

    @cached_property
    def runs(self) -> tuple[tuple[Floats, Floats], ...]:
        """Return the vectors and the numbers of words of the runs of one clause, of two, and so on up to `MOST`."""
        count = len(self.clauses)
        spans = [[self.run(i, i + size) for i in range(count - size + 1)] for size in range(1, MOST + 1)]
        ranges = [[self.word_range(span) for span in some] for some in spans]
        words = [(i, i + 1) for i in self._spelt]
        self._vectors([one for some in (words, *ranges) for one in some])  # All at once costs less.
        return tuple(
            (self._vectors(some), np.array([end - start for start, end in some], np.float32)) for some in ranges
        )

    def document_span(self, span: CharSpan) -> CharSpan:
        """Return the span in the document of a stretch of the string."""
        return CharSpan(start=self.start + span.start, end=self.start + span.end)

    def run(self, first: int, last: int) -> CharSpan:
        """Return the stretch of the clauses `first` to `last`, half-open."""
        return CharSpan(start=self.clauses[first].start, end=self.clauses[last - 1].end)

    def word_range(self, span: CharSpan) -> tuple[int, int]:
        """Return the first of the encoder's words in a stretch, and one past the last that begins in it."""
        return bisect_left(self._starts, span.start + 1) - 1, bisect_left(self._starts, span.end)

    @cached_property
    def context(self) -> Words:
        """Return the words with a few more before and after, because a place may be found inexactly."""
        [words] = words_of([self._wider], self.encoder)
        return words

    @cached_property
    def context_facts(self) -> tuple[Fact, ...]:
        """Return the facts that the words state together with those few more."""
        return facts(_text(self._wider), self.excerpt.lang, self.excerpt.beside)

    @property
    def _wider(self) -> Excerpt:
        fragments, text = self.excerpt.fragments, self.excerpt.text
        before = list(_WHOLE_WORD.finditer(text, max(0, fragments[0].start - _REACH), fragments[0].start))[-_CONTEXT:]
        after = list(_WHOLE_WORD.finditer(text, fragments[-1].end, fragments[-1].end + _REACH))[:_CONTEXT]
        start = before[0].start() if before else fragments[0].start
        end = after[-1].end() if after else fragments[-1].end
        ends = CharSpan(start=start, end=fragments[0].start), CharSpan(start=fragments[-1].end, end=end)
        return replace(self.excerpt, fragments=(ends[0], *fragments, ends[1]))

    def at_an_end(self, span: CharSpan) -> bool:
        """Tell whether a stretch is in the first or last clause of its fragment, or within a few words of its ends."""
        (fragment,) = (one for one in self.fragments if one.start <= span.start < one.end)
        inside = [clause for clause in self.clauses if fragment.start <= clause.start < fragment.end]
        first, last = self.word_range(CharSpan(start=inside[0].start, end=inside[-1].end))
        start, end = self.word_range(span)
        within = start < first + _EDGE or last - _EDGE < end
        return within or span.start < inside[0].end or inside[-1].start < span.end

    def vectors_of(self, spans: Iterable[CharSpan]) -> Floats:
        """Return the vector of each stretch: (n, dim)."""
        return self._vectors([self.word_range(span) for span in spans])

    def vectors_without(self, spans: Iterable[tuple[CharSpan, CharSpan]]) -> Floats:
        """Return, for each pair, the vector of the first stretch without the second, which lies within it: (n, dim)."""
        ranges = [(*self.word_range(whole), *self.word_range(part)) for whole, part in spans]
        return self.vectors.vectors_without(*np.array(ranges, np.int64).reshape(-1, 4).T)

    def stretches(self, span: CharSpan | None = None, longest: int = LONGEST) -> tuple[Ints, Floats]:
        """Return all stretches of words, or those within `span`: their code points (n, 2) and vectors (n, dim)."""
        ranges = self._ranges(span, 1, longest)
        return self._bounds(ranges), self._vectors(ranges)

    def parts(self, span: CharSpan, shortest: int, longest: int) -> list[CharSpan]:
        """Return the stretches of `shortest` to `longest` words within a span."""
        bounds = self._bounds(self._ranges(span, shortest, longest)).tolist()
        return [CharSpan(start=start, end=end) for start, end in bounds]

    def _ranges(self, span: CharSpan | None, shortest: int, longest: int) -> list[tuple[int, int]]:
        first, last = self.word_range(span) if span else (0, len(self._starts))
        # A stretch that begins or ends with a punctuation mark is like the same stretch without the mark.
        spelt = self._spelt[bisect_left(self._spelt, first) : bisect_left(self._spelt, last)]
        return [
            (i, j + 1) for k, i in enumerate(spelt) for j in spelt[k + shortest - 1 : k + longest] if j < i + longest
        ]

    def _bounds(self, ranges: Sequence[tuple[int, int]]) -> Ints:
        bounds, offsets = np.array(ranges, np.int64).reshape(-1, 2), self.vectors.offsets
        return np.stack([offsets[bounds[:, 0], 0], offsets[bounds[:, 1] - 1, 1]], axis=1)

    def _vectors(self, ranges: Sequence[tuple[int, int]]) -> Floats:
        """Return the vectors of half-open ranges of words: (n, dim). Each is made only once."""
        known = self._known
        if new := [one for one in dict.fromkeys(ranges) if one not in known.rows]:
            bounds = np.array(new, np.int64)
            known.vectors = np.concatenate([known.vectors, self.vectors.vectors(bounds[:, 0], bounds[:, 1])])
            known.rows.update(zip(new, range(len(known.rows), len(known.vectors)), strict=True))
        return known.vectors[[known.rows[one] for one in ranges]]

    @cached_property
    def _known(self) -> _Known:
        return _Known(rows={}, vectors=np.empty((0, self.encoder.dim), np.float32))

    @cached_property
    def _starts(self) -> list[int]:
        starts: list[int] = self.vectors.offsets[:, 0].tolist()
        return starts

    @cached_property
    def _spelt(self) -> list[int]:
        """Return the numbers of the encoder's words that have letters or digits."""
        offsets = enumerate(self.vectors.offsets.tolist())
        return [i for i, (start, end) in offsets if _WORD.search(self.text, start, end)]

    def _strip(self, start: int, end: int) -> CharSpan | None:
        inside = [match.start() for match in _WORD.finditer(self.text, start, end)]
        return CharSpan(start=inside[0], end=inside[-1] + 1) if inside else None


def words_of(excerpts: Sequence[Excerpt], encoder: Encoder) -> list[Words]:
    """Return the words of each excerpt; several at once cost less."""
    texts = [_text(excerpt) for excerpt in excerpts]
    vectors = encoder.spans(texts)
    return [Words(*one, encoder) for one in zip(excerpts, texts, vectors, strict=True)]


def _start(excerpt: Excerpt) -> int:
    return excerpt.fragments[0].start if excerpt.fragments else 0


def _text(excerpt: Excerpt) -> str:
    out, at = [""], _start(excerpt)
    for fragment in excerpt.fragments:
        out.append(_GAP.ljust(fragment.start - at)[: fragment.start - at])
        out.append(fragment.slice(excerpt.text).replace("\n", " "))
        at = fragment.end
    return "".join(out)
