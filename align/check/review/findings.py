"""Decisions that do not apply -> findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.model import Finding

if TYPE_CHECKING:
    from align.check.rule import Misfit, Rule


def decision_finding(rule: Rule, item: Misfit, reason: str) -> Finding:
    """Return the finding that a decision does not apply.

    Args:
        reason: the predicate of the message; its subject is the decision.
    """
    decision = item.decision
    subject = f"The decision “{decision.action}” by {decision.reviewer} on {decision.at:%Y-%m-%d}"
    return Finding(
        rule=rule.code,
        severity=rule.severity,
        message=f"{subject} {reason}: “{item.about}”",
        place=item.places[item.at],
        passages=item.places,
        texts=(decision.id, item.about),
    )
