"""One ladder as the page shows it: its beads, with their cards and findings, as records."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from align.model import Status
from align.web.rows import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align import Opinion
    from align.model import Alignment, Bead, Place
    from align.web.rows import Column, Record

SUMMARY = ("c", "s", "t", "h", "f")
"""Keys of a bead's summary: confidence in hundredths, status, type, length of the longer side in code points, flags.

Flags: q contains quoted words, f has an open finding, n has a comment, b has a card or a finding."""


@dataclass(eq=False, kw_only=True)
class Sheet:
    """One ladder, with the cards and findings of its beads.

    Cards and findings belong to segments. The key of a segment is its number n in the source, or -1 - n in the target.
    """

    src: str
    tgt: str
    columns: tuple[Column, Column]
    ladder: Alignment
    ids: tuple[str, ...]
    opinions: Mapping[int, Opinion]
    cards: dict[int, list[Record]] = field(default_factory=dict)
    """Quotations, by segment key."""
    findings: dict[int, list[Record]] = field(default_factory=dict)
    """By segment key."""

    def counts(self) -> Counter[Status]:
        """Count the beads of each status."""
        return Counter(bead.status for bead in self.ladder.beads)

    def summaries(self) -> dict[str, list[object]]:
        """Return the summaries of all beads: for each key of `SUMMARY`, a list with the value of every bead."""
        if not len(self.ladder):
            return {key: [] for key in SUMMARY}
        columns = zip(*map(self._summary, range(len(self.ladder))), strict=True)
        return dict(zip(SUMMARY, map(list, columns), strict=True))

    def rows(self, start: int, stop: int) -> list[Record]:
        """Return the rows of some beads: summary, texts, cards, findings and comments."""
        return [self._row(index) for index in range(start, stop)]

    def index(self, name: str) -> int | None:
        """Return the index of a bead, or None. `name` is its id, or that of a quotation in it: "document/quotation"."""
        if name in self.ids:
            return self.ids.index(name)
        for key, found in self.cards.items():
            if any(f"{each['document']}/{each['quotation']}" == name for card in found for each in card["renderings"]):
                return self.bead_of(key)
        return None

    def bead_of(self, key: int) -> int:
        """Return the index of the bead with a segment."""
        return next(index for index, bead in enumerate(self.ladder.beads) if key in _keys(bead))

    def unreviewed_above(self, name: str) -> tuple[str, ...]:
        """Return the ids of the unreviewed beads above a bead; raise `ValueError` if the bead does not exist."""
        above = self.ids[: self.ids.index(name)]
        pairs = zip(above, self.ladder.beads, strict=False)
        return tuple(name for name, bead in pairs if bead.status is Status.MACHINE)

    def search(self, words: str) -> list[int]:
        """Return the indices of the beads that contain these words in a column or in the source of a quotation."""
        wanted = fold(words)
        src, tgt = (column.folded for column in self.columns)
        return [
            index
            for index, bead in enumerate(self.ladder.beads)
            if wanted in " ".join(src[bead.src.start : bead.src.end])
            or wanted in " ".join(tgt[bead.tgt.start : bead.tgt.end])
            or any(wanted in fold(_source_words(card)) for card in self._records(self.cards, bead))
        ]

    def key(self, place: Place) -> int | None:
        """Return the key of the first segment of a place; None if the place is not in this ladder."""
        for name, column in zip((self.src, self.tgt), self.columns, strict=True):
            if place.document == name:
                segments = column.overlapping(place.span.start, max(place.span.end, place.span.start + 1))
                if segments:
                    return segments[0] if name == self.src else -1 - segments[0]
        return None

    def _summary(self, index: int) -> tuple[int, str, str, int, str]:
        bead = self.ladder.beads[index]
        src, tgt = self.columns
        flags = "q" if src.has_quotation(bead.src) or tgt.has_quotation(bead.tgt) else ""
        if self.cards or self.findings:
            flags += "f" * any(found["state"] == "open" for found in self._records(self.findings, bead))
            flags += "b" * any(key in self.cards or key in self.findings for key in _keys(bead))
        if index in self.opinions:
            flags += "n" * bool(self.opinions[index].comments)
        # Confidence is rounded down, so that only certainty reads 1.00.
        length = max(src.length(bead.src), tgt.length(bead.tgt))
        return int(bead.confidence * 100 + 1e-9), bead.status.value, bead.type, length, flags

    def _row(self, index: int) -> Record:
        bead = self.ladder.beads[index]
        src, tgt = self.columns
        opinion = self.opinions.get(index)
        return dict(zip(SUMMARY, self._summary(index), strict=True)) | {
            "key": self.ids[index],
            "src": src.records(bead.src),
            "tgt": tgt.records(bead.tgt),
            "by": opinion.reviewer if opinion else "",
            "comments": [
                {"by": comment.reviewer, "at": comment.at.isoformat(), "note": comment.note}
                for comment in (opinion.comments if opinion else ())
            ],
            "cards": self._records(self.cards, bead),
            "findings": self._records(self.findings, bead),
        }

    def _records(self, records: Mapping[int, Sequence[Record]], bead: Bead) -> list[Record]:
        return [record for key in _keys(bead) for record in records.get(key, ())] if records else []


def _keys(bead: Bead) -> Iterator[int]:
    """Yield the keys of the segments of a bead."""
    yield from bead.src
    yield from (-1 - index for index in bead.tgt)


def _source_words(card: Record) -> str:
    source = card["source"]
    return " ".join(words for words, _ in source["words"]) if source else ""
