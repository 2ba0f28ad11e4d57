"""Findings of the checks: rule, severity, message and place."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from align.model.text import CharSpan


class Severity(StrEnum):
    """The severity of a finding, in descending order."""

    ERROR = "error"
    """Almost certainly a fault."""
    WARNING = "warning"
    """Somebody should look at it."""
    INFO = "info"
    """Useful to know, often correct."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words of a document."""

    document: str
    """Id of the document."""
    span: CharSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a person should check, and perhaps correct."""

    rule: str
    """Code of the rule, for example "F01"."""
    severity: Severity
    message: str
    """The fault, in one line without a final full stop."""
    place: Place
    """The words concerned: where an editor should put the cursor."""
    passages: tuple[Place, ...] = ()
    """The passages to show, one for each version or source: the bead or the quotation that contains the words."""
    marked: tuple[Place, ...] = ()
    """Further words concerned, in the passages."""
    texts: tuple[str, ...] = ()
    """The normalised words that distinguish this finding from others of its rule, for the fingerprint.

    They never contain the number of a line or segment, so that a suppression stays valid after edits elsewhere."""
