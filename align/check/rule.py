"""What a rule is: a code, a reason with examples, and a function from a text to its findings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from align.model import Finding, Segmented, Severity
    from align.result import Family, Traced


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Subject:
    """What the rules look at: the versions of one text, and what is known of them."""

    family: Family
    traced: tuple[Traced, ...]
    """The quotations of the family."""
    sources: Mapping[str, Segmented]
    """The texts that it may quote, by id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One thing that is checked."""

    code: str
    """The letter of its family and a number: "F01"."""
    name: str
    """In a few words, for headings: "Number differs"."""
    severity: Severity
    """What its findings have unless align.toml says otherwise."""
    rationale: str
    """Why it is checked and what it passes over, in a paragraph."""
    bad: str
    """An example that it reports."""
    good: str
    """An example that it does not."""
    check: Callable[[Subject], Iterator[Finding]]
