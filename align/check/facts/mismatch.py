"""A fact that the two sides of a bead do not share: what every rule about facts finds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from align.model import plain

if TYPE_CHECKING:
    from align.check.passage import Pair, Passage
    from align.lang.facts import Fact, Mismatch


class PairMismatch(NamedTuple):
    """A mismatch with the bead in which it stands."""

    pair: Pair
    mismatch: Mismatch
    """With spans in the words of the passages."""


def words_of(passage: Passage, fact: Fact | None) -> str:
    """Return the words of a passage that state a fact; "" for None."""
    return plain(fact.span.slice(passage.text)) if fact else ""
