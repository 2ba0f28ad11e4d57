from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, strategies as st
from result_samples import HOSTILE, family, few, quoting, result, results

from align.files import write_atomically
from align.model import (
    Alignment,
    Anomaly,
    Bead,
    Block,
    Difference,
    Document,
    Link,
    Links,
    Mark,
    Note,
    NoteCall,
    NotFound,
    Origin,
    Quotation,
    QuotationMatch,
    Quoted,
    Rendering,
    Segment,
    Segmented,
    Signature,
    StoreError,
)
from align.result import Family, Result, TracedQuotation
from align.store import dump, load, load_file

if TYPE_CHECKING:
    from collections.abc import Iterator

SAMPLE = quoting()


def origins(of: Result) -> list[Origin]:
    """Where the texts stood, which equality of documents leaves out."""
    return [document.origin for document in of.documents.values()]


@few
@given(results())
def test_a_dumped_result_is_loaded(kept: Result) -> None:
    loaded = load(dump(kept))
    assert loaded == kept
    assert origins(loaded) == origins(kept)


@few
@given(results())
def test_lines_are_objects_with_a_kind_and_sorted_keys(kept: Result) -> None:
    for line in dump(kept):
        assert line.count("\n") == 1
        record = json.loads(line)
        assert record["kind"]
        assert list(record) == sorted(record)


@pytest.mark.parametrize(
    ("kept", "names"),
    [
        (Alignment, "src tgt beads"),
        (Bead, "src tgt confidence status"),
        (Block, "kind span label"),
        (Difference, "kind marked source rendering shared added"),
        (Document, "id lang path text blocks metadata sha256 origin"),
        (Family, "stem versions alignments links quoted"),
        (Link, "members confidence"),
        (Links, "documents links"),
        (Mark, "kind span"),
        (Origin, "text_offsets file_offsets line_starts"),
        (Quotation, "id span depth kind form chain speaker note marks fragments"),
        (Quoted, "document quotations notes calls anomalies"),
        (Note, "label blocks urls refers"),
        (NoteCall, "label span"),
        (Anomaly, "kind span label"),
        (NotFound, "quotation document reason best cited"),
        (QuotationMatch, "quotation document source span fragments confidence agreed"),
        (Rendering, "document differences verdict reasons"),
        (Result, "title families sources signature traced"),
        (Segment, "block span"),
        (Segmented, "document segments"),
        (Signature, "version encoder segmenter parameters"),
        (TracedQuotation, "document quotation counterparts place rendering otherwise"),
    ],
)
def test_a_field_that_the_store_does_not_know_fails_here(kept: type, names: str) -> None:
    assert [field.name for field in fields(kept)] == names.split(), "teach it to the store and raise SCHEMA"


def test_the_header_comes_first() -> None:
    record = json.loads(next(dump(SAMPLE)))
    assert record["kind"] == "header"
    assert record["schema"] == 2
    assert record["signature"]["encoder"] == "fake@1"


def test_letters_are_written_as_they_are() -> None:
    assert "Баржа" in "".join(dump(SAMPLE))


@given(st.data())
def test_a_file_cut_short_is_noticed(data: st.DataObject) -> None:
    lines = list(dump(SAMPLE))
    cut = data.draw(st.integers(0, len(lines) - 1))
    with pytest.raises(StoreError, match=rf"^build/a.jsonl:{cut + 1}: damaged: the file ends, but"):
        load(lines[:cut], path="build/a.jsonl")


@given(st.data())
def test_a_line_cut_short_is_noticed(data: st.DataObject) -> None:
    lines = list(dump(SAMPLE))
    number = data.draw(st.integers(0, len(lines) - 1))
    lines[number] = lines[number][: data.draw(st.integers(0, len(lines[number]) - 2))]
    with pytest.raises(StoreError, match=rf"^build/a.jsonl:{number + 1}: damaged: "):
        load(lines, path="build/a.jsonl")


@given(st.data())
def test_a_missing_or_repeated_line_is_noticed(data: st.DataObject) -> None:
    lines = list(dump(SAMPLE))
    number = data.draw(st.integers(0, len(lines) - 1))
    with pytest.raises(StoreError):
        load(lines[:number] + lines[number + 1 :])
    with pytest.raises(StoreError):
        load(lines[: number + 1] + lines[number:])


def test_a_traced_quotation_that_nothing_quotes_is_noticed() -> None:
    lines = [line.replace('"quotation":"q-11"', '"quotation":"q-0"') for line in dump(SAMPLE)]
    with pytest.raises(StoreError, match='no quotation "q-0" in "fr/x"'):
        load(lines)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=3),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=2),
    max_leaves=4,
)


