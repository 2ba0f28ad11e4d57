"""Outcome -> one JSON object, for programs of your own."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from align.check.registry import find_rule
from align.check.report.where import Where
from align.model import Severity
from align.version import VERSION

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.outcome import Outcome, Reported
    from align.check.suppressions import Suppression
    from align.model import Place

SCHEMA = 1


def report(outcome: Outcome, fail_on: Severity) -> Iterator[str]:
    """Yield the object; the offsets of `marked` are code points of the text of their passage."""
    counts = outcome.counts()
    record = {
        "schema": SCHEMA,
        "version": VERSION,
        "failed": outcome.fails(fail_on),
        "open": {severity: counts[severity] for severity in Severity},
        "findings": [_finding(each, outcome) for each in outcome.reported],
        "stale_suppressions": [_suppression(each) for each in outcome.stale_suppressions],
        "stale_baseline": list(outcome.stale_baseline),
    }
    yield json.dumps(record, ensure_ascii=False, indent=2) + "\n"


def _finding(each: Reported, outcome: Outcome) -> dict[str, Any]:
    finding = each.finding
    return {
        "rule": finding.rule,
        "name": find_rule(finding.rule).name,
        "severity": finding.severity,
        "message": finding.message,
        "fingerprint": each.fingerprint,
        "state": each.state,
        "suppression": _suppression(each.suppression) if each.suppression else None,
        **_place(finding.place, outcome),
        "passages": [
            {
                **_place(place, outcome),
                "lang": outcome.documents[place.document].lang,
                "marked": [
                    [mark.span.start - place.span.start, mark.span.end - place.span.start]
                    for mark in (finding.place, *finding.marked)
                    if mark.document == place.document and place.span.contains(mark.span)
                ],
            }
            for place in finding.passages
        ],
    }


def _place(place: Place, outcome: Outcome) -> dict[str, Any]:
    where = Where.of(place, outcome.documents)
    return {
        "document": place.document,
        "path": where.path,
        "line": where.line,
        "column": where.column,
        "end_line": where.end_line,
        "end_column": where.end_column,
        "text": place.span.slice(outcome.documents[place.document].text),
    }


def _suppression(suppression: Suppression) -> dict[str, Any]:
    return {
        "fingerprint": suppression.fingerprint,
        "rule": suppression.rule,
        "reason": suppression.reason,
        "author": suppression.author,
        "decided": suppression.decided.isoformat() if suppression.decided else None,
        "expires": suppression.expires.isoformat() if suppression.expires else None,
    }
