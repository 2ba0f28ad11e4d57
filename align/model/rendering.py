"""Differences between a rendering of a quotation and its source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from align.model.text import CharSpan

if TYPE_CHECKING:
    from collections.abc import Iterable


class DifferenceKind(StrEnum):
    """Kinds of differences between a rendering and its source."""

    CUT = "cut"
    """The source has words that the rendering lacks."""
    ADDITION = "addition"
    """The rendering has words that the source lacks."""
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    MODALITY = "modality"
    """One states something as a fact, the other as a possibility."""
    PERSON = "person"
    """One says "we", the other does not."""
    RECURRENCE = "recurrence"
    """One says "again" or "no longer", the other does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where a rendering departs from its source."""

    kind: DifferenceKind
    marked: bool = False
    """Whether the rendering marks the difference by an ellipsis or brackets; such a difference is no fault."""
    source: CharSpan | None = None
    """The words concerned in the source; if it lacks them, None or the words around the gap."""
    rendering: CharSpan | None = None
    """The words concerned in the rendering; if it lacks them, None or the words around the gap."""
    shared: CharSpan | None = None
    """The words concerned in the other rendering if it departs in the same way; in the source if both lack them."""
    added: bool = False
    """Whether the rendering adds something rather than omits it; for a number, date or name, both are possible."""

    @property
    def relayed(self) -> bool:
        """Whether the other rendering departs in the same way."""
        return self.shared is not None


class Verdict(StrEnum):
    """The fidelity of a rendering to its source."""

    VERBATIM = "verbatim"
    """Complete, and no departure found."""
    ABRIDGED = "abridged"
    """It omits or inserts words, and marks this."""
    ALTERED = "altered"
    """It departs from the source without a mark."""
    RELAYED = "relayed"
    """It departs from the source in the same way as the rendering that it was translated from."""
    NOT_FOUND = "not found"
    """Its source was not found."""
    CANNOT_TELL = "cannot tell"
    """It matches the source too loosely to be judged by this program."""


_FROM_GOOD_TO_BAD = (
    Verdict.VERBATIM,
    Verdict.ABRIDGED,
    Verdict.CANNOT_TELL,
    Verdict.ALTERED,
    Verdict.RELAYED,
    Verdict.NOT_FOUND,
)
"""An unknown is worse than a sound rendering and better than a known fault; it must hide no fault.

A relayed rendering may have faults of its own besides those of its model. Of words that no source has, nothing can be
vouched for."""


def worst_verdict(verdicts: Iterable[Verdict]) -> Verdict | None:
    """Return the worst of some verdicts, None if there are none.

    From good to bad: verbatim, abridged, cannot tell, altered, relayed, not found.
    """
    return max(verdicts, key=_FROM_GOOD_TO_BAD.index, default=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendering:
    """A version of a quotation compared with its source."""

    document: str
    """Id of its document."""
    differences: tuple[Difference, ...]
    verdict: Verdict
    reasons: tuple[str, ...]
    """Reasons in plain words, one for each difference; never empty."""
