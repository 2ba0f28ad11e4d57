"""Outcomes of checks -> reports: for people, for other programs, for CI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.report import github, junit, records, sarif
from align.check.report.text import Style, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from align.check.outcome import Outcome
    from align.model import Severity

__all__ = ["MACHINE", "Style", "text"]

MACHINE: Mapping[str, Callable[[Outcome, Severity], Iterator[str]]] = {
    "json": records.report,
    "sarif": sarif.report,
    "junit": junit.report,
    "github": github.report,
}
"""The formats for programs: functions of an outcome and the lowest severity that fails the check."""
