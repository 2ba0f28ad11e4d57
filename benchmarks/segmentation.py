"""Compare our sentence boundaries with pysbd's: python benchmarks/segmentation.py [GOLD_DIR].

Prints precision, recall and F1 of the boundaries inside paragraphs, for each home language, on the cases of
tests/data/segment. These were written along with our rules, so that our figure there only shows that the rules work.
With a folder, it also prints them for every file in it named *.fr, *.en or *.ru with one sentence a line; ten lines are
joined into a paragraph. A line without a final stop, such as a heading, has a boundary that no rule can see; it counts
too.
"""

from __future__ import annotations

import argparse
from collections import Counter
from dataclasses import dataclass
from importlib.metadata import version
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

import pysbd

from align.model import Block, BlockKind, CharSpan, Document
from align.segment import SEGMENTER, segment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

CASES = Path(__file__).parents[1] / "tests" / "data" / "segment"
LANGUAGES = ("fr", "en", "ru")
LINES = 10
"""Sentences in a joined paragraph."""

Paragraph = list[str]
"""Its sentences."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Counts of boundaries, pooled over paragraphs."""

    right: int
    found: int
    gold: int

    def __str__(self) -> str:
        precision = self.right / self.found if self.found else 1.0
        recall = self.right / self.gold if self.gold else 1.0
        f1 = 2 * precision * recall / (precision + recall) if self.right else 0.0
        return f"{precision:6.3f} {recall:6.3f} {f1:6.3f}"


def ours(text: str, lang: str) -> list[str]:
    """Segment a paragraph by the rules of this package."""
    block = Block(kind=BlockKind.PARAGRAPH, span=CharSpan(start=0, end=len(text)))
    return segment(Document(id=lang, lang=lang, path="", text=text, blocks=(block,))).texts()


def theirs(text: str, lang: str) -> list[str]:
    """Segment a paragraph with pysbd."""
    pieces: list[str] = pysbd.Segmenter(language=lang, clean=False).segment(text)
    return pieces


SPLITTERS: dict[str, Callable[[str, str], list[str]]] = {"ours": ours, "pysbd": theirs}


def boundaries(pieces: Iterable[str]) -> set[int]:
    """Return the inner boundaries as counts of characters before them; white space, which may be lost, is ignored."""
    return set(list(accumulate(len("".join(piece.split())) for piece in pieces))[:-1])


def score(paragraphs: Iterable[Paragraph], lang: str, split: Callable[[str, str], list[str]], *, glue: str) -> Score:
    """Segment joined sentences, and count the boundaries that are found again."""
    count: Counter[str] = Counter()
    for sentences in paragraphs:
        gold, found = boundaries(sentences), boundaries(split(glue.join(sentences), lang))
        count.update(right=len(gold & found), found=len(found), gold=len(gold))
    return Score(**count)


def cases(lang: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of the cases; tests/data/segment/README.md describes their notation."""
    for line in (CASES / f"{lang}.txt").read_text(encoding="utf-8").splitlines():
        if line and line[0] not in "#{":
            words = line.translate({ord("⏎"): "\n", ord("~"): "\u00a0", ord("≈"): "\u202f"})
            yield words.replace(" | ", " \0").replace("|", "\0").split("\0")


def join_lines(path: Path) -> Iterator[Paragraph]:
    """Yield paragraphs of `LINES` lines of a file."""
    lines = [" ".join(line.split()) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    for at in range(0, len(lines), LINES):
        yield lines[at : at + LINES]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", nargs="?", type=Path, metavar="GOLD_DIR")
    gold: Path | None = parser.parse_args().gold
    print(f"segmenter:{SEGMENTER}|pysbd:{version('pysbd')}|lines:{LINES}")
    print(f"{'':40} {'boundaries':>10}" + "".join(f"   {name:<6} P      R     F1" for name in SPLITTERS))
    for lang in LANGUAGES:
        files = sorted(gold.rglob(f"*.{lang}")) if gold else []
        rows = [(f"cases.{lang}", list(cases(lang)), ""), *((path.name, list(join_lines(path)), " ") for path in files)]
        for name, paragraphs, glue in rows:
            scores = [score(paragraphs, lang, split, glue=glue) for split in SPLITTERS.values()]
            print(f"{name:40} {scores[0].gold:10}" + "".join(f"   {each!s}" for each in scores))


if __name__ == "__main__":
    main()
