"""Subjects and rules -> findings in order, each with a fingerprint that edits elsewhere do not change."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.model import Finding, plain

if TYPE_CHECKING:
    from collections.abc import Iterable

    from align.check.rule import Rule, Subject

_DIGITS = 16
"""Hexadecimal digits of a fingerprint: enough for a project of millions of findings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FingerprintedFinding:
    """A finding with the fingerprint by which suppressions and the baseline name it."""

    finding: Finding
    fingerprint: str
    """Stays the same while the words concerned do, even if they move within their document."""


def check(subjects: Iterable[Subject], rules: Iterable[Rule]) -> tuple[FingerprintedFinding, ...]:
    """Apply rules to subjects; the findings are in the order of the subjects, then of the text."""
    chosen = tuple(rules)
    return tuple(
        each
        for subject in subjects
        for each in add_fingerprints([finding for rule in chosen for finding in rule.check(subject)])
    )


def add_fingerprints(findings: Iterable[Finding]) -> tuple[FingerprintedFinding, ...]:
    """Sort the findings of one text by version and place, and give each a fingerprint.

    A fingerprint is a digest of the rule, the id of the document and `Finding.texts`, regardless of case and white
    space. Findings that share all these are numbered in the order of the text. The message counts only for a finding
    without texts.
    """
    ordered = sorted(findings, key=lambda each: (each.place.document, each.place.span, each.rule, each.message))
    seen: Counter[str] = Counter()
    made = []
    for finding in ordered:
        texts = [plain(text).casefold() for text in finding.texts or (finding.message,)]
        words = json.dumps([finding.rule, finding.place.document, *texts], ensure_ascii=False)
        seen[words] += 1
        digest = hashlib.sha256(f"{words}{seen[words]}".encode()).hexdigest()
        made.append(FingerprintedFinding(finding=finding, fingerprint=digest[:_DIGITS]))
    return tuple(made)
