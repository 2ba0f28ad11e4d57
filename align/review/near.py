"""A parked decision -> beads like the one that it was about, to be offered instead; the texts may have been edited."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from align.review.passages import EXCERPT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from align.model import Alignment, Bead, Passage, Pin, SegSpan
    from align.review.passages import SegmentRuns

_LEAST = 0.5
"""Likeness below which nothing is offered."""
_COMMON = 50
"""A word of more beads than this says little about which bead is meant."""
_TRIED = 20
"""Beads that are compared letter by letter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A bead that a parked decision may be about now."""

    src: SegSpan
    tgt: SegSpan
    score: float
    """Likeness of the words, 0 to 1."""


class Nearby:
    """The beads of a ladder, to be found by words that they roughly have."""

    def __init__(self, src: SegmentRuns, tgt: SegmentRuns, ladder: Alignment) -> None:
        self._src, self._tgt = src, tgt
        self._beads = ladder.beads
        self._with: defaultdict[str, list[int]] = defaultdict(list)
        for number, bead in enumerate(ladder.beads):
            for word in {*_words(src.text(bead.src)[:EXCERPT]), *_words(tgt.text(bead.tgt)[:EXCERPT])}:
                self._with[word].append(number)

    def near(self, pin: Pin, *, limit: int = 3) -> tuple[Near, ...]:
        """Return the beads most like a pinned one, the most alike first."""
        shared = Counter(
            number
            for word in {*_words(pin.src.excerpt), *_words(pin.tgt.excerpt)}
            if len(self._with.get(word, ())) <= _COMMON
            for number in self._with.get(word, ())
        )
        tried = sorted(number for number, _ in shared.most_common(_TRIED))
        found = [
            Near(src=bead.src, tgt=bead.tgt, score=round(self._likeness(bead, pin), 3))
            for bead in (self._beads[number] for number in tried)
        ]
        return tuple(sorted((item for item in found if item.score >= _LEAST), key=lambda item: -item.score)[:limit])

    def _likeness(self, bead: Bead, pin: Pin) -> float:
        sides = [(self._src.text(bead.src), pin.src), (self._tgt.text(bead.tgt), pin.tgt)]
        compared = [_ratio(text, passage) for text, passage in sides if text or passage.length]
        return sum(compared) / len(compared) if compared else 0.0


def _ratio(text: str, passage: Passage) -> float:
    return SequenceMatcher(None, text[:EXCERPT], passage.excerpt, autojunk=False).ratio()


def _words(text: str) -> Iterable[str]:
    return (word.strip(".,;:!?…«»“”\"'’()[]—–-").lower() for word in text.split())
