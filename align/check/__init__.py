"""Texts, ladders and quotations -> findings: what an edit broke."""

from __future__ import annotations

from align.check import suppressions
from align.check.engine import FingerprintedFinding, add_fingerprints, check
from align.check.passage import Pair, Passage
from align.check.registry import FAMILIES, all_rules, check_name, find_rule, select_rules
from align.check.rule import Memory, Misfit, Rule, Subject

__all__ = [
    "FAMILIES",
    "FingerprintedFinding",
    "Memory",
    "Misfit",
    "Pair",
    "Passage",
    "Rule",
    "Subject",
    "add_fingerprints",
    "all_rules",
    "check",
    "check_name",
    "find_rule",
    "select_rules",
    "suppressions",
]
