"""What the rules about review share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.model import Finding

if TYPE_CHECKING:
    from align.check.rule import Misfit, Rule


def decision_finding(rule: Rule, item: Misfit, what: str) -> Finding:
    """Return the finding that a decision does not apply, told from others by the decision and what it is about."""
    decision = item.decision
    return Finding(
        rule=rule.code,
        severity=rule.severity,
        message=f"“{decision.action}” of {decision.reviewer} on {decision.at:%Y-%m-%d} {what} (“{item.about}”)",
        place=item.places[item.at],
        passages=item.places,
        texts=(decision.id, item.about),
    )
