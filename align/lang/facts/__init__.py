"""What a text states that any rendering of it must state: numbers, dates, names, negations and the like; compared."""

from __future__ import annotations

from align.lang.facts.addresses import same_address
from align.lang.facts.compare import Mismatch, compare, pair_up, shared_names, unanswered
from align.lang.facts.dates import names_weekday
from align.lang.facts.extract import facts
from align.lang.facts.model import Date, Fact, FactKind, Number, Said
from align.lang.facts.names import akin, alike, spelled_alike
from align.lang.facts.numbers import readings
from align.lang.facts.places import names_place, same_place
from align.lang.facts.sounds import apart
from align.lang.facts.units import METRIC

__all__ = [
    "METRIC",
    "Date",
    "Fact",
    "FactKind",
    "Mismatch",
    "Number",
    "Said",
    "akin",
    "alike",
    "apart",
    "compare",
    "facts",
    "names_place",
    "names_weekday",
    "pair_up",
    "readings",
    "same_address",
    "same_place",
    "shared_names",
    "spelled_alike",
    "unanswered",
]
