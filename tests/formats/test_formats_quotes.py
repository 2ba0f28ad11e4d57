from __future__ import annotations

import csv
import json
from dataclasses import replace

from result_samples import quoting

from align.formats import quotations as quotes
from align.model import CharSpan


def test_records_have_the_fields_that_programs_rely_on() -> None:
    records = [json.loads(line) for line in quotes.jsonl(quoting())]
    assert {frozenset(record) for record in records} == {
        frozenset(
            "id doc lang text start end depth kind note speaker fragments counterpart match reason cited".split()  # noqa: SIM905
        )
    }
    assert records[0]["match"] == {
        "source": "ru/y",
        "start": 6,
        "end": 18,
        "text": "Баржа тонет.",
        "fragments": [[6, 18]],
        "confidence": 0.91,
        "agreed": True,
        "verdict": "altered",
        "reasons": ["“vite.” is added without a mark", "elsewhere the same words are rendered “Jamais !”"],
    }
    assert records[0]["counterpart"] == [["en/x", "q-10"]]
    assert [record["reason"] for record in records] == [None, "not-a-quotation", "below-threshold"] * 2
    assert [record["match"] for record in records[1:3]] == [None, None]


def test_rows_have_a_cell_for_each_column() -> None:
    header, *rows = [line.rstrip("\n").split("\t") for line in quotes.tsv(quoting())]
    assert [len(row) for row in rows] == [len(header)] * 6
    cells = [dict(zip(header, row, strict=True)) for row in rows]
    assert (cells[0]["line"], cells[0]["source"], cells[0]["verdict"]) == ("1", "ru/y", "altered")
    assert cells[2]["verdict"] == "below-threshold"


def test_the_table_lists_quotations_with_and_without_a_place() -> None:
    lines = list(quotes.table(quoting(), 60))
    assert lines[0] == "fr/x.txt"
    assert "  1 [1]  La barge coule vite." in lines
    assert "      ru/y:1 (0.91)  Баржа тонет." in lines
    at = lines.index("      altered: “vite.” is added without a mark; elsewhere")
    assert lines[at + 1] == "        the same words are rendered “Jamais !”"
    assert "      not found" in lines
    assert lines[-1] == "4 quotations, 2 found in a source"
    assert all(len(line) <= 60 for line in lines)
    assert not any("laughed" in line for line in lines)


def test_a_spreadsheet_reads_back_the_words_of_a_quotation() -> None:
    sample = quoting()
    words = '"=1+1", dit-elle'
    whole = replace(
        sample.traced[0],
        quotation=replace(sample.traced[0].quotation, span=CharSpan(start=0, end=len(words)), speaker="=Anna"),
    )
    (family,) = sample.families
    first = family.versions[0]
    document = replace(first.document, text=words + first.document.text[len(words) :])
    changed = replace(family, versions=(replace(first, document=document), *family.versions[1:]))
    lines = quotes.tsv(replace(sample, families=(changed,), traced=(whole,)))
    header, row = csv.reader(lines, "excel-tab")
    cells = dict(zip(header, row, strict=True))
    assert (cells["text"], cells["speaker"]) == (words, "'=Anna")
