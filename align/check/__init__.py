"""Texts, ladders and quotations -> findings: what an edit broke, and nothing else."""

from __future__ import annotations

from align.check import suppressions
from align.check.engine import Judged, check, fingerprints
from align.check.passage import Pair, Passage
from align.check.registry import FAMILIES, all_rules, check_name, find_rule, selected
from align.check.rule import Memory, Rule, Subject, Unfit

__all__ = [
    "FAMILIES",
    "Judged",
    "Memory",
    "Pair",
    "Passage",
    "Rule",
    "Subject",
    "Unfit",
    "all_rules",
    "check",
    "check_name",
    "find_rule",
    "fingerprints",
    "selected",
    "suppressions",
]
