"""Outcome -> commands that GitHub Actions turns into annotations of the lines concerned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.outcome import GRAVITY
from align.check.registry import find_rule
from align.check.report.where import Where
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.outcome import Outcome

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def report(outcome: Outcome, fail_on: Severity) -> Iterator[str]:  # noqa: ARG001 - all reports have the same parameters
    """Yield a command for each open finding, the gravest first: GitHub shows only about ten of a step."""
    for each in sorted(outcome.open, key=lambda each: -GRAVITY[each.finding.severity]):
        finding, where = each.finding, Where.of(each.finding.place, outcome.documents)
        properties = {
            "file": where.path,
            "line": where.line,
            "endLine": where.end_line,
            # GitHub accepts columns only within one line.
            **({"col": where.column, "endColumn": where.end_column} if where.line == where.end_line else {}),
            "title": f"{finding.rule} {find_rule(finding.rule).name}",
        }
        described = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
        yield f"::{_COMMANDS[finding.severity]} {described}::{_data(finding.message)}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
