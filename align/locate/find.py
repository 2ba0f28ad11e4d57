"""Words in any language and texts -> the places in these texts that most probably say the same."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp, log
from typing import TYPE_CHECKING

import numpy as np

from align.locate.decide import posteriors
from align.locate.evidence import Article, evidence
from align.locate.library import library
from align.locate.span_model import default_model
from align.model import (
    Block,
    BlockKind,
    CharSpan,
    Document,
    Quotation,
    QuotationKind,
    Segment,
    Segmented,
    plain,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.locate.chain import Places
    from align.locate.source import SourceIndex
    from align.vectors import Encoder


CALIBRATION = (0.399, 0.683, -1.019)
"""Weights of the signs returned by `confidence_signs`, and a constant; `benchmarks/finding.py` fits them."""
_SURE = 1e-6
"""Confidences are clipped to this distance from 0 and 1, and less probable places are not returned."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place that may say the same as the words searched for."""

    document: str
    """Id of the document."""
    span: CharSpan
    confidence: float
    """Probability that this place and the words searched for render each other."""


def find(words: str, sources: Sequence[SourceIndex], encoder: Encoder, *, least: float) -> Iterator[Hit]:
    """Yield the places with a probability of at least `least`; places in one text do not overlap.

    The words are located with the model for quotations, as if they were quoted from one of the texts. This model is too
    confident here: it expects the quoted words in one of the texts, and a context. So its confidence is calibrated on
    on-topic texts, with and without the words searched for.
    """
    for hit in candidates(words, sources, encoder):
        signs = (*confidence_signs(hit.confidence, words), 1.0)
        score = sum(weight * sign for weight, sign in zip(CALIBRATION, signs, strict=True))
        confidence = 1 / (1 + exp(-score))
        if confidence >= least:
            yield replace(hit, confidence=confidence)


def confidence_signs(confidence: float, words: str) -> tuple[float, float]:
    """Return the input of the calibration: the log odds of the model, and the logarithm of the number of words."""
    certain = min(max(confidence, _SURE), 1 - _SURE)
    return log(certain / (1 - certain)), log(len(words.split()))


def candidates(words: str, sources: Sequence[SourceIndex], encoder: Encoder) -> Iterator[Hit]:
    """Yield all places that are not quite improbable, with the confidence of the model for quotations."""
    text = plain(words)
    everything = library(sources)
    if not (text and everything.sources):
        return
    model = default_model()
    [places] = posteriors(evidence([_as_article(text)], [], everything, encoder, model), model)
    for number, stretches in places.sources.items():
        yield from _hits(everything.sources[number], stretches[0], _SURE)


def _hits(source: SourceIndex, places: Places, least: float) -> Iterator[Hit]:
    probability = places.probability.copy()
    while len(probability):
        best = int(probability.argmax())
        start, end = int(places.start[best]), int(places.end[best])
        near = (places.start < end) & (places.end > start)
        confidence = float(probability[near].sum())
        if confidence < least or not probability[best]:
            return
        yield Hit(document=source.id, span=source.span(start, end), confidence=min(1.0, confidence))
        probability = np.where(near, 0.0, probability)


def _as_article(text: str) -> Article:
    """Make an article that consists of one quotation."""
    span = CharSpan(start=0, end=len(text))
    document = Document(id="", lang="und", path="", text=text, blocks=(Block(kind=BlockKind.PARAGRAPH, span=span),))
    quotation = Quotation(id="", span=span, depth=1, kind=QuotationKind.QUOTATION, fragments=(span,))
    segmented = Segmented(document=document, segments=(Segment(block=0, span=span),))
    return Article(segmented=segmented, quotations=(quotation,), sources={})
