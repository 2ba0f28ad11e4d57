"""Quotations -> queries: the words to find, and the article's words around them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from align.locate.lexicon import key, words
from align.locate.library import centre_rows
from align.model import FragmentMark

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.model import CharSpan, Quotation, Segmented
    from align.vectors import Encoder, Vectors

_MARKS = "«»“”„‘’'\"‹›()[] \t\n\u00a0\u202f"
_SEEN_BEFORE = 20.0
"""Weight of the mean vector of the sources in the mean vector of an article, as a number of sentences."""


_LEAST_AROUND = 6
"""Minimum number of letters and figures around a quotation to use their vector."""


class Ending(IntEnum):
    """How quoted words end in the article."""

    OPEN = 0
    """Without a mark."""
    COMMA = 1
    FINAL = 2
    """A sentence ends."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Query:
    """Quoted words between two omissions, which the source should contain without a break."""

    fragments: int
    """Number of fragments of the quotation in it."""
    length: int
    """Length of the words in code points."""
    words: Vectors
    """Vector of the quoted words, centred."""
    plain: Vectors
    """The same, not centred."""
    sentence: Vectors
    """Vector of the sentences that contain them, centred."""
    around: Vectors | None
    """Vector of these sentences without the quoted words, centred; None if very little remains."""
    rest: int
    """Number of letters and figures of these sentences outside the quoted words."""
    capital: bool | None
    """Whether the quoted words begin with a capital; None if their script has no case."""
    ending: Ending
    stops: int
    """Number of sentence ends inside the quoted words."""
    keys: frozenset[str]
    """Keys of the quoted words, from `lexicon.key`."""
    around_keys: frozenset[str]
    """Keys of these sentences outside the quoted words, without `keys`."""
    names: frozenset[str]
    """The `keys` of numbers, and of capitalised words other than the first word of the quotation."""


def queries(
    article: Segmented,
    quotations: Sequence[Quotation],
    encoder: Encoder,
    centre: Vectors,
    sentences: Vectors | None = None,
) -> list[list[Query]]:
    """Make the queries of each quotation, in order.

    `centre` is the mean vector of the sources, (dim,); `sentences` are the vectors of the segments of the article,
    encoded here if not given.
    """
    runs = [(number, run) for number, quotation in enumerate(quotations) for run in _runs(quotation)]
    if not runs:
        return [[] for _ in quotations]
    text = article.document.text
    worded = [" ".join(span.slice(text) for span in run) for _, run in runs]
    surroundings = [_surroundings(article, run) for _, run in runs]
    texts = [
        one
        for words, (before, after) in zip(worded, surroundings, strict=True)
        for one in (words, before + words + after, before + " " + after)
    ]
    everything = [*texts, *(article.texts() if sentences is None else ())]
    numbers = {one: number for number, one in enumerate(dict.fromkeys(everything))}
    vectors = encoder.encode(list(numbers))[[numbers[one] for one in everything]]
    own = vectors[len(texts) :] if sentences is None else sentences
    mean = (own.sum(axis=0) + _SEEN_BEFORE * centre) / (len(own) + _SEEN_BEFORE)
    rows = centre_rows(vectors[: len(texts)], mean.astype(np.float32))
    made: list[list[Query]] = [[] for _ in quotations]
    for i, ((number, run), (before, after)) in enumerate(zip(runs, surroundings, strict=True)):
        made[number].append(
            _query(worded[i], before, after, fragments=len(run), plain=vectors[3 * i], rows=rows[3 * i : 3 * i + 3])
        )
    return made


def _runs(quotation: Quotation) -> list[list[CharSpan]]:
    """Group the fragments of a quotation between omissions; an insertion does not separate, as it omits nothing."""
    omitted = [mark.span.start for mark in quotation.marks if mark.kind is FragmentMark.OMISSION]
    runs: dict[int, list[CharSpan]] = {}
    for span in quotation.fragments:
        runs.setdefault(bisect_right(omitted, span.start), []).append(span)
    return list(runs.values())


def _surroundings(article: Segmented, run: Sequence[CharSpan]) -> tuple[str, str]:
    """Return the text before and after some words, within the sentences that contain them."""
    start, end = run[0].start, run[-1].end
    first = bisect_right(article.segments, start, key=lambda segment: segment.span.start) - 1
    last = bisect_left(article.segments, end, key=lambda segment: segment.span.start) - 1
    text = article.document.text
    return text[article.segments[first].span.start : start], text[end : max(end, article.segments[last].span.end)]


def _capital(letter: str) -> bool | None:
    """Tell whether a letter is a capital; None if its script has no case; False for a figure or an empty string."""
    return letter.isupper() if letter.lower() != letter.upper() or not letter.isalpha() else None


def _query(text: str, before: str, after: str, *, fragments: int, plain: Vectors, rows: Vectors) -> Query:
    rest = sum(map(str.isalnum, before + after))
    found = [(key(word), word) for word in words(text)]
    keys = frozenset(name for name, _ in found if name)
    return Query(
        fragments=fragments,
        length=len(text),
        words=rows[0],
        plain=plain,
        sentence=rows[1],
        around=rows[2] if rest >= _LEAST_AROUND else None,
        rest=rest,
        capital=_capital(text.lstrip(_MARKS)[:1]),
        ending=_ending(text, after),
        stops=_stops(text),
        keys=keys,
        around_keys=frozenset(key(word) for word in words(before + " " + after)) - keys - {""},
        names=frozenset(
            name for i, (name, word) in enumerate(found) if name and (word[0].isdigit() or (i and word[0].isupper()))
        ),
    )


def _ending(text: str, after: str) -> Ending:
    mark, following = text.rstrip(_MARKS)[-1:], after.lstrip(_MARKS)[:1]
    if mark in ".!?…" or not following or following in ".!?…":
        return Ending.FINAL
    return Ending.COMMA if "," in (mark, following) else Ending.OPEN


def _stops(text: str) -> int:
    """Count the marks before the last word of a text that may end a sentence."""
    parts = text.rstrip(".!?… " + _MARKS)
    return sum(1 for mark, following in pairwise(parts) if mark in ".!?…" and following in _MARKS)
