"""A parked decision -> similar beads of the present ladder, which it may be about after an edit of the texts."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from align.review.passages import EXCERPT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from align.model import Alignment, Bead, Passage, Pin, SegSpan
    from align.review.passages import RunIndex

_MIN_SIMILARITY = 0.5
"""Less similar beads are not suggested."""
_COMMON = 50
"""A word that occurs in more beads than this says little about which bead is meant."""
_COMPARED = 20
"""Most beads that are compared letter by letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SimilarBead:
    """A bead that a parked decision may be about now."""

    src: SegSpan
    tgt: SegSpan
    score: float
    """Similarity of the words, 0 to 1."""


class BeadIndex:
    """Finds the beads of a ladder that have roughly the same words as a pinned bead."""

    def __init__(self, src: RunIndex, tgt: RunIndex, ladder: Alignment) -> None:
        self._src, self._tgt = src, tgt
        self._beads = ladder.beads
        self._numbers: defaultdict[str, list[int]] = defaultdict(list)
        for number, bead in enumerate(ladder.beads):
            for word in {*_words(src.text(bead.src)[:EXCERPT]), *_words(tgt.text(bead.tgt)[:EXCERPT])}:
                self._numbers[word].append(number)

    def find(self, pin: Pin, *, limit: int = 3) -> tuple[SimilarBead, ...]:
        """Return the beads most similar to a pinned bead, the most similar first."""
        shared_words = Counter(
            number
            for word in {*_words(pin.src.excerpt), *_words(pin.tgt.excerpt)}
            if len(self._numbers.get(word, ())) <= _COMMON
            for number in self._numbers.get(word, ())
        )
        compared = sorted(number for number, _ in shared_words.most_common(_COMPARED))
        found = [
            SimilarBead(src=bead.src, tgt=bead.tgt, score=round(self._similarity(bead, pin), 3))
            for bead in (self._beads[number] for number in compared)
        ]
        similar = (item for item in found if item.score >= _MIN_SIMILARITY)
        return tuple(sorted(similar, key=lambda item: -item.score)[:limit])

    def _similarity(self, bead: Bead, pin: Pin) -> float:
        """Return the mean similarity of the sides that have words."""
        sides = [(self._src.text(bead.src), pin.src), (self._tgt.text(bead.tgt), pin.tgt)]
        ratios = [_ratio(text, passage) for text, passage in sides if text or passage.length]
        return sum(ratios) / len(ratios) if ratios else 0.0


def _ratio(text: str, passage: Passage) -> float:
    return SequenceMatcher(None, text[:EXCERPT], passage.excerpt, autojunk=False).ratio()


def _words(text: str) -> Iterable[str]:
    return (word.strip(".,;:!?…«»“”\"'’()[]—–-").lower() for word in text.split())
