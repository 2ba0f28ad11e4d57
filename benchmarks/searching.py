"""Measure time and peak memory of locating quotations in a long source.

    python benchmarks/searching.py texts 20000 200000 --quotations 100

The source is made from the sentences of all sources of the project folder, drawn with a fixed seed up to the given
number of words. Every sentence recurs often, so that the search has to visit its largest number of places. The
quotations are those of the articles of the folder, repeated if they are too few. The encoder is loaded before the clock
starts.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from dataclasses import replace
from itertools import cycle, islice
from pathlib import Path

import align
from align.encoders import encoder
from align.locate import Article, locate, source_index
from align.model import Block, BlockKind, CharSpan, Document, QuotationKind, Segmented
from align.quote import quotations
from align.read import find_project, read_document
from align.segment import segment

THREADS = 2


def long_source(folder: Path, words: int) -> Segmented:
    """Return a source of at least `words` words, with five sentences to a paragraph."""
    sources = [version for text in find_project(folder).sources for version in text.versions]
    texts = [segment(read_document(version.path, id=version.id, lang=version.lang)) for version in sources]
    sentences = [sentence for text in texts for sentence in text.texts()]
    draw = random.Random(1)
    paragraphs: list[str] = []
    count = 0
    while count < words:
        paragraph = " ".join(draw.choice(sentences) for _ in range(5))
        paragraphs.append(paragraph)
        count += len(paragraph.split())
    blocks, at = [], 0
    for paragraph in paragraphs:
        blocks.append(Block(kind=BlockKind.PARAGRAPH, span=CharSpan(start=at, end=at + len(paragraph))))
        at += len(paragraph) + 1
    document = Document(id="ru/long", lang="ru", path="long", text="\n".join(paragraphs), blocks=tuple(blocks))
    return segment(document)


def articles(folder: Path, number: int) -> list[Article]:
    """Return the articles of a project with `number` quotations in total."""
    versions = [version for text in find_project(folder).texts for version in text.versions]
    segmented = [segment(read_document(version.path, id=version.id, lang=version.lang)) for version in versions]
    found = [
        [item for item in quotations(one.document).quotations if item.kind is QuotationKind.QUOTATION]
        for one in segmented
    ]
    shares = [number // len(found) + (k < number % len(found)) for k in range(len(found))]
    return [
        Article(
            segmented=one,
            quotations=tuple(replace(item, id=f"{item.id}#{k}") for k, item in enumerate(islice(cycle(some), share))),
            sources={},
        )
        for one, some, share in zip(segmented, found, shares, strict=True)
    ]


def measure(folder: Path, words: int, number: int) -> None:
    """Locate `number` quotations in a source of `words` words, and print a row."""
    source, quoting = long_source(folder, words), articles(folder, number)
    model = encoder("muse", threads=THREADS)
    model.encode(["warm"])
    start, busy = time.perf_counter(), time.process_time()
    index = source_index(source, model)
    indexed, indexed_cpu = time.perf_counter() - start, time.process_time() - busy
    found = locate(quoting, [index], model)
    wall, cpu = time.perf_counter() - start, time.process_time() - busy
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    row = f"{len(index):9,} {len(found):10} {indexed:8.1f} {indexed_cpu:8.1f} {wall:8.1f} {cpu:8.1f} {peak:9,.0f}"
    print(row, flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("words", nargs="+", type=int)
    parser.add_argument("--quotations", type=int, default=100)
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.here:
        measure(arguments.folder, arguments.words[0], arguments.quotations)
        return
    print(f"align:{align.__version__}|encoder:muse|threads:{THREADS}")
    print("    words quotations  index s    CPU s    all s    CPU s   peak MB", flush=True)
    for words in arguments.words:
        command = [sys.executable, __file__, str(arguments.folder), str(words)]
        subprocess.run([*command, "--quotations", str(arguments.quotations), "--here"], check=True)


if __name__ == "__main__":
    main()
