"""Line-aligned texts -> a harder bitext with known gold beads: lines are merged, split, dropped and inserted.

The rates are those of the four novels of the development data, rounded: about 80 % 1-1, 15 % 1-2 and 2-1, 2 % larger,
3 % null. The events are drawn with a seed, so that the same lines give the same bitext.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from align.beads import IndexBead

RATES = {
    "merge source": 0.04,  # two lines of the source become one: 1-2
    "merge target": 0.04,  # 2-1
    "merge three source": 0.005,  # 1-3
    "merge three target": 0.005,  # 3-1
    "overlap": 0.01,  # the first two lines are merged in the source, the last two in the target: 2-2
    "split source": 0.04,  # a line of the source is cut at a clause mark: 2-1
    "split target": 0.04,  # 1-2
    "drop source": 0.01,  # 0-1
    "drop target": 0.01,  # 1-0
    "insert source": 0.01,  # a stray line is inserted before this one: 1-0
    "insert target": 0.01,  # 0-1
}
"""Probability that the event begins at a line."""

_CLAUSE_MARK = re.compile(r"[,;:–—]\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bitext:
    """Two texts, one sentence a line, and their true beads."""

    src: tuple[str, ...]
    tgt: tuple[str, ...]
    gold: tuple[IndexBead, ...]


def perturb(  # noqa: C901 - one case an event
    src: list[str], tgt: list[str], documents: list[str], *, seed: int, stray: int = 60
) -> Bitext:
    """Merge, split, drop and insert lines of two line-aligned texts.

    `documents` names the document of each line; lines of different documents are never merged. The last `stray` lines
    are removed and serve as the inserted lines.
    """
    draw = random.Random(seed)
    end = len(src) - stray
    left: list[str] = []
    right: list[str] = []
    gold: list[IndexBead] = []

    def put(src_lines: list[str], tgt_lines: list[str]) -> None:
        gold.append(
            IndexBead(
                src=tuple(range(len(left), len(left) + len(src_lines))),
                tgt=tuple(range(len(right), len(right) + len(tgt_lines))),
            )
        )
        left.extend(src_lines)
        right.extend(tgt_lines)

    i = 0
    while i < end:
        event = draw.choices([*RATES, "keep"], [*RATES.values(), 1 - sum(RATES.values())])[0]
        room = next((k for k in range(3) if i + k + 1 >= end or documents[i + k + 1] != documents[i]), 3) + 1
        taken = 1
        match event.split():
            case ["merge", "three", side] if room >= 3:
                taken = 3
                joined = [" ".join((src if side == "source" else tgt)[i : i + 3])]
                put(*((joined, tgt[i : i + 3]) if side == "source" else (src[i : i + 3], joined)))
            case ["merge", side] if room >= 2:
                taken = 2
                joined = [" ".join((src if side == "source" else tgt)[i : i + 2])]
                put(*((joined, tgt[i : i + 2]) if side == "source" else (src[i : i + 2], joined)))
            case ["overlap"] if room >= 3:
                taken = 3
                put([" ".join(src[i : i + 2]), src[i + 2]], [tgt[i], " ".join(tgt[i + 1 : i + 3])])
            case ["split", "source"]:
                put(_cut(src[i]), [tgt[i]])
            case ["split", "target"]:
                put([src[i]], _cut(tgt[i]))
            case ["drop", "source"]:
                put([], [tgt[i]])
            case ["drop", "target"]:
                put([src[i]], [])
            case ["insert", side]:
                line = draw.randrange(end, len(src))
                put(*(([src[line]], []) if side == "source" else ([], [tgt[line]])))
                put([src[i]], [tgt[i]])
            case _:
                put([src[i]], [tgt[i]])
        i += taken
    return Bitext(src=tuple(left), tgt=tuple(right), gold=tuple(gold))


def _cut(line: str) -> list[str]:
    """Cut a line in two at the punctuation nearest to its middle; a line without any stays whole."""
    marks = [match.end() for match in _CLAUSE_MARK.finditer(line, 10, max(10, len(line) - 10))]
    if not marks:
        return [line]
    at = min(marks, key=lambda mark: abs(mark - len(line) / 2))
    return [line[:at].rstrip(), line[at:]]