@given(st.data())
def test_a_wrong_value_is_a_store_error_or_loads_as_some_result(data: st.DataObject) -> None:
    lines = list(dump(SAMPLE))
    number = data.draw(st.integers(0, len(lines) - 1))
    record: dict[str, Any] = json.loads(lines[number])
    record[data.draw(st.sampled_from(sorted(record)))] = data.draw(json_values)
    lines[number] = json.dumps(record)
    with suppress(StoreError):
        assert isinstance(load(lines), Result)


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ("[]", "the line must be an object, not a list"),
        ("[" * 100_000, ""),
        ('{"documents":[],"kind":"links","links":0}', "expected a header here, not a links"),
        ('{"kind":"bed"}', 'kind: "bed" is not known here'),
        ("{}", "kind is missing"),
        ('{"kind":"header","schema":true}', "schema must be a whole number, not true or false"),
    ],
)
def test_damage_is_described(damage: str, message: str) -> None:
    with pytest.raises(StoreError, match=f"(?i)^a.jsonl:1: damaged: .*{message}.*; delete the file and run again$"):
        load([damage], path="a.jsonl")


@pytest.mark.parametrize(
    ("kind", "old", "new", "message"),
    [
        ("header", '"families":1', '"families":"1"', "families must be a whole number, not a string"),
        ("header", '"families":1', '"families":-1', "families must be a whole number >= 0"),
        ("header", '"families":1', '"families":2', "expected a family here, not a document"),
        ("header", '"version":', '"versoin":', "signature.version is missing"),
        (
            "document",
            '"segments":[[0,',
            '"segments":[[0.5,',
            r"segments\[0\]\[0\] must be a whole number, not a number",
        ),
        ("document", '"segments":[[0,', '"segments":[[7,', "segments: number 7 is too large; there are only 1"),
        ("document", '"segments":[[0,0,', '"segments":[[0,', r"segments\[0\]"),
        ("document", '"span":[0,', '"span":[0,9', "blocks: 0..9.* is outside the text"),
        ("document", '"type":"paragraph"', '"type":"column"', r'blocks\[0\].type: "column" is not known here'),
        ("document", '"metadata":{}', '"metadata":{"title":1}', r"metadata\[...\] must be a string"),
        ("document", '"text_offsets":[0]', '"text_offsets":[]', "text_offsets and line_starts must begin with 0"),
        ("document", '"file_offsets":[0]', '"file_offsets":[0,1]', "must be equally long"),
        ("alignment", '"tgt":"en/x"', '"tgt":"de/x"', 'tgt: the file has no text "de/x"'),
        ("alignment", '"src":"fr/x"', '"src":null', "src must be a string, not null"),
        ("bead", '"confidence":0.93', '"confidence":NaN', "JSON is malformed"),
        ("bead", '"confidence":0.93', '"confidence":1e999', "confidence: number out of range"),
        ("bead", '"src":[0,1]', f'"src":[0,1{"0" * 30}]', r"src\[1\] must be a whole number <= 2147483647"),
        ("bead", '"src":[0,1]', '"src":[0,2]', "cover|no ladder"),
        ("bead", '"src":[0,1]', '"src":[1,0]', "src: not a span: 1..0"),
        ("links", '["fr/x","en/x"]', '["fr/x","en/z"]', 'documents: the file has no text "en/z"'),
        ("links", '["fr/x","en/x"]', '["fr/x"]', "members must be 1, not 2"),
        ("link", "[0,1]]", "[0,5]]", "members: 0..5 is outside"),
        ("quotation", '"fragments":[[', '"fragments":[[0,900],[', "fragments: 0..900 is outside the text"),
        ("quotation", '"form":"marks"', '"form":"\\ud800"', "JSON is malformed"),
        (
            "quoted",
            '"notes":[]',
            '"notes":[{"label":"","blocks":[3],"urls":[],"refers":""}]',
            "notes: number 3 is too large",
        ),
        ("traced", '"counterparts":[["en/x"', '"counterparts":[["en/q"', 'no quotation "q-10" in "en/q"'),
        ("traced", '"source":"ru/y"', '"source":"ru/z"', 'place.source: the file has no text "ru/z"'),
        ("traced", '"fragments":[[6,18]]', '"fragments":[[6]]', r"place.fragments\[0\]"),
        ("traced", '"fragments":[[6,18]]', '"fragments":[[6,99]]', "place: 6..99 is outside"),
        ("traced", '"agreed":true', '"agreed":1', "place.agreed must be true or false, not a whole number"),
        ("traced", '"otherwise":[[', '"otherwise":[[0,999],[', "otherwise: 0..999 is outside the text"),
        ("traced", '"verdict":"altered"', '"verdict":"fine"', 'rendering.verdict: "fine" is not known here'),
    ],
)
def test_a_damaged_value_is_named(kind: str, old: str, new: str, message: str) -> None:
    lines = list(dump(SAMPLE))
    number = next(number for number, line in enumerate(lines) if f'"kind":"{kind}"' in line and old in line)
    lines[number] = lines[number].replace(old, new, 1)
    with pytest.raises(
        StoreError, match=rf"(?i)^a.jsonl:\d+: damaged: .*(?:{message}).*; delete the file and run again$"
    ):
        load(lines, path="a.jsonl")


