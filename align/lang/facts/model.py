"""Types for facts: statements in a stretch of text that a faithful rendering must contain as well."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from align.model import CharSpan


class FactKind(StrEnum):
    """The kind of a fact."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    ADDRESS = "address"
    """A web or mail address."""
    NEGATION = "negation"
    MODALITY = "modality"
    """Something is only possible: perhaps, peut-être, может быть."""
    PERSON = "person"
    """A "we" speaks or acts."""
    RECURRENCE = "recurrence"
    """Something happens again, or no longer."""


class CueStrength(StrEnum):
    """How surely a word expresses its kind of cue: the names of the lists in the tables, in the order of trying."""

    IDIOM = "idiom"
    """A fixed phrase that contains a firm word but means something else: "no doubt"."""
    IMPLIED = "implied"
    """Expressed by the meaning of a word, so that a rendering may well use another: "unable", "refuse"."""
    FIRM = "firm"
    """Expressed without doubt."""
    JOINED = "joined"
    """Expressed without doubt, but together with another firm word: "neither … nor", "ne … jamais rien"."""
    BESIDE = "beside"
    """Expressed only next to a firm word: the Russian «никто не»."""
    LOOSE = "loose"
    """Possibly expressed: such a word can render a firm cue, but its own absence is no loss."""
    FAINT = "faint"
    """Expressed in some constructions, so that it renders a firm cue only in the same clause: "too old to come"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """An exact amount, with its unit if the text gives one."""

    amount: Fraction
    unit: str = ""
    """"%", an ISO 4217 code or the symbol of a measure; empty without a unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Date:
    """A day or a month; a year alone is a number."""

    month: int
    day: int | None = None
    year: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """One thing stated by one stretch of text."""

    kind: FactKind
    span: CharSpan
    """The words that state it, in code points of the given text."""
    value: Number | Date | str
    """For a name or an address, the word as written; for a cue, a `CueStrength`."""
    others: tuple[Number, ...] = ()
    """Further readings of the same words: "3,500" as 3500 or 3.5, "7 h" as 7 or 19."""
    firm: bool = True
    """Whether a rendering must state it as well. A fact that is not firm only matches a firm one of the other side.

    For example "both" may render "two", but a rendering may lack "both".
    """
