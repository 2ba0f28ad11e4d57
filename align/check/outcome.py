"""Findings, suppressions and a baseline -> the findings to report."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from align.model import Severity, choose_member
from align.wording import quantity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import date

    from align.check.engine import FingerprintedFinding
    from align.check.suppressions import Suppression
    from align.model import Document, Finding

GRAVITY = {severity: rank for rank, severity in enumerate(reversed(Severity), 1)}
"""The rank of each severity; the greatest is the gravest."""


class State(StrEnum):
    """Whether somebody has to look at a finding."""

    OPEN = "open"
    SUPPRESSED = "suppressed"
    """A person accepted it as it is, with a reason."""
    BASELINE = "baseline"
    """It existed when the baseline was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A finding with its severity in the project and its state."""

    finding: Finding
    """With the severity that the project gives it."""
    fingerprint: str
    state: State
    suppression: Suppression | None = None
    """Who suppressed it, and why; None if nobody did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The result of checking a project."""

    reported: tuple[Reported, ...]
    """All findings in the order of the texts, including those suppressed or in the baseline."""
    documents: Mapping[str, Document]
    """All documents of the project, by id."""
    stale_suppressions: tuple[Suppression, ...] = ()
    """Suppressions whose finding no longer exists, or that have expired."""
    stale_baseline: tuple[str, ...] = ()
    """Fingerprints in the baseline whose finding no longer exists."""

    @property
    def open(self) -> tuple[Reported, ...]:
        """The findings that somebody has to look at."""
        return tuple(each for each in self.reported if each.state is State.OPEN)

    def counts(self) -> Counter[Severity]:
        """Count the open findings of each severity."""
        return Counter(each.finding.severity for each in self.open)

    def fails(self, at: Severity | str) -> bool:
        """Tell whether an open finding is of a severity, a `Severity` or its value, or graver."""
        least = GRAVITY[choose_member(Severity, at, "severity")]
        return any(GRAVITY[each.finding.severity] >= least for each in self.open)

    def __repr__(self) -> str:
        return f"<Outcome: {quantity(len(self.reported), 'finding')}, {len(self.open)} open>"


def make_outcome(
    findings: Iterable[FingerprintedFinding],
    documents: Mapping[str, Document],
    severity: Callable[[Finding], Severity | None],
    *,
    suppressions: Collection[Suppression] = (),
    baseline: Collection[str] = (),
    today: date,
) -> Outcome:
    """Give every finding its severity and state, and find stale suppressions and lines of the baseline.

    A suppression is stale if no finding has its fingerprint, even a finding that the project switched off.

    Args:
        documents: all documents of the project, by id.
        severity: returns the severity of a finding in the project; None if the project switched it off.
        baseline: fingerprints.
        today: suppressions that end before this day have expired.
    """
    found = tuple(findings)
    valid = {each.fingerprint: each for each in suppressions if not each.expired(today)}
    present = {each.fingerprint for each in found}
    reported = []
    for each in found:
        grave = severity(each.finding)
        if grave is None:
            continue
        suppression = valid.get(each.fingerprint)
        state = State.SUPPRESSED if suppression else State.BASELINE if each.fingerprint in baseline else State.OPEN
        finding = each.finding if grave is each.finding.severity else replace(each.finding, severity=grave)
        reported.append(Reported(finding=finding, fingerprint=each.fingerprint, state=state, suppression=suppression))
    return Outcome(
        reported=tuple(reported),
        documents=documents,
        stale_suppressions=tuple(
            each for each in suppressions if each.fingerprint not in present or each.expired(today)
        ),
        stale_baseline=tuple(fingerprint for fingerprint in baseline if fingerprint not in present),
    )
