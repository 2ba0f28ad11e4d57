"""A project that version 0.1.0 wrote: the present version obeys its decisions and keeps its silence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from align.__main__ import main
from align.model import Action
from align.store import dump, load_file

if TYPE_CHECKING:
    from align.result import Result

PROJECT = Path(__file__).parent / "fixtures" / "project-0.1"
EXPECTED: dict[str, Any] = json.loads((PROJECT / "expected.json").read_text("utf-8"))
"""What version 0.1.0 printed."""

Program = Callable[..., str]
"""Takes arguments and returns stdout; the program may end with 1, for findings."""


@pytest.fixture
def program(
    tmp_path: Path, weights_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Program:
    """Return the program, in a copy of the project and with the encoder that version 0.1.0 used."""
    monkeypatch.setenv("ALIGN_CACHE", str(weights_folder))
    monkeypatch.chdir(shutil.copytree(PROJECT, tmp_path / "project"))

    def run(*arguments: str) -> str:
        monkeypatch.setattr("sys.argv", ["align", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        assert ended.value.code in {None, 0, 1}, err
        assert err.count("\n") == err.count("1 decision does not fit the texts any more")
        return out

    return run


def beads(table: str) -> list[dict[str, str]]:
    """Return id, type and status of every bead of a TSV file."""
    head, *rows = (line.split("\t") for line in table.splitlines())
    columns = {"id": "bead", "type": "type", "status": "status"}
    return [{name: row[head.index(column)] for name, column in columns.items()} for row in rows]


def pick(given: dict[str, Any], keys: Iterable[str]) -> dict[str, Any]:
    return {key: given[key] for key in keys}


def test_it_has_decisions_of_every_kind() -> None:
    lines = (PROJECT / "review" / "decisions.jsonl").read_text("utf-8").splitlines()
    assert {json.loads(line)["action"] for line in lines} == set(Action)


@pytest.mark.slow
def test_decisions_hold(program: Program) -> None:
    program("export", "--quiet", "--format", "tsv", "-o", "beads.tsv")
    assert beads(Path("beads.tsv").read_text("utf-8")) == EXPECTED["beads"]
    told = json.loads(program("status", "--quiet", "--format", "json"))
    assert told["texts"] == [EXPECTED["status"]]
    assert [pick(each, EXPECTED["parked"][0]) for each in told["parked"]] == EXPECTED["parked"]
    quotations = [json.loads(line) for line in program("quotes", "--quiet", "--format", "jsonl").splitlines()]
    assert [
        {"doc": each["doc"], "text": each["text"], "source": each["match"]["text"], "verdict": each["match"]["verdict"]}
        for each in quotations
    ] == EXPECTED["quotations"]


@pytest.mark.slow
def test_suppressions_and_baseline_silence_the_same_findings(program: Program) -> None:
    found = json.loads(program("check", "--quiet", "--format", "json"))["findings"]
    picked = [pick(each, EXPECTED["findings"][0]) for each in found]
    # In version 0.1.0, `align run` and `align check` merged a rejected bead into its neighbour. Now it stays as it is
    # and is not checked, and the finding about the neighbour has other words.
    merged, alone, negation = "cd8c51774f174934", "a1d34048fa1862e2", "39dafa7ce407e813"
    expected = [each for each in EXPECTED["findings"] if each["fingerprint"] != negation]
    assert picked == [
        each | {"fingerprint": alone, "state": "open"} if each["fingerprint"] == merged else each for each in expected
    ]
    assert {each["state"] for each in found} == {"open", "suppressed", "baseline"}


@pytest.mark.slow
def test_the_result_that_was_kept_is_loaded_and_a_new_run_finds_the_same(program: Program) -> None:
    kept = Path("build/alignment.jsonl")
    old = load_file(kept)
    assert "".join(dump(old)) == kept.read_text("utf-8")
    assert old.signature.version == "0.1.0"
    decisions = Path("review/decisions.jsonl").read_bytes()
    program("run", "--quiet")
    new = load_file(kept)
    assert lasting(new) == lasting(old)
    assert [str(bead.status) for bead in new.families[0].alignments[0].beads] == [
        each["status"] for each in EXPECTED["beads"]
    ]
    assert Path("review/decisions.jsonl").read_bytes() == decisions


def lasting(result: Result) -> list[str]:
    """Return the lines of texts, quotations and notes, which the decisions of people do not touch."""
    kinds = ('"kind":"document"', '"kind":"family"', '"kind":"quotation"', '"kind":"quoted"')
    return [line for line in dump(result) if any(kind in line for kind in kinds)]
