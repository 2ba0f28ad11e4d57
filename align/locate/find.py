"""Words in any language, and texts -> the places of the texts that most probably say the same."""

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
"""Weights of the signs that `evident` returns, and of 1; `benchmarks/finding.py` fits them."""
_SURE = 1e-6
"""Nothing is surer, or less sure, than this leaves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A place that may say what was asked for."""

    document: str
    """Id of the document."""
    span: CharSpan
    confidence: float
    """Probability that the words at this place are what the words asked for render, or are rendered by."""


def find(words: str, sources: Sequence[SourceIndex], encoder: Encoder, *, least: float) -> Iterator[Hit]:
    """Yield the places of some texts that are at least so probable, of one text none overlapping another.

    The words are located as if they were quoted from one of these texts, by the same model. That model expects that
    what is like nothing else in a text is what was quoted, and to know what stands around it; so its confidence is
    corrected by how often it is right where texts are on the subject, whether they say what is asked for or not.
    """
    for hit in candidates(words, sources, encoder):
        signs = (*evident(hit.confidence, words), 1.0)
        score = sum(weight * sign for weight, sign in zip(CALIBRATION, signs, strict=True))
        confidence = 1 / (1 + exp(-score))
        if confidence >= least:
            yield replace(hit, confidence=confidence)


def evident(confidence: float, words: str) -> tuple[float, float]:
    """Return what tells how sure a hit is: the log odds of the model, and the logarithm of the number of words."""
    certain = min(max(confidence, _SURE), 1 - _SURE)
    return log(certain / (1 - certain)), log(len(words.split()))


def candidates(words: str, sources: Sequence[SourceIndex], encoder: Encoder) -> Iterator[Hit]:
    """Yield the places that are at all probable, with the confidence of the model of quotations."""
    text = plain(words)
    everything = library(sources)
    if not (text and everything.sources):
        return
    model = default_model()
    [places] = posteriors(evidence([_quoted(text)], [], everything, encoder, model), model)
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


def _quoted(text: str) -> Article:
    """Return an article that consists of one quotation."""
    span = CharSpan(start=0, end=len(text))
    document = Document(id="", lang="und", path="", text=text, blocks=(Block(kind=BlockKind.PARAGRAPH, span=span),))
    quotation = Quotation(id="", span=span, depth=1, kind=QuotationKind.QUOTATION, fragments=(span,))
    segmented = Segmented(document=document, segments=(Segment(block=0, span=span),))
    return Article(segmented=segmented, quotations=(quotation,), sources={})
