"""Ladder -> beads in the field's notation, `[source indices]:[target indices]`; lines of text -> beads. No I/O.

Gold beads may cross and their indices need not be adjacent, so a side is a tuple of indices and not a `SegSpan`. An
optional third field comes from the aligner: a confidence in our files, a cost in some others.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.model import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from align.model import Alignment

_SIDE = r"\[\s*((?:[0-9]{1,9}\s*,\s*)*[0-9]{1,9})?\s*\]"
_LINE = re.compile(rf"{_SIDE}\s*:\s*{_SIDE}(?:\s*:\s*([-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?))?")


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexBead:
    """A bead as written in a line of a beads file."""

    src: tuple[int, ...]
    """Indices of segments of the source document, from 0."""
    tgt: tuple[int, ...]
    """Indices of segments of the target document, from 0."""
    score: float | None = None
    """The third field, if the line has one; in our own files, the confidence."""

    def __str__(self) -> str:
        sides = f"{list(self.src)}:{list(self.tgt)}"
        return sides if self.score is None else f"{sides}:{self.score}"


def index_beads(alignment: Alignment) -> Iterator[IndexBead]:
    """Yield the beads of a ladder, confidences to three decimals, null beads one segment each, as scorers expect."""
    for bead in alignment.beads:
        score = round(bead.confidence, 3)
        if bead.src and bead.tgt:
            yield IndexBead(src=tuple(bead.src), tgt=tuple(bead.tgt), score=score)
        else:
            yield from (IndexBead(src=(index,), tgt=(), score=score) for index in bead.src)
            yield from (IndexBead(src=(), tgt=(index,), score=score) for index in bead.tgt)


def parse_beads(lines: Iterable[str], *, path: Path | str | None = None) -> tuple[IndexBead, ...]:
    """Read the beads of a file, without blank lines; `path` is for messages.

    Raises `ReadError` with the line number if a line is not in the notation.
    """
    beads = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            beads.append(_bead(line.strip()))
        except ValueError as error:
            message = f'not a bead: "{line.strip()[:60]}"; write it as "[0]:[0, 1]" or "[0]:[0, 1]:0.93"'
            raise ReadError(message, path=path, line=number) from error
    return tuple(beads)


def _bead(line: str) -> IndexBead:
    match = _LINE.fullmatch(line)
    if match is None:
        raise ValueError("no bead")
    src, tgt = (tuple(int(index) for index in side.split(",")) if side else () for side in match.group(1, 2))
    if not (src or tgt):
        raise ValueError("both sides are empty")
    return IndexBead(src=src, tgt=tgt, score=None if match[3] is None else float(match[3]))
