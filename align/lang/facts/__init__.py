"""What a text states that any rendering of it must state: numbers, dates, names, negations and the like; compared."""

from __future__ import annotations

from align.lang.facts.compare import Mismatch, compare, shared_names
from align.lang.facts.extract import facts
from align.lang.facts.model import Date, Fact, FactKind, Number
from align.lang.facts.names import alike

__all__ = ["Date", "Fact", "FactKind", "Mismatch", "Number", "alike", "compare", "facts", "shared_names"]
