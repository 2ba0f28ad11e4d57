"""Measure whether texts made to be slow are read in linear time, and what a very long text costs.

python benchmarks/hostile.py

For each stage and each piece: a text of 20,000 characters and one of 200,000 that repeat the piece. Ten times the text
may take ten times as long; a quadratic rule takes a hundred times. Ends with 1 if a text takes more than 35 times.
"""

from __future__ import annotations

import argparse
import sys
import time
import tracemalloc
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from align.encoders import encoder
from align.formats.html.page import render
from align.model import (
    Alignment,
    Bead,
    Block,
    BlockKind,
    CharSpan,
    Document,
    Link,
    Links,
    Quoted,
    ReadError,
    Segment,
    Segmented,
    SegSpan,
    Signature,
)
from align.quote import quotations
from align.read.markdown import blocks
from align.read.tracked import TrackedText
from align.result import Family, Result
from align.segment import segment

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

LENGTHS = (20_000, 200_000)
"""Characters of the shorter and of the longer text."""
MOST = 35
"""How many times as long the longer text may take."""
SLACK = 0.2
"""CPU seconds that are always allowed: below, a ratio says nothing."""
PIECES = (
    "a ", "x", ". ", ".", "« ", "» ", ".» ", "( ", "(", "[", "[1] ", ". [^", '" .', '"', ".12 ", "… ", "A. ", "a.) ",
    "? A ", "«A?» B ", "\n", "“", "«", "'x ", "‘a’ s’ b ", "“a” ", "— да, — сказал ", "…", "![", "[a](", "*a ",
    "`a``b```c", "<a ", "&", "|a", "\t", "<!-- ", "a\n", "> ", "- ",
)  # fmt: skip
WORDS = "The harbour master closed the office at noon and walked home along the quay. "
ROWS = 20_000


def main() -> None:
    """Print a row for each stage and piece, then the cost of a long text."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.parse_args()
    stages: dict[str, Callable[[str], object]] = {
        "markdown": lambda text: blocks(TrackedText(text=text), Path("x.md")),
        "segment": lambda text: segment(document(text)),
        "quote": lambda text: quotations(document(text)),
    }
    slow = 0
    print(f"stage     CPU s of {LENGTHS[0]:,} and {LENGTHS[1]:,} characters  piece")
    for stage, work in stages.items():
        for piece in PIECES:
            short, long = (seconds(work, "x" + piece * (length // len(piece)) + "x") for length in LENGTHS)
            bad = long > MOST * short + SLACK
            slow += bad
            print(f"{stage:<9} {short:8.3f} {long:8.3f}  {piece!r}{'  NOT LINEAR' * bad}")
    print(f"report of {ROWS:,} rows: {seconds(render, report(ROWS)):.1f} CPU s")
    print(spans())
    sys.exit(slow > 0)


def document(text: str) -> Document:
    """Return a document of one paragraph in French."""
    block = Block(kind=BlockKind.PARAGRAPH, span=CharSpan(start=0, end=len(text)))
    return Document(id="fr/x", lang="fr", path="x.txt", text=text, blocks=(block,))


def seconds(work: Callable[[T], object], given: T) -> float:
    """Return the CPU time of some work; a text that is refused counts as read."""
    start = time.process_time()
    with suppress(ReadError):
        work(given)
    return time.process_time() - start


def report(rows: int) -> Result:
    """Make the result of two versions with so many sentences, ten to a paragraph."""
    versions = tuple(version(lang, rows) for lang in ("fr", "en"))
    names = [each.document.id for each in versions]
    members = [(SegSpan(start=k, end=k + 1),) * 2 for k in range(rows)]
    beads = tuple(Bead(src=src, tgt=tgt, confidence=0.9) for src, tgt in members)
    links = tuple(Link(members=each, confidence=0.9) for each in members)
    family = Family(
        stem="x",
        versions=versions,
        alignments=(Alignment(src=names[0], tgt=names[1], beads=beads),),
        links=Links(documents=tuple(names), links=links),
        quoted=tuple(Quoted(document=name) for name in names),
    )
    return Result(
        title="Long", families=(family,), sources=(), signature=Signature(version="", encoder="", segmenter="")
    )


def version(lang: str, sentences: int) -> Segmented:
    """Return a document of so many sentences of one length, ten to a paragraph."""
    length = len(WORDS)
    spans = [CharSpan(start=k * length, end=(k + 1) * length) for k in range(sentences)]
    paragraphs = tuple(
        Block(kind=BlockKind.PARAGRAPH, span=CharSpan(start=k * length, end=min(k + 10, sentences) * length))
        for k in range(0, sentences, 10)
    )
    made = Document(id=f"{lang}/x", lang=lang, path="x.txt", text=WORDS * sentences, blocks=paragraphs)
    return Segmented(document=made, segments=tuple(Segment(block=k // 10, span=span) for k, span in enumerate(spans)))


def spans() -> str:
    """Encode every word of a text of 200,000 words, and tell time and peak memory."""
    text = WORDS * (200_000 // len(WORDS.split()))
    muse = encoder("muse")
    muse.encode(["."])
    tracemalloc.start()
    taken = seconds(muse.spans, [text])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return f"spans of {len(text.split()):,} words: {taken:.1f} CPU s, peak {peak / 1e6:.0f} MB"


if __name__ == "__main__":
    main()
