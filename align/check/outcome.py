"""Findings, and what people said of them -> what is to be reported."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from datetime import date

    from align.check.engine import FingerprintedFinding
    from align.check.suppressions import Suppression
    from align.model import Document, Finding

GRAVITY = {severity: rank for rank, severity in enumerate(reversed(Severity), 1)}
"""How grave a severity is: the greater the graver."""


class State(StrEnum):
    """Whether anybody has to look at a finding."""

    OPEN = "open"
    SUPPRESSED = "suppressed"
    """A person lets it stand."""
    BASELINE = "baseline"
    """It was there when the baseline was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reported:
    """A finding as it is reported."""

    finding: Finding
    """With the severity that the project gives it."""
    fingerprint: str
    state: State
    suppression: Suppression | None = None
    """Who lets it stand, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a check of a project found."""

    reported: tuple[Reported, ...]
    """In the order of the texts, what is let stand included."""
    documents: Mapping[str, Document]
    """All documents of the project, by id."""
    stale: tuple[Suppression, ...] = ()
    """Suppressions that suppress nothing: what they were about is mended or changed, or they have expired."""
    outlived: tuple[str, ...] = ()
    """Fingerprints in the baseline of findings that are no longer there."""

    @property
    def open(self) -> tuple[Reported, ...]:
        """The findings that somebody has to look at."""
        return tuple(each for each in self.reported if each.state is State.OPEN)

    def counts(self) -> Counter[Severity]:
        """Count the open findings of each severity."""
        return Counter(each.finding.severity for each in self.open)

    def fails(self, at: Severity) -> bool:
        """Tell whether an open finding is of this severity or graver."""
        return any(GRAVITY[each.finding.severity] >= GRAVITY[at] for each in self.open)


def make_outcome(
    findings: Iterable[FingerprintedFinding],
    documents: Mapping[str, Document],
    severity: Callable[[Finding], Severity | None],
    *,
    suppressions: Collection[Suppression] = (),
    baseline: Collection[str] = (),
    today: date,
) -> Outcome:
    """Give every finding its severity and state.

    `severity` returns None for what the project does not want to hear of; `today` is the day by which suppressions
    expire. A suppression is stale if no finding has its fingerprint, whether or not the finding is wanted.
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
        stale=tuple(each for each in suppressions if each.fingerprint not in present or each.expired(today)),
        outlived=tuple(fingerprint for fingerprint in baseline if fingerprint not in present),
    )
