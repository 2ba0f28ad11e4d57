from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

from align.encoders import encoder
from align.evaluate.spans import intersection_over_union, read_gold
from align.locate import Article, locate, source_index
from align.model import CharSpan, NotFound, Quotation, QuotationMatch, Quoted
from align.quote import quotations
from align.read import read_document
from align.segment import segment

ROOT = Path(__file__).parents[2]
TEXTS = ROOT / "texts"
STEM = "la-barge-aux-livres"


def citations(quoted: Quoted) -> dict[str, str]:
    """Return the source named by the note of each quotation, from the project file."""
    ties = tomllib.loads((TEXTS / "align.toml").read_text("utf-8"))["cites"][STEM]
    refers = {note.label: note.refers or note.label for note in quoted.notes}
    named = {q.id: ties.get(refers.get(q.note, "")) for q in quoted.quotations}
    return {key: f"ru/{stem}" for key, stem in named.items() if stem}


def nearest(quoted: Quoted, span: CharSpan) -> Quotation:
    return min(quoted.quotations, key=lambda q: abs(q.span.start - span.start) + abs(q.span.end - span.end))


@pytest.mark.slow
def test_every_quotation_of_the_example_is_found_at_its_place() -> None:
    muse = encoder("muse")
    documents = {
        f"{lang}/{path.stem}": read_document(path, id=f"{lang}/{path.stem}", lang=lang)
        for lang in ("fr", "en", "ru")
        for path in sorted((TEXTS / lang).iterdir())
    }
    versions = [documents[f"{lang}/{STEM}"] for lang in ("fr", "en")]
    found = {version.lang: quotations(version) for version in versions}
    records: list[dict[str, Any]] = [
        json.loads(line) for line in (ROOT / "tests" / "gold" / "quotations.jsonl").read_text("utf-8").splitlines()
    ]
    truth = read_gold(records, {key: document.text for key, document in documents.items()})
    keys = [
        (f"{one.lang}/{STEM}", nearest(found[one.lang], one.span).id, record["id"])
        for one, record in zip(truth, records, strict=True)
    ]
    pairs = {number: [(document, own) for document, own, other in keys if other == number] for _, _, number in keys}
    results = locate(
        [
            Article(segmented=segment(one), quotations=found[one.lang].quotations, sources=citations(found[one.lang]))
            for one in versions
        ],
        [source_index(segment(document), muse) for document in documents.values() if document.lang == "ru"],
        muse,
        counterparts=list(pairs.values()),
    )
    overlaps = []
    for one, (document, own, number) in zip(truth, keys, strict=True):
        result = results[document, own]
        assert one.place is not None
        assert isinstance(result, QuotationMatch), (number, result)
        assert result.source == f"ru/{one.place.source}", number
        overlaps.append(intersection_over_union(result.span, one.place.span))
        assert overlaps[-1] > 0, number
    assert sum(overlaps) / len(overlaps) > 0.9
    answered = [result for result in results.values() if isinstance(result, NotFound)]
    assert answered, "words that come from no source are not found in one"
