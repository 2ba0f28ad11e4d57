from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from check_outcomes import outcome, place
from lxml import etree

from align.check.outcome import Outcome, Reported, State
from align.check.registry import all_rules
from align.check.report import MACHINE, Style, text
from align.model import CharSpan, Finding, Place, Severity
from align.read import read_document

OFFICIAL = Path(os.environ.get("SARIF_SCHEMA", "/nowhere"))
"""The schema of the standard. No package for Python ships it; that for npm named @microsoft/jest-sarif does."""


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Outcome:
    monkeypatch.chdir(tmp_path)
    return outcome(Path())


def printed(form: str, about: Outcome, fail_on: Severity = Severity.ERROR) -> str:
    return "".join(MACHINE[form](about, fail_on))


# ---- text


def test_text_shows_place_message_and_marked_passages_side_by_side(report: Outcome) -> None:
    lines = list(text(report, Style(width=100, colour=False)))
    start = next(number for number, line in enumerate(lines) if "N01" in line)
    assert lines[start].startswith("en/a,b.md:3:4: error N01: number differs")
    assert lines[start].endswith("[aaaaaaaaaaaaaaaa]")
    assert lines[start + 1].split() == ["fr/a,b", "en/a,b"]
    assert lines[start + 2].split("   ")[0] == "  En 1869, « il » partit: 100 % d’un coup."
    assert lines[start + 3].index("^^^^") == lines[start + 2].index("1869")
    assert lines[start + 3].rindex("^^^^") == lines[start + 2].index("1896")


def test_text_ends_with_what_is_stale_and_one_line_of_summary(report: Outcome) -> None:
    lines = list(text(report, Style(width=80, colour=False)))
    assert lines[-1] == "1 error, 1 warning, 1 info in 2 documents; 1 suppressed; 1 in the baseline"
    assert lines[-2].startswith("stale baseline: 1 finding")
    assert lines[-3].startswith("stale suppression ffffffffffffffff (N02: mended)")


def test_text_of_nothing_is_one_line(report: Outcome) -> None:
    clean = Outcome(reported=(), documents=report.documents)
    assert list(text(clean, Style(width=80, colour=False))) == ["nothing to report in 2 documents"]


@pytest.mark.parametrize("width", [0, 1, 20, 40, 67, 80, 200])
def test_text_fits_the_terminal(report: Outcome, width: int) -> None:
    shown = [line for line in text(report, Style(width=width, colour=False)) if line.startswith("  ")]
    assert max(map(len, shown)) <= max(width, 34)


def test_of_a_long_passage_the_part_round_the_words_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("mot " * 500 + "ici" + " mot" * 500, "utf-8")
    document = read_document(path, id="fr/long", lang="fr")
    whole = Place(document="fr/long", span=CharSpan(start=0, end=len(document.text)))
    finding = Finding(rule="N01", severity=Severity.ERROR, message="x", place=place(document, "ici"), passages=(whole,))
    reported = Reported(finding=finding, fingerprint="a" * 16, state=State.OPEN)
    lines = list(text(Outcome(reported=(reported,), documents={"fr/long": document}), Style(width=80, colour=False)))
    assert (lines[2], lines[-3]) == ("  …", "  …")
    below = next(number for number, line in enumerate(lines) if line.endswith("^^^"))
    assert lines[below - 1][lines[below].index("^^^") :].startswith("ici")
    assert len(lines) < 15


def test_colour_is_only_there_if_it_is_wanted(report: Outcome) -> None:
    assert "\x1b" not in "".join(text(report, Style(width=80, colour=False)))
    assert "\x1b[31merror\x1b[0m" in "".join(text(report, Style(width=80, colour=True)))


# ---- json


def test_json_holds_everything(report: Outcome) -> None:
    record = json.loads(printed("json", report))
    assert record["failed"] is True
    assert record["open"] == {"error": 1, "warning": 1, "info": 1}
    assert [each["state"] for each in record["findings"]] == ["open", "open", "suppressed", "open", "baseline"]
    found = record["findings"][1]
    assert (found["path"], found["line"], found["column"], found["text"]) == ("en/a,b.md", 3, 4, "1896")
    assert [[each["text"][a:b] for a, b in each["marked"]] for each in found["passages"]] == [
        ["1869"],
        ["1896", "1896"],
    ]
    assert record["findings"][2]["suppression"]["reason"] == "old <style> & new"
    assert record["stale_suppressions"][0]["fingerprint"] == "f" * 16
    assert record["stale_baseline"] == ["0" * 16]


# ---- SARIF

TEXT = {
    "type": "object",
    "properties": {"text": {"type": "string"}},
    "required": ["text"],
    "additionalProperties": False,
}
POSITION = {"type": "integer", "minimum": 1}
LEVEL = {"enum": ["none", "note", "warning", "error"]}


def record_of(required: dict[str, Any], optional: dict[str, Any] | None = None) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": [*required],
        "additionalProperties": False,
    }


