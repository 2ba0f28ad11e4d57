"""Text -> facts that every rendering of it must state (numbers, dates, names, negations ...), and their comparison."""

from __future__ import annotations

from align.lang.facts.addresses import same_address
from align.lang.facts.compare import Mismatch, compare, missing_amounts, pair_up, shared_names
from align.lang.facts.dates import names_weekday
from align.lang.facts.extract import facts
from align.lang.facts.model import CueStrength, Date, Fact, FactKind, Number
from align.lang.facts.names import same_name, similar_names, vaguely_similar_names
from align.lang.facts.numbers import readings
from align.lang.facts.places import names_place, same_place
from align.lang.facts.sounds import sound_distance
from align.lang.facts.units import METRIC

__all__ = [
    "METRIC",
    "CueStrength",
    "Date",
    "Fact",
    "FactKind",
    "Mismatch",
    "Number",
    "compare",
    "facts",
    "missing_amounts",
    "names_place",
    "names_weekday",
    "pair_up",
    "readings",
    "same_address",
    "same_name",
    "same_place",
    "shared_names",
    "similar_names",
    "sound_distance",
    "vaguely_similar_names",
]
