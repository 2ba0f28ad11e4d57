"""Articles and a library -> for every quotation, where it may come from and what speaks for each place."""

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
"""Of so many characters, a word more or less makes little difference; and at most so many words are passed over."""
_HOPELESS = 8.0
"""By how much less the score of a candidate may be at a first look than that of the best of its source; what omissions
part weighs by its length."""
_BATCH = 128
"""Stretches whose similarities to all windows are in memory together."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Article:
    """A text that quotes, and what it quotes."""

    segmented: Segmented
    quotations: tuple[Quotation, ...]
    sources: Mapping[str, str]
    """Id of the source that the notes name, by the id of the quotation; empty for those of which nothing is known."""
    vectors: Vectors | None = None
    """Vectors of its segments, if they are at hand."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Stretch:
    """Where quoted words between two omissions may come from."""

    found: Candidates
    features: Floats
    """Those of each voice: (voices, candidates, features)."""
    length: int
    """Code points of the words, the mean over the voices."""
    fragments: tuple[int, ...]
    """For each voice, how many fragments of the quotation it is made of."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Evidence:
    """All that is known of one quotation, in one language or in several."""

    voices: tuple[QuotationKey, ...]
    """The quotation, and its renderings in other languages if they vote with it."""
    stretches: tuple[Stretch, ...]
    """In the order of the quotation; empty if it has no words."""
    cited: int | None
    """Index in the library of the source that its note names."""


def evidence(
    articles: Sequence[Article],
    counterparts: Sequence[Sequence[QuotationKey]],
    library: Library,
    encoder: Encoder,
    model: SpanModel | None = None,
) -> list[Evidence]:
    """Search for every quotation; with a model, what it finds hopeless at a first look is left out.

    Those of one group of `counterparts` are searched together, if omissions cut them into equally many stretches.
    The order is that of the articles, and of the first voice of each group.
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
    searched = _searched(library, stretches, model)
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
    """Return which quotations are searched together."""
    together: dict[QuotationKey, tuple[QuotationKey, ...]] = {}
    for group in counterparts:
        known = tuple(key for key in group if key in asked and key not in together)
        if len({len(asked[key]) for key in known}) == 1:
            together |= dict.fromkeys(known, known)
    return list(dict.fromkeys(together.get(key, (key,)) for key in asked))


def _shares(stretches: Sequence[Sequence[Query]]) -> Iterator[tuple[Sequence[Query], float]]:
    """Yield the stretches of a quotation, each with its share in the length of all."""
    total = sum(map(_length, stretches))
    for voices in stretches:
        yield voices, _length(voices) / total


def _searched(
    library: Library, stretches: Sequence[tuple[Sequence[Query], float]], model: SpanModel | None
) -> Iterator[Stretch]:
    for first in range(0, len(stretches), _BATCH):
        batch = stretches[first : first + _BATCH]
        words = np.stack([np.mean([voice.words for voice in voices], axis=0) for voices, _ in batch])
        around = np.stack([np.mean([voice.sentence for voice in voices], axis=0) for voices, _ in batch])
        alike = library.similarities(library.windows, words)
        alike_sentences = library.similarities(library.sentences, around)
        for i, (voices, share) in enumerate(batch):
            found = candidates(library, voices, alike[:, i], alike_sentences[:, i])
            step = min(_length(voices) // _CHARACTERS, _MOST_STEP)
            if model and step > 1:
                found = found.only(_hopeful(found, features(library, voices, found, step=step), share, model))
            yield Stretch(
                found=found,
                features=features(library, voices, found),
                length=_length(voices),
                fragments=tuple(voice.fragments for voice in voices),
            )


def _hopeful(found: Candidates, rough: Floats, share: float, model: SpanModel) -> Flags:
    """Tell which candidates come near the best of their source, for all voices together or for one of them."""
    kept = np.zeros(len(found), np.bool_)
    for voices in (rough, *np.split(rough, len(rough))):
        score = model.score_alone(voices)
        for _, here in found.parts():
            kept[here] |= score[here] >= score[here].max() - _HOPELESS / share
    return kept


def _length(voices: Sequence[Query]) -> int:
    return sum(voice.length for voice in voices) // len(voices)