REGION = record_of({"startLine": POSITION, "startColumn": POSITION, "endLine": POSITION, "endColumn": POSITION})
PLACE = record_of(
    {"artifactLocation": record_of({"uri": {"type": "string", "format": "uri-reference"}}), "region": REGION}
)
LOCATION = record_of({"physicalLocation": PLACE}, {"id": {"type": "integer", "minimum": 0}, "message": TEXT})
RESULT = record_of(
    {
        "ruleId": {"type": "string"},
        "level": LEVEL,
        "message": TEXT,
        "locations": {"type": "array", "items": LOCATION},
        "partialFingerprints": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    {
        "relatedLocations": {"type": "array", "items": LOCATION, "uniqueItems": True},
        "suppressions": {
            "type": "array",
            "items": record_of(
                {"kind": {"enum": ["inSource", "external"]}},
                {"status": {"enum": ["accepted", "underReview", "rejected"]}, "justification": {"type": "string"}},
            ),
        },
    },
)
RULE = record_of(
    {
        "id": {"type": "string"},
        "shortDescription": TEXT,
        "fullDescription": TEXT,
        "help": TEXT,
        "defaultConfiguration": record_of({"level": LEVEL}),
    }
)
DRIVER = record_of(
    {
        "name": {"type": "string"},
        "version": {"type": "string"},
        "rules": {"type": "array", "items": RULE, "uniqueItems": True},
    }
)
RUN = record_of(
    {
        "tool": record_of({"driver": DRIVER}),
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
        "results": {"type": "array", "items": RESULT},
    }
)
OURS = record_of(
    {
        "$schema": {"type": "string", "format": "uri"},
        "version": {"const": "2.1.0"},
        "runs": {"type": "array", "items": RUN, "minItems": 1},
    }
)
"""What of the standard the report uses, and nothing beside it."""


def test_sarif_is_what_the_standard_says_of_the_parts_that_are_used(report: Outcome) -> None:
    jsonschema.Draft202012Validator(OURS).validate(json.loads(printed("sarif", report)))


@pytest.mark.skipif(not OFFICIAL.is_file(), reason="SARIF_SCHEMA names no file; @microsoft/jest-sarif has one")
def test_sarif_validates_against_the_official_schema(report: Outcome) -> None:
    jsonschema.Draft4Validator(json.loads(OFFICIAL.read_text("utf-8"))).validate(json.loads(printed("sarif", report)))


def test_sarif_names_every_rule_and_marks_what_is_let_stand(report: Outcome) -> None:
    (run,) = json.loads(printed("sarif", report))["runs"]
    assert [each["id"] for each in run["tool"]["driver"]["rules"]] == [rule.code for rule in all_rules()]
    results = run["results"]
    assert [each["level"] for each in results] == ["warning", "error", "error", "note", "note"]
    assert [len(each.get("suppressions", ())) for each in results] == [0, 0, 1, 0, 1]
    where = results[1]["locations"][0]["physicalLocation"]
    assert where["artifactLocation"]["uri"] == "en/a%2Cb.md"
    assert where["region"] == {"startLine": 3, "startColumn": 4, "endLine": 3, "endColumn": 8}
    assert results[1]["partialFingerprints"] == {"align/v1": "a" * 16}


# ---- JUnit


@pytest.mark.parametrize(("fail_on", "failures"), [(Severity.ERROR, 1), (Severity.WARNING, 2), (Severity.INFO, 3)])
def test_junit_counts_what_fails(report: Outcome, fail_on: Severity, failures: int) -> None:
    tree = etree.fromstring(printed("junit", report, fail_on).encode())
    assert (tree.get("tests"), tree.get("failures")) == ("3", str(failures))
    assert len(tree.findall(".//failure")) == failures
    for suite in tree.iter("testsuite"):
        assert int(suite.get("tests", "")) == len(suite.findall("testcase"))
        assert int(suite.get("failures", "")) == len(suite.findall("testcase/failure"))


def test_junit_escapes_and_a_document_without_findings_passes(report: Outcome) -> None:
    tree = etree.fromstring(printed("junit", report).encode())
    failure = tree.find(".//failure")
    assert failure is not None
    assert '100 % “<&>"' in str(failure.get("message"))
    clean = Outcome(reported=(), documents=report.documents)
    cases = etree.fromstring(printed("junit", clean).encode()).findall(".//testcase")
    assert [case.get("name") for case in cases] == ["no findings"] * 2


# ---- GitHub


def test_github_commands_are_escaped_and_the_gravest_comes_first(report: Outcome) -> None:
    lines = printed("github", report).splitlines()
    assert [line.partition(" ")[0] for line in lines] == ["::error", "::warning", "::notice"]
    assert lines[0] == (
        "::error file=en/a%2Cb.md,line=3,endLine=3,col=4,endColumn=8,title=N01 Call without note"
        '::number differs: 1869, 1896%0D%0A::error::100 %25 “<&>"'
    )
