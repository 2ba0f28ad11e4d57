"""The types of the facts: what is stated in a stretch of text that a faithful rendering must state as well."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fractions import Fraction

    from align.model import CharSpan


class FactKind(StrEnum):
    """What sort of thing is stated."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    ADDRESS = "address"
    """Of a page of the web or of a mailbox."""
    NEGATION = "negation"
    MODALITY = "modality"
    """That something is only possible: perhaps, peut-être, может быть."""
    PERSON = "person"
    """That a "we" speaks or acts."""
    RECURRENCE = "recurrence"
    """That something happens again, or no longer."""


class Said(StrEnum):
    """How surely a word says what it is a cue of; the names of the lists in the tables, in the order they are tried."""

    IDIOM = "idiom"
    """A fixed phrase with a firm word in it that means something else."""
    IMPLIED = "implied"
    """By its meaning, so that it is one way of saying it among several: "unable", "refuse"."""
    FIRM = "firm"
    """Without doubt."""
    JOINED = "joined"
    """So too, but as one with another word that does: "neither … nor", "ne … jamais rien"."""
    BESIDE = "beside"
    """Only beside a firm word: the Russian «никто не»."""
    LOOSE = "loose"
    """It may: an answer to a firm cue, but no cue that could be missed."""
    FAINT = "faint"
    """It may in some constructions, so that it answers only in the same clause: "too old to come"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """An exact amount, of something if the words say of what."""

    amount: Fraction
    unit: str = ""
    """"%", an ISO 4217 code or the symbol of a measure; empty if none stands there."""


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
    """The words that state it, in the text that was given."""
    value: Number | Date | str
    """Of a name or an address, the word as it stands; of a cue, a `Said`."""
    others: tuple[Number, ...] = ()
    """Further readings of the same words: "3,500" as 3500 or 3.5, "7 h" as 7 or 19."""
    firm: bool = True
    """Whether a rendering must state it too; one that is not firm only answers to a firm one on the other side.

    So "both" may render "two" without being a number that anybody could miss.
    """
