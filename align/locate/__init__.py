"""Quotations and the sources in hand -> where each quotation comes from, to the word, and how sure that is; or why not.

The steps: a source is indexed once (`source`); what all of them have in common is set aside (`library`); quotations
become queries that hold their words and what the article says around them (`query`); a coarse and a fine search find
candidates (`search`); what speaks for each of them is counted (`features`; all so far is `evidence`); a model weighs it
(`span_model`), fragments keep their order (`chain`) and the other quotations of the article are heard (`neighbours`);
then the best place is named (`decide`).
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
    """Locate every quotation of an article, or of the parallel versions of one.

    The keys of the result are ids of document and quotation. Those of one group of `counterparts` render the same words
    in different languages: they vote together and get one place, if they have equally many fragments.
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
