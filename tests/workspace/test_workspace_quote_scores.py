from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from result_samples import quoting

from align.formats import quotations as quotes
from align.model import ReadError, UsageError
from align.store import dump
from align.workspace.quote_scores import evaluate_quotations

WORDS = {"doc": "fr/x", "lang": "fr", "text": "La barge coule vite.", "occurrence": 0, "source": "ru/y",
         "source_text": "Баржа тонет."}  # fmt: skip
POINTS = {"doc": "en/x", "lang": "en", "start": 10, "end": 31, "source": "ru/y", "ru_start": 6, "ru_end": 12}


def write(path: Path, *records: object) -> Path:
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


def test_a_result_is_judged_by_words_and_by_code_points(tmp_path: Path) -> None:
    auto = tmp_path / "alignment.jsonl"
    auto.write_text("".join(dump(quoting())), "utf-8")
    scores = evaluate_quotations(write(tmp_path / "gold.jsonl", WORDS, POINTS), auto)
    assert (scores.figures["fr"].right, scores.figures["fr"].overlap) == (1.0, 1.0)
    assert (scores.figures["en"].right, scores.figures["en"].overlap) == (1.0, 0.5)
    assert scores.signature in scores.table()
    assert json.loads(json.dumps(scores.record()))["fr"]["supplied"] == 1


def test_printed_quotations_are_judged_by_code_points_alone(tmp_path: Path) -> None:
    auto = tmp_path / "q.jsonl"
    auto.write_text("".join(quotes.jsonl(quoting())), "utf-8")
    assert evaluate_quotations(write(tmp_path / "gold", POINTS), auto).figures["en"].found == 1.0
    with pytest.raises(UsageError, match=r"name an alignment\.jsonl"):
        evaluate_quotations(write(tmp_path / "gold", WORDS), auto)


def test_a_line_separator_in_a_text_ends_no_record(tmp_path: Path) -> None:
    auto = tmp_path / "q.jsonl"
    auto.write_text("".join(quotes.jsonl(quoting())).replace("La barge", "La\u2028barge"), "utf-8")
    assert evaluate_quotations(write(tmp_path / "gold", POINTS), auto).figures["en"].found == 1.0


def test_a_result_that_lacks_its_sources_is_refused(tmp_path: Path) -> None:
    auto = tmp_path / "alignment.jsonl"
    auto.write_text("".join(dump(replace(quoting(), sources=()))), "utf-8")
    with pytest.raises(ReadError, match='"ru/y", which it lacks'):
        evaluate_quotations(write(tmp_path / "gold.jsonl", WORDS), auto)


def test_devices_are_not_read() -> None:
    with pytest.raises(ReadError, match="not a regular file"):
        evaluate_quotations(Path("/dev/zero"), Path("/dev/null"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"doc": "a"}', "gold:1: not a gold quotation: lang is missing"),
        (b'{"doc": "a", "lang": ["fr"]}', "gold:1: not a gold quotation: lang must be a string, not a list"),
        (b"{", "gold:1: not JSON Lines"),
        (b"[]", "must be a JSON object"),
        (b"\xff", "UTF-8"),
    ],
)
def test_a_damaged_file_is_described(tmp_path: Path, content: bytes, message: str) -> None:
    (tmp_path / "gold").write_bytes(content)
    with pytest.raises(ReadError, match=message):
        evaluate_quotations(tmp_path / "gold", write(tmp_path / "auto"))
