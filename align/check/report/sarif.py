"""Outcome -> SARIF 2.1.0, for code scanning services and editors."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from align.check.outcome import State
from align.check.registry import all_rules
from align.check.report.where import Where
from align.model import Severity
from align.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.outcome import Outcome, Reported
    from align.model import Place

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def report(outcome: Outcome, fail_on: Severity) -> Iterator[str]:  # noqa: ARG001 - all reports have the same parameters
    """Yield the log: one run with every rule and every finding; accepted findings are suppressed results."""
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "align", "version": VERSION, "rules": _rules()}},
                "columnKind": "unicodeCodePoints",
                "results": [_result(each, outcome) for each in outcome.reported],
            }
        ],
    }
    yield json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rules() -> list[dict[str, Any]]:
    return [
        {
            "id": rule.code,
            "shortDescription": {"text": rule.name},
            "fullDescription": {"text": rule.rationale},
            "help": {"text": f"{rule.rationale}\n\nReported: {rule.bad}\n\nNot reported: {rule.good}"},
            "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        }
        for rule in all_rules()
    ]


def _result(each: Reported, outcome: Outcome) -> dict[str, Any]:
    finding = each.finding
    result: dict[str, Any] = {
        "ruleId": finding.rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [_location(finding.place, outcome)],
        "partialFingerprints": {"align/v1": each.fingerprint},
    }
    related = [place for place in finding.passages if place.document != finding.place.document]
    if related:
        result["relatedLocations"] = [
            {**_location(place, outcome), "id": number, "message": {"text": place.document}}
            for number, place in enumerate(related, 1)
        ]
    if each.suppression:
        why = f"{each.suppression.reason} ({each.suppression.author})"
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
    elif each.state is State.BASELINE:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": "in the baseline"}]
    return result


def _location(place: Place, outcome: Outcome) -> dict[str, Any]:
    where = Where.of(place, outcome.documents)
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": where.uri},
            "region": {
                "startLine": where.line,
                "startColumn": where.column,
                "endLine": where.end_line,
                "endColumn": where.end_column,
            },
        }
    }
