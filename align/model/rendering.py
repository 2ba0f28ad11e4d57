"""How a rendering of a quotation stands to its source."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from align.model.text import CharSpan


class DifferenceKind(StrEnum):
    """In what a rendering differs from its source."""

    CUT = "cut"
    """The source has words that the rendering lacks."""
    ADDITION = "addition"
    """The rendering has words that the source lacks."""
    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    MODALITY = "modality"
    """One says that something is so, the other that it may be."""
    PERSON = "person"
    """One says "we", the other does not."""
    RECURRENCE = "recurrence"
    """One says "again" or "no longer", the other does not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One place where a rendering and its source do not say the same."""

    kind: DifferenceKind
    marked: bool = False
    """Whether the rendering says so itself, by an ellipsis or by brackets; such a difference is no fault."""
    source: CharSpan | None = None
    """The words concerned in the source; of a lack, None or what stands around the gap."""
    rendering: CharSpan | None = None
    """The words concerned in the rendering; of a lack, None or what stands around the gap."""
    shared: CharSpan | None = None
    """The words concerned in the other rendering if it departs alike; in the source if both lack them."""
    added: bool = False
    """Whether the rendering says too much rather than too little; of a number, date or name, both may be."""

    @property
    def relayed(self) -> bool:
        """Return whether the other rendering departs alike."""
        return self.shared is not None


class Verdict(StrEnum):
    """How a rendering stands to its source."""

    VERBATIM = "verbatim"
    """Complete, and nothing in it was found to differ."""
    ABRIDGED = "abridged"
    """It leaves words out or puts words in, and says so."""
    ALTERED = "altered"
    """It departs from the source without saying so."""
    RELAYED = "relayed"
    """It departs from the source as the rendering does that it was made from."""
    NOT_FOUND = "not found"
    """Its source was not found."""
    CANNOT_TELL = "cannot tell"
    """It does not answer to the source well enough to be judged by the means at hand."""


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
    """A version of a quotation held against its source."""

    document: str
    """Id of the document that has it."""
    differences: tuple[Difference, ...]
    verdict: Verdict
    reasons: tuple[str, ...]
    """Why, in plain words, one for each difference; never empty."""
