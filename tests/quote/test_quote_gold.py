from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from align.model import AnomalyKind, Document, FragmentMark, Quotation
from align.quote import quotations
from align.read import read_document

ROOT = Path(__file__).parents[2]
GOLD_KINDS = {"scare": "term"}


def words(made: Document, quotation: Quotation) -> str:
    """Return the quoted words as in the gold: without marks repeated at the beginning of a paragraph."""
    pieces, start = [], quotation.span.start
    for mark in quotation.marks:
        if mark.kind is FragmentMark.REPEAT:
            pieces.append(made.text[start : mark.span.start])
            start = mark.span.end
    text = "".join([*pieces, made.text[start : quotation.span.end]])
    return re.sub(r"\n\s+", "\n\n", text)


def gold(name: str, doc: str) -> list[dict[str, str]]:
    lines = (ROOT / "tests" / "gold" / name).read_text(encoding="utf-8").splitlines()
    return [record for line in lines if (record := json.loads(line))["doc"] == doc]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_every_quotation_of_the_example_is_found_with_its_kind_and_note(lang: str) -> None:
    doc = f"{lang}/la-barge-aux-livres"
    made = read_document(ROOT / "texts" / f"{doc}.md", id=doc, lang=lang)
    found = quotations(made)
    by_words: dict[str, list[Quotation]] = {}
    for quotation in found.quotations:
        by_words.setdefault(words(made, quotation), []).append(quotation)
    for record in gold("unsourced.jsonl", doc):
        kind = record["kind"]
        assert GOLD_KINDS.get(kind, kind) in {q.kind for q in by_words[record["text"]]}, record["text"]
    for record in gold("quotations.jsonl", doc):
        [quotation] = [q for q in by_words[record["text"]] if q.depth == 1 and q.kind == "quotation"]
        # The gold gives a note to the last piece of a chain, the extraction to all of them.
        assert quotation.note == (record["note"] or "") or (quotation.chain and not record["note"]), record["text"]
    known = {record["text"] for name in ("unsourced.jsonl", "quotations.jsonl") for record in gold(name, doc)}
    assert {text for text, some in by_words.items() if all(q.depth == 1 for q in some)} <= known
    assert found.anomalies == ()


def test_the_article(article: Path) -> None:
    made = read_document(article, id="en/article", lang="en")
    found = quotations(made)
    assert [call.label for call in found.calls] == [str(n) for n in range(1, 41)]
    assert len(found.notes) == 13
    assert {note.label: note.refers for note in found.notes if note.refers} == {
        "10": "9", "11": "9", "12": "9", "29": "28", "35": "34"
    }  # fmt: skip
    kinds = {kind: [a.label for a in found.anomalies if a.kind is kind] for kind in AnomalyKind}
    assert len(kinds[AnomalyKind.CALL_WITHOUT_NOTE]) == 27
    assert kinds[AnomalyKind.REFERENCE_BROKEN] == ["9", "9", "9", "28", "34"]
    assert not kinds[AnomalyKind.UNCLOSED] + kinds[AnomalyKind.UNOPENED] + kinds[AnomalyKind.NOTE_TWICE]
    longest = max(found.quotations, key=lambda q: len(q.span))
    assert len(words(made, longest).split()) > 600
    assert [mark.kind for mark in longest.marks].count(FragmentMark.REPEAT) == 4
    assert longest.note == "20"
