"""Quotations and sources -> the place of each quotation in a source, to the word, with its probability; or `NotFound`.

The steps: each source is indexed once (`source`) and all are combined (`library`); quotations become queries with their
words and context (`query`); a coarse and a fine search find candidates (`search`); each candidate gets features
(`features`; all steps so far: `evidence`); a model weighs them (`span_model`), keeps fragments in order (`chain`) and
considers the other quotations of the article (`neighbours`); then the best place is chosen (`decide`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.locate.decide import decide
from align.locate.evidence import Article, evidence
from align.locate.library import library
from align.locate.source import SourceIndex, source_index
from align.locate.span_model import SpanModel, default_model
from align.model import NotFound, NotFoundReason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.model import QuotationKey, QuotationMatch
    from align.vectors import Encoder

__all__ = ["Article", "SourceIndex", "SpanModel", "default_model", "locate", "source_index"]


def locate(
    articles: Sequence[Article],
    sources: Sequence[SourceIndex],
    encoder: Encoder,
    *,
    counterparts: Sequence[Sequence[QuotationKey]] = (),
    model: SpanModel | None = None,
) -> dict[QuotationKey, QuotationMatch | NotFound]:
    """Locate all quotations of an article, or of the parallel versions of one.

    The keys of the result are the ids of document and quotation. The quotations of one group of `counterparts` render
    the same words in different languages: they vote together and get one place, if omissions cut them into equally many
    stretches. `model` defaults to the one in the package.
    """
    everything = library(sources)
    if not everything.sources:
        return {
            (name, quotation.id): NotFound(quotation=quotation.id, document=name, reason=NotFoundReason.NO_SOURCE)
            for article in articles
            for name in [article.segmented.document.id]
            for quotation in article.quotations
        }
    model = model or default_model()
    return decide(everything, evidence(articles, counterparts, everything, encoder, model), model)
