"""One ladder as the page shows it: beads as records, and what stands beside them."""

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

HEAD = ("c", "s", "t", "h", "f")
"""What the page knows of every bead: confidence in hundredths, status, type, the longer side's length, flags.

Flags: q has quoted words, f an open finding, n a comment, b something beside it."""


@dataclass(eq=False, kw_only=True)
class Sheet:
    """One ladder, and what stands beside its beads."""

    src: str
    tgt: str
    columns: tuple[Column, Column]
    ladder: Alignment
    ids: tuple[str, ...]
    opinions: Mapping[int, Opinion]
    cards: dict[int, list[Record]] = field(default_factory=dict)
    """By segment of the source or, counted from -1 down, of the target."""
    findings: dict[int, list[Record]] = field(default_factory=dict)
    """Likewise."""

    def counts(self) -> Counter[Status]:
        """Count the beads of each status."""
        return Counter(bead.status for bead in self.ladder.beads)

    def heads(self) -> dict[str, list[object]]:
        """Return `HEAD` for all beads, a list for each of its letters."""
        heads = zip(*(self._head(index) for index in range(len(self.ladder))), strict=True)
        return dict(zip(HEAD, map(list, heads), strict=True)) if len(self.ladder) else {name: [] for name in HEAD}

    def rows(self, start: int, stop: int) -> list[Record]:
        """Return beads with all their words."""
        return [self._row(index) for index in range(start, stop)]

    def index(self, name: str) -> int | None:
        """Return where a bead stands that an id names, or at which a quotation begins: "document/quotation"."""
        if name in self.ids:
            return self.ids.index(name)
        for spot, found in self.cards.items():
            if any(f"{each['document']}/{each['quotation']}" == name for card in found for each in card["renderings"]):
                return self.at(spot)
        return None

    def at(self, spot: int) -> int:
        """Return the index of the bead that has what `spot` returned."""
        return next(index for index, bead in enumerate(self.ladder.beads) if spot in self._spots(bead))

    def above(self, name: str) -> tuple[str, ...]:
        """Return the ids of the beads above one that nobody has judged; raise `ValueError` if there is no such bead."""
        above = self.ids[: self.ids.index(name)]
        pairs = zip(above, self.ladder.beads, strict=False)
        return tuple(name for name, bead in pairs if bead.status is Status.MACHINE)

    def search(self, words: str) -> list[int]:
        """Return the indices of the beads that have these words in a column or in a source."""
        wanted = fold(words)
        src, tgt = (column.folded for column in self.columns)
        return [
            index
            for index, bead in enumerate(self.ladder.beads)
            if wanted in " ".join(src[bead.src.start : bead.src.end])
            or wanted in " ".join(tgt[bead.tgt.start : bead.tgt.end])
            or any(wanted in fold(_source_words(card)) for card in self._beside(self.cards, bead))
        ]

    def spot(self, place: Place) -> int | None:
        """Return the key of `cards` and `findings` for what concerns these words; None if they are elsewhere."""
        for name, column, turn in ((self.src, self.columns[0], 1), (self.tgt, self.columns[1], -1)):
            if place.document == name:
                touched = column.between(place.span.start, max(place.span.end, place.span.start + 1))
                if touched:
                    return touched[0] if turn > 0 else -1 - touched[0]
        return None

    def _head(self, index: int) -> tuple[int, str, str, int, str]:
        bead = self.ladder.beads[index]
        src, tgt = self.columns
        flags = "q" if src.quoted(bead.src) or tgt.quoted(bead.tgt) else ""
        if self.cards or self.findings:
            flags += "f" * any(found["state"] == "open" for found in self._beside(self.findings, bead))
            flags += "b" * any(spot in self.cards or spot in self.findings for spot in self._spots(bead))
        if index in self.opinions:
            flags += "n" * bool(self.opinions[index].comments)
        # Confidence is cut to two digits, so that nothing short of certainty reads 1.00.
        length = max(src.length(bead.src), tgt.length(bead.tgt))
        return int(bead.confidence * 100 + 1e-9), bead.status.value, bead.type, length, flags

    def _row(self, index: int) -> Record:
        bead = self.ladder.beads[index]
        src, tgt = self.columns
        opinion = self.opinions.get(index)
        return dict(zip(HEAD, self._head(index), strict=True)) | {
            "key": self.ids[index],
            "src": src.records(bead.src),
            "tgt": tgt.records(bead.tgt),
            "by": opinion.reviewer if opinion else "",
            "comments": [
                {"by": comment.reviewer, "at": comment.at.isoformat(), "note": comment.note}
                for comment in (opinion.comments if opinion else ())
            ],
            "cards": self._beside(self.cards, bead),
            "findings": self._beside(self.findings, bead),
        }

    def _spots(self, bead: Bead) -> Iterator[int]:
        yield from bead.src
        yield from (-1 - index for index in bead.tgt)

    def _beside(self, records: Mapping[int, Sequence[Record]], bead: Bead) -> list[Record]:
        return [record for spot in self._spots(bead) for record in records.get(spot, ())] if records else []


def _source_words(card: Record) -> str:
    source = card["source"]
    return " ".join(words for words, _ in source["words"]) if source else ""
