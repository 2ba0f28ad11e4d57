from __future__ import annotations

import json

from result_samples import segmented

from align.export import quotes
from align.model import CharSpan, NotFound, NotFoundReason, Quotation, QuotationKind, QuotationMatch
from align.result import Traced

ARTICLE = segmented("fr/x", ["Il dit : « La barge coule. »[1]", "On n’a rien « vu »."])
SOURCE = segmented("ru/x", ["Утро.", "Баржа тонет.", "Вечер."])


def traced() -> tuple[Traced, ...]:
    document = ARTICLE.document
    text = document.text

    def quotation(words: str, kind: QuotationKind, note: str = "") -> Quotation:
        start = text.index(words)
        span = CharSpan(start=start, end=start + len(words))
        return Quotation(id=f"q-{start}", span=span, depth=1, kind=kind, note=note, fragments=(span,))

    found = quotation("La barge coule.", QuotationKind.QUOTATION, "1")
    place = QuotationMatch(
        quotation=found.id,
        document="fr/x",
        source="ru/x",
        span=CharSpan(start=6, end=18),
        fragments=(CharSpan(start=6, end=18),),
        confidence=0.91,
    )
    lost = quotation("Il dit", QuotationKind.QUOTATION)
    return (
        Traced(
            document=document,
            quotation=found,
            counterparts=(("en/x", "q-9"),),
            place=place,
            verdict="verbatim",
            reasons=("complete",),
        ),
        Traced(
            document=document,
            quotation=lost,
            counterparts=(),
            place=NotFound(quotation=lost.id, document="fr/x", reason=NotFoundReason.NO_SOURCE),
            verdict="",
            reasons=(),
        ),
        Traced(
            document=document,
            quotation=quotation("vu", QuotationKind.TERM),
            counterparts=(),
            place=None,
            verdict="",
            reasons=(),
        ),
    )


def test_records_have_the_fields_that_programs_rely_on() -> None:
    records = [json.loads(line) for line in quotes.jsonl(traced(), {"ru/x": SOURCE})]
    assert {frozenset(record) for record in records} == {
        frozenset(
            "id doc lang text start end depth kind note speaker fragments counterpart match reason".split()  # noqa: SIM905
        )
    }
    assert records[0]["match"] == {
        "source": "ru/x",
        "start": 6,
        "end": 18,
        "text": "Баржа тонет.",
        "fragments": [[6, 18]],
        "confidence": 0.91,
        "agreed": True,
        "verdict": "verbatim",
        "reasons": ["complete"],
    }
    assert records[0]["counterpart"] == [["en/x", "q-9"]]
    assert [record["reason"] for record in records] == [None, "no-source", "not-a-quotation"]
    assert [record["match"] for record in records[1:]] == [None, None]


def test_rows_have_a_cell_for_each_column() -> None:
    header, *rows = [line.rstrip("\n").split("\t") for line in quotes.tsv(traced(), {"ru/x": SOURCE})]
    assert [len(row) for row in rows] == [len(header)] * 3
    first = dict(zip(header, rows[0], strict=True))
    assert (first["line"], first["source"], first["verdict"]) == ("1", "ru/x", "verbatim")
    assert dict(zip(header, rows[1], strict=True))["verdict"] == "no-source"


def test_the_table_tells_what_was_found_and_what_was_not() -> None:
    lines = list(quotes.table(traced(), {"ru/x": SOURCE}, 60))
    assert lines[0] == "fr/x.txt"
    assert "  1 [1]  La barge coule." in lines
    assert "      ru/x:1 (0.91)  Баржа тонет." in lines
    assert "      verbatim: complete" in lines
    assert "      no source supplied" in lines
    assert lines[-1] == "2 quotations, 1 located"
    assert all(len(line) <= 60 for line in lines)
    assert not any("vu" in line for line in lines)