@pytest.mark.parametrize("deep", ["[" * 100_000, '{"kind":' * 100_000, '{"kind":"header","x":' + "[" * 100_000])
def test_deep_nesting_is_damage(deep: str) -> None:
    with pytest.raises(StoreError, match="damaged"):
        load([deep])


def test_a_line_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    lines = [line.encode() for line in dump(SAMPLE)]
    lines[3] = lines[3].replace(b'"kind"', b'"kind\xe9"')
    (tmp_path / "a.jsonl").write_bytes(b"".join(lines))
    with pytest.raises(StoreError, match=r"a.jsonl:4: damaged: 'utf-8' codec"):
        load_file(tmp_path / "a.jsonl")


def test_an_unknown_schema_says_what_to_do() -> None:
    with pytest.raises(StoreError, match=r"^a.jsonl:1: schema 3, but .* knows only 2; run again, or update align$"):
        load(['{"kind": "header", "schema": 3}'], path="a.jsonl")


def test_half_a_character_is_damage() -> None:
    lines = [line.replace('"title":"', '"title":"\\ud800') for line in dump(SAMPLE)]
    with pytest.raises(StoreError, match=r"1: damaged: JSON is malformed: .*hex escape"):
        load(lines, path="a")
    assert load([line.replace('"title":"', '"title":"\\ud83d\\ude42') for line in dump(SAMPLE)]).title.startswith("🙂")


def test_quotations_of_an_unknown_document_are_noticed() -> None:
    lines = [
        line.replace('"document":"fr/x","kind":"quoted"', '"document":"fr/y","kind":"quoted"') for line in dump(SAMPLE)
    ]
    with pytest.raises(StoreError, match='document: the file has no text "fr/y"'):
        load(lines)


def test_a_file_that_is_not_regular_is_not_loaded() -> None:
    with pytest.raises(StoreError, match="not a regular file"):
        load_file(Path("/dev/zero"))


def test_a_file_is_written_and_loaded(tmp_path: Path) -> None:
    kept = result(family("hostile", {"fr": list(HOSTILE.values()), "en": list(HOSTILE.values())}))
    write_atomically(tmp_path / "a.jsonl", dump(kept))
    assert load_file(tmp_path / "a.jsonl") == kept
    assert list(tmp_path.iterdir()) == [tmp_path / "a.jsonl"]


def test_a_file_that_is_missing_or_not_utf_8_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="cannot be read: No such file"):
        load_file(tmp_path / "a.jsonl")
    (tmp_path / "b.jsonl").write_bytes(b"\xff\xfe\n")
    with pytest.raises(StoreError, match=r"b.jsonl:1: damaged: 'utf-8' codec"):
        load_file(tmp_path / "b.jsonl")


def test_a_write_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("old", encoding="utf-8")

    def chunks() -> Iterator[str]:
        yield "new"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write_atomically(path, chunks())
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_written_file_has_lf_and_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write_atomically(tmp_path / "a.txt", ["é\n", "b\n"])
    assert (tmp_path / "a.txt").read_bytes() == b"\xc3\xa9\nb\n"
    assert stat.S_IMODE((tmp_path / "a.txt").stat().st_mode) == stat.S_IMODE((tmp_path / "usual").stat().st_mode)


def test_a_device_is_written_to_and_not_replaced() -> None:
    write_atomically(Path(os.devnull), ["gone"])
    assert Path(os.devnull).is_char_device()


def test_a_place_that_cannot_be_written_is_a_store_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"missing/a.txt: the folder .*missing does not exist; make it first"):
        write_atomically(tmp_path / "missing" / "a.txt", [])
    with pytest.raises(StoreError, match="cannot be written: Is a directory"):
        write_atomically(tmp_path, [])
