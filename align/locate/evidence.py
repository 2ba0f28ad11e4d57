"""Articles and a library -> for each quotation, the candidate places and their features."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from align.locate.features import features
from align.locate.query import queries
from align.locate.search import candidates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align.locate.library import Library
    from align.locate.query import Query
    from align.locate.search import Candidates
    from align.locate.source import Flags, Floats
    from align.locate.span_model import SpanModel
    from align.model import Quotation, QuotationKey, Segmented
    from align.vectors import Encoder, Vectors

_CHARACTERS, _MOST_STEP = 30, 4
"""Code points of the words for each word in the step of the first look, and the maximum step in words."""
_HOPELESS = 8.0
"""Maximum score difference, at the first look, between a candidate and the best one of its source; divided by the share
of the stretch in the length of its quotation."""
_BATCH = 128
"""Number of stretches whose similarities to all windows are in memory at once."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Article:
    """A text and its quotations."""

    segmented: Segmented
    quotations: tuple[Quotation, ...]
    sources: Mapping[str, str]
    """By id of the quotation, the id of the source named by its note; empty if the source is unknown."""
    vectors: Vectors | None = None
    """Vectors of its segments, if already computed."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stretch:
    """Quoted words between two omissions, with their candidate places."""

    found: Candidates
    features: Floats
    """Features for each voice: (voices, candidates, features)."""
    length: int
    """Length of the words in code points, mean over the voices."""
    fragments: tuple[int, ...]
    """For each voice, the number of fragments of the quotation in this stretch."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """The candidates and features of one quotation, in one or several languages."""

    voices: tuple[QuotationKey, ...]
    """The quotation, and its renderings in other languages that vote with it."""
    stretches: tuple[Stretch, ...]
    """In the order of the quotation; empty if it has no words."""
    cited: int | None
    """Index in the library of the source named by its note."""


def evidence(
    articles: Sequence[Article],
    counterparts: Sequence[Sequence[QuotationKey]],
    library: Library,
    encoder: Encoder,
    model: SpanModel | None = None,
) -> list[Evidence]:
    """Search the candidates of all quotations; with a `model`, drop those with low scores at a first look.

    The quotations of one group of `counterparts` are searched together, if omissions cut them into equally many
    stretches. The result is in the order of the articles and of the first voice of each group.
    """
    asked: dict[QuotationKey, list[Query]] = {}
    cited: dict[QuotationKey, str] = {}
    for article in articles:
        name = article.segmented.document.id
        made = queries(article.segmented, article.quotations, encoder, library.centre, article.vectors)
        for quotation, some in zip(article.quotations, made, strict=True):
            asked[name, quotation.id] = some
            if quotation.id in article.sources:
                cited[name, quotation.id] = article.sources[quotation.id]
    numbers = {source.id: number for number, source in enumerate(library.sources)}
    groups = _groups(asked, counterparts)
    stretches = [one for group in groups for one in _shares([*zip(*(asked[key] for key in group), strict=True)])]
    searched = _search(library, stretches, model)
    return [
        Evidence(
            voices=group,
            stretches=tuple(next(searched) for _ in asked[group[0]]),
            cited=next((numbers.get(cited[key]) for key in group if key in cited), None),
        )
        for group in groups
    ]


def _groups(
    asked: Mapping[QuotationKey, Sequence[Query]], counterparts: Sequence[Sequence[QuotationKey]]
) -> list[tuple[QuotationKey, ...]]:
    """Return the groups of quotations to search together."""
    together: dict[QuotationKey, tuple[QuotationKey, ...]] = {}
    for group in counterparts:
        known = tuple(key for key in group if key in asked and key not in together)
        if len({len(asked[key]) for key in known}) == 1:
            together |= dict.fromkeys(known, known)
    return list(dict.fromkeys(together.get(key, (key,)) for key in asked))


def _shares(stretches: Sequence[Sequence[Query]]) -> Iterator[tuple[Sequence[Query], float]]:
    """Yield the stretches of a quotation, each with its share of the total length."""
    total = sum(map(_length, stretches))
    for voices in stretches:
        yield voices, _length(voices) / total


def _search(
    library: Library, stretches: Sequence[tuple[Sequence[Query], float]], model: SpanModel | None
) -> Iterator[Stretch]:
    for first in range(0, len(stretches), _BATCH):
        batch = stretches[first : first + _BATCH]
        words = np.stack([np.mean([voice.words for voice in voices], axis=0) for voices, _ in batch])
        around = np.stack([np.mean([voice.sentence for voice in voices], axis=0) for voices, _ in batch])
        similar = library.similarities(library.windows, words)
        similar_sentences = library.similarities(library.sentences, around)
        for i, (voices, share) in enumerate(batch):
            found = candidates(library, voices, similar[:, i], similar_sentences[:, i])
            step = min(_length(voices) // _CHARACTERS, _MOST_STEP)
            if model and step > 1:
                found = found.select(_promising(found, features(library, voices, found, step=step), share, model))
            yield Stretch(
                found=found,
                features=features(library, voices, found),
                length=_length(voices),
                fragments=tuple(voice.fragments for voice in voices),
            )


def _promising(found: Candidates, rough: Floats, share: float, model: SpanModel) -> Flags:
    """Return a mask of the candidates with a score near the best of their source, for all voices or for one of them."""
    kept = np.zeros(len(found), np.bool_)
    for voices in (rough, *np.split(rough, len(rough))):
        score = model.score_alone(voices)
        for _, here in found.parts():
            kept[here] |= score[here] >= score[here].max() - _HOPELESS / share
    return kept


def _length(voices: Sequence[Query]) -> int:
    return sum(voice.length for voice in voices) // len(voices)
